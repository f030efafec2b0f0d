"""What can go wrong with golden records."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class UnknownKind(YiwangError):
    code = "entities.unknown-kind"
    http_status = 404

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"没有名为“{slug}”的基础库", f"There is no register “{slug}”"),
            Text("请先应用声明它的业务包。", "Apply the pack that declares it first."),
        )


class UnknownSource(YiwangError):
    code = "entities.unknown-source"
    http_status = 404

    def __init__(self, kind: str, slug: str) -> None:
        super().__init__(
            Text(f"基础库“{kind}”没有来源“{slug}”", f"The register “{kind}” has no source “{slug}”"),
            Text("请核对业务包中的来源。", "Check the sources in the pack."),
        )


class BadDefinition(YiwangError):
    """A kind's text has faults; `problems` are (key, message)."""

    code = "entities.bad-definition"
    http_status = 422

    def __init__(self, problems: tuple[tuple[str, Text], ...]) -> None:
        zh = "；".join(f"{key}：{text.zh}" for key, text in problems[:5])
        en = "; ".join(f"{key}: {text.en}" for key, text in problems[:5])
        super().__init__(Text(zh, en), Text("请改正后重试。", "Correct it and try again."))
        self.problems = problems


class BadRecord(YiwangError):
    """A record that cannot be taken: it has no key, or no date. Nothing of its batch was taken."""

    code = "entities.bad-record"
    http_status = 422

    def __init__(self, number: int, what: Text) -> None:
        super().__init__(
            Text(f"第 {number} 条记录{what.zh}", f"Record {number} {what.en}"),
            Text(
                "请在来源处改正后重送；本批未写入任何内容。", "Correct it at the source; nothing was written."
            ),
        )


class NoSuchEntity(YiwangError):
    """Nobody and nothing has this id, or it was not known yet on the day asked for."""

    code = "entities.not-found"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("基础库中没有查到", "The register knows nobody and nothing by this"),
            Text("请核对号码、姓名和日期。", "Check the number, the name and the date."),
        )


class PurposeMissing(YiwangError):
    """Somebody asked about a person without saying what for (PIPL art. 6)."""

    code = "entities.purpose-missing"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("查询、核验和比对须说明用途", "Looking, verifying and comparing need a purpose"),
            Text("请填写用途后重试。", "State the purpose and try again."),
        )


class TooWide(YiwangError):
    """A search that names nobody."""

    code = "entities.too-wide"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("请填写完整号码，或完整姓名加出生日期", "Give a full number, or a full name and a birthday"),
            Text("不支持浏览人员名单。", "Lists of people cannot be browsed."),
        )


class TooMany(YiwangError):
    """A comparison of more rows, or more comparisons a day, than the limits allow."""

    code = "entities.too-many"
    http_status = 422

    def __init__(self, most: int, *, a_day: bool = False) -> None:
        what = (
            Text(f"每日最多比对 {most} 行", f"At most {most} rows are compared a day")
            if a_day
            else Text(f"一次最多比对 {most} 行", f"At most {most} rows are compared at once")
        )
        super().__init__(
            what, Text("请分批办理，或申请共享接口。", "Split the list, or ask for an interface.")
        )


class Tampered(YiwangError):
    """A record in the database is not what was written; its digest does not fit. Nothing is shown."""

    code = "entities.tampered"
    http_status = 500

    def __init__(self, record: int) -> None:
        super().__init__(
            Text(f"记录 {record} 与写入时不一致", f"Record {record} is not what was written"),
            Text(
                "请报告运维人员：核对数据库与备份。",
                "Tell the operators: compare the database with a backup.",
            ),
        )


class NoSuchDecision(YiwangError):
    code = "entities.no-such-decision"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这个决定", "There is no such decision"),
            Text("请从决定列表中选择。", "Choose it from the list of decisions."),
        )


class AlreadyUndone(YiwangError):
    """A decision is taken back once; the second time there is nothing left to take back."""

    code = "entities.already-undone"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这个决定已经撤销，没有再次改动", "This decision was taken back already; nothing was changed"
            ),
            Text("如需恢复原决定，请重新作出。", "To have it again, decide again."),
        )


class NotTogether(YiwangError):
    """A decision that cannot be: one entity with itself, records of somebody else, an attribute that is not there."""

    code = "entities.bad-decision"
    http_status = 422

    def __init__(self, what: Text) -> None:
        super().__init__(what, Text("请核对所选的对象和记录。", "Check what was chosen."))


class ReviewClosed(YiwangError):
    code = "entities.review-closed"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("这一对已有人处理", "Somebody has decided this pair"),
            Text("请处理下一对。", "Take the next one."),
        )


class BadEvent(YiwangError):
    """An event of life that no rule allows from where the entity stands."""

    code = "entities.bad-event"
    http_status = 409

    def __init__(self, what: Text) -> None:
        super().__init__(what, Text("请核对事件和当前状态。", "Check the event and the present state."))


class NoSuchSubscription(YiwangError):
    code = "entities.no-such-subscription"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这个订阅", "There is no such subscription"),
            Text("请先订阅。", "Subscribe first."),
        )

"""Named errors of the catalogue."""

from collections.abc import Sequence

from yiwang.catalogue.types import Problem
from yiwang.errors import YiwangError
from yiwang.text import Text


class ResourceMissing(YiwangError):
    """No such resource, or no such version of it."""

    code = "catalogue.missing"
    http_status = 404

    def __init__(self, slug: str, version: int | None = None) -> None:
        which = f"{slug} v{version}" if version else slug
        super().__init__(
            Text(f"目录中没有这项资源：{which}。", f"The catalogue has no such resource: {which}."),
            Text("请在目录中搜索。", "Search the catalogue."),
        )


class BadResource(YiwangError):
    """A resource lacks something or contradicts itself; `problems` lists everything."""

    code = "catalogue.bad"
    http_status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        told = " ".join(f"{one.key}：{one.message.zh}" for one in self.problems[:5])
        said = " ".join(f"{one.key}: {one.message.en}" for one in self.problems[:5])
        super().__init__(
            Text(f"有 {len(self.problems)} 处不符合要求。{told}", f"{len(self.problems)} problems. {said}"),
            Text("逐项改正后再提交。", "Correct each, then submit again."),
        )


class BadElement(YiwangError):
    """A data element is not written rightly, or does not exist."""

    code = "catalogue.bad-element"
    http_status = 422

    def __init__(self, message: Text) -> None:
        super().__init__(message, Text("请核对数据元。", "Check the data element."))


class WrongTurn(YiwangError):
    """This step is not the next one: somebody was faster, or the entry is in another state."""

    code = "catalogue.wrong-turn"
    http_status = 409

    def __init__(self, message: Text | None = None) -> None:
        super().__init__(
            message
            or Text(
                "目录当前状态不能这样操作，或已由他人办理。",
                "The entry is in another state, or somebody did it already.",
            ),
            Text("请刷新页面。", "Reload the page."),
        )


class ChangedMeanwhile(YiwangError):
    """The draft on the screen is not the draft in the house."""

    code = "catalogue.changed-meanwhile"
    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            Text("草稿已被他人修改，您的修改没有保存。", "Somebody changed the draft; yours was not saved."),
            Text("请重新打开，再作修改。", "Open it again and repeat your changes."),
        )


class SayWhy(YiwangError):
    """Returning, retiring and refusing need reasons."""

    code = "catalogue.say-why"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("请写明理由。", "Please give reasons."),
            Text("对方会看到，并据此改正。", "The other side reads them."),
        )


class SayPurpose(YiwangError):
    """Looking at rows needs a purpose."""

    code = "catalogue.say-purpose"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("请写明查看数据的用途。", "Please say for what purpose you look at the data."),
            Text("用途会记入审计账本。", "The purpose goes onto the ledger."),
        )


class StillUsed(YiwangError):
    """A resource that others build on is not retired by accident."""

    code = "catalogue.still-used"
    http_status = 409

    def __init__(self, users: Sequence[str]) -> None:
        self.users = tuple(users)
        names = "、".join(self.users[:5])
        super().__init__(
            Text(f"这项资源仍在使用：{names}。", f"The resource is still used: {', '.join(self.users[:5])}."),
            Text("确需注销，请勾选“仍在使用也注销”。", "If it must be, tick “retire all the same”."),
        )


class NotLoaded(YiwangError):
    """There are no rows to read yet."""

    code = "catalogue.not-loaded"
    http_status = 404

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"资源 {slug} 还没有归集过数据。", f"No data of {slug} have been collected yet."),
            Text("请先由数据归集装载。", "Have it loaded first."),
        )


class ExportRefused(YiwangError):
    """Data of this grade do not leave the house as a file."""

    code = "catalogue.export-refused"
    http_status = 403

    def __init__(self, grade: Text) -> None:
        super().__init__(
            Text(f"{grade.zh}不能导出为文件。", f"Data graded {grade.en} may not be exported."),
            Text(
                "请改用接口共享，或选择较低级别的字段。",
                "Share it by interface, or choose fields of lower grade.",
            ),
        )


class UnknownField(YiwangError):
    """A column that the resource does not have."""

    code = "catalogue.unknown-field"
    http_status = 422

    def __init__(self, slug: str, name: str) -> None:
        super().__init__(
            Text(f"资源 {slug} 没有字段 {name}。", f"The resource {slug} has no field {name}."),
            Text("请核对字段名。", "Check the field's name."),
        )


class UnknownList(YiwangError):
    """There are three lists; this is none of them, or it has no such version."""

    code = "catalogue.unknown-list"
    http_status = 404

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(f"没有这张清单或这一版：{name}。", f"There is no such list or version: {name}."),
            Text(
                "可用：共享清单、责任清单、负面清单。",
                "There are: sharing, responsibility and negative list.",
            ),
        )


class NoSuchDemand(YiwangError):
    """No such demand, or it is none of the reader's business."""

    code = "catalogue.no-such-demand"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这条共享需求。", "There is no such demand."),
            Text("请从共享需求列表打开。", "Open it from the list of demands."),
        )


class BadDemand(YiwangError):
    """A demand says what for, which items, and on what basis."""

    code = "catalogue.bad-demand"
    http_status = 422

    def __init__(self, message: Text) -> None:
        super().__init__(message, Text("请补全共享需求。", "Complete the demand."))


class BadLineage(YiwangError):
    """A node is not named in the house's way."""

    code = "catalogue.bad-lineage"
    http_status = 422

    def __init__(self, node: str) -> None:
        super().__init__(
            Text(f"血缘节点名称不对：{node}。", f"This is not a lineage node: {node}."),
            Text(
                "节点以 resource:、table:、entity:、topic:、indicator: 开头。",
                "Nodes begin with resource:, table:, entity:, topic: or indicator:.",
            ),
        )


class BadSheet(YiwangError):
    """A spreadsheet cannot be read at all."""

    code = "catalogue.bad-sheet"
    http_status = 422

    def __init__(self, message: Text) -> None:
        super().__init__(
            message,
            Text("请使用下载的模板，另存为 XLSX 或 CSV。", "Use the template and save it as XLSX or CSV."),
        )

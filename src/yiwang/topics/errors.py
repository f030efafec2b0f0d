"""What can go wrong with a topic store."""

from collections.abc import Iterable

from yiwang.errors import YiwangError
from yiwang.text import Text


class NoSuchStore(YiwangError):
    code = "topics.no-such-store"
    http_status = 404

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"没有主题库 {slug}。", f"There is no topic store {slug}."),
            Text("请从主题库列表进入。", "Start from the list of stores."),
        )


class NoSuchTable(YiwangError):
    code = "topics.no-such-table"
    http_status = 404

    def __init__(self, slug: str, table: str) -> None:
        super().__init__(
            Text(f"{slug} 没有表 {table}。", f"{slug} has no table {table}."),
            Text("请从主题库页面选择。", "Choose one on the store's page."),
        )


class NotBuilt(YiwangError):
    """Nothing has been built that could answer."""

    code = "topics.not-built"
    http_status = 409

    def __init__(self, table: Text) -> None:
        super().__init__(
            Text(f"“{table.zh}”还没有数据。", f"There is no data of “{table.en}” yet."),
            Text("来源汇聚后将自动构建，也可在页面上立即构建。", "It is built once its sources are loaded."),
        )


class BadDefinition(YiwangError):
    """A definition has faults; `problems` are keys and what is wrong there."""

    code = "topics.bad-definition"
    http_status = 422

    def __init__(self, problems: Iterable[tuple[str, Text]]) -> None:
        self.problems = tuple(problems)
        zh = "；".join(f"{key}：{text.zh}" for key, text in self.problems[:5])
        en = "; ".join(f"{key}: {text.en}" for key, text in self.problems[:5])
        super().__init__(
            Text(f"主题库定义有误。{zh}", f"The definition has faults. {en}"),
            Text("请按提示修改。", "Mend what is named."),
        )


class PurposeNeeded(YiwangError):
    code = "topics.purpose-needed"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text("查询须写明用途。", "Say what the query is for."),
            Text("请填写用途和依据。", "Give the purpose and its basis."),
        )


class CaseNeeded(YiwangError):
    code = "topics.case-needed"
    http_status = 422

    def __init__(self) -> None:
        super().__init__(
            Text(
                "这类数据只能在案件或任务中按对象打开。", "Such rows are opened only within a case or task."
            ),
            Text(
                "请填写案件或任务编号；统计数据可直接查看。", "Give its number; aggregates are open without."
            ),
        )


class NoListOfPeople(YiwangError):
    code = "topics.no-list-of-people"
    http_status = 403

    def __init__(self) -> None:
        super().__init__(
            Text("涉及个人的数据不能成批查看。", "Rows about people are not listed."),
            Text("请按个人号码逐一查询，或使用统计。", "Query one person by number, or use aggregates."),
        )


class BadQuestion(YiwangError):
    code = "topics.bad-question"
    http_status = 422

    def __init__(self, what: Text) -> None:
        super().__init__(what, Text("请从页面给出的选项中选择。", "Choose from what the page offers."))

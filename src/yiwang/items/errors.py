"""Named errors of the catalogue."""

from collections.abc import Sequence

from yiwang.errors import YiwangError
from yiwang.items.types import ItemProblem
from yiwang.text import Text


class ItemMissing(YiwangError):
    """No such item, or no such version of it."""

    code = "items.missing"
    http_status = 404

    def __init__(self, slug: str, version: int | None = None) -> None:
        which = f"{slug} v{version}" if version else slug
        super().__init__(
            Text(f"没有这个事项：{which}。", f"There is no such service: {which}."),
            Text("请在事项目录中搜索。", "Search the catalogue."),
        )


class BadItem(YiwangError):
    """An item contradicts itself or lacks something; `problems` lists everything."""

    code = "items.bad"

    def __init__(self, problems: Sequence[ItemProblem]) -> None:
        self.problems = tuple(problems)
        told = "".join(f" {one.key}:{one.message.zh}" for one in self.problems[:5])
        super().__init__(
            Text(
                f"事项有 {len(self.problems)} 处不符合要求：{told}",
                f"The item has {len(self.problems)} problems.",
            ),
            Text("逐项改正后重新发布。", "Correct each and publish again."),
        )

"""Errors of the orgs room."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.errors import YiwangError
from yiwang.text import Text


class UnknownDepartment(YiwangError):
    """No department has this code."""

    code = "orgs.unknown-department"
    http_status = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            Text(f"没有代码为“{code}”的部门", f"There is no department with the code “{code}”"),
            Text("请从部门列表中选择。", "Please choose from the list of departments."),
        )


class UnknownPost(YiwangError):
    """No post has this id."""

    code = "orgs.unknown-post"
    http_status = 404

    def __init__(self, post_id: str) -> None:
        super().__init__(
            Text(f"没有编号为“{post_id}”的岗位", f"There is no post with the id “{post_id}”"),
            Text("请从岗位列表中选择。", "Please choose from the list of posts."),
        )


@dataclass(frozen=True, slots=True)
class BadRow:
    """One thing wrong in a city folder; `line` counts from 1, 0 means the file itself."""

    file: str
    line: int
    message: Text


class BadCityFolder(YiwangError):
    """A city folder that cannot be used; `rows` names everything that is wrong with it at once."""

    code = "orgs.bad-city-folder"
    http_status = 422

    def __init__(self, rows: Sequence[BadRow]) -> None:
        super().__init__(
            Text(
                f"城市数据有{len(rows)}处错误："
                + "；".join(f"{row.file}:{row.line} {row.message.zh}" for row in rows),
                f"The city's data has {len(rows)} errors: "
                + "; ".join(f"{row.file}:{row.line} {row.message.en}" for row in rows),
            ),
            Text("请按行号修改后重试；没有写入任何数据。", "Please mend these lines; nothing was written."),
        )
        self.rows = tuple(rows)

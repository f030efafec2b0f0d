"""Column names as files bring them."""

from collections import Counter
from collections.abc import Sequence

from yiwang.collection.errors import Unreadable
from yiwang.text import Text

#: More columns than any resource of a city: beyond it, the file is something else.
MOST_COLUMNS = 2000


def clean_headers(names: Sequence[object]) -> tuple[str, ...]:
    """The names of columns, trimmed; empty ones at the end are left out.

    Raises:
        Unreadable: no name at all, an empty name between others, or a name that stands twice.
    """
    found = [" ".join(str(name).replace("\ufeff", "").split()) if name is not None else "" for name in names]
    while found and not found[-1]:
        found.pop()
    if not found:
        raise Unreadable(
            Text("没有表头。", "There is no header."),
            Text("第一行应是列名。", "The first row has to hold the column names."),
        )
    if len(found) > MOST_COLUMNS:
        raise Unreadable(
            Text(f"有 {len(found)} 列，不像一张数据表。", f"{len(found)} columns: this is no table of data."),
            Text("请检查分隔符。", "Check the separator."),
        )
    if not all(found):
        place = found.index("") + 1
        raise Unreadable(
            Text(f"第 {place} 列没有列名。", f"Column {place} has no name."),
            Text(
                "请补上列名；合并的表头请拆成一列一名。",
                "Name every column; split merged header cells into one name a column.",
            ),
        )
    doubled = [name for name, times in Counter(found).items() if times > 1]
    if doubled:
        raise Unreadable(
            Text(f"列名重复：{'、'.join(doubled)}。", f"Column names stand twice: {', '.join(doubled)}."),
            Text(
                "每列只能有一个名字，请改正后重报。", "Give every column a name of its own and send it again."
            ),
        )
    return tuple(found)

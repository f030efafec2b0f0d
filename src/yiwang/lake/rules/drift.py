"""How two descriptions of a table differ, column by column."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from yiwang.lake.rules.column_types import fits
from yiwang.lake.types import Column
from yiwang.text import Text

if TYPE_CHECKING:
    import pyarrow as pa


def evolution(now: Sequence[Column], wanted: Sequence[Column]) -> tuple[tuple[Column, ...], tuple[Text, ...]]:
    """The columns to add, and every difference that may not be made.

    A table may only gain columns that need not be filled: rows that landed before have nothing there.
    """
    known = {column.name: column for column in now}
    asked = {column.name: column for column in wanted}
    added = tuple(column for column in wanted if column.name not in known)
    clashes = [
        Text(f"新列 {one.name} 不能为必填", f"new column {one.name} cannot be required")
        for one in added
        if one.required
    ]
    for name, column in known.items():
        if name not in asked:
            clashes.append(Text(f"缺少列 {name}", f"column {name} is missing"))
        elif asked[name].type != column.type:
            clashes.append(
                Text(
                    f"列 {name} 应为 {column.type}，现为 {asked[name].type}",
                    f"column {name} is {column.type}, not {asked[name].type}",
                )
            )
        elif asked[name].required and not column.required:
            clashes.append(Text(f"列 {name} 不能改为必填", f"column {name} cannot become required"))
    return added, tuple(clashes)


def delivery(
    columns: Sequence[Column],
    given: "Mapping[str, pa.DataType]",
    fit: "Callable[[str, pa.DataType], bool]" = fits,
) -> tuple[Text, ...]:
    """What is wrong with delivered columns: unknown ones, required ones that lack, and types that do not fit.

    A column that need not be filled may be left out.
    """
    known = {column.name: column for column in columns}
    clashes = [
        Text(f"多出列 {name}（{kind}）", f"unknown column {name} ({kind})")
        for name, kind in given.items()
        if name not in known
    ]
    for name, column in known.items():
        if name not in given:
            if column.required:
                clashes.append(Text(f"缺少必填列 {name}", f"required column {name} is missing"))
        elif not fit(column.type, given[name]):
            clashes.append(
                Text(
                    f"列 {name} 应为 {column.type}，送来的是 {given[name]}",
                    f"column {name} is {column.type}, {given[name]} was delivered",
                )
            )
    return tuple(clashes)

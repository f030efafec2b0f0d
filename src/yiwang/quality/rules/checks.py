"""The kinds of checks a rule can name: what they need, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.text import Text


@dataclass(frozen=True)
class Check:
    """One kind of check. `needs` and `takes` are its parameters; `columns` how many columns (0: one or more)."""

    name: Text
    dimension: str
    indicator: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    columns: int = 1


CHECKS: Mapping[str, Check] = {
    "required": Check(Text("非空", "Not empty"), "completeness", "element", columns=0),
    "type": Check(Text("类型", "Type"), "accuracy", "format"),
    "pattern": Check(Text("格式", "Format"), "accuracy", "format", ("pattern",)),
    "length": Check(Text("长度", "Length"), "accuracy", "format", takes=("min", "max")),
    "resident-id": Check(
        Text("公民身份号码", "Identity number"), "accuracy", "content", takes=("part", "old")
    ),
    "credit-code": Check(Text("统一社会信用代码", "Credit code"), "accuracy", "content", takes=("part",)),
    "region": Check(
        Text("行政区划代码", "Region code"), "conformity", "reference", takes=("length", "current")
    ),
    "range": Check(Text("值域", "Range"), "accuracy", "content", takes=("min", "max")),
    "one-of": Check(Text("代码表", "Code list"), "conformity", "reference", takes=("values", "list")),
    "unique": Check(Text("唯一", "Unique"), "accuracy", "uniqueness", columns=0),
    "exists": Check(Text("引用存在", "Reference exists"), "consistency", "related", ("in",)),
    "agrees": Check(
        Text("多源一致", "Sources agree"), "consistency", "same", ("key_column", "with", "with_key")
    ),
    "birthday-of-id": Check(
        Text("出生日期与身份号码一致", "Birthday matches number"), "consistency", "related", ("id_column",)
    ),
    "sex-of-id": Check(
        Text("性别与身份号码一致", "Sex matches number"), "consistency", "related", ("id_column",)
    ),
    "holds": Check(Text("业务规则", "Business rule"), "conformity", "business", ("expression",), columns=-1),
    "order": Check(Text("时间先后", "Order in time"), "timeliness", "order", columns=0),
    "fresh": Check(Text("及时更新", "Up to date"), "timeliness", "point", ("days",)),
    "not-future": Check(
        Text("不晚于当前", "Not in the future"), "timeliness", "period", takes=("skew_minutes",)
    ),
}
#: Parts of an identity number or credit code that a rule may be about; without one, all of them.
PARTS = {"resident-id": ("shape", "date", "region", "check"), "credit-code": ("shape", "check")}

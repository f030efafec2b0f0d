"""The five levels of satisfaction, ours and those of the interfaces we report to.

GB/T 39046-2020 A.8 counts from 1 (非常满意) to 5 (非常不满意); the national 好差评 interface counts the other way, as
people give stars. We keep stars and turn them at the edge.
"""

from yiwang.text import Text

STARS = {
    5: Text("非常满意", "Very satisfied"),
    4: Text("满意", "Satisfied"),
    3: Text("基本满意", "Fairly satisfied"),
    2: Text("不满意", "Dissatisfied"),
    1: Text("非常不满意", "Very dissatisfied"),
}
#: A rating below this is a bad one (差评).
GOOD_FROM = 3

TAGS = {
    "good": {
        "one-visit": Text("一次办好", "Done in one visit"),
        "clear-guide": Text("指南清楚", "Clear guide"),
        "quick": Text("办理快捷", "Quick"),
        "kind": Text("服务热情", "Kind service"),
        "few-materials": Text("材料精简", "Few papers asked"),
    },
    "bad": {
        "unclear-guide": Text("指南与实际不符", "The guide did not match"),
        "extra-materials": Text("要求额外材料", "Papers asked beyond the guide"),
        "many-visits": Text("多次跑动", "Several visits needed"),
        "late": Text("超过承诺时限", "Later than promised"),
        "rude": Text("服务态度不好", "Unfriendly service"),
        "system": Text("系统不好用", "The system is hard to use"),
    },
}


def is_bad(stars: int) -> bool:
    """Whether a rating asks for redress."""
    return stars < GOOD_FROM


def tags_for(stars: int) -> dict[str, Text]:
    """The tags offered with a rating."""
    return TAGS["bad" if is_bad(stars) else "good"]


def as_gbt_39046(stars: int) -> str:
    """The code of GB/T 39046-2020 A.8: 1 is the best."""
    return str(6 - stars)


def as_national(stars: int) -> str:
    """The `satisfaction` of the national interface: 5 is the best."""
    return str(stars)

"""Who keeps layers, and who sees which: public ones everybody, internal ones all staff, restricted ones by role."""

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.places.types import Layer
from yiwang.text import Text

verb("places.define", zh="维护图层", en="keep layers")
verb("places.write", zh="更新空间数据", en="bring features, addresses and images")
verb("places.see", zh="查看图层", en="see a layer")


@rule("places.define", roles=["data-steward"], system=True)
def by_role(actor: Actor, subject: object) -> Verdict:
    """The steward alone says which layers there are."""
    return ALLOWED


@rule("places.write", roles=["data-steward", "data-officer", "operator"], system=True)
def own_layers(actor: Actor, layer: Layer | None) -> Verdict:
    """A department's officer writes its own layers; addresses (no layer) come by the bureau and the lake."""
    if actor.kind == "system" or actor.holds("data-steward", "operator"):
        return ALLOWED
    if layer is not None and actor.holds("data-officer", department=layer.department):
        return ALLOWED
    return refuse(
        "这是其他部门的图层",
        "This is another department's layer.",
        remedy=Text(
            "请由主管部门的数据专员更新。", "The data officer of the department that keeps it brings data."
        ),
    )


@rule("places.see")
def by_grade(actor: Actor, layer: Layer) -> Verdict:
    """By the layer's grade; the department that keeps a layer always sees it."""
    if layer.grade == "public" or actor.kind == "system":
        return ALLOWED
    posted = actor.kind == "staff" and bool(actor.roles)
    if posted and (layer.grade == "internal" or actor.holds(*layer.readers)):
        return ALLOWED
    if posted and layer.department in actor.departments:
        return ALLOWED
    return refuse(
        "没有这个图层的查看权限",
        "This layer is not open to you.",
        remedy=Text("请由所在部门向图层主管部门申请。", "Have your department ask the one that keeps it."),
    )

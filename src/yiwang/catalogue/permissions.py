"""Who compiles, reviews, publishes, reads and asks."""

from dataclasses import dataclass

from yiwang.access.api import ALLOWED, Actor, Verdict, refuse, rule, verb
from yiwang.text import Text

verb("catalogue.read", zh="查看资源目录", en="read the catalogue")
verb("catalogue.compile", zh="编制资源目录", en="compile the catalogue")
verb("catalogue.review", zh="审核资源目录", en="review the catalogue")
verb("catalogue.publish", zh="发布资源目录", en="publish the catalogue")
verb("catalogue.retire", zh="注销目录资源", en="retire a resource")
verb("catalogue.read-rows", zh="查看资源数据", en="look at the rows of a resource")
verb("catalogue.demand", zh="提出共享需求", en="state a demand for sharing")
verb("catalogue.answer-demand", zh="答复共享需求", en="answer a demand for sharing")
verb("catalogue.publish-list", zh="发布三张清单", en="publish the three lists")
verb("catalogue.pilot", zh="设置规范化试点", en="set up pilots of standardisation")
verb("catalogue.record-lineage", zh="记录数据血缘", en="record lineage")
verb("catalogue.read-sql", zh="查看血缘中的 SQL", en="see the SQL of lineage")
verb("catalogue.cascade", zh="管理目录级联", en="look after the cascade to the province")

READERS = ("data-officer", "data-steward", "data-chief", "operator", "auditor", "leader")


@dataclass(frozen=True)
class Home:
    """Whose resource it is: the department, the area the department works in, and who compiled the version at hand."""

    department: str
    area: str
    compiled_by: str = ""


@dataclass(frozen=True)
class DemandParties:
    """Both sides of a demand."""

    owner: str
    department: str


@rule("catalogue.read", roles=READERS, system=True)
def _read(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("catalogue.compile", roles=["data-officer"], system=True)
def _compile(actor: Actor, home: Home | None) -> Verdict:
    if home is None or actor.kind == "system":
        return ALLOWED
    if actor.holds("data-officer", department=home.department, area=home.area):
        return ALLOWED
    return refuse(
        "只能编制本部门、本地区的资源目录",
        "Only the resources of one's own department and area can be compiled.",
        remedy=Text("请由资源提供部门的数据专员编制。", "The data officer of that department compiles it."),
    )


@rule("catalogue.review", roles=["data-steward"])
def _review(actor: Actor, home: Home | None) -> Verdict:
    if home is None:
        return ALLOWED
    if home.compiled_by == actor.ref:
        return refuse(
            "编制人不能审核自己编制的目录",
            "Whoever compiled an entry does not review it.",
            remedy=Text("请由另一位数据治理专员审核。", "Have another data steward review it."),
        )
    if not actor.holds("data-steward", area=home.area):
        return refuse(
            "这项目录不在您负责的地区",
            "This entry is outside your area.",
            remedy=Text("请由所在地区的数据治理专员审核。", "The data steward of that area reviews it."),
        )
    return ALLOWED


@rule("catalogue.publish", roles=["data-steward"], system=True)
def _publish(actor: Actor, home: Home | None) -> Verdict:
    return ALLOWED if actor.kind == "system" else _review(actor, home)


@rule("catalogue.retire", roles=["data-steward"], system=True)
def _retire(actor: Actor, home: Home | None) -> Verdict:
    if home is None or actor.kind == "system" or actor.holds("data-steward", area=home.area):
        return ALLOWED
    return refuse(
        "这项目录不在您负责的地区",
        "This entry is outside your area.",
        remedy=Text("请由所在地区的数据治理专员办理。", "The data steward of that area does it."),
    )


@rule("catalogue.read-rows", roles=READERS, system=True)
def _rows(actor: Actor, home: Home | None) -> Verdict:
    return ALLOWED


@rule("catalogue.demand", roles=["data-officer"])
def _demand(actor: Actor, department: str | None) -> Verdict:
    if department is None or actor.holds("data-officer", department=department):
        return ALLOWED
    return refuse(
        "只能代表本部门提出共享需求",
        "A demand is stated for one's own department.",
        remedy=Text("请选择您任职的部门。", "Choose the department you work for."),
    )


@rule("catalogue.answer-demand", roles=["data-officer"])
def _answer(actor: Actor, parties: DemandParties | None) -> Verdict:
    if parties is None or actor.holds("data-officer", department=parties.owner):
        return ALLOWED
    return refuse(
        "共享需求由资源提供部门答复",
        "The department that owns the resource answers.",
        remedy=Text("请由提供部门的数据专员答复。", "Its data officer does so."),
    )


@rule("catalogue.publish-list", roles=["data-steward"], system=True)
def _publish_list(actor: Actor, area: str | None) -> Verdict:
    if area is None or actor.kind == "system" or actor.holds("data-steward", area=area):
        return ALLOWED
    return refuse(
        "清单不属于您负责的地区",
        "This list is of another area.",
        remedy=Text("请由所在地区的数据治理专员发布。", "The data steward of that area publishes it."),
    )


@rule("catalogue.pilot", roles=["data-steward"], system=True)
def _pilot(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("catalogue.record-lineage", roles=["operator", "data-steward"], system=True)
def _lineage(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("catalogue.read-sql", roles=["operator", "data-steward"], system=True)
def _sql(actor: Actor, subject: object) -> Verdict:
    return ALLOWED


@rule("catalogue.cascade", roles=["data-steward", "operator"], system=True)
def _cascade(actor: Actor, subject: object) -> Verdict:
    return ALLOWED

"""Two people who hold one number: a known real fault, which only the authority that gave the number can mend."""

from yiwang.access.api import SYSTEM
from yiwang.entities.rules.definition import Kind
from yiwang.entities.services import held as records
from yiwang.entities.services.settle import takes_part
from yiwang.text import Text
from yiwang.tickets import api as tickets

_BY = SYSTEM("entities")


def report(kind: Kind, number: bytes) -> int | None:
    """Open a ticket when two entities share a number, close it when they do not any more; gives the ticket's id."""
    sharing = [one for one in records.by_numbers(kind, [number]) if takes_part(kind, one)]
    entities = sorted({one.entity for one in sharing if one.entity is not None})
    key = f"conflict:{kind.slug}:number:{number.hex()}"
    if len(entities) < 2:
        tickets.close_resolved(
            kind="conflict", key=key, note=Text("号码只属于一个对象", "one entity holds it"), by=_BY
        )
        return None
    attribute = kind.attribute(kind.number_attribute)
    authority = kind.source(attribute.sources[0])
    said = {
        f"{kind.name.zh} {entity}": "、".join(
            dict.fromkeys(kind.source(one.source).title.zh for one in sharing if one.entity == entity)
        )
        for entity in entities
    }
    view = tickets.open_ticket(
        kind="conflict",
        key=key,
        department=authority.department,
        resource=authority.resource,
        title=Text(
            f"{len(entities)} 个对象共用同一{attribute.title.zh}",
            f"{len(entities)} entities share one {attribute.title.en}",
        ),
        body=Text(
            "姓名、性别或出生日期相互矛盾，系统没有合并。请核实号码归属，必要时启动重号更正。",
            "Names, sex or birthdays contradict each other; nothing was merged. Find out whose number it is.",
        ),
        evidence={"kind": kind.slug, "entities": entities, "attribute": attribute.name, "sources": said},
        by=_BY,
    )
    return view.id

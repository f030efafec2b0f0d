"""A person's own tags, and their objection to one."""

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.profiles.errors import NoSuchTag
from yiwang.registers import api as registers
from yiwang.text import Text
from yiwang.tickets import api as tickets
from yiwang.topics import api as topics


def my_tags(*, by: Actor) -> tuple[topics.TagView, ...]:
    """What the rules of the stores say of the reader, with the rows that show it, in clear. Raises Refused."""
    require(by, "profiles.mine")
    if not by.person_id:
        return ()
    me = registers.person(by.person_id, purpose="本人查看标签", by=by.ref)
    return topics.tags_of("person", me.resident_id, by=SYSTEM("profiles"), clearance=topics.CASE)


def contest(*, store: str, table: str, slug: str, reason: str, by: Actor) -> int:
    """Object to a tag: the lead department gets a ticket with a deadline. Returns its number.

    Raises:
        NoSuchTag: the reader has no such tag, or gave no reason. Refused.
    """
    tag = next(
        (one for one in my_tags(by=by) if (one.store, one.table, one.slug) == (store, table, slug)), None
    )
    if tag is None or not reason.strip():
        raise NoSuchTag
    ticket = tickets.open_ticket(
        kind="correction",
        key=f"tag:{store}.{table}.{slug}:person:{by.person_id}",
        department=tag.department,
        title=Text(f"对标签“{tag.name.zh}”的异议", f"Objection to the tag “{tag.name.en}”"),
        body=Text(reason.strip()[:1000], reason.strip()[:1000]),
        evidence={
            "rule": tag.rule,
            "basis": tag.basis,
            "person": f"person:{by.person_id}",
            "rows": [dict(one) for one in tag.evidence],
        },
        by=SYSTEM("profiles"),
    )
    return ticket.id

"""The people of the stories: who they are in the model city, as actors and as browsers."""

from dataclasses import dataclass, replace
from typing import Any

from yiwang.access.api import Actor
from yiwang.cases import api as cases
from yiwang.files import api as files
from yiwang.people.api import actor_of
from yiwang.people.models import Account
from yiwang.registers import api as registers

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def actor(username: str) -> Actor:
    """The sample account as it acts after a complete sign-in; staff have passed their second factor."""
    known = actor_of(Account.objects.get(username=username))
    return replace(known, mfa=True) if known.kind == "staff" else known


@dataclass(frozen=True)
class Person:
    """A resident of the model city with the account they act by."""

    actor: Actor
    applicant: cases.Applicant


def person(username: str) -> Person:
    """A sample resident, as applicant for themselves."""
    who = actor(username)
    known = registers.person(who.person_id, purpose="测试", by="system:test")
    return Person(who, cases.Applicant("person", known.name, "111", known.resident_id, who.person_id))


def stranger(number: int) -> Person:
    """Another resident of 65 or more who has no account yet; `number` picks one."""
    from yiwang.registers.models import Person as Row

    rows = Row.objects.filter(birthday__lt="1955-01-01", status="正常", residence_kind="户籍").order_by("pk")
    known = registers.person(str(rows[number].pk), purpose="测试", by="system:test")
    who = Actor(ref=f"account:{9000 + number}", kind="resident", name=known.name, person_id=known.id, level=2)
    return Person(who, cases.Applicant("person", known.name, "111", known.resident_id, known.id))


def firm() -> cases.Applicant:
    """The firm whose agent and legal representative have sample accounts."""
    from yiwang.people.models import Mandate

    mandate = Mandate.objects.get(agent__username="agent", principal_kind="firm")
    return cases.Applicant("firm", mandate.principal_name, "001", mandate.principal_id)


def card_form(person: Person) -> dict[str, Any]:
    """What an applicant for a senior citizen card has to say themselves."""
    known = registers.person(person.applicant.person_id, purpose="测试", by="system:test")
    return {"declaration": True} | ({} if known.mobile else {"applicant": {"mobile": "13800013800"}})


def restaurant_form() -> dict[str, Any]:
    """A complete application to open a restaurant."""
    stored = files.put(PDF, name="材料.pdf", allowed={files.PDF})
    file = {
        "digest": stored.digest,
        "size": stored.size,
        "media_type": stored.media_type,
        "name": stored.name,
    }
    return {
        "contact": {"name": "王建国", "mobile": "13800013800"},
        "business": {
            "format": "catering",
            "catering": ["hot", "drinks"],
            "central_kitchen": "no",
            "online": "no",
        },
        "premises": {
            "sign": "老滨州家常菜",
            "address": "滨州市滨城区黄河五路1号",
            "area": 120,
            "kitchen_area": 40,
            "tenure": "owned",
        },
        "managers": [{"name": "王建国", "resident_id": "11010519491231002X", "mobile": "13800013800"}],
        "staff": [{"name": "李梅", "duty": "厨师", "health_until": "2099-01-01"}],
        "materials": {name: [file] for name in ("layout", "equipment", "rules", "health")},
        "declaration": True,
    }

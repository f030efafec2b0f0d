"""The first day of a model city: some residents and firms come for something, through the same verbs as anybody.

Nothing is written behind the rooms' backs and nothing is dated back: the ledger, the clocks and the board show what really
happened. Applicants act without accounts of their own (`sample:…`), so nobody can sign in as them; the sample staff act
as if they had just signed in.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from yiwang.access.api import Actor
from yiwang.cases import api as cases
from yiwang.cases.models import Case
from yiwang.errors import YiwangError
from yiwang.files import api as files
from yiwang.people import api as people
from yiwang.people.models import Account
from yiwang.registers import api as registers
from yiwang.registers.models import Firm, HousingFundAccount, Person
from yiwang.reviews import api as reviews
from yiwang.text import Text

ELDERS, SAVERS, FIRMS = 40, 16, 10
#: Stars that people give in turn; a bad one leaves the office something to put right.
_STARS = (5, 5, 4, 5, 3, 5, 2)
_PLAN = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def live_a_day() -> int:
    """Let the first day happen, once; returns how many cases it left."""
    if Case.objects.exists():
        return 0
    for number, (actor, case_number) in enumerate([*_elders(), *_savers()]):
        if number % 3 == 0:
            _rate(actor, case_number, _STARS[number // 3 % len(_STARS)])
    _restaurants()
    return Case.objects.count()


def _elders() -> Iterator[tuple[Actor, str]]:
    known = Account.objects.exclude(person_id="").values_list("person_id", flat=True)
    taken = [int(person) for person in known]
    rows = Person.objects.filter(birthday__year__lt=1960, residence_kind="户籍", status="正常").exclude(
        pk__in=taken
    )
    every = max(1, rows.count() // ELDERS)  # from all over the city, not the first street of it
    for row in rows.order_by("village_code", "pk")[::every][:ELDERS]:
        yield from _apply(row, "elderly-card", {})


def _savers() -> Iterator[tuple[Actor, str]]:
    indexes = HousingFundAccount.objects.order_by("account_no").values_list("resident_index", flat=True)[
        :SAVERS
    ]
    for row in Person.objects.filter(resident_index__in=list(indexes)).order_by("pk"):
        yield from _apply(row, "housing-fund-proof", {"loan": {"city": "济南市", "purpose": "new"}})


def _apply(row: Person, item_slug: str, answers: dict[str, Any]) -> Iterator[tuple[Actor, str]]:
    actor = Actor(ref=f"sample:{row.pk}", kind="resident", name=row.name, person_id=str(row.pk), level=2)
    known = registers.person(str(row.pk), purpose="模型城市示例", by="system:setup")
    data = {**answers, "declaration": True}
    if not known.mobile:
        data["applicant"] = {"mobile": "13800013800"}
    try:
        sent = cases.submit(
            actor=actor,
            item_slug=item_slug,
            applicant=cases.Applicant("person", known.name, "111", known.resident_id, str(row.pk)),
            data=data,
            transaction_id=f"first-day-{item_slug}",
        )
    except YiwangError:
        return  # somebody whose record does not suit the form stays at home today
    yield actor, sent.number


def _rate(actor: Actor, number: str, stars: int) -> None:
    try:
        reviews.rate(
            actor=actor,
            case_number=number,
            stars=stars,
            tags=["quick"] if not reviews.is_bad(stars) else ["system"],
            transaction_id=f"first-day-{number}",
        )
    except reviews.NotServedYet:
        return


def _restaurants() -> None:
    """Firms that want to open: some wait for the window, some for a correction, some are on the approver's desk."""
    clerk, approver = _staff("clerk"), _staff("approver")
    for place, firm in enumerate(
        Firm.objects.filter(status="存续", name__contains="餐饮").order_by("credit_code")[:FIRMS]
    ):
        head = firm.representative
        actor = Actor(
            ref=f"sample:{head.pk}", kind="resident", name=head.name, person_id=str(head.pk), level=2
        )
        number = cases.submit(
            actor=actor,
            item_slug="food-business-licence",
            applicant=cases.Applicant("firm", firm.name, "001", firm.credit_code),
            data=_restaurant(firm),
            transaction_id=f"first-day-{firm.credit_code}",
        ).number
        if place % 3 == 1:
            cases.ask_correction(
                actor=clerk, number=number, items=["布局图缺少比例尺"], transaction_id=f"first-day-{number}"
            )
        if place % 3 == 2:
            cases.accept(actor=clerk, number=number, transaction_id=f"first-day-{number}")
            cases.finish_step(
                actor=approver,
                number=number,
                step="inspect",
                outcome="pass",
                reasons=[Text("现场与申报一致", "As declared")],
                transaction_id=f"first-day-{number}-inspect",
            )


def _staff(username: str) -> Actor:
    return replace(people.actor_of(Account.objects.get(username=username)), mfa=True)


def _restaurant(firm: Firm) -> dict[str, Any]:
    stored = files.put(_PLAN, name="材料.pdf", allowed={files.PDF})
    file = {
        "digest": stored.digest,
        "size": stored.size,
        "media_type": stored.media_type,
        "name": stored.name,
    }
    return {
        "contact": {"name": "王建国", "mobile": "13800013800"},
        "business": {"format": "catering", "catering": ["hot"], "central_kitchen": "no", "online": "no"},
        "premises": {
            "sign": firm.name[:20],
            "address": firm.address,
            "area": 90,
            "kitchen_area": 30,
            "tenure": "owned",
        },
        "managers": [{"name": "王建国", "resident_id": "11010519491231002X", "mobile": "13800013800"}],
        "staff": [{"name": "李梅", "duty": "厨师", "health_until": "2099-01-01"}],
        "materials": {name: [file] for name in ("layout", "equipment", "rules", "health")},
        "declaration": True,
    }

"""Every address that names a thing, tried with somebody else's thing, by everybody who has no business there."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.attacks.test_whose_case import plain_static_files, signed_in
from tests.support import cast

from yiwang.cases import api as cases
from yiwang.cases.models import Act, Case
from yiwang.certificates.models import Certificate, CertificateUse, Presentation
from yiwang.people import api as people
from yiwang.people.models import Account, Mandate
from yiwang.reviews import api as reviews
from yiwang.reviews.models import Redress, Review
from yiwang.seals.models import Seal, SealGrant

__all__ = ["plain_static_files"]

FORM = {
    "do": "contact", "step": "decide", "outcome": "approve", "reasons": "理由", "reason": "理由", "stars": "1",
    "text": "不好", "purpose": "出示", "receiver": "某人", "transaction": "x-1", "_go": "send", "down": "yes",
    "for": "self", "finding": "查清", "true": "yes", "measures": "整改", "reply": "答复",
}  # fmt: skip

#: For arguments that name nothing of the elder's or the firm's: something that may well be there.
ANYTHING: dict[str, list[object]] = {
    "int": [1],
    "slug": ["police-household", "gdp"],
    "str": ["ods.police_household"],
    "path": ["100"],
    "uuid": ["00000000-0000-4000-8000-000000000001"],
    "": ["anything"],
}


@dataclass
class Things:
    """What belongs to the elder and to the firm: the values of every kind of argument in an address."""

    arguments: dict[str, list[object]]
    secrets: tuple[str, ...]

    def state(self) -> list[object]:
        """Everything an intruder could have changed."""
        return [
            list(Case.objects.order_by("pk").values_list("state", "step", "sealed", "outcome")),
            Act.objects.count(),
            list(Certificate.objects.order_by("pk").values_list("state")),
            CertificateUse.objects.count(),
            Presentation.objects.count(),
            list(Redress.objects.values_list("state")),
            Review.objects.count(),
            list(Mandate.objects.order_by("pk").values_list("revoked_at")),
            list(Seal.objects.order_by("pk").values_list("state")),
            SealGrant.objects.filter(withdrawn_at=None).count(),
        ]


@pytest.fixture
def things(city: str) -> Things:
    elder, agent = cast.person("elder"), cast.actor("agent")
    mine = cases.submit(
        actor=elder.actor, item_slug="elderly-card", applicant=elder.applicant, data=cast.card_form(elder),
        transaction_id="e-1",
    ).number  # fmt: skip
    firms = cases.submit(
        actor=agent, item_slug="food-business-licence", applicant=cast.firm(), data=cast.restaurant_form(),
        transaction_id="f-1",
    ).number  # fmt: skip
    reviews.rate(actor=elder.actor, case_number=mine, stars=1, text="排队太久", transaction_id="r-1")
    return Things(
        {
            "number": [mine, firms],
            "identifier": [cases.case(mine, elder.actor).certificate],
            "digest": [one.digest for one in cases.case(firms, agent).materials[:1]],
            "redress_id": [Redress.objects.get().pk],
            "mandate_id": [Mandate.objects.get(agent_id=agent.account_id).pk],
            "code": [Seal.objects.values_list("code", flat=True)[0]],
            "slug": ["elderly-card", "population"],
            "form": ["ofd"],
            "step": ["review"],
            "pk": [1],
            "size": [192],
        },
        (elder.applicant.id_number, elder.applicant.name, "13800013800"),
    )


def addresses(things: Things) -> Iterator[str]:
    for route, names in _routes(get_resolver().url_patterns, ""):
        values = {name: things.arguments.get(name) or ANYTHING[_sort(part)] for name, part in names.items()}
        for number in range(max(len(one) for one in values.values())):
            address = route
            for name, part in names.items():
                address = address.replace(part, str(values[name][min(number, len(values[name]) - 1)]))
            yield f"/{address}"


def _sort(part: str) -> str:
    """The converter of a part of a route: `int` of `<int:ticket_id>`."""
    return part.strip("<>").rpartition(":")[0]


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, dict[str, str]]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        elif one.pattern.converters:
            parts = [part.split(">")[0] for part in route.split("<")[1:]]
            yield route, {part.rpartition(":")[2]: f"<{part}>" for part in parts}


def without_second_step(username: str) -> Client:
    """A member of staff as they are between password and code."""
    client = Client()
    client.post("/staff/signin/", {"login": username, "password": people.sample_password()})
    return client


def resident(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return client


def test_nobody_reads_or_changes_what_is_not_theirs(things: Things) -> None:
    intruders = {
        "nobody": Client(),
        "another resident": resident("younger"),
        "an approver before the second step": without_second_step("approver-civil"),
        "an approver of another bureau": signed_in("approver-education"),
        "the operator": signed_in("operator"),
        "a leader": signed_in("leader"),
    }
    before = things.state()
    found = list(addresses(things))
    assert len(found) > 40
    for who, client in intruders.items():
        for address in found:
            for answer in (client.get(address), client.post(address, FORM)):
                told = f"{who}: {answer.wsgi_request.method} {address} -> {answer.status_code}"
                assert answer.status_code < 500, told
                page = b"".join(answer).decode(errors="replace")
                assert not any(secret in page for secret in things.secrets), told
        assert things.state() == before, who


def test_those_who_only_read_change_nothing(things: Things) -> None:
    client = signed_in("auditor")
    before = things.state()
    for address in addresses(things):
        # A rule of quality may be tried on what lies in the lake: that is reading, and the state below says so.
        tried = (200,) if address.endswith("/rules/") else ()
        assert client.post(address, FORM).status_code in (302, 401, 403, 404, 405, *tried), address
    assert things.state() == before

"""From draft to catalogue: submit, review, publish."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.catalogue.errors import BadResource, SayWhy, WrongTurn
from yiwang.catalogue.models import Act, Entry, Version
from yiwang.catalogue.permissions import Home
from yiwang.catalogue.reading import locked, newest, resource_view
from yiwang.catalogue.rules.life import EDITABLE
from yiwang.catalogue.services.compile import problems_of
from yiwang.catalogue.services.keeping import put_in_force, write_acts
from yiwang.catalogue.types import ResourceView
from yiwang.ledger import api as ledger


def submit(slug: str, *, actor: access.Actor, transaction_id: str) -> ResourceView:
    """Hand a draft in for review. Raises BadResource with everything that must be mended, WrongTurn, Refused."""

    def step(entry: Entry, version: Version) -> str:
        if version.state not in EDITABLE:
            raise WrongTurn
        if problems := problems_of(version.content):
            raise BadResource(problems)
        version.state, version.submitted_at = "submitted", timezone.now()
        version.reasons = ""
        return "submitted"

    return _step(slug, "catalogue.compile", step, actor, transaction_id)


def review(
    slug: str, *, approve: bool, actor: access.Actor, transaction_id: str, reasons: str = ""
) -> ResourceView:
    """Approve what was submitted, or return it with reasons. Raises SayWhy, WrongTurn, Refused (also for its compiler)."""

    def step(entry: Entry, version: Version) -> str:
        if version.state != "submitted":
            raise WrongTurn
        if not approve and not reasons.strip():
            raise SayWhy
        # What was right when it was submitted may not be any more: an element may have been retired or regraded.
        if approve and (problems := problems_of(version.content)):
            raise BadResource(problems)
        version.state = "approved" if approve else "returned"
        version.reviewed_by, version.reviewed_at = actor.ref, timezone.now()
        version.reasons = reasons.strip()[:1000]
        return version.state

    return _step(slug, "catalogue.review", step, actor, transaction_id, reasons.strip())


def publish(slug: str, *, actor: access.Actor, transaction_id: str) -> ResourceView:
    """Put an approved version in force; the one before stays readable. Raises WrongTurn, Refused."""

    def step(entry: Entry, version: Version) -> str:
        if version.state != "approved":
            raise WrongTurn
        put_in_force([(entry, version)], by=actor, now=timezone.now())
        return ""

    return _step(slug, "catalogue.publish", step, actor, transaction_id)


def _step(
    slug: str,
    verb: str,
    step: Callable[[Entry, Version], str],
    actor: access.Actor,
    transaction_id: str,
    note: str = "",
) -> ResourceView:
    with transaction.atomic():
        entry = locked(slug)
        version = newest(entry)
        access.require(actor, verb, Home(entry.department_code, entry.area_code, version.compiled_by))
        mine = Act.objects.filter(by=actor.ref, transaction_id=transaction_id)
        if transaction_id and mine.exists():
            return resource_view(entry, version)
        act = step(entry, version)
        version.save()
        if act:
            write_acts(
                act, [(entry, version)], by=actor, at=timezone.now(), note=note, transaction_id=transaction_id
            )
            ledger.record(
                f"catalogue.{act}",
                by=actor.ref,
                subject=f"resource:{slug}",
                detail={"version": version.number, "reasons": note},
            )
        elif transaction_id:
            entry.acts.filter(act="published", version=version.number).update(transaction_id=transaction_id)
        return resource_view(entry, version)

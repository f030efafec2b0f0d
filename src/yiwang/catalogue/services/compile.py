"""Compile an entry: a new one, or the next version of one that is published."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.catalogue.errors import BadResource, ChangedMeanwhile, WrongTurn
from yiwang.catalogue.models import Act, Entry, Version
from yiwang.catalogue.permissions import Home
from yiwang.catalogue.reading import codes_in, elements_by_code, newest, resource_view
from yiwang.catalogue.rules.content import content_problems, normalised
from yiwang.catalogue.rules.life import EDITABLE, OPEN
from yiwang.catalogue.services.keeping import describe, digest_of, new_codes, write_acts
from yiwang.catalogue.types import Problem, ResourceView
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.text import Text


def compile_entry(
    content: Mapping[str, Any],
    *,
    department: str,
    actor: access.Actor,
    transaction_id: str,
    expected: str = "",
) -> ResourceView:
    """Keep a draft of an entry. Of a published one it is the next version, while the published one stands.

    A draft may be unfinished, but not nameless: everything else is asked when it is submitted. `expected` is the digest of
    the draft the change was made from; another draft in the house is not overwritten.

    Raises:
        BadResource: slug or classification are wrong, so that it could not be numbered.
        ChangedMeanwhile, WrongTurn: somebody else changed it, or it waits for review. Refused.
    """
    office = orgs.department(department)
    access.require(actor, "catalogue.compile", Home(department, office.area_code))
    table = normalised(content, elements_by_code(codes_in(dict(content))))
    if wrong := [one for one in problems_of(content) if one.key in ("slug", "classification", "name")]:
        raise BadResource(wrong)
    digest = digest_of(table, department)
    try:
        with transaction.atomic():
            if done := _done(actor, transaction_id):
                return resource_view(done, newest(done))
            entry = Entry.objects.select_for_update().filter(slug=table["slug"]).first()
            if entry is not None and entry.department_code != department:
                raise BadResource(
                    [
                        Problem(
                            "slug", Text("这个标识已被其他部门使用。", "Another department uses this slug.")
                        )
                    ]
                )
            entry, version = _draft(entry, table, office, digest, expected, actor)
            write_acts(
                "compiled",
                [(entry, version)],
                by=actor,
                at=version.compiled_at,
                transaction_id=transaction_id,
            )
            ledger.record(
                "catalogue.compiled",
                by=actor.ref,
                subject=f"resource:{entry.slug}",
                detail={"version": version.number, "digest": digest},
            )
            return resource_view(entry, version)
    except IntegrityError:
        # The same slug, or the same form, a moment earlier.
        if done := _done(actor, transaction_id):
            return resource_view(done, newest(done))
        raise WrongTurn from None


def problems_of(content: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything that must be mended before a content can be submitted."""
    elements = elements_by_code(codes_in(dict(content)))
    return tuple(content_problems(content, normalised(content, elements), elements))


def _done(actor: access.Actor, transaction_id: str) -> Entry | None:
    if not transaction_id:
        return None
    act = Act.objects.select_related("entry").filter(by=actor.ref, transaction_id=transaction_id).first()
    return act.entry if act else None


def _draft(
    entry: Entry | None,
    table: Mapping[str, Any],
    office: orgs.Department,
    digest: str,
    expected: str,
    actor: access.Actor,
) -> tuple[Entry, Version]:
    now = timezone.now()
    if entry is None:
        (code,) = new_codes([table["classification"]])
        entry = Entry(slug=table["slug"], code=code, department_code=office.code, area_code=office.area_code)
        describe(entry, table)
        entry.save()
        last = None
    else:
        last = newest(entry)
        if expected and last.digest != expected:
            raise ChangedMeanwhile
        if last.state in OPEN and last.state not in EDITABLE:
            raise WrongTurn(
                Text("这一版正在审核，不能修改。", "This version is under review and cannot be changed.")
            )
        if entry.version == 0:
            describe(entry, table)
            entry.save()
    if last is not None and last.state in EDITABLE:
        version = last
    else:
        version = Version(entry=entry, number=last.number + 1 if last else 1)
    version.state, version.content, version.digest = "draft", dict(table), digest
    version.compiled_by, version.compiled_at, version.submitted_at = actor.ref, now, None
    version.save()
    return entry, version

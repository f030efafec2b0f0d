"""The one door to a case for a writer: found, locked, and asked about."""

from django.utils import timezone

from yiwang.access.api import Actor, may, require
from yiwang.cases import definitions, sealing
from yiwang.cases.errors import NoSuchCase
from yiwang.cases.models import Case
from yiwang.cases.permissions import CaseSubject
from yiwang.cases.services.authority import acts_for, no_longer_acts_for
from yiwang.cases.types import Applicant
from yiwang.cases.work import Work
from yiwang.items import api as items
from yiwang.processes import api as processes


def subject_of(case: Case, actor: Actor, id_number: str) -> CaseSubject:
    """What rules ask about a case, for this actor."""
    about = {
        "kind": case.applicant_kind,
        "person_id": case.person_id,
        "id_number": id_number,
        "item_slug": case.item_slug,
    }
    own = bool(actor.person_id) and actor.person_id == case.person_id
    sent = actor.ref == case.submitted_by
    # An agent sent it in the applicant's name: when the mandate ends, so does what they may see and do.
    dismissed = sent and not own and actor.kind == "resident" and no_longer_acts_for(actor, **about)
    return CaseSubject(
        number=case.number,
        person_id=case.person_id,
        submitted_by="" if dismissed else case.submitted_by,
        department_code=case.department_code,
        area_code=case.area_code,
        origin_area=case.origin_area,
        step=case.step,
        step_role=case.step_role,
        # The applicant and the submitter are known by the case itself; only others need a look at mandates.
        acts_for=actor.kind == "resident"
        and not own
        and (not sent or dismissed)
        and acts_for(actor, **about),
    )


def open_case(number: str, actor: Actor, verb: str) -> tuple[Work, processes.Run | None]:
    """Lock the case, make sure that `actor` may do `verb`, and take up its process. Within a transaction only.

    Someone who may not even see the case is told that it does not exist.

    Raises:
        NoSuchCase, Refused.
    """
    case = Case.objects.select_for_update().filter(number=number).first()
    if case is None:
        raise NoSuchCase
    content = sealing.unseal(case.sealed)
    applicant = Applicant(**content["applicant"])
    subject = subject_of(case, actor, applicant.id_number)
    if actor.kind != "system" and not may(actor, "cases.see", subject):
        raise NoSuchCase
    require(actor, verb, subject)
    item = items.item(case.item_slug, version=case.item_version)
    work = Work(
        case=case,
        item=item,
        applicant=applicant,
        form=content["form"],
        actor=actor,
        now=timezone.now(),
        sources=content["sources"],
    )
    run = None
    if content["process"] is not None:
        run = processes.load(definitions.process_of(item), content["process"])
        work.data = run.data
    return work, run

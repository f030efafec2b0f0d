"""Elders with everything ready: an account, a signed-in session, and a finished draft of the application."""

import json
import uuid
from dataclasses import asdict
from datetime import date, timedelta
from itertools import islice

from django.utils import timezone
from django.utils.crypto import get_random_string

from bench.support.clients import Browser
from bench.support.sessions import session_of

ITEM = "elderly-card"


def make_elders(count: int) -> list[Browser]:
    """Make accounts for residents of 65 or more who are alive, registered here, and have none yet.

    A few live in a village whose name the house's fonts cannot print; their cases end elsewhere, so they are left out.
    Rows are written straight into the tables: opening an account properly costs a password hash and is not what is measured.
    """
    from django.contrib.sessions.models import Session

    from yiwang.cases import api as cases
    from yiwang.certificates.models import Certificate
    from yiwang.crypto import api as crypto
    from yiwang.forms.models import Draft
    from yiwang.items import api as items
    from yiwang.people.models import Account
    from yiwang.registers.models import Person
    from yiwang.seals.api import missing_characters

    now = timezone.now()
    taken = set(Account.objects.exclude(person_id="").values_list("person_id", flat=True))
    # On a model city's first day some elders have taken their card already.
    taken |= set(Certificate.objects.values_list("person_id", flat=True))
    born_before = date(now.year - 66, 1, 1)
    rows = Person.objects.filter(birthday__lt=born_before, status="正常", residence_kind="户籍").order_by(
        "pk"
    )
    free = (
        row for row in rows if str(row.pk) not in taken and not missing_characters(row.name + row.address)
    )
    chosen = list(islice(free, count))
    if len(chosen) < count:
        raise RuntimeError(f"only {len(chosen)} elders are left; {count} were asked for")
    accounts = Account.objects.bulk_create(
        Account(
            username=f"bench-{row.pk}",
            password="!unusable",
            display_name=row.name,
            person_id=str(row.pk),
            mobile_confirmed_at=now,
            verified_at=now,
            verified_by="bench",
        )
        for row in chosen
    )
    version = items.item(ITEM).version
    drafts, sessions, elders = [], [], []
    for row, account in zip(chosen, accounts, strict=True):
        number = crypto.open_field(row.resident_sealed)
        applicant = cases.Applicant("person", row.name, "111", number, str(row.pk))
        answers = {"declaration": True, "_for": asdict(applicant)}
        if not row.mobile_sealed:
            answers["applicant"] = {"mobile": "13800013800"}
        transaction = uuid.uuid4()
        drafts.append(
            Draft(
                account=account,
                item_slug=ITEM,
                item_version=version,
                data_sealed=crypto.seal_field(json.dumps(answers, ensure_ascii=False)),
                step="review",
                transaction_id=transaction,
                saved_at=now,
                expires_at=now + timedelta(days=30),
            )
        )
        sessions.append(session_of(account))
        elders.append(Browser(sessions[-1].session_key, get_random_string(32), str(transaction)))
    Draft.objects.bulk_create(drafts)
    Session.objects.bulk_create(sessions)
    return elders

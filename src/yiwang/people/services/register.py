"""Opening accounts: residents by themselves, staff by an operator."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from yiwang.access import api as access
from yiwang.ledger import api as ledger
from yiwang.people.errors import UsernameTaken, WeakPassword
from yiwang.people.models import Account
from yiwang.people.queries import view_of
from yiwang.people.types import AccountView


def register_resident(
    *, username: str, password: str, by: access.Actor = access.PUBLIC, name: str = "", sample: bool = False
) -> AccountView:
    """Open a resident account at real-name level 0. Raises `UsernameTaken` or `WeakPassword`."""
    access.require(by, "people.register")
    row = _open(Account.Kind.RESIDENT, username, password, name or username, by, sample)
    return view_of(row)


def create_staff(
    *, username: str, password: str, name: str, by: access.Actor, sample: bool = False
) -> AccountView:
    """Open a staff account without any post. Its owner binds a second factor at the first sign-in."""
    access.require(by, "people.create-staff")
    row = _open(Account.Kind.STAFF, username, password, name, by, sample)
    return view_of(row)


def _open(
    kind: Account.Kind, username: str, password: str, name: str, by: access.Actor, sample: bool
) -> Account:
    row = Account(username=username, kind=kind, display_name=name, is_sample=sample)
    try:
        validate_password(password, row)
    except ValidationError as error:
        raise WeakPassword(error.messages) from error
    row.set_password(password)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise UsernameTaken(username) from error
        detail = {"kind": str(kind.value), "username": username, "sample": sample}
        ledger.record("people.registered", by=by.ref, subject=row.ref, detail=detail)
    return row

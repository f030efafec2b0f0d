"""Sample accounts of a model city: one for each part somebody can play. Never made for a real city."""

import json
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.people.actors import actor_of
from yiwang.people.models import Account
from yiwang.people.queries import mandates_of, postings_in_force, view_of
from yiwang.people.services.identity import verify_identity
from yiwang.people.services.mandates import grant_mandate
from yiwang.people.services.mobile import bind_mobile
from yiwang.people.services.posts import grant_post
from yiwang.people.services.register import create_staff, register_resident
from yiwang.people.services.totp import ensure_totp, new_secret
from yiwang.people.sources import sample_source
from yiwang.people.types import EVERY_MATTER, AccountView, SampleCast, SamplePerson

_BY = access.SYSTEM("setup")
_RESIDENTS = ("elder", "younger", "representative", "agent")


@dataclass(frozen=True)
class SampleStaff:
    """A member of staff of the model city: the posts are ids of the orgs room, each held within its department's area."""

    username: str
    name: str
    posts: tuple[tuple[str, str], ...]


def ensure_sample_accounts(city: str) -> list[AccountView]:
    """Make the sample accounts that `cities/<city>/accounts.toml` lists, and those of its synthetic residents.

    Doing it again changes nothing. Raises `NoSource` if no register casts the residents.
    """
    staff = _staff(Path(settings.HOME) / "cities" / city / "accounts.toml")
    cast = sample_source().cast(city=city)
    with transaction.atomic():
        made = [_ensure_staff(one) for one in staff]
        made += [_ensure_resident(part, getattr(cast, part)) for part in _RESIDENTS]
        _ensure_mandate(cast)
    return [view_of(row) for row in made]


def sample_password() -> str:
    """The password that all sample accounts of this installation share."""
    password: str = _secrets()["password"]
    return password


def sample_secret(username: str) -> str:
    """The one-time password secret of a sample member of staff."""
    known = _secrets()
    if username not in known["totp"]:
        known["totp"][username] = new_secret()
        _write(known)
    secret: str = known["totp"][username]
    return secret


def _ensure_staff(one: SampleStaff) -> Account:
    row = Account.objects.filter(username=one.username, is_sample=True).first()
    if row is None:
        view = create_staff(
            username=one.username, password=sample_password(), name=one.name, by=_BY, sample=True
        )
        row = Account.objects.get(pk=view.id)
    ensure_totp(row, sample_secret(one.username))
    held = {(posting.post_id, posting.area_code) for posting in postings_in_force(row.pk)}
    for post_id, area in one.posts:
        if (post_id, area) not in held:
            grant_post(account_id=row.pk, post_id=post_id, area=area, valid_from=timezone.localdate(), by=_BY)
    return row


def _ensure_resident(username: str, person: SamplePerson) -> Account:
    row = Account.objects.filter(username=username, is_sample=True).first()
    if row is None:
        view = register_resident(
            username=username, password=sample_password(), name=person.name, by=_BY, sample=True
        )
        row = Account.objects.get(pk=view.id)
        bind_mobile(row, person.mobile, by=_BY, how="sample")
        verify_identity(account_id=row.pk, name=person.name, resident_id=person.resident_id, by=_BY)
        row.refresh_from_db()
    return row


def _ensure_mandate(cast: SampleCast) -> None:
    head = Account.objects.get(username="representative", is_sample=True)
    agent = Account.objects.get(username="agent", is_sample=True)
    if not any(held.principal.id == cast.firm.id for held in mandates_of(agent.pk)):
        grant_mandate(
            principal=cast.firm,
            agent_username=agent.username,
            scope=[EVERY_MATTER],
            until=timezone.now() + timedelta(days=365),
            by=actor_of(head),
        )


def _staff(file: Path) -> list[SampleStaff]:
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["staff"]
    return [
        SampleStaff(one["username"], one["name"], tuple((post["id"], post["area"]) for post in one["posts"]))
        for one in listed
    ]


def _file() -> Path:
    return Path(settings.VAR) / "sample-accounts.json"


def _secrets() -> dict[str, Any]:
    file = _file()
    if not file.exists():
        _write({"password": f"yiwang-{secrets.token_hex(4)}", "totp": {}})
    known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return known


def _write(known: Mapping[str, Any]) -> None:
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(known, indent=1), encoding="utf-8")
    partial.replace(file)

"""A cast for the people room: registers that answer, offices with posts, and accounts of every kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from yiwang.access import api as access
from yiwang.people import api as people
from yiwang.people import sources
from yiwang.people.models import Account
from yiwang.people.services.mobile import bind_mobile
from yiwang.text import Text

PASSWORD = "correct-horse-7"
SYSTEM = access.SYSTEM("test")
FIRM = "91371600MA3C4L1F0X"


@dataclass
class FakeRegisters:
    """A population of four and one firm, with a switch that takes them down."""

    known: dict[str, tuple[str, str]] = field(
        default_factory=lambda: {
            "37160219490904002X": ("王桂兰", "p-1"),
            "371602199003070073": ("刘强", "p-2"),
            "371602198501011231": ("赵军", "p-3"),
            "371602199212120014": ("孙丽", "p-4"),
        }
    )
    down: bool = False

    def verify(self, *, name: str, resident_id: str, by: str) -> people.IdentityAnswer:
        if self.down:
            raise people.NoSource
        known_name, person_id = self.known.get(resident_id, ("", ""))
        source = Text("人口库", "Population register")
        return people.IdentityAnswer(known_name == name, person_id, source, datetime.now(UTC), Text(""))

    def representative(self, *, credit_code: str, person_id: str, by: str) -> people.FirmAnswer:
        is_head = (credit_code, person_id) == (FIRM, "p-3")
        return people.FirmAnswer(
            is_head, "滨州好味道餐饮有限公司" if is_head else "", Text("法人库", "Firms")
        )


@pytest.fixture(autouse=True)
def registers(monkeypatch: pytest.MonkeyPatch) -> FakeRegisters:
    fake = FakeRegisters()
    monkeypatch.setattr(sources, "_identity", [fake])
    monkeypatch.setattr(sources, "_firms", [fake])
    monkeypatch.setattr(sources, "_messages", [sources.SimulatedSms()])
    return fake


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Hashing is slow on purpose; here it would only be slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    """Pages are drawn without `yiwang setup` having collected and hashed the files they name."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(autouse=True)
def fresh_rate_limits(request: pytest.FixtureRequest) -> None:
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        cache.clear()


@pytest.fixture
def resident(db: None) -> Callable[..., Account]:
    """Make a resident; with an ID number and name it is verified."""

    def make(username: str = "wang", *, resident_id: str = "", name: str = "", mobile: str = "") -> Account:
        view = people.register_resident(username=username, password=PASSWORD, name=name)
        row = Account.objects.get(pk=view.id)
        if mobile:
            bind_mobile(row, mobile, by=SYSTEM, how="test")
        if resident_id:
            people.verify_identity(account_id=row.pk, name=name, resident_id=resident_id, by=SYSTEM)
        row.refresh_from_db()
        return row

    return make


@pytest.fixture
def posts(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Posts of two bureaux, by a short name."""
    from yiwang.orgs.models import DepartmentRow, PostRow

    made = {}
    for code in ("3716-approval", "3716-education"):
        DepartmentRow.objects.create(
            code=code, name_zh=code, credit_code="x" + code, area_code="3716", kind="government"
        )
        for role in access.ROLES:
            PostRow.objects.create(
                id=f"{code}.{role}", department_id=code, title_zh=role, title_en=role, role=role
            )
            made[f"{code.removeprefix('3716-')}.{role}"] = f"{code}.{role}"
    return made


@pytest.fixture
def staff(posts: dict[str, str]) -> Callable[..., Account]:
    """Make a member of staff holding posts from today on."""
    from django.utils import timezone

    def make(username: str = "li", *held: str) -> Account:
        view = people.create_staff(username=username, password=PASSWORD, name="李强", by=SYSTEM)
        for post in held:
            people.grant_post(
                account_id=view.id,
                post_id=posts[post],
                area="3716",
                valid_from=timezone.localdate(),
                by=SYSTEM,
            )
        return Account.objects.get(pk=view.id)

    return make

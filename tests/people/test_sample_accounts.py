"""Sample accounts of the model city: one for each part, made once, never confused with real ones."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from typer.testing import CliRunner

from yiwang.orgs import api as orgs
from yiwang.people import api as people
from yiwang.people import commands, sources
from yiwang.people.models import Account

from .conftest import FIRM, PASSWORD, SYSTEM, FakeRegisters

pytestmark = pytest.mark.django_db


class Casting:
    """Everybody the fake registers know, in their parts."""

    def cast(self, *, city: str) -> people.SampleCast:
        known = {
            name: people.SamplePerson(name, number, person_id, f"1380000000{person_id[-1]}")
            for number, (name, person_id) in FakeRegisters().known.items()
        }
        return people.SampleCast(
            elder=known["王桂兰"],
            younger=known["刘强"],
            representative=known["赵军"],
            agent=known["孙丽"],
            firm=people.Principal("firm", FIRM, "滨州好味道餐饮有限公司"),
        )


@pytest.fixture
def model_city(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[people.AccountView]:
    from yiwang.orgs.models import DepartmentRow, PostRow

    monkeypatch.setattr(sources, "_samples", [Casting()])
    monkeypatch.setattr(settings, "VAR", tmp_path)
    file = Path(settings.HOME) / "cities" / "binzhou" / "accounts.toml"
    for one in tomllib.loads(file.read_text(encoding="utf-8"))["staff"]:
        for post in one["posts"]:
            department, _, role = post["id"].partition(".")
            DepartmentRow.objects.get_or_create(
                code=department, name_zh=department, credit_code=department[:18], area_code="3716"
            )
            PostRow.objects.create(id=post["id"], department_id=department, role=role)
    return people.ensure_sample_accounts("binzhou")


def test_every_role_of_the_house_has_somebody_to_play_it(model_city) -> None:
    from yiwang.access import api as access

    held = {posting.role for one in model_city for posting in people.postings_in_force(one.id)}
    assert held == set(access.ROLES)
    levels = {one.username: one.level for one in model_city if one.kind == "resident"}
    assert levels == {"elder": 2, "younger": 2, "representative": 2, "agent": 2}


def test_the_posts_named_exist_in_the_city_pack() -> None:
    folder = Path(settings.HOME) / "cities" / "binzhou"
    listed = tomllib.loads((folder / "accounts.toml").read_text(encoding="utf-8"))["staff"]
    known = {line.split(",")[0] for line in (folder / "posts.csv").read_text(encoding="utf-8").splitlines()}
    assert {post["id"] for one in listed for post in one["posts"]} <= known


def test_doing_it_again_changes_nothing(model_city) -> None:
    before = (people.sample_password(), people.sample_code("approver"))
    assert people.ensure_sample_accounts("binzhou") == model_city
    assert people.sample_password() == before[0]
    assert Account.objects.count() == len(model_city)


def test_the_agent_may_act_for_the_firm_from_the_start(model_city) -> None:
    agent = people.actor_of(Account.objects.get(username="agent"))
    firm = people.Principal("firm", FIRM)
    assert people.authority_for(actor=agent, principal=firm, matter="food-business").ground == "mandate"


def test_a_sample_member_of_staff_signs_in_with_what_is_printed(client: Client, model_city) -> None:
    printed = people.describe_sample_accounts()
    assert people.sample_password() in printed
    assert "仅供模型城市" in printed
    client.post("/staff/signin/", {"login": "approver", "password": people.sample_password()})
    done = client.post("/signin/second-step/", {"code": people.sample_code("approver")})
    assert done["Location"] == "/console/"


def test_the_command_prints_codes_of_sample_accounts_only(model_city) -> None:
    runner = CliRunner()
    result = runner.invoke(commands.app, ["code", "operator"])
    assert result.output.strip().isdigit()
    people.create_staff(username="real", password=PASSWORD, name="真", by=SYSTEM)
    assert isinstance(runner.invoke(commands.app, ["code", "real"]).exception, people.NotASample)


def test_a_real_account_of_the_same_name_is_not_touched(db, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(sources, "_samples", [Casting()])
    monkeypatch.setattr(settings, "VAR", tmp_path)
    people.register_resident(username="clerk", password=PASSWORD)
    with pytest.raises(people.UsernameTaken):
        people.ensure_sample_accounts("binzhou")
    assert Account.objects.get(username="clerk").check_password(PASSWORD)


def test_accounts_and_posts_are_kept_from_the_command_line(posts) -> None:
    runner = CliRunner()
    made = runner.invoke(
        commands.app, ["create", "zhou", "--staff", "--name", "周兰", "--password", PASSWORD]
    )
    assert made.exit_code == 0, made.output
    granted = runner.invoke(
        commands.app, ["grant", "zhou", "--post", posts["approval.approver"], "--area", "3716"]
    )
    assert granted.exit_code == 0, granted.output
    (posting,) = people.postings_in_force(people.account_named("zhou").id)
    assert "zhou" in runner.invoke(commands.app, ["list", "--staff"]).output
    assert "people.grant-post" in runner.invoke(commands.app, ["permissions"], terminal_width=200).output
    runner.invoke(commands.app, ["revoke", str(posting.id), "--reason", "调离"])
    runner.invoke(commands.app, ["suspend", "zhou", "--reason", "离职"])
    assert not people.account_named("zhou").active
    connected = runner.invoke(commands.app, ["connect", "停车", "--redirect-uri", "https://app.example/cb"])
    assert "client_secret" in connected.output
    assert orgs.post(posts["approval.approver"]).role == "approver"

"""Applying a pack: what it adds, changes and retires, and what stays."""

from pathlib import Path

import pytest
from tests.packs.conftest import SETUP, spoil

from yiwang.items import api as items
from yiwang.ledger import api as ledger
from yiwang.packs import api as packs


def changes(plan: packs.Plan) -> set[str]:
    return {f"{change.action} {change.kind}:{change.key}" for change in plan.changes}


def test_a_changed_form_makes_a_new_version_of_its_item(offices: None, pack: Path) -> None:
    packs.apply(pack, by=SETUP)
    spoil(pack, "forms/elderly-card.json", '"zh": "紧急联系人姓名"', '"zh": "紧急联系人"')
    assert changes(packs.plan(pack)) == {"change form:elderly-card", "change item:elderly-card"}
    packs.apply(pack, by=SETUP)
    assert items.item("elderly-card").version == 2
    assert items.item("elderly-card", 1).form.ui["fields"]["contact.name"]["zh"] == "紧急联系人姓名"
    assert not packs.plan(pack)


def test_a_changed_city_is_a_change_of_the_item(offices: None, pack: Path, city: Path) -> None:
    packs.apply(pack, by=SETUP, city=city)
    local = city / "packs" / "elderly-card.toml"
    local.write_text(local.read_text("utf-8").replace("0543-3160100", "0543-3160199"), "utf-8")
    assert changes(packs.plan(pack, city=city)) == {"change item:elderly-card"}


def test_what_a_pack_no_longer_brings_is_retired_not_deleted(offices: None, pack: Path) -> None:
    packs.apply(pack, by=SETUP)
    (pack / "items" / "elderly-card.toml").unlink()
    assert changes(packs.plan(pack)) == {"retire item:elderly-card"}
    packs.apply(pack, by=SETUP)
    assert items.item("elderly-card").retired
    assert items.published() == ()
    assert not packs.plan(pack)


def test_what_comes_back_is_offered_again(offices: None, pack: Path) -> None:
    packs.apply(pack, by=SETUP)
    kept = (pack / "items" / "elderly-card.toml").read_text("utf-8")
    (pack / "items" / "elderly-card.toml").unlink()
    packs.apply(pack, by=SETUP)
    (pack / "items" / "elderly-card.toml").write_text(kept, "utf-8")
    assert changes(packs.plan(pack)) == {"add item:elderly-card"}
    packs.apply(pack, by=SETUP)
    assert items.item("elderly-card").open


def test_the_ledger_keeps_the_digest_of_what_was_applied(offices: None, pack: Path) -> None:
    plan = packs.apply(pack, by=SETUP)
    packs.apply(pack, by=SETUP)
    (line,) = ledger.trail("pack:elderly-card")
    assert line.detail["digest"] == plan.digest
    assert packs.applied() == (packs.Applied("elderly-card", "1.0.0", plan.digest),)


def test_two_packs_may_not_bring_the_same_thing(offices: None, pack: Path, city: Path) -> None:
    packs.apply(pack, by=SETUP, city=city)
    twin = pack.with_name("twin")
    pack.rename(twin)
    spoil(twin, "pack.toml", 'slug = "elderly-card"', 'slug = "twin"')
    (city / "packs" / "elderly-card.toml").rename(city / "packs" / "twin.toml")
    with pytest.raises(packs.BadPack, match="已由业务包 elderly-card 提供"):
        packs.plan(twin, city=city)


def test_a_failure_half_way_leaves_nothing(
    offices: None, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **how: object) -> None:
        raise RuntimeError("the power goes")

    with monkeypatch.context() as patched:
        patched.setattr("yiwang.packs.services.apply.bus.publish", fail)
        with pytest.raises(RuntimeError):
            packs.apply(pack, by=SETUP)
    assert packs.applied() == ()
    assert len(packs.plan(pack).changes) == 5

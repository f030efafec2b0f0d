"""Every pack that ships is whole: it checks, it applies, and its samples come out as written."""

import tomllib
from typing import Any

import pytest
from tests.packs.conftest import PACKS, SETUP, SHIPPED

from yiwang.certificates import api as certificates
from yiwang.decisions import api as decisions
from yiwang.items import api as items
from yiwang.packs import api as packs
from yiwang.packs.folder import read_folder
from yiwang.packs.kinds import SUFFIXES

#: The pack that has to be applied before another: topic stores and sources name resources of the catalogue.
STANDS_ON = {"topics": "city-catalogue", "model-sources": "city-catalogue"}

pytestmark = pytest.mark.parametrize("name", SHIPPED)


def test_it_has_no_problem_and_its_samples_pass(name: str) -> None:
    assert packs.check(PACKS / name) == []


def test_applied_once_it_plans_nothing(offices: None, name: str) -> None:
    if below := STANDS_ON.get(name):
        packs.apply(PACKS / below, by=SETUP)
    plan = packs.plan(PACKS / name)
    assert {change.action for change in plan.changes} == {"add"}
    assert packs.apply(PACKS / name, by=SETUP).changes == plan.changes
    assert not packs.plan(PACKS / name)
    assert not packs.apply(PACKS / name, by=SETUP)
    for change in plan.changes:
        if change.kind == "item":
            item = items.item(change.key)
            assert item.version == 1
            assert items.check_item_code(item.handle_code)
        if change.kind == "certificate":
            assert certificates.certificate_type(change.key)


def test_every_item_names_its_law_and_how_to_contest_it(name: str) -> None:
    for table in tables(name, "items"):
        for basis in table["legal_basis"]:
            assert basis["source"]
            # What nobody has read in force is marked as such, not passed off.
            assert "checked" in basis or "memory" in basis["source"]
        assert table["conditions"]


def test_every_rule_of_every_decision_gives_a_reason_in_both_languages(name: str) -> None:
    for document in read_folder(PACKS / name, SUFFIXES).of("decisions"):
        root = decisions.read_xml(document.raw)
        for rule in root.iter("{*}rule"):
            reasons = [text.text for note in rule.iter("{*}annotationEntry") for text in note]
            assert len(reasons) == 2, rule.get("id")
            assert all(reasons), rule.get("id")


def test_every_rule_of_every_decision_has_a_sample(name: str) -> None:
    fired: set[str] = set()
    wanted: set[str] = set()
    folder = read_folder(PACKS / name, SUFFIXES)
    for document in folder.of("decisions"):
        root = decisions.read_xml(document.raw)
        wanted |= {f"{document.slug}:{rule.get('id')}" for rule in root.iter("{*}rule")}
        model = decisions.DecisionModel.parse(document.raw)
        ids = [rule.get("id") for rule in root.iter("{*}rule")]
        for sample in samples(name):
            if sample.get("decision") != document.slug:
                continue
            facts = {**sample["facts"], "today": sample["today"]}
            trace = model.evaluate(document.slug.replace("-", " "), facts).trace
            fired |= {f"{document.slug}:{ids[rule.number - 1]}" for rule in trace.tables[-1].fired}
    assert wanted - fired == set()


def tables(name: str, kind: str) -> list[dict[str, Any]]:
    return [tomllib.loads(file.read_text("utf-8")) for file in sorted((PACKS / name / kind).glob("*.toml"))]


def samples(name: str) -> list[dict[str, Any]]:
    return [sample for table in tables(name, "samples") for sample in table["sample"]]

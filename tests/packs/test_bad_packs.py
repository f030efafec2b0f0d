"""A bad pack is refused whole, and everything wrong with it is told at once, with file and line."""

import os
from pathlib import Path

import pytest
from tests.packs.conftest import SETUP, spoil

from yiwang.access.api import PUBLIC, Refused
from yiwang.items import api as items
from yiwang.packs import api as packs

ITEM, FORM = "items/elderly-card.toml", "forms/elderly-card.json"
RULES, PROCESS = "decisions/elderly-card.dmn", "processes/elderly-card.bpmn"
CERTIFICATE, SAMPLES = "certificates/elderly-card.toml", "samples/elderly-card.toml"


def told(pack: Path, city: Path | None = None) -> list[tuple[str, int]]:
    return [(problem.file, problem.line) for problem in packs.check(pack, city=city)]


def message(pack: Path) -> str:
    return "\n".join(str(problem) for problem in packs.check(pack))


def test_everything_wrong_is_told_at_once_with_file_and_line(pack: Path) -> None:
    wanted = {
        (ITEM, spoil(pack, ITEM, 'project_type = "1"', 'project_type = "2"')),
        (ITEM, spoil(pack, ITEM, 'process = "process:elderly-card"', 'process = "process:nobody"')),
        (FORM, spoil(pack, FORM, '"format": "resident-id"', '"format": "email"')),
        (RULES, spoil(pack, RULES, "person.birthday, today", "person.birthday, tomorrow") - 1),
        (PROCESS, spoil(pack, PROCESS, 'yw:role="approver"', 'yw:role="king"')),
        (CERTIFICATE, spoil(pack, CERTIFICATE, "size = 28", 'size = "large"')),
        ("pack.toml", spoil(pack, "pack.toml", 'version = "1.0.0"', 'version = "one"')),
    }
    assert wanted <= set(told(pack))
    for problem in packs.check(pack):
        assert problem.message.zh
        assert problem.message.en


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ITEM, "[[legal_basis]]", "[[legal_basis]"),
        ("pack.toml", 'slug = "elderly-card"', "slug = elderly-card"),
        (FORM, '"additionalProperties": false,', '"additionalProperties": nope,'),
        (RULES, "</definitions>", "</definition>"),
        (PROCESS, '<endEvent id="end"/>', '<endEvent id="end">'),
        (SAMPLES, "today = 2026-11-22", "today = 2026-13-22"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(pack: Path, name: str, old: str, new: str) -> None:
    spoil(pack, name, old, new)
    problems = [problem for problem in packs.check(pack) if problem.file == name]
    assert problems
    assert problems[0].line >= 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            '<endEvent id="end"/>',
            '<endEvent id="end"/><scriptTask id="x" scriptFormat="python"><script>import os</script></scriptTask>',
        ),
        ('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
        ('yw:operation="registers.lookup"', 'yw:operation="os.system"'),
        ('id="decide" name', 'id="whatever" name'),
        ('"elderly-card"</yw:input>', '"other-card"</yw:input>'),
        ('yw:decision="elderly-card"', 'yw:decision="nothing"'),
    ],
)
def test_a_hostile_process_is_refused_with_its_line(pack: Path, old: str, new: str) -> None:
    line = spoil(pack, PROCESS, old, new)
    lines = [at for file, at in told(pack) if file == PROCESS]
    assert any(abs(at - line) <= 2 for at in lines), lines


def test_a_sample_that_comes_out_otherwise_is_told(pack: Path) -> None:
    spoil(pack, RULES, "&lt; 60", "&lt; 55")
    told_of = message(pack)
    assert SAMPLES in told_of
    assert "reason 应为 'too-young'" in told_of


def test_a_walk_that_goes_elsewhere_is_told(pack: Path) -> None:
    spoil(pack, PROCESS, 'verdict.outcome = "approve"', 'verdict.outcome = "refuse"')
    assert "路径应为" in message(pack)


def test_a_walk_with_other_inputs_is_told(pack: Path) -> None:
    spoil(pack, PROCESS, '"65周岁及以上"', '"老年"')
    assert "make 的输入 fields 不符" in message(pack)


def test_a_decision_without_a_sample_is_told(pack: Path) -> None:
    (pack / SAMPLES).unlink()
    assert {RULES, PROCESS} <= {file for file, _ in told(pack)}


def test_a_city_may_not_change_what_is_the_same_everywhere(pack: Path, city: Path) -> None:
    local = city / "packs" / "elderly-card.toml"
    local.write_text(local.read_text("utf-8").replace("use_level", 'kind = "promised"\nuse_level'), "utf-8")
    (problem, *_) = packs.check(pack, city=city)
    assert problem.file.endswith("packs/elderly-card.toml")
    assert problem.line > 1
    assert "全国统一" in problem.message.zh


def test_a_city_that_says_nothing_is_told(pack: Path, city: Path) -> None:
    (city / "packs" / "elderly-card.toml").unlink()
    assert any(file.endswith("packs/elderly-card.toml") for file, _ in told(pack, city))


def test_an_unknown_department_is_told(pack: Path, city: Path) -> None:
    local = city / "packs" / "elderly-card.toml"
    local.write_text(local.read_text("utf-8").replace("3716-civil-affairs", "3716-moon"), "utf-8")
    assert len(told(pack, city)) == 2


def test_strange_files_are_refused(pack: Path) -> None:
    (pack / "items" / "run.py").write_text("import os")
    (pack / "scripts").mkdir()
    (pack / "scripts" / "x.toml").write_text("a = 1")
    (pack / "big").mkdir()
    (pack / "forms" / "big.json").write_bytes(b" " * (2 * 1024 * 1024 + 1))
    os.symlink("/etc/passwd", pack / "forms" / "link.json")
    files = {file for file, _ in told(pack)}
    assert {"items/run.py", "scripts/x.toml", "forms/big.json", "forms/link.json"} <= files


def test_a_folder_without_a_pack_is_told(tmp_path: Path) -> None:
    with pytest.raises(packs.PackMissing):
        packs.check(tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (ITEM, "a = 1"),
        (ITEM, ""),
        (ITEM, 'decisions = "x"\nmaterials = 3\nname = []'),
        (FORM, "[]"),
        (FORM, "null"),
        (FORM, '{"schema": {"type": "object", "properties": {"a": 3}}, "ui": {}}'),
        (FORM, '{"a": 1, "a": 2}'),
        (FORM, "[" * 3000),
        (CERTIFICATE, "page = 1"),
        (SAMPLES, "sample = 1"),
        (SAMPLES, '[[sample]]\nfacts = 1\nexpect = 2\ntoday = 2026-01-01\ndecision = "elderly-card"'),
        (RULES, "<a/>"),
        (PROCESS, ""),
        ("pack.toml", "slug = 1\nname = 2"),
    ],
)
def test_a_file_of_quite_another_shape_is_told_not_stumbled_over(pack: Path, name: str, text: str) -> None:
    (pack / name).write_text(text, "utf-8")
    assert name in {file for file, _ in told(pack)}


def test_nothing_of_a_bad_pack_is_applied(offices: None, pack: Path) -> None:
    spoil(pack, PROCESS, 'yw:role="approver"', 'yw:role="king"')
    with pytest.raises(packs.BadPack) as refused:
        packs.apply(pack, by=SETUP)
    assert refused.value.problems
    assert "processes/elderly-card.bpmn:" in refused.value.message.en
    with pytest.raises(items.ItemMissing):
        items.item("elderly-card")


def test_nobody_from_outside_applies_packs(db: None, pack: Path) -> None:
    with pytest.raises(Refused):
        packs.apply(pack, by=PUBLIC)

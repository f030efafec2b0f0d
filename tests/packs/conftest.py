"""Packs to spoil: copies of the shipped ones, with their city."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from yiwang.access.api import SYSTEM
from yiwang.orgs.models import DepartmentRow
from yiwang.packs.reading import city_folder, read_pack

PACKS = Path(settings.HOME) / "packs"
SHIPPED = sorted(folder.name for folder in PACKS.iterdir() if (folder / "pack.toml").exists())
SETUP = SYSTEM("setup")


@pytest.fixture
def offices(db: None) -> None:
    """The departments the city's folder names, without loading all of its divisions."""
    reading = read_pack(PACKS / "elderly-card", {})
    DepartmentRow.objects.bulk_create(
        DepartmentRow(
            code=office.code,
            name_zh=office.name.zh,
            name_en=office.name.en,
            short=office.name.zh,
            credit_code=office.credit_code,
            area_code="3716",
            kind="government",
        )
        for office in reading.city.offices.values()
    )


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the city's folder."""
    copied = tmp_path / "cities" / settings.CITY
    shutil.copytree(city_folder(), copied)
    return copied


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the elderly-card pack."""
    copied = tmp_path / "packs" / "elderly-card"
    shutil.copytree(PACKS / "elderly-card", copied)
    return copied


def spoil(pack: Path, name: str, old: str, new: str) -> int:
    """Replace a text in a file of a pack; gives the line it stood on."""
    file = pack / name
    text = file.read_text("utf-8")
    assert old in text, f"{old} is not in {name}"
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1

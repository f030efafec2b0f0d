"""The sprite holds what pages ask for, no more and no less."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from yiwang.portal.views.ratings import FACES
from yiwang.theme import assets, mark, nav
from yiwang.theme.icons import ICONS
from yiwang.theme.tones import ICONS as TONE_ICONS

SOURCE = Path("src/yiwang")
NODE_MODULES = Path("node_modules")
ASKED = re.compile(r"""{%\s*icon\s+(?:\w+\|default:)?["']([\w-]+)["']\s*%}|with icon=["']([\w-]+)["']""")


def asked_for() -> set[str]:
    """Icon names in templates, in menus, in alerts and on the faces of a rating."""
    found = {*TONE_ICONS.values(), *FACES.values(), *(entry.icon for entry in nav._entries.values())}
    for template in SOURCE.rglob("*.html"):
        found |= {first or second for first, second in ASKED.findall(template.read_text(encoding="utf-8"))}
    return found


def test_every_icon_asked_for_is_in_the_sprite() -> None:
    assert asked_for() - set(ICONS) == set()


def test_no_icon_is_carried_for_nothing() -> None:
    assert set(ICONS) - asked_for() == set()


def test_the_sprite_draws_each_icon_once(tmp_path: Path) -> None:
    _, sprite = assets.build(NODE_MODULES, tmp_path)
    text = sprite.read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="([^"]+)"', text) == list(ICONS)
    assert all("<" in one for one in re.findall(r"<symbol[^>]*>(.*)</symbol>", text))
    assert len(text) < 40_000


def test_missing_packages_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"htmx\.org"):
        assets.build(tmp_path / "nowhere", tmp_path / "out")


def test_the_mark_is_drawn_in_the_citys_colour() -> None:
    picture = Image.open(BytesIO(mark.png(192, "#0b6157")))
    assert picture.size == (192, 192)
    assert picture.getpixel((1, 1)) == (0x0B, 0x61, 0x57)
    assert (255, 255, 255) in {picture.getpixel((x, 56)) for x in range(40, 150)}

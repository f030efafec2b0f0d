"""The faces this process has loaded: each is read once and shared."""

import threading
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yiwang.seals.fonts.face import Face
from yiwang.seals.fonts.prepare import SOURCES, prepare_fonts

_preparing = threading.Lock()


def font_folder() -> Path:
    """Where the prepared faces live."""
    return Path(settings.VAR) / "fonts"


@lru_cache(maxsize=len(SOURCES))
def face(slug: str) -> Face:
    """The face named `slug` (serif, serif-bold, sans, sans-bold); prepared on first need. KeyError for other names."""
    return Face.load(slug, font_file(slug))


def font_file(slug: str) -> Path:
    """The file of a face, prepared on first need."""
    if slug not in SOURCES:
        raise KeyError(slug)
    path = font_folder() / f"{slug}.ttf"
    with _preparing:
        if not path.exists():
            prepare_fonts(font_folder(), Path(settings.NODE_MODULES))
    return path


def missing_characters(text: str) -> list[str]:
    """The characters of `text` that the house cannot print."""
    return face("serif").missing(text)

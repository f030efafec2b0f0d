"""Where files lie: two levels of folders by the first four hex digits of the digest."""

import re
from pathlib import Path

from django.conf import settings

from yiwang.files.errors import NoSuchFile

_DIGEST = re.compile(r"[0-9a-f]{64}")


def files_folder() -> Path:
    """The root of all stored files."""
    return Path(settings.VAR) / "files"


def path_of(digest: str) -> Path:
    """The place of a digest, whether or not a file is there; raises NoSuchFile for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise NoSuchFile(digest)
    return files_folder() / digest[:2] / digest[2:4] / digest

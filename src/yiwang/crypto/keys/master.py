"""The master key under which private keys and sealed columns rest."""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yiwang.crypto.errors import BadKey, KeyFileTooOpen
from yiwang.crypto.keys.place import keys_folder, write_once

_BYTES = 32


def master_key() -> bytes:
    """From `YIWANG_MASTER_KEY` (hex, 16 bytes or more), else from `master.key` in the keys folder.

    The file is made on first use. Raises BadKey, or KeyFileTooOpen if others may read it.
    """
    if given := os.environ.get("YIWANG_MASTER_KEY"):
        return _parse(given)
    return _of_installation(settings.VAR)


@lru_cache(maxsize=8)
def _of_installation(var: Path) -> bytes:
    """Asked for with every sealed field, so read once a process; `var` tells one installation from another."""
    path = keys_folder() / "master.key"
    if not path.exists():
        write_once(path, secrets.token_hex(_BYTES))
    if path.stat().st_mode & 0o077:
        raise KeyFileTooOpen(str(path))
    return _parse(path.read_text())


def _parse(text: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise BadKey("the master key is not hexadecimal") from error
    if len(key) < 16:
        raise BadKey("the master key is shorter than 16 bytes")
    return key

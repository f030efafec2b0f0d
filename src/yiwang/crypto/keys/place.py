"""The folder of keys on this machine."""

import os
import secrets
from pathlib import Path

from django.conf import settings


def keys_folder() -> Path:
    """`<YIWANG_VAR>/keys`, open to its owner alone; made on first use."""
    folder = Path(settings.VAR) / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_once(path: Path, text: str) -> None:
    """Write a file that only its owner may read, durably, unless it exists: then leave it as it is."""
    draft = path.with_name(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link, unlike a rename, fails where another process was first; then its file is the one to use.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

"""Storing files durably."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from yiwang.crypto import api as crypto
from yiwang.files.errors import EmptyFile, FileTooLarge, StorageFull, WrongFileType
from yiwang.files.place import files_folder, path_of
from yiwang.files.rules.media_type import EXTENSIONS, clean_name, media_type, name_agrees
from yiwang.files.types import NewFile, StoredFile

LIMIT_BYTES = 20 * 2**20


def put(data: bytes, *, name: str, allowed: set[str] | None = None, limit: int = LIMIT_BYTES) -> StoredFile:
    """Store one file; see `put_many`."""
    return put_many([NewFile(data, name)], allowed=allowed, limit=limit)[0]


def put_many(
    files: Sequence[NewFile], *, allowed: set[str] | None = None, limit: int = LIMIT_BYTES
) -> tuple[StoredFile, ...]:
    """Store files so that all of them survive a power cut once this returns, or store none that anyone would find.

    `allowed` are media types; None takes every kind the house knows. `limit` is bytes a file. Raises EmptyFile,
    FileTooLarge, WrongFileType, StorageFull. The same content is stored once, whatever its name.
    """
    described = [_describe(file, allowed, limit) for file in files]
    with _full_disk_named():
        _write([(path_of(one.digest), file.data) for one, file in zip(described, files, strict=True)])
    return tuple(described)


def _describe(file: NewFile, allowed: set[str] | None, limit: int) -> StoredFile:
    name = clean_name(file.name)
    if not file.data:
        raise EmptyFile(name)
    if len(file.data) > limit:
        raise FileTooLarge(name, len(file.data), limit)
    accepted = EXTENSIONS.keys() if allowed is None else allowed
    kind = media_type(file.data)
    if kind is None or kind not in accepted or not name_agrees(name, kind):
        extensions = ", ".join(sorted(EXTENSIONS[one][0] for one in accepted))
        raise WrongFileType(name, extensions)
    return StoredFile(crypto.sm3(file.data).hex(), len(file.data), kind, name)


def _write(placed: Iterable[tuple[Path, bytes]]) -> None:
    """Drafts first, all made durable, then named, then their folders made durable: fewer waits for a group of files."""
    drafts: dict[Path, Path] = {}
    folders: set[Path] = set()
    try:
        for path, data in placed:
            if path in drafts or _holds(path, data):
                continue
            folders |= _make_folder(path.parent)
            # Registered before it is written, so that a failure in the middle leaves no draft behind.
            drafts[path] = path.with_name(f".{secrets.token_hex(8)}")
            _write_draft(drafts[path], data)
        for path, draft in drafts.items():
            draft.replace(path)
        for folder in folders | {path.parent for path in drafts}:
            _make_durable(folder)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there and whole; a damaged one is written anew."""
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _write_draft(draft: Path, data: bytes) -> None:
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> set[Path]:
    """Make missing folders; returns those whose list of names changed."""
    changed = set()
    for one in (files_folder(), folder.parent, folder):
        if not one.exists():
            # Only the house itself walks in: what people sent in is not sealed as columns are.
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
            changed.add(one.parent)
    return changed


def _make_durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _full_disk_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull from error
        raise

"""Reading a pack's folder: every file once, within limits, nothing from outside it."""

from dataclasses import dataclass, field
from pathlib import Path

from yiwang.crypto import api as crypto
from yiwang.packs.errors import PackMissing
from yiwang.packs.rules.reading import read_document
from yiwang.packs.types import Document, Problem
from yiwang.text import Text

HEAD = "pack.toml"
MAXIMUM_FILES, MAXIMUM_BYTES = 500, 2 * 1024 * 1024
#: Files beside the data that a pack may carry.
IGNORED = frozenset({"README.md", "LICENSE", "NOTICE"})


@dataclass
class Folder:
    """A pack as read: documents by path, what could not be read, and the digest of it all."""

    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""

    def of(self, kind: str) -> list[Document]:
        """The readable documents of one kind, by path."""
        return [one for path, one in sorted(self.documents.items()) if path.startswith(f"{kind}/")]

    def find(self, kind: str, slug: str) -> Document | None:
        """The document a reference such as `form:elderly-card` means."""
        return next((one for one in self.of(kind) if one.slug == slug), None)

    @property
    def head(self) -> Document:
        """`pack.toml`."""
        return self.documents[HEAD]


def read_folder(path: Path, kinds: dict[str, str]) -> Folder:
    """Read a pack. `kinds` maps each folder a pack may have to the suffix of its files.

    Raises:
        PackMissing: there is no `pack.toml`.
    """
    if not (path / HEAD).is_file():
        raise PackMissing(str(path))
    folder = Folder()
    parts: list[bytes] = []
    files = sorted(one for one in path.rglob("*") if not one.is_dir())
    if len(files) > MAXIMUM_FILES:
        folder.problems.append(_problem("", "文件过多。", "There are too many files."))
        files = [path / HEAD]
    for file in files:
        name = file.relative_to(path).as_posix()
        if name in IGNORED or any(part.startswith(".") for part in name.split("/")):
            continue
        if wrong := _refused(file, name, kinds):
            folder.problems.append(wrong)
            continue
        raw = file.read_bytes()
        parts += [name.encode(), b"\0", len(raw).to_bytes(8, "big"), raw]
        document, unreadable = read_document(name, raw)
        if unreadable:
            folder.problems.append(unreadable)
        if not unreadable or name == HEAD:
            folder.documents[name] = document
    folder.digest = crypto.sm3(b"".join(parts)).hex()
    return folder


def _refused(file: Path, name: str, kinds: dict[str, str]) -> Problem | None:
    if file.is_symlink():
        return _problem(name, "业务包中不能有符号链接。", "A pack may not hold symbolic links.")
    if not file.is_file():
        return _problem(name, "不是普通文件。", "This is not a regular file.")
    if file.stat().st_size > MAXIMUM_BYTES:
        return _problem(name, "文件超过 2 MB。", "The file is larger than 2 MB.")
    if name == HEAD:
        return None
    kind, _, rest = name.partition("/")
    if kind not in kinds or not rest:
        known = "、".join(kinds)
        return _problem(
            name,
            f"业务包中没有这一类：{kind}；可用：{known}。",
            f"Packs have no kind {kind}; there are: {', '.join(kinds)}.",
        )
    if "/" in rest or not name.endswith(kinds[kind]):
        return _problem(
            name, f"{kind} 中的文件应以 {kinds[kind]} 结尾。", f"Files of {kind} end in {kinds[kind]}."
        )
    return None


def _problem(name: str, zh: str, en: str) -> Problem:
    return Problem(name, 0, Text(zh, en))

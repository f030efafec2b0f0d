"""From a file's bytes to a document, or to the one reason why it cannot be read."""

import json
import re
import tomllib

from yiwang.packs.rules.json_lines import json_lines
from yiwang.packs.rules.toml_lines import toml_lines
from yiwang.packs.types import Document, Problem
from yiwang.text import Text

_TOML_LINE = re.compile(r"\(at line (\d+)")


def read_document(path: str, raw: bytes) -> tuple[Document, Problem | None]:
    """Read one file by its suffix. What is not TOML or JSON stays bytes, for the room that owns it."""
    document = Document(path, raw)
    if not path.endswith((".toml", ".json")):
        return document, None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        return document, Problem(path, line, Text("文件不是 UTF-8 编码。", "The file is not in UTF-8."))
    try:
        if path.endswith(".toml"):
            document.content = tomllib.loads(text)
            document.lines = toml_lines(text)
        else:
            document.content = json.loads(text, object_pairs_hook=_no_duplicates)
            document.lines = {
                pointer.lstrip("/").replace("/", "."): line for pointer, line in json_lines(text).items()
            }
    except tomllib.TOMLDecodeError as wrong:
        found = _TOML_LINE.search(str(wrong))
        line = int(found[1]) if found else text.count("\n") + 1
        return document, _unreadable(path, line, "TOML", str(wrong))
    except json.JSONDecodeError as wrong:
        return document, _unreadable(path, wrong.lineno, "JSON", wrong.msg)
    except RecursionError:
        return document, _unreadable(path, 1, "JSON", "nested too deeply")
    except _Duplicate as wrong:
        return document, _unreadable(path, _line_of(text, wrong.name), "JSON", f"{wrong.name} occurs twice")
    return document, None


class _Duplicate(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for name, value in pairs:
        if name in seen:
            raise _Duplicate(name)
        seen[name] = value
    return seen


def _line_of(text: str, name: str) -> int:
    """The line of a name's last occurrence: the one that repeats it."""
    return text.count("\n", 0, max(text.rfind(f'"{name}"'), 0)) + 1


def _unreadable(path: str, line: int, language: str, why: str) -> Problem:
    return Problem(path, line, Text(f"不是有效的 {language}：{why}", f"Not valid {language}: {why}"))

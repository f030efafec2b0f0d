"""Chinese first, English complete beside it."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "src" / "yiwang"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TAG = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
BLOCK = re.compile(r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
FUNCTIONS = {"gettext", "gettext_lazy", "ngettext", "pgettext", "_"}
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())


def strings_of(room: Path) -> set[str]:
    found: set[str] = set()
    for template in room.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        found |= {(double or single).replace('\\"', '"') for double, single in TAG.findall(text)}
        for options, body in BLOCK.findall(text):
            if "trimmed" in options:
                body = " ".join(line.strip() for line in body.strip().splitlines())
            for part in re.split(r"{%\s*plural\s*%}", body):
                found.add(
                    re.sub(r"{{\s*([^}|]+?)\s*}}", r"%(\1)s", part.strip() if "trimmed" in options else part)
                )
    for module in room.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in FUNCTIONS
            first = node.args[0] if called and node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return {text for text in found if CHINESE.search(text)}


@pytest.mark.parametrize("room", ROOMS)
def test_every_chinese_sentence_has_its_english(room: str) -> None:
    wanted = strings_of(SOURCE / room)
    if not wanted:
        return
    catalogue = SOURCE / room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    assert catalogue.exists(), f"{room} has Chinese strings and no English catalogue"
    with catalogue.open("rb") as lines:
        messages = {
            id_: message
            for message in read_po(lines)
            for id_ in ([message.id] if isinstance(message.id, str) else list(message.id))
        }
    missing = sorted(text for text in wanted if text not in messages or not messages[text].string)
    assert not missing, f"{room} lacks English for:\n" + "\n".join(missing)


@pytest.mark.parametrize("room", ROOMS)
def test_no_bare_chinese_stands_in_templates(room: str) -> None:
    """A Chinese sentence outside a translation tag would stay Chinese on the English page."""
    wrong = []
    for template in (SOURCE / room).rglob("*.html"):
        text = BLOCK.sub("", template.read_text(encoding="utf-8"))
        text = re.sub(r"{%.*?%}|{#.*?#}|<!--.*?-->|{{.*?}}", "", text, flags=re.DOTALL)
        for number, line in enumerate(text.splitlines(), 1):
            bare = re.sub(r"<script.*?</script>", "", line)
            # A language is named in itself on every page.
            if CHINESE.search(bare) and 'lang="zh' not in bare and 'value="zh-hans"' not in bare:
                wrong.append(f"{template.relative_to(SOURCE)}:~{number} {bare.strip()[:80]}")
    assert not wrong, "\n".join(wrong)

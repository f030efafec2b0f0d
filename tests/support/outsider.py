"""Somebody outside with this program on their own machine, and nothing else of the city: no database, no keys."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.browser import Browser

from yiwang.seals import api as seals
from yiwang.seals.api import Report


class Outsider:
    """Verifies files by `yiwang verify` in a process that cannot reach the city."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fetch(self, browser: Browser) -> None:
        """Get the trust anchors and the state list from the public page, once, to work offline from then on."""
        page = browser.open("/verify/")
        for words, name in (("信任锚", "anchors.json"), ("状态清单", "states.json")):
            address = next(
                one.get("href") for one in page.tree.xpath("//a[@href]") if words in one.text_content()
            )
            (self.folder / name).write_bytes(browser.download(address))

    def verify(self, data: bytes, name: str, *, states: bool = True) -> dict[str, Any]:
        """The report of `yiwang verify FILE --anchors … --json`, with `exit` for the program's exit code."""
        file = self.folder / name
        file.write_bytes(data)
        words = ["verify", str(file), "--anchors", str(self.folder / "anchors.json"), "--json"]
        if states:
            words += ["--states", str(self.folder / "states.json")]
        done = run_cli(
            words, {"YIWANG_VAR": str(self.folder / "var"), "YIWANG_DATABASE_URL": "postgresql://nowhere/x"}
        )
        assert done.stdout, done.stderr
        return {**json.loads(done.stdout), "exit": done.returncode}

    def check(self, data: bytes) -> Report:
        """The same by the program's own function, in this process: where a story verifies many files."""
        anchors = seals.read_anchors((self.folder / "anchors.json").read_bytes())
        states = seals.read_states((self.folder / "states.json").read_bytes(), anchors)
        return seals.verify_file(data, anchors, status=states)


def failed(report: Report) -> list[str]:
    """Which steps failed."""
    return [step.code for step in report.steps if step.checked and not step.ok]


def run_cli(words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The `yiwang` command as a process of its own."""
    program = Path(sys.executable).with_name("yiwang")
    return subprocess.run(
        [program, *words], env=os.environ | environment, capture_output=True, text=True, timeout=120
    )

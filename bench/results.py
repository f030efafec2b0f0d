"""Where figures go: one JSON file a benchmark, one entry a figure."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """One figure. `ratio` is value against `peer` (a baseline measured in the same run); `goal` is what we set out for."""

    name: str
    value: float
    unit: str
    goal: str
    peer: str
    ratio: float | None
    size: str


def write(file: str, figures: list[Figure]) -> Path:
    """Write `bench/results/<file>.json` and print the figures."""
    FOLDER.mkdir(exist_ok=True)
    today = datetime.now(UTC).date().isoformat()
    target = FOLDER / f"{file}.json"
    rows = [{**asdict(figure), "date": today} for figure in figures]
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for figure in figures:
        ratio = f"  ×{figure.ratio:.2f} of {figure.peer}" if figure.ratio is not None else ""
        print(
            f"{figure.name}: {figure.value:g} {figure.unit} (goal {figure.goal}; {figure.size}){ratio}",
            flush=True,
        )
    return target

"""Keys that come twice are found in one pass, however often the map suspects a row wrongly."""

from pathlib import Path

import numpy as np
import pytest

from yiwang.quality.rules import lookups
from yiwang.quality.rules.lookups import Seen

KEYS = 60_000


@pytest.fixture(params=["in memory", "on disk"])
def seen(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """A map with about one bit a row, where every third row is suspected wrongly."""
    if request.param == "on disk":
        monkeypatch.setattr(lookups, "_IN_MEMORY", 10_000)
    return Seen(tmp_path / "seen", bits=1 << 16)


def test_every_repetition_and_nothing_else_is_found(seen: Seen) -> None:
    random = np.random.default_rng(11)
    keys = random.integers(1, 1 << 63, KEYS, np.uint64) * np.uint64(2)
    keys[random.integers(0, KEYS, 4_000)] = keys[random.integers(0, KEYS, 4_000)]
    keys[random.integers(0, KEYS, 500)] = lookups.ABSENT
    _, first = np.unique(keys, return_index=True)
    truth = np.ones(KEYS, np.bool_)
    truth[first] = False
    truth[keys == lookups.ABSENT] = False

    suspected = np.concatenate([seen.suspects(chunk) for chunk in np.split(keys, 30)])
    assert not (truth & ~suspected).any(), "no repetition is missed"
    assert (suspected & ~truth).sum() > 1_000, "or this test tries nothing"
    found = np.zeros(KEYS, np.bool_)
    found[suspected] = seen.repetitions(keys[suspected])
    assert (found == truth).all()


def test_rows_set_aside_for_another_rule_change_nothing(seen: Seen) -> None:
    keys = np.array([3, 5, 3, 7, 5, 3], np.uint64) << np.uint64(40)
    seen.suspects(keys)
    assert seen.repetitions(keys).tolist() == [False, False, True, False, True, True]
    assert seen.repetitions(keys[:0]).tolist() == []

"""Names as common as in life: surnames by frequency, given names by sex and years of birth."""

from bisect import bisect_right
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random


@cache
def _surnames() -> tuple[tuple[tuple[str, str], ...], tuple[float, ...]]:
    rows = [line.split("\t") for line in _lines("surnames.tsv")]
    return tuple((name, reading) for name, reading, _ in rows), tuple(
        accumulate(float(row[2]) for row in rows)
    )


@cache
def _given() -> dict[str, tuple[tuple[int, ...], tuple[tuple[float, str], ...]]]:
    pools: dict[str, list[tuple[int, float, str]]] = {"男": [], "女": []}
    for line in _lines("given_names.tsv"):
        sex, since, single, characters = line.split("\t")
        pools[sex].append((int(since), float(single), characters))
    return {
        sex: (tuple(since for since, _, _ in rows), tuple((single, chars) for _, single, chars in rows))
        for sex, rows in pools.items()
    }


@cache
def _readings() -> dict[str, str]:
    return dict(line.split("\t") for line in _lines("readings.tsv"))


def _lines(name: str) -> list[str]:
    return files("yiwang.registers").joinpath("data", name).read_text("utf-8").splitlines()


def surname(random: Random) -> tuple[str, str]:
    """A surname and its reading, by frequency."""
    names, weights = _surnames()
    return names[bisect_right(weights, random.random() * weights[-1])]


def given_name(random: Random, sex: str, born: int) -> tuple[str, str]:
    """A given name of one or two characters in the taste of its years, and its reading."""
    since, pools = _given()[sex]
    single, characters = pools[max(0, bisect_right(since, born) - 1)]
    name = random.choice(characters)
    if random.random() >= single:
        name += random.choice(characters)
    readings = _readings()
    return name, "".join(readings[character] for character in name).capitalize()

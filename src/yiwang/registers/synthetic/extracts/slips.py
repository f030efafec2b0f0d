"""The slips of those who type: each changes one value in a way that happens at every counter."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.resources import files
from random import Random

Slip = Callable[[str, Random], str]


@cache
def _homophones() -> dict[str, str]:
    """For each character of our names, those that sound the same."""
    by_sound: defaultdict[str, str] = defaultdict(str)
    lines = files("yiwang.registers").joinpath("data", "readings.tsv").read_text("utf-8").splitlines()
    for character, sound in (line.split("\t") for line in lines):
        by_sound[sound] += character
    return {
        character: same.replace(character, "")
        for same in by_sound.values()
        for character in same
        if len(same) > 1
    }


def homophone(name: str, random: Random) -> str:
    """The name with one character of the given name replaced by one of the same sound, if there is one."""
    known = _homophones()
    places = [place for place in range(1, len(name)) if known.get(name[place])]
    if not places:
        return name
    place = random.choice(places)
    return name[:place] + random.choice(known[name[place]]) + name[place + 1 :]


def wrong_digit(number: str, random: Random) -> str:
    """The number with one of its last digits changed, so that its check digit no longer fits."""
    place = random.randrange(len(number) - 5, len(number) - 1)
    digit = str((int(number[place]) + random.randint(1, 9)) % 10) if number[place].isdigit() else "0"
    return number[:place] + digit + number[place + 1 :]


def old_number(number: str, random: Random) -> str:
    """The identity number of 15 digits, which old files still hold for people born before 2000."""
    return number[:6] + number[8:17] if number[6:8] == "19" else number


def short_address(address: str, random: Random) -> str:
    """The address without its province and city, as people write it at home."""
    return address.partition("市")[2] or address


def spaced(name: str, random: Random) -> str:
    """A name with the space that forms of two characters like to put in."""
    return f"{name[0]}　{name[1:]}" if len(name) == 2 else f" {name}"


def swapped_day(birthday: date) -> date:
    """A birthday with month and day exchanged, where that gives a date."""
    return birthday.replace(month=birthday.day, day=birthday.month) if birthday.day <= 12 else birthday


class Pen:
    """Somebody who types: applies a slip now and then, and counts those that changed something."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # noqa: S311  (slips of people who do not exist)
        self.planted: Counter[str] = Counter()

    def slips(self, rate: float) -> bool:
        """Whether it happens this time."""
        return self.random.random() < rate

    def text(self, value: str, slip: Slip, rate: float, name: str) -> str:
        """The value, with the slip applied at this rate."""
        if not value or not self.slips(rate):
            return value
        written = slip(value, self.random)
        if written != value:
            self.planted[name] += 1
        return written

    def left_out(self, value: str, rate: float, name: str) -> str:
        """The value, or nothing."""
        if value and self.slips(rate):
            self.planted[name] += 1
            return ""
        return value

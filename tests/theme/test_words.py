"""Words of all rooms meet on one page: one Chinese sentence has one English."""

from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.messages.pofile import read_po
from django.utils import translation

from yiwang.theme.templatetags.theme import day, moment, percent, short_day
from yiwang.theme.tones import of_light, of_state

NOON = datetime(2026, 11, 22, 4, 5, tzinfo=ZoneInfo("UTC"))


def test_one_chinese_sentence_has_one_english_in_the_whole_house() -> None:
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for catalogue in Path("src/yiwang").glob("*/locale/en/LC_MESSAGES/django.po"):
        room = catalogue.parts[2]
        with catalogue.open("rb") as lines:
            for message in read_po(lines):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key:
                    said[key][room] = str(message.string)
    clashes = {key: rooms for key, rooms in said.items() if len(set(rooms.values())) > 1}
    assert not clashes


def test_moments_are_told_in_the_citys_time_and_the_readers_language() -> None:
    assert ">2026年11月22日 12:05<" in moment(NOON)
    assert 'datetime="2026-11-22T12:05:00+08:00"' in moment(NOON)
    with translation.override("en"):
        assert ">22 Nov 2026 12:05<" in moment(NOON)


def test_a_day_may_leave_out_this_year() -> None:
    this_year = date.today().year
    assert short_day(date(this_year, 3, 1)).endswith(">3月1日</time>")
    assert ">2020年3月1日<" in short_day(date(2020, 3, 1))
    with translation.override("en"):
        assert short_day(date(this_year, 3, 1)).endswith(">1 Mar</time>")


def test_nothing_is_said_of_no_day() -> None:
    assert (day(None), moment(None), short_day(None)) == ("", "", "")


def test_percentages_are_short() -> None:
    assert [percent(1.0), percent(0.873), percent(2 / 3)] == ["100", "87.3", "66.7"]


def test_unknown_states_are_calm() -> None:
    assert of_state("approved") == "good"
    assert of_state("never-heard-of") == "calm"
    assert of_light("red") == "bad"

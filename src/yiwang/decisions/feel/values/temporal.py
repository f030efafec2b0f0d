"""Reading and writing dates, times and durations (XML Schema forms, plus `@Area/City` for a named zone)."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from yiwang.decisions.feel.values.far import FarDate, FarMoment, day_of, moment_of
from yiwang.decisions.feel.values.kinds import Months, Value

_FARTHEST = timedelta(hours=18)
_DATE = re.compile(r"(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z0-9_+/-]{1,64})?", re.ASCII
)
_DAYS = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?", re.ASCII)
_MONTHS = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)


@lru_cache(maxsize=512)
def zone(text: str) -> tzinfo | None:
    """The zone written `Z`, `+08:00` or `@Asia/Shanghai`; null for none and for what is not a zone."""
    if text == "Z":
        return UTC
    if text.startswith("@"):
        try:
            return ZoneInfo(text[1:])
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    sign = -1 if text[0] == "-" else 1
    parts = [int(part) for part in text[1:].split(":")]
    hours, minutes, seconds = (*parts, 0)[:3]
    if minutes > 59 or seconds > 59:
        return None
    return fixed_zone(sign * timedelta(hours=hours, minutes=minutes, seconds=seconds))


def fixed_zone(offset: timedelta) -> tzinfo | None:
    """The zone so far from UTC; null beyond eighteen hours, where nobody lives."""
    return timezone(offset) if abs(offset) <= _FARTHEST else None


def read_date(text: str) -> date | FarDate | None:
    """A date, `2026-11-22`; null when it is none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return day_of(int(found[1] + found[2]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """A time, `10:30:00`, with an optional fraction and zone; null when it is none."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    place = zone(found[5]) if found[5] else None
    if found[5] and place is None:
        return None
    micros = int(((found[4] or "") + "000000")[:6])
    try:
        return time(int(found[1]), int(found[2]), int(found[3]), micros, tzinfo=place)
    except ValueError:
        return None


def read_date_time(text: str) -> datetime | FarMoment | None:
    """A date and time joined by `T`; a bare date means its midnight, without a zone."""
    day_text, joined, time_text = text.partition("T")
    day = read_date(day_text)
    moment = read_time(time_text) if joined else time()
    return moment_of(day, moment) if day is not None and moment is not None else None


def read_duration(text: str) -> timedelta | Months | None:
    """A duration: `P1Y2M` in months, or `P1DT2H3M4.5S` in days and time; null when it is neither."""
    if len(text) > 40 or text[-1:] in ("P", "T"):
        return None
    found = _MONTHS.fullmatch(text)
    if found and (found[2] or found[3]):
        count = int(found[2] or 0) * 12 + int(found[3] or 0)
        return Months(-count if found[1] else count)
    found = _DAYS.fullmatch(text)
    if not found or not any(found.groups()[1:]):
        return None
    try:
        span = timedelta(
            days=int(found[2] or 0),
            hours=int(found[3] or 0),
            minutes=int(found[4] or 0),
            seconds=int(found[5] or 0),
            microseconds=int(((found[6] or "") + "000000")[:6]),
        )
        return -span if found[1] else span
    except OverflowError:
        return None


def read_temporal(text: str) -> Value:
    """What an `@"…"` literal holds, whichever of the five kinds it is; null for anything else."""
    for reader in (read_date, read_time, read_duration):
        value = reader(text)
        if value is not None:
            return value
    return read_date_time(text) if "T" in text else None


def _write_zone(place: tzinfo | None, offset: timedelta | None) -> str:
    if place is None:
        return ""
    if isinstance(place, ZoneInfo):
        return f"@{place.key}"
    seconds = int((offset or timedelta()).total_seconds())
    if seconds == 0:
        return "Z"
    sign, seconds = ("-" if seconds < 0 else "+"), abs(seconds)
    tail = f":{seconds % 60:02d}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}{tail}"


def write_time(value: time | datetime) -> str:
    """The clock part, without needless zeros, with its zone as it was given."""
    fraction = f".{value.microsecond:06d}".rstrip("0") if value.microsecond else ""
    clock = f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}{fraction}"
    return clock + _write_zone(value.tzinfo, value.utcoffset())


def write_months(value: Months) -> str:
    """`P1Y2M`, or `P0M` for none."""
    years, months = divmod(abs(value.count), 12)
    body = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return ("-" if value.count < 0 else "") + "P" + (body or "0M")


def write_days(value: timedelta) -> str:
    """`P1DT2H3M4.5S`, or `PT0S` for none."""
    span = abs(value)
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    second_text = str(seconds)
    if span.microseconds:
        second_text = f"{Decimal(seconds) + Decimal(span.microseconds) / 1_000_000:f}".rstrip("0")
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if second_text != "0":
        clock += f"{second_text}S"
    body = (f"{span.days}D" if span.days else "") + (f"T{clock}" if clock else "")
    return ("-" if value < timedelta(0) else "") + "P" + (body or "T0S")

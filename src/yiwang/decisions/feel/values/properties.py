"""The parts of dates, times, durations and intervals that a path can name (DMN 1.5 table 65)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias
from zoneinfo import ZoneInfo

from yiwang.decisions.feel.values.far import FarDate, FarMoment
from yiwang.decisions.feel.values.kinds import Months, Range, Value

Readers: TypeAlias = dict[str, Callable[[Value], Value]]


def _signed(count: int, sign: int) -> Decimal:
    return Decimal(count * sign)


def _sign(span: timedelta) -> int:
    return -1 if span < timedelta(0) else 1


def _seconds(value: time | datetime) -> Decimal:
    return Decimal(value.second) + Decimal(value.microsecond) / 1_000_000


def _zone_name(value: time | datetime) -> str | None:
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None


_DATE: Readers = {
    "year": lambda v: Decimal(v.year),
    "month": lambda v: Decimal(v.month),
    "day": lambda v: Decimal(v.day),
    "weekday": lambda v: Decimal(v.isoweekday()),
}
_TIME: Readers = {
    "hour": lambda v: Decimal(v.hour),
    "minute": lambda v: Decimal(v.minute),
    "second": _seconds,
    "time offset": lambda v: v.utcoffset(),
    "timezone": _zone_name,
}
#: A far year has no week that anybody reckons with.
_FAR: Readers = {name: reader for name, reader in _DATE.items() if name != "weekday"}

PROPERTIES: dict[type, Readers] = {
    date: _DATE,
    FarDate: _FAR,
    FarMoment: _FAR | {name: lambda v, read=reader: read(v.clock) for name, reader in _TIME.items()},
    datetime: _DATE | _TIME,
    time: _TIME,
    timedelta: {
        "days": lambda v: _signed(abs(v).days, _sign(v)),
        "hours": lambda v: _signed(abs(v).seconds // 3600, _sign(v)),
        "minutes": lambda v: _signed(abs(v).seconds // 60 % 60, _sign(v)),
        "seconds": lambda v: (Decimal(abs(v).seconds % 60) + Decimal(v.microseconds) / 1_000_000) * _sign(v),
    },
    Months: {
        "years": lambda v: _signed(abs(v.count) // 12, 1 if v.count >= 0 else -1),
        "months": lambda v: _signed(abs(v.count) % 12, 1 if v.count >= 0 else -1),
    },
    Range: {
        "start": lambda v: v.low,
        "end": lambda v: v.high,
        "start included": lambda v: v.low_included,
        "end included": lambda v: v.high_included,
    },
}

"""The door of the macro room."""

from yiwang.macro.errors import AlreadyPublished, BadFigures, BadPeriod, UnknownIndicator
from yiwang.macro.facts import FiguresPublished
from yiwang.macro.queries import (
    directory,
    held_areas,
    held_industries,
    indicator,
    revisions,
    series,
    themes,
)
from yiwang.macro.rules.periods import Period
from yiwang.macro.rules.sections import industry_name
from yiwang.macro.rules.series import Growth, Point
from yiwang.macro.rules.text import figures_from_csv
from yiwang.macro.services.define import define_indicator, retire_indicator
from yiwang.macro.services.publish import publish
from yiwang.macro.types import (
    FREQUENCIES,
    NATURES,
    Change,
    DirectoryLine,
    Figure,
    Indicator,
    Published,
    Revision,
    Series,
)

__all__ = [
    "FREQUENCIES",
    "NATURES",
    "AlreadyPublished",
    "BadFigures",
    "BadPeriod",
    "Change",
    "DirectoryLine",
    "Figure",
    "FiguresPublished",
    "Growth",
    "Indicator",
    "Period",
    "Point",
    "Published",
    "Revision",
    "Series",
    "UnknownIndicator",
    "define_indicator",
    "directory",
    "figures_from_csv",
    "held_areas",
    "held_industries",
    "indicator",
    "industry_name",
    "publish",
    "retire_indicator",
    "revisions",
    "series",
    "themes",
]

"""PostgreSQL's own `box` as a field: the index over places needs no extension."""

import re
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.lookups import BuiltinLookup

from yiwang.places.rules.tiles import Box

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


if TYPE_CHECKING:
    _Field = models.Field[Box, Box]
    _Lookup = BuiltinLookup[Any]
else:
    _Field, _Lookup = models.Field, BuiltinLookup


class BoxField(_Field):
    """A `Box` in degrees; `field__meets=box` asks for those that have a point in common with it."""

    def db_type(self, connection: Any) -> str:
        return "box"

    def get_prep_value(self, value: Any) -> Any:
        return value and f"({value.east!r},{value.north!r}),({value.west!r},{value.south!r})"

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Box | None:
        if value is None:
            return None
        east, north, west, south = (float(one) for one in _NUMBER.findall(value))
        return Box(west, south, east, north)


@BoxField.register_lookup
class Meets(_Lookup):
    """The operator `&&` of boxes, which a GiST index serves."""

    lookup_name = "meets"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} && {right}::box", [*left_values, *right_values]

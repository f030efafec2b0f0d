"""From a field's type to a column of the lake."""

from yiwang.catalogue.types import FieldView

#: A whole number of so many digits still fits 32 and 64 bits.
_INT, _BIGINT = 9, 18


def column_type(field: FieldView) -> str:
    """The lake's type for a field: string, int, bigint, double, decimal(p,s), date, timestamp or boolean."""
    digits, _, decimals = field.length.partition(",")
    whole = int(digits) if digits.isdecimal() else 0
    match field.type:
        case "I":
            return "int" if 0 < whole <= _INT else "bigint"
        case "N" | "Y":
            places = int(decimals) if decimals.isdecimal() else (2 if field.type == "Y" else 0)
            if places == 0 and 0 < whole <= _BIGINT:
                return "bigint"
            return f"decimal({whole or 18},{places})"
        case "B" | "F":
            return "double"
        case "D":
            return "date"
        case "T":
            return "timestamp"
        case "L":
            return "boolean"
        case _:
            return "string"

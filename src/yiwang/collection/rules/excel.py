"""Numbers as spreadsheets keep them: days since 1899-12-30, and 15 digits at most."""

from datetime import datetime, timedelta

#: Excel keeps 15 significant digits; what is longer has lost its end.
EXACT = 10**15
_EPOCHS = {False: datetime.fromisoformat("1899-12-30"), True: datetime.fromisoformat("1904-01-01")}
#: Built-in formats that show a date or a time.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})


def is_date_format(number: int, code: str = "") -> bool:
    """Whether a number format shows days: by its number, or by letters of its code outside quotes and brackets."""
    if number in _DATE_FORMATS:
        return True
    bare, quoted = "", ""
    for letter in code.lower():
        if quoted:
            quoted = "" if letter == quoted else quoted
        elif letter in '"[':
            quoted = '"' if letter == '"' else "]"
        else:
            bare += letter
    return bool(bare) and "general" not in bare and any(one in bare for one in ("yy", "d", "m/", "年", "h:"))


def number_text(raw: str) -> str:
    """A stored number as somebody would write it; beyond 15 digits in scientific notation, so that the loss is seen."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    if abs(value) >= EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else format(value, ".15g")


def day_text(raw: str, *, since_1904: bool = False) -> str:
    """A serial day as ISO text; with the time when it has one. Not a day: the number as it stands."""
    try:
        at = _EPOCHS[since_1904] + timedelta(days=float(raw))
    except (ValueError, OverflowError):
        return number_text(raw)
    at = (at + timedelta(microseconds=500_000)).replace(microsecond=0)
    return at.date().isoformat() if at.time() == datetime.min.time() else at.isoformat(sep=" ")

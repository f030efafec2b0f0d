"""What users of the peers would write by hand: identity numbers checked in Python, value by value. No import of ours."""

from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def shaped(number: object) -> bool:
    """18 characters of the right kinds."""
    return (
        isinstance(number, str)
        and len(number) == 18
        and number.isascii()
        and number[:17].isdigit()
        and number[0] != "0"
        and (number[17].isdigit() or number[17] == "X")
    )


def checked(number: object) -> bool:
    """The check digit holds; what is misshapen is another rule's matter."""
    if not shaped(number):
        return True
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, str(number), strict=False))
    return "10X98765432"[total % 11] == str(number)[17]


def birthday(number: object, on: date) -> date | None:
    """The birthday in a number that is shaped and whose day is real and past."""
    if not shaped(number):
        return None
    text = str(number)
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None
    return born if date(1800, 1, 1) <= born <= on else None


def day(text: object) -> date | None:
    """A day as text, when it is one."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def misdated(number: object, on: date) -> bool:
    """Shaped, and its day is none."""
    return shaped(number) and birthday(number, on) is None


def birthday_differs(number: object, text: object, on: date) -> bool:
    """Both days are known and differ."""
    born, said = birthday(number, on), day(text)
    return born is not None and said is not None and born != said


def sex_differs(number: object, sex: object, on: date) -> bool:
    """The sex is known and the number says the other."""
    if birthday(number, on) is None or sex not in ("1", "2"):
        return False
    return (int(str(number)[16]) % 2 == 1) != (sex == "1")

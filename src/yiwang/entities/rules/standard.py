"""A record as linkage compares it: each attribute in one form, and what is derived from it."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from yiwang.entities.rules.addresses import address_tail, tidy_address
from yiwang.entities.rules.names import gaps, in_order, shape, sorted_sound, sound, tidy_name
from yiwang.entities.rules.numbers import birthday_of, sex_of, tidy

_FORMS = re.compile(r"(有限责任公司|股份有限公司|有限公司|集团|分公司|公司|合作社|事务所|中心|协会|学校)$")
_SEXES = {"1": "男", "2": "女", "M": "男", "F": "女", "男性": "男", "女性": "女"}
_CITY = re.compile(
    r"^([\u4e00-\u9fff]{2,6}?(省|自治区))?([\u4e00-\u9fff]{2,6}?市)?([\u4e00-\u9fff]{2,6}?(区|县|市))?"
)


def text_of(value: Any) -> str:
    """A value as text: dates in ISO form, nothing as empty."""
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    return str(value).strip()


def digits(value: Any) -> str:
    """Only the digits; a country code before a Chinese mobile number is left out."""
    found = re.sub(r"\D", "", unicodedata.normalize("NFKC", text_of(value)))
    return found[2:] if len(found) == 13 and found.startswith("86") else found


def iso_date(value: Any) -> str:
    """A date in ISO form, from ISO or from eight digits; empty when it is none."""
    found = re.sub(r"\D", "", text_of(value))[:8]
    try:
        return date(int(found[:4]), int(found[4:6]), int(found[6:8])).isoformat()
    except ValueError:
        return ""


def sex(value: Any) -> str:
    plain = text_of(value).upper()
    return _SEXES.get(plain, plain)


def standardise(
    values: Mapping[str, Any], standard: Mapping[str, str], *, number: str = "", scheme: str = ""
) -> dict[str, Any]:
    """The columns that comparisons and blocks speak of. `number` is the record's number as it was written."""
    found: dict[str, Any] = {"number": tidy(number)}
    for name, kind in standard.items():
        found |= derived(name, kind, values.get(name))
    if scheme == "resident-id":
        if not found.get("birthday"):
            found["birthday"] = birthday_of(number)
        if not found.get("sex"):
            found["sex"] = sex_of(number)
    return found


def derived(name: str, kind: str, value: Any) -> dict[str, Any]:
    """One attribute's columns, as they are compared."""
    if kind == "person-name":
        plain = tidy_name(value)
        heard = sound(plain)
        return {
            name: plain,
            f"{name}_sound": heard,
            f"{name}_shape": shape(plain),
            f"{name}_sorted": in_order(plain),
            f"{name}_gaps": gaps(plain),
            f"{name}_key": sorted_sound(plain),
            f"{name}_family": heard.partition(" ")[0],
        }
    if kind == "organisation":
        plain = tidy_name(value)
        core = _CITY.sub("", _FORMS.sub("", plain), count=1)
        return {name: plain, f"{name}_core": core, f"{name}_sound": sound(plain), f"{name}_key": sound(core)}
    if kind == "address":
        tail = address_tail(value)
        return {name: tidy_address(value), f"{name}_tail": tail}
    if kind == "date":
        return {name: iso_date(value)}
    if kind == "digits":
        return {name: digits(value)}
    if kind == "sex":
        return {name: sex(value)}
    if kind == "text":
        plain = " ".join(unicodedata.normalize("NFKC", text_of(value)).lower().split())
        return {name: plain, f"{name}_start": plain[:3]}
    return {name: tidy(text_of(value))}


#: Values (in DuckDB) that `derived` gives back as they are; others are sent through it.
AS_IT_STANDS: Mapping[str, str] = {
    "date": (
        "regexp_full_match({0}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') AND left({0}, 4) <> '0000'"
        " AND try_cast({0} AS DATE) IS NOT NULL"
    ),
    "digits": "regexp_full_match({0}, '[0-9]{{1,12}}')",
    "sex": "{0} IN ('男', '女')",
    "code": "regexp_full_match({0}, '[0-9A-Z]+')",
}

#: What a text's `standard` may say of an attribute.
STANDARDS = ("person-name", "organisation", "address", "date", "digits", "sex", "text", "code")


def compared(value: Any, same: str) -> str:
    """A value as two sources' values are held against each other (`same` of its attribute)."""
    if same == "name":
        return tidy_name(value)
    if same == "organisation":
        return tidy_name(value)
    if same == "address":
        return address_tail(value) or tidy_address(value)
    if same == "digits":
        return digits(value)
    return text_of(value)

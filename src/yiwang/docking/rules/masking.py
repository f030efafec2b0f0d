"""A body as people may look at it: who a message is about stays hidden, what it is about does not."""

from collections.abc import Mapping
from typing import Any

from yiwang.codes import api as codes

_NAMES = {"applicant_name", "holder_name", "subject_name", "XK_XDR_MC"}
_NUMBERS = {"cert_no", "holder_code", "subject_code", "id_number", "XK_XDR_ZJHM"}
#: A name of more characters is a firm's.
_LONGEST_PERSON_NAME = 4


def masked(body: Any) -> Any:
    """The same shape with personal fields masked; what firms are called and registered under is public anyway."""
    if isinstance(body, Mapping):
        return {name: _field(name, value) for name, value in body.items()}
    if isinstance(body, list):
        return [masked(one) for one in body]
    return body


def _field(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return masked(value)
    if name in _NUMBERS and not _is_credit_code(value):
        return codes.mask_resident_id(value)
    if name in _NAMES and len(value) <= _LONGEST_PERSON_NAME:
        return codes.mask_name(value)
    if name == "mobile":
        return codes.mask_mobile(value)
    return value


def _is_credit_code(value: str) -> bool:
    try:
        codes.check_credit_code(value)
    except codes.BadCode:
        return False
    return True

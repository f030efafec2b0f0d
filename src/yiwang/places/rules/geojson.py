"""A GeoJSON file (RFC 7946) as features to be delivered."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from yiwang.places.errors import BadFeatures
from yiwang.places.types import NewFeature

#: RFC 7946 knows WGS 84 only; older files name the system, and these are the same to a centimetre.
_SAME = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4490", "EPSG:4490")


def features_from(raw: bytes) -> tuple[NewFeature, ...]:
    """The features of a FeatureCollection, in UTF-8 or GB 18030.

    A feature's key is its `id`, else the property `id` or `code`; `name`, `area_code` and `valid_from` are read from the
    properties. Raises `BadFeatures` naming every fault.
    """
    whole = _object(raw)
    named = (whole.get("crs") or {}).get("properties", {}).get("name", "CRS84")
    if not str(named).endswith(_SAME):
        raise BadFeatures((f"crs {named}?",))
    faults: list[str] = []
    found = []
    for number, one in enumerate(whole["features"], start=1):
        feature = _feature(one)
        if isinstance(feature, str):
            faults.append(f"{number}: {feature}")
        else:
            found.append(feature)
    if faults:
        raise BadFeatures(tuple(faults))
    return tuple(found)


def _object(raw: bytes) -> dict[str, Any]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            whole = json.loads(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        except (ValueError, RecursionError):
            break
        if isinstance(whole, dict) and isinstance(whole.get("features"), list):
            return whole
        break
    raise BadFeatures(("FeatureCollection?",))


def _feature(one: object) -> NewFeature | str:
    if not isinstance(one, Mapping) or one.get("type") != "Feature":
        return "Feature?"
    told = one.get("properties") or {}
    if not isinstance(told, Mapping):
        return "properties?"
    key = one.get("id", told.get("id", told.get("code", "")))
    if key in ("", None):
        return "id?"
    since = told.get("valid_from")
    try:
        valid_from = date.fromisoformat(str(since)) if since else None
    except ValueError:
        return f"valid_from {since}?"
    if not isinstance(one.get("geometry"), Mapping):
        return f"{key}: geometry?"
    kept = {name: value for name, value in told.items() if name not in ("name", "area_code", "valid_from")}
    return NewFeature(
        str(key),
        str(told.get("name") or ""),
        one["geometry"],
        kept,
        str(told.get("area_code") or ""),
        valid_from,
    )

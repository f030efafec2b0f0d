"""An entry as the provincial catalogue takes it: the thirteen core metadata of the guide by their Chinese names' order."""

from collections.abc import Mapping
from typing import Any


def province_entry(
    content: Mapping[str, Any],
    *,
    code: str,
    version: int,
    department: str,
    area: str,
    digest: str,
    action: str,
    reason: str,
) -> dict[str, Any]:
    """The message about one entry; `digest` lets the receiver tell a repeated message from a new one."""
    return {
        "action": action,
        "resource_code": code,
        "version": version,
        "digest": digest,
        "area_code": area,
        "provider": department,
        "reason": reason,
        "classification": content["classification"],
        "name": content["name"]["zh"],
        "abstract": content["abstract"]["zh"],
        "format": content["format"],
        "items": [
            {"name": one["title"]["zh"], "column": one["name"], "type": one["type"], "length": one["length"]}
            for one in content["fields"]
        ],
        "sharing": content["sharing"],
        "opening": content["opening"],
        "update_cycle": content["cycle"],
    }

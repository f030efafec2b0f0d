"""What other systems may do: hand in applications and their files, ask how they stand, send us messages."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from yiwang.access.api import open_to_all
from yiwang.docking import api as docking
from yiwang.files import api as files
from yiwang.openapi.signed import json_object, signed

_TAKEN = {files.PDF, files.OFD, files.JPEG, files.PNG}


@open_to_all
@require_safe
def key(request: HttpRequest) -> JsonResponse:
    """What this house is called and by which key it signs."""
    return JsonResponse({"party": docking.our_name(), "public_key": docking.public_key().hex()})


@signed("POST", largest=files.LIMIT_BYTES)
def file(sender: docking.Known, body: bytes, name: str) -> tuple[int, Mapping[str, Any]]:
    """Keep a file for an application; the answer is the value of the form's question."""
    if sender.kind != "vertical":
        raise docking.BadMessage({"party": "hands in no applications"})
    return 201, asdict(files.put(body, name=name, allowed=_TAKEN))


@signed("POST")
def applications(sender: docking.Known, body: bytes) -> tuple[int, Mapping[str, Any]]:
    """Hand in an application (承接业务申请)."""
    taken = docking.receive_application(sender, json_object(body))
    return (200 if taken.again else 201), {"case_number": taken.case_number, "again": taken.again}


@signed("GET")
def application(sender: docking.Known, body: bytes, serial: str) -> tuple[int, Mapping[str, Any]]:
    """How the application of a serial number stands."""
    return 200, docking.application_status(sender, serial)


@signed("POST")
def messages(sender: docking.Known, body: bytes) -> tuple[int, Mapping[str, Any]]:
    """A receipt, or what a ministry's system did with one of our cases (回流)."""
    return 200, docking.receive_message(sender, json_object(body))

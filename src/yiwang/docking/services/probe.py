"""Trying the line to a platform."""

import secrets

from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.docking import wire
from yiwang.docking.errors import NoSuchParty, Unreachable
from yiwang.docking.models import Party


def probe(*, actor: Actor, platform: str) -> int:
    """Send a signed test message and check the signed answer; returns milliseconds.

    Raises:
        Refused, NoSuchParty; Unreachable with what is wrong.
    """
    require(actor, "docking.connect", platform)
    party = Party.objects.filter(pk=platform, kind="platform").first()
    if party is None:
        raise NoSuchParty(platform)
    said = secrets.token_hex(8)
    asked = wire.request("POST", f"{party.base_url}/ping", {"said": said}, answer_key=party.public_key)
    try:
        answer = wire.send(asked)
        if answer.status != 200 or answer.body.get("said") != said:
            raise Unreachable(f"HTTP {answer.status}")
    except Unreachable as error:
        Party.objects.filter(pk=platform).update(last_error=error.why[:500])
        raise
    Party.objects.filter(pk=platform).update(
        last_contact_at=timezone.now(), failures=0, paused_until=None, last_error=""
    )
    return answer.milliseconds

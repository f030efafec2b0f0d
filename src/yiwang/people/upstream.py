"""Signing in through the provincial or national identity service: a protocol, and a simulator of it."""

from dataclasses import dataclass
from typing import Protocol

from django.core import signing
from django.utils.http import urlencode

from yiwang.crypto.api import open_field, seal_field
from yiwang.errors import YiwangError
from yiwang.people.errors import UpstreamRefused
from yiwang.text import Text

_SALT = "people.upstream"
_CODE_SECONDS = 60


@dataclass(frozen=True)
class UpstreamPerson:
    """Whom the upstream service vouches for."""

    name: str
    resident_id: str


class Upstream(Protocol):
    """An identity service above the city, in the shape of an authorization-code flow."""

    name: Text
    simulated: bool

    def authorize_url(self, *, state: str, redirect_uri: str) -> str:
        """Where to send the visitor."""

    def exchange(self, *, code: str) -> UpstreamPerson:
        """Whom a code stands for; raises `UpstreamRefused`."""


class SimulatedUpstream:
    """Stands in for the province until its interface is open to us: a page of ours that asks for name and number.

    It proves nothing about who sits at the keyboard, so it is only for model cities.
    """

    name = Text("省统一身份认证（模拟）", "Provincial identity service (simulated)")
    simulated = True

    def authorize_url(self, *, state: str, redirect_uri: str) -> str:
        return "/signin/upstream/simulator/?" + urlencode({"state": state, "redirect_uri": redirect_uri})

    def issue_code(self, person: UpstreamPerson) -> str:
        """The code that the simulated service sends back with the visitor; good for a minute."""
        return signing.dumps(seal_field(f"{person.resident_id} {person.name}"), salt=_SALT)

    def exchange(self, *, code: str) -> UpstreamPerson:
        try:
            text = open_field(signing.loads(code, salt=_SALT, max_age=_CODE_SECONDS))
        except (signing.BadSignature, YiwangError) as error:
            raise UpstreamRefused from error
        resident_id, _, name = text.partition(" ")
        return UpstreamPerson(name=name, resident_id=resident_id)


_upstreams: list[Upstream] = []


def register_upstream(service: Upstream) -> None:
    """Say which service stands above the city; the last one registered is used."""
    _upstreams.append(service)


def upstream() -> Upstream | None:
    """The service above the city, if one is connected."""
    return _upstreams[-1] if _upstreams else None

"""Actors: who is asking."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.http import HttpRequest

from yiwang.text import Text

ActorKind = Literal["resident", "staff", "system", "public"]

#: Every role a post can carry. What a role may do is written by the rules of each room.
ROLES: Mapping[str, Text] = {
    "window-clerk": Text("综窗人员", "Window clerk"),
    "approver": Text("审批人员", "Approver"),
    "issuer": Text("制证人员", "Certificate issuer"),
    "data-officer": Text("数据专员", "Data officer"),
    "data-steward": Text("数据治理专员", "Data steward"),
    "data-chief": Text("数长", "Chief data officer"),
    "seal-keeper": Text("印章管理员", "Seal keeper"),
    "operator": Text("平台运维", "Platform operator"),
    "auditor": Text("审计员", "Auditor"),
    "leader": Text("领导", "Leader"),
}


def role_name(slug: str) -> Text:
    """The name of a role; an unknown slug is shown as it is."""
    return ROLES.get(slug, Text(slug, slug))


@dataclass(frozen=True)
class Role:
    """A post held now: a role, for one department, within one area (a division code and all below it)."""

    slug: str
    department: str
    area: str


@dataclass(frozen=True)
class Actor:
    """Who is asking, as the house knows them at this moment.

    `level` is the real-name level 0–3; `mfa` says that this session passed a second factor; `person_id` is
    the person in the population register, empty until level 2.
    """

    ref: str
    kind: ActorKind
    name: str
    account_id: int | None = None
    person_id: str = ""
    level: int = 0
    mfa: bool = False
    roles: frozenset[Role] = field(default_factory=frozenset)

    @property
    def role_slugs(self) -> frozenset[str]:
        """The roles held anywhere."""
        return frozenset(role.slug for role in self.roles)

    @property
    def departments(self) -> frozenset[str]:
        """The departments in which any role is held."""
        return frozenset(role.department for role in self.roles)

    def holds(self, *slugs: str, department: str | None = None, area: str | None = None) -> bool:
        """Whether one of the roles `slugs` is held for `department` and for an area that contains `area`.

        Division codes are nested by prefix: a role for 3716 reaches 371602001.
        """
        return any(
            role.slug in slugs
            and (department is None or role.department == department)
            and (area is None or area.startswith(role.area))
            for role in self.roles
        )


PUBLIC = Actor(ref="public", kind="public", name="")


def SYSTEM(name: str) -> Actor:
    """A part of the house acting by itself, such as the worker or an automatic decision."""
    return Actor(ref=f"system:{name}", kind="system", name=name)


ActorProvider = Callable[[HttpRequest], Actor]
_providers: list[ActorProvider] = []


def register_actor_provider(provider: ActorProvider) -> None:
    """Say how to learn the actor behind a request. The last provider registered is asked."""
    _providers.append(provider)


def actor_from(request: HttpRequest) -> Actor:
    """The actor behind a request, asked for once per request; PUBLIC when nobody signed in."""
    known: Actor | None = getattr(request, "_known_actor", None)
    if known is None:
        known = _providers[-1](request) if _providers else PUBLIC
        request._known_actor = known  # type: ignore[attr-defined]
    return known

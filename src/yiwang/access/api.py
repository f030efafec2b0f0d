"""The door of the access room."""

from yiwang.access.actors import (
    PUBLIC,
    ROLES,
    SYSTEM,
    Actor,
    ActorKind,
    Role,
    actor_from,
    register_actor_provider,
    role_name,
)
from yiwang.access.decide import explain, may, permissions, require
from yiwang.access.doors import (
    RouteRule,
    guarded,
    open_to_all,
    open_to_residents,
    open_to_signed_in,
    open_to_staff,
)
from yiwang.access.errors import Refused, SignInNeeded
from yiwang.access.routes import Route, routes, routes_without_rule
from yiwang.access.verbs import Verb, rule, verb, verbs
from yiwang.access.verdicts import ALLOWED, Verdict, refuse

__all__ = [
    "ALLOWED",
    "PUBLIC",
    "ROLES",
    "SYSTEM",
    "Actor",
    "ActorKind",
    "Refused",
    "Role",
    "Route",
    "RouteRule",
    "SignInNeeded",
    "Verb",
    "Verdict",
    "actor_from",
    "explain",
    "guarded",
    "may",
    "open_to_all",
    "open_to_residents",
    "open_to_signed_in",
    "open_to_staff",
    "permissions",
    "refuse",
    "register_actor_provider",
    "require",
    "role_name",
    "routes",
    "routes_without_rule",
    "rule",
    "verb",
    "verbs",
]

"""Every route of the house and the door it stands behind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from yiwang.access.doors import RouteRule


@dataclass(frozen=True)
class Route:
    """One URL pattern: its path as written, its name, the view's dotted name, and its rule if it has one."""

    path: str
    name: str
    view: str
    rule: RouteRule | None


def routes(patterns: Iterable[URLPattern | URLResolver] | None = None) -> tuple[Route, ...]:
    """All routes below `patterns`; of the whole house if none are given."""
    return tuple(_walk(get_resolver().url_patterns if patterns is None else patterns, ""))


def routes_without_rule(patterns: Iterable[URLPattern | URLResolver] | None = None) -> tuple[Route, ...]:
    """The routes that forgot their door. A test holds this empty."""
    return tuple(route for route in routes(patterns) if route.rule is None)


def _walk(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for entry in patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, path)
        else:
            view = entry.callback
            name = f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}"
            yield Route(path, entry.name or "", name, getattr(view, "access_rule", None))

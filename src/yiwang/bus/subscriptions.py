"""Who wants to hear of what. Rooms subscribe at start-up, so every process knows all handlers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from yiwang.bus.types import Fact

F = TypeVar("F", bound=Fact)
Handler = Callable[[F], None]


@dataclass(frozen=True)
class Subscription:
    """One handler by its name, and the kind of fact it takes."""

    handler: str
    kind: type[Fact]
    call: Callable[[Any], None]


_by_handler: dict[str, Subscription] = {}


def subscribe(kind: type[F], handler: str) -> Callable[[Handler[F]], Handler[F]]:
    """Decorator: have facts of this kind delivered to the function.

    `handler` ("cockpit.count-cases") is how deliveries remember whom they are for: it must be unique and stay the
    same when the function moves.
    """

    def register(function: Handler[F]) -> Handler[F]:
        if handler in _by_handler:
            raise ValueError(f"the handler name {handler} is taken")
        _by_handler[handler] = Subscription(handler, kind, function)
        return function

    return register


def subscription(handler: str) -> Subscription:
    """The subscription of a known handler."""
    return _by_handler[handler]


def handlers_of(fact: str) -> list[str]:
    """Names of the handlers that take facts of this name."""
    return [one.handler for one in _by_handler.values() if one.kind.name == fact]


def known_handlers() -> list[str]:
    """Names of all handlers of this process."""
    return list(_by_handler)

"""Verbs and their rules: the one place that says who may do what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from yiwang.access.actors import ROLES, Actor
from yiwang.access.errors import VerbClash
from yiwang.access.verdicts import Verdict
from yiwang.text import Text

RuleFunction = Callable[[Actor, Any], Verdict]


@dataclass(frozen=True)
class Verb:
    """Something that can be done, with its name in both languages."""

    name: str
    text: Text


@dataclass(frozen=True)
class Rule:
    """Who may attempt a verb at all, and the function that judges one attempt on one subject.

    With none of `roles`, `level`, `system` and `public` given, the function decides alone.
    """

    verb: str
    judge: RuleFunction
    roles: frozenset[str]
    level: int | None
    system: bool
    public: bool

    @property
    def declares(self) -> bool:
        """Whether the rule says who may attempt the verb, so that a table of permissions can show it."""
        return bool(self.roles) or self.level is not None or self.system or self.public


_verbs: dict[str, Verb] = {}
_rules: dict[str, Rule] = {}


def verb(name: str, *, zh: str, en: str) -> Verb:
    """Name a verb, `room.verb`. Naming it again with the same text is harmless."""
    new = Verb(name, Text(zh, en))
    if _verbs.setdefault(name, new) != new:
        raise VerbClash(f"{name} is already named {_verbs[name].text.zh}")
    return new


def rule(
    verb: str,
    *,
    roles: Iterable[str] = (),
    level: int | None = None,
    system: bool = False,
    public: bool = False,
) -> Callable[[RuleFunction], RuleFunction]:
    """Give a verb its rule: `fn(actor, subject) -> Verdict`.

    `roles` (staff holding one of them), `level` (residents from that real-name level), `system` (the house
    itself) and `public` (anybody) say who may attempt it; everybody else is refused before `fn` is asked.
    With none of the four, `fn` alone decides.
    """
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise VerbClash(f"{verb}: unknown roles {sorted(unknown)}")

    def register(fn: RuleFunction) -> RuleFunction:
        if verb in _rules and _origin(_rules[verb].judge) != _origin(fn):
            raise VerbClash(f"{verb} already has a rule in {_rules[verb].judge.__module__}")
        _rules[verb] = Rule(verb, fn, frozenset(roles), level, system, public)
        return fn

    return register


def _origin(fn: RuleFunction) -> tuple[str, str]:
    return fn.__module__, fn.__qualname__


def verbs() -> tuple[Verb, ...]:
    """Every named verb, by name."""
    return tuple(sorted(_verbs.values(), key=lambda verb: verb.name))


def verb_named(name: str) -> Verb:
    """The verb, or a stand-in with the bare name if nobody named it."""
    return _verbs.get(name, Verb(name, Text(name, name)))


def rule_of(name: str) -> Rule | None:
    """The rule of a verb, if it has one."""
    return _rules.get(name)

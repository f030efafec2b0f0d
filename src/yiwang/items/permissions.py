"""Who may publish and retire items. Reading the catalogue needs nothing: it is public."""

from typing import Any

from yiwang.access.api import ALLOWED, Actor, Verdict, rule, verb

verb("items.publish", zh="发布事项", en="publish an item")
verb("items.retire", zh="停止办理事项", en="retire an item")


@rule("items.publish", roles=("operator",), system=True)
def may_publish(actor: Actor, subject: Any) -> Verdict:
    """The operator through packs, and the house itself when it is set up."""
    return ALLOWED


@rule("items.retire", roles=("operator",), system=True)
def may_retire(actor: Actor, subject: Any) -> Verdict:
    """As for publishing."""
    return ALLOWED

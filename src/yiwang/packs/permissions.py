"""Who may apply packs."""

from typing import Any

from yiwang.access.api import ALLOWED, Actor, Verdict, rule, verb

verb("packs.apply", zh="加载业务包", en="apply a pack")


@rule("packs.apply", roles=("operator",), system=True)
def may_apply(actor: Actor, subject: Any) -> Verdict:
    """The operator, and the house itself when it is set up from the command line."""
    return ALLOWED

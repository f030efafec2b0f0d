"""Replace a seal by a new one."""

from yiwang.access.api import Actor
from yiwang.seals.errors import WrongSealState
from yiwang.seals.queries import seal as seal_by_code
from yiwang.seals.services.apply_for_seal import apply_for_seal
from yiwang.seals.types import SealView


def renew(*, seal: str, reason: str, by: Actor) -> SealView:
    """Apply for the successor of a seal: same name, new keys. The old one stays in use until the new one is made.

    Raises `Refused`, UnknownSeal, WrongSealState.
    """
    old = seal_by_code(seal)
    if old.state != "in-use":
        raise WrongSealState(seal, old.state_text)
    return apply_for_seal(
        department_code=old.department_code, name=old.name, reason=reason, by=by, predecessor=seal
    )

"""The state list for the verification page, made at most once every few seconds however many ask."""

import time

from yiwang.certificates import api as certificates
from yiwang.seals import api as seals

LIFE_SECONDS = 5
_kept: dict[str, tuple[float, seals.StateList]] = {}


def current_states(anchors: seals.TrustAnchors) -> seals.StateList:
    """The list, read and checked as an outsider would read it."""
    made, states = _kept.get("states", (0.0, None))
    if states is None or time.monotonic() - made > LIFE_SECONDS:
        states = seals.read_states(certificates.state_list(), anchors)
        _kept["states"] = (time.monotonic(), states)
    return states

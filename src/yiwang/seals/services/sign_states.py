"""Sign a state list with the city's key for lists."""

from functools import partial

from yiwang.crypto.api import key_store
from yiwang.seals.authority.issue import LISTS, current
from yiwang.seals.verify.states import StateList, write_states


def sign_states(states: StateList) -> bytes:
    """The signed file. The caller knows which certificates are on it; this room only vouches for the city's hand."""
    signer = current(LISTS)
    return write_states(
        states, certificate=bytes(signer.der), sign=partial(key_store().sign, signer.key_name)
    )

"""The one-time code of a sample account."""

from yiwang.people.errors import NotASample
from yiwang.people.queries import find_named
from yiwang.people.services.totp import code_now


def sample_code(username: str) -> str:
    """The code shown now by a sample account's generator. Raises `NotASample` for a real account."""
    row = find_named(username)
    if not row.is_sample:
        raise NotASample(username)
    return code_now(row)

"""The signed list of certificates that are not in force."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from yiwang.certificates.models import Certificate
from yiwang.certificates.queries import effective_state, today
from yiwang.seals.api import StateEntry, StateList, sign_states

#: How long a copy of the list may be relied on.
_LIFE = timedelta(days=1)
_LOCAL_TIME = ZoneInfo("Asia/Shanghai")


def state_list() -> bytes:
    """The list now, signed with the city's SM2 key: everything suspended, withdrawn, cancelled, expired or revoked."""
    now = timezone.now()
    day = today()
    rows = (
        Certificate.objects.filter(~Q(state="01") | Q(valid_until__lt=day))
        .order_by("id")
        .values_list("identifier", "state", "state_since", "valid_until")
    )
    entries = {}
    for identifier, state, since, until in rows.iterator(chunk_size=5000):
        shown = effective_state(state, until, day)
        if shown != state and until is not None:
            since = datetime.combine(until + timedelta(days=1), time(), _LOCAL_TIME).astimezone(UTC)
        entries[identifier] = StateEntry(shown, since)
    return sign_states(StateList(int(now.timestamp()), now, now + _LIFE, entries))

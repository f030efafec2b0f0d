"""The account of somebody the upstream identity service vouches for."""

import secrets

from django.utils import timezone

from yiwang.access import api as access
from yiwang.codes.api import check_resident_id
from yiwang.crypto.api import blind_index
from yiwang.people.models import Account
from yiwang.people.services.identity import verify_identity
from yiwang.people.services.register import register_resident
from yiwang.people.upstream import Upstream, UpstreamPerson


def account_for(*, person: UpstreamPerson, service: Upstream) -> int:
    """The id of the person's account; a new one at level 2 if there is none yet.

    The population register is asked either way: a name and number the city does not know get no account.
    """
    number = check_resident_id(person.resident_id, on=timezone.localdate()).number
    known = Account.objects.filter(resident_id_index=blind_index(number), kind=Account.Kind.RESIDENT).first()
    if known is not None:
        return known.pk
    by = access.SYSTEM("upstream")
    view = register_resident(
        username=f"u-{secrets.token_hex(6)}", password=secrets.token_urlsafe(24), name=person.name, by=by
    )
    mark = "upstream-simulated" if service.simulated else "upstream"
    verify_identity(account_id=view.id, name=person.name, resident_id=number, by=by, verified_by=mark)
    return view.id

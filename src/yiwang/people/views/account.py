"""One's own account."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yiwang.access.api import actor_from, role_name
from yiwang.codes.api import mask_resident_id
from yiwang.crypto.api import open_field
from yiwang.orgs import api as orgs
from yiwang.people import queries
from yiwang.people.models import Account


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Who I am to the house: level, proofs, second factors, posts or mandates."""
    row = queries.find(_account_id(request))
    staff = row.kind == Account.Kind.STAFF
    postings = queries.postings_in_force(row.pk) if staff else []
    context = {
        "account": queries.view_of(row),
        "resident_id": mask_resident_id(open_field(row.resident_id_sealed)) if row.resident_id_sealed else "",
        "verified_by_upstream": row.verified_by.startswith("upstream"),
        "factors": _factors(row),
        "posts": [
            {
                "role": role_name(posting.role),
                "department": orgs.department(posting.department_code).name,
                "until": posting.valid_until,
            }
            for posting in postings
        ],
        "mandates": [] if staff else queries.mandates_of(row.pk),
    }
    return render(request, "people/account.html", context)


@require_GET
def second_step(request: HttpRequest) -> HttpResponse:
    """Choose a second factor: forced on staff at the first sign-in, offered to residents."""
    row = queries.find(_account_id(request))
    actor = actor_from(request)
    context = {
        "factors": _factors(row),
        "forced": actor.kind == "staff" and not actor.mfa,
        "kind": actor.kind,
        "passkeys_work": passkeys_work(request),
        "localhost": request.build_absolute_uri().replace("127.0.0.1", "localhost"),
    }
    return render(request, "people/second_step.html", context)


def passkeys_work(request: HttpRequest) -> bool:
    """Browsers bind a passkey to a name, never to a bare address such as 127.0.0.1."""
    return not request.get_host().rpartition(":")[0].replace(".", "").isdigit()


def _factors(row: Account) -> dict[str, int]:
    kinds = Authenticator.objects.filter(user=row).values_list("type", flat=True)
    counted = list(kinds)
    return {
        "totp": counted.count(Authenticator.Type.TOTP),
        "passkeys": counted.count(Authenticator.Type.WEBAUTHN),
        "recovery": counted.count(Authenticator.Type.RECOVERY_CODES),
    }


def _account_id(request: HttpRequest) -> int:
    account_id = actor_from(request).account_id
    if account_id is None:
        raise LookupError("The door lets only signed-in people in.")
    return account_id

"""Single sign-on: an application learns who somebody is by OpenID Connect, code flow with PKCE."""

import base64
import hashlib
import json
import secrets
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from django.test import Client

from yiwang.access import api as access
from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.people.models import Account

from .conftest import PASSWORD, SYSTEM

pytestmark = pytest.mark.django_db
BACK = "https://app.example/callback"


@pytest.fixture
def application(db: None) -> people.Application:
    return people.connect_application(name="停车", redirect_uris=[BACK], public=False, by=SYSTEM)


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def asking(application: people.Application, verifier: str, **changes: str) -> str:
    asked = {
        "client_id": application.client_id,
        "response_type": "code",
        "redirect_uri": BACK,
        "scope": "openid profile assurance",
        "state": "some-state",
        "nonce": "some-nonce",
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
    }
    return "/identity/o/authorize?" + urlencode(asked | changes)


def consent(client: Client, url: str) -> dict[str, list[str]]:
    """Open the consent page and allow everything; the parameters that travel back to the application."""
    page = client.get(url)
    assert page.status_code == 200, page
    signed = page.context["form"].initial.get("request") or page.context["form"]["request"].value()
    answer = client.post(
        "/identity/o/authorize",
        {"request": signed, "scopes": ["openid", "profile", "assurance"], "action": "grant"},
    )
    assert answer["Location"].startswith(BACK)
    return parse_qs(urlsplit(answer["Location"]).query)


def redeem(client: Client, application: people.Application, code: str, verifier: str):
    return client.post(
        "/identity/o/api/token",
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": verifier,
            "client_id": application.client_id,
            "client_secret": application.secret,
        },
    )


def read(client: Client, application: people.Application, id_token: str) -> dict[str, object]:
    """The claims of an ID token, its signature checked against the published keys."""
    keys = client.get("/.well-known/jwks.json").json()["keys"]
    wanted = jwt.get_unverified_header(id_token).get("kid")
    key = next(key for key in keys if wanted in (None, key.get("kid")))
    public = jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(key))
    return jwt.decode(
        id_token, public, algorithms=["RS256"], audience=application.client_id, issuer="http://testserver"
    )


def test_one_sign_in_serves_an_application_that_checks_the_signature(client, resident, application) -> None:
    row = resident("wang", name="王桂兰", resident_id="37160219490904002X")
    verifier = secrets.token_urlsafe(40)
    url = asking(application, verifier)
    assert client.get(url)["Location"].startswith("/signin/")
    client.post("/signin/", {"login": "wang", "password": PASSWORD})
    back = consent(client, url)
    assert back["state"] == ["some-state"]
    tokens = redeem(Client(), application, back["code"][0], verifier).json()
    claims = read(client, application, tokens["id_token"])
    assert (claims["name"], claims["acr"], claims["nonce"]) == ("王桂兰", "yiwang:level:2", "some-nonce")
    assert str(row.pk) != claims["sub"]
    assert "37160219490904002X" not in json.dumps(claims)
    about = Client().get(
        "/identity/o/api/userinfo", headers={"Authorization": f"Bearer {tokens['access_token']}"}
    )
    assert about.json()["sub"] == claims["sub"]
    signed_on = [entry.by for entry in ledger.trail(f"application:{application.client_id}")]
    assert row.ref in signed_on


def test_an_id_token_forged_with_another_key_is_not_believed(client, application) -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    forger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = jwt.encode({"sub": "x", "aud": application.client_id}, forger, algorithm="RS256")
    with pytest.raises(jwt.InvalidSignatureError):
        read(client, application, forged)


def test_a_code_serves_once_and_only_with_its_verifier(client, resident, application) -> None:
    resident("wang")
    client.post("/signin/", {"login": "wang", "password": PASSWORD})
    verifier = secrets.token_urlsafe(40)
    stolen = consent(client, asking(application, verifier))["code"][0]
    assert redeem(Client(), application, stolen, "a" * 50).status_code == 400
    code = consent(client, asking(application, verifier))["code"][0]
    assert redeem(Client(), application, code, verifier).status_code == 200
    assert redeem(Client(), application, code, verifier).status_code == 400


def test_without_pkce_or_with_a_foreign_address_nothing_is_given(client, resident, application) -> None:
    resident("wang")
    client.post("/signin/", {"login": "wang", "password": PASSWORD})
    for changes in ({"code_challenge": ""}, {"code_challenge_method": "plain"}):
        assert client.get(asking(application, "v" * 50, **changes)).status_code == 400
    page = client.get(asking(application, "v" * 50, redirect_uri="https://evil.example/"))
    assert "应用登录请求有误" in page.content.decode()
    assert "Location" not in page


def test_a_consent_counts_for_the_application_it_was_given_to_alone(client, resident, application) -> None:
    resident("wang")
    client.post("/signin/", {"login": "wang", "password": PASSWORD})
    verifier = secrets.token_urlsafe(40)
    redeem(Client(), application, consent(client, asking(application, verifier))["code"][0], verifier)
    silent = client.get(asking(application, verifier, prompt="none"))["Location"]
    assert "code" in parse_qs(urlsplit(silent).query)
    other = people.connect_application(name="图书馆", redirect_uris=[BACK], public=True, by=SYSTEM)
    answer = client.get(asking(other, verifier, prompt="none"))
    assert "code" not in parse_qs(urlsplit(answer["Location"]).query)
    assert "图书馆" in client.get(answer["Location"]).content.decode()


def test_a_wrong_secret_gets_no_token(client, resident, application) -> None:
    resident("wang")
    client.post("/signin/", {"login": "wang", "password": PASSWORD})
    verifier = secrets.token_urlsafe(40)
    code = consent(client, asking(application, verifier))["code"][0]
    false = people.Application(application.client_id, "", (), "not-the-secret")
    assert redeem(Client(), false, code, verifier).status_code == 401


def test_two_applications_cannot_put_their_records_together(client, resident, application) -> None:
    from yiwang.people.services.sso import account_behind, subject_of

    row = resident("wang")
    other = people.connect_application(name="图书馆", redirect_uris=[BACK], public=True, by=SYSTEM)
    first, second = subject_of(application.client_id, row), subject_of(other.client_id, row)
    assert first != second
    assert subject_of(application.client_id, row) == first
    assert account_behind(application.client_id, first) == row
    assert account_behind(other.client_id, first) is None
    Account.objects.update(is_active=False)
    assert account_behind(application.client_id, first) is None


def test_staff_without_the_second_step_sign_on_nowhere(client, staff, application) -> None:
    staff("li", "approval.approver")
    client.post("/staff/signin/", {"login": "li", "password": PASSWORD})
    answer = client.get(asking(application, "v" * 50))
    assert answer["Location"].startswith("/me/account/second-step/")


def test_the_discovery_document_tells_the_truth(client, db: None) -> None:
    facts = client.get("/.well-known/openid-configuration").json()
    assert facts["issuer"] == "http://testserver"
    assert facts["authorization_endpoint"].endswith("/identity/o/authorize")
    assert facts["response_types_supported"] == ["code"]
    assert facts["code_challenge_methods_supported"] == ["S256"]


def test_the_signing_key_is_sealed_on_disk(settings, db: None) -> None:
    from pathlib import Path

    from yiwang.people.services.sso import signing_key

    assert "PRIVATE KEY" in signing_key()
    file = Path(settings.VAR) / "keys" / "sso.key"
    assert "PRIVATE" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_only_operators_connect_applications(resident) -> None:
    actor = people.actor_of(resident("wang"))
    with pytest.raises(access.Refused):
        people.connect_application(name="x", redirect_uris=[BACK], public=True, by=actor)

"""Where django-allauth asks us: accounts, second factors, single sign-on."""

from collections.abc import Iterable
from typing import Any, Literal

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client, PrivateKey
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.crypto.api import blind_index, open_field, seal_field
from yiwang.ledger import api as ledger
from yiwang.people.errors import Locked
from yiwang.people.models import Account
from yiwang.people.queries import has_second_factor, level
from yiwang.people.services import lockout, sso
from yiwang.people.services.password import account_typed

#: Signing in counts as proof enough for changing one's own second factor for this many seconds.
FRESH_SECONDS = 300
#: Leads each post to where its work lies.
STAFF_HOME = "/console/"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by username or confirmed mobile, locked after failures; each kind of account goes to its own home."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("账号已停用。"),
        "username_password_mismatch": _("用户名（手机号）或密码不正确。"),
        "incorrect_password": _("密码不正确。"),
        "incorrect_code": _("动态口令不正确。"),
        "too_many_login_attempts": _("失败次数过多，请稍后再试。"),
        "username_taken": _("用户名已被使用。"),
        "rate_limited": _("操作过于频繁，请稍后再试。"),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        username = str(credentials.get("username", ""))
        known = account_typed(username)
        key = _sign_in_key(known, username)
        try:
            lockout.refuse_if_locked(key)
        except Locked as error:
            raise ValidationError(str(error)) from error
        if known is not None:
            credentials["username"] = known.username
        user: Account | None = super().authenticate(request, **credentials)
        if user is None:
            lockout.note_failure(key, subject=known.ref if known else "sign-in")
        else:
            lockout.clear_failures(key)
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        if isinstance(user, Account) and user.kind == Account.Kind.STAFF:
            return STAFF_HOME if has_second_factor(user) else "/me/account/second-step/"
        return "/me/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/me/account/"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        fresh = any(timezone.now().timestamp() - record["at"] < FRESH_SECONDS for record in records)
        return not fresh


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: secrets sealed at rest, and staff always keep at least one."""

    def encrypt(self, text: str) -> str:
        return seal_field(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_field(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Yiwang"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Yiwang"}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        user = authenticator.user
        others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
        has_other = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return bool(has_other) or user.kind == Account.Kind.RESIDENT


class OIDCAdapter(DefaultOIDCAdapter):  # type: ignore[misc]
    """Single sign-on: what an application learns about whoever signs in, and the key that vouches for it."""

    scope_display = {
        "openid": _("识别您的账号"),
        "profile": _("您的姓名"),
        "assurance": _("您的实名等级"),
    }

    def get_user_sub(self, client: Client, user: Account) -> str:
        return sso.subject_of(client.id, user)

    def get_user_by_sub(self, client: Client, sub: str) -> Account | None:
        return sso.account_behind(client.id, sub)

    def get_claims(
        self,
        purpose: Literal["id_token", "userinfo"],
        user: Account,
        client: Client,
        scopes: Iterable[str],
        email: str | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        claims: dict[str, Any] = {"sub": self.get_user_sub(client, user)}
        if purpose == "id_token":
            ledger.record("people.signed-on", by=user.ref, subject=f"application:{client.id}")
        if "profile" in scopes:
            claims |= {"name": user.display_name, "kind": user.kind}
        if "assurance" in scopes:
            claims["acr"] = f"yiwang:level:{level(user)}"
        return claims

    def list_private_keys(self, **kwargs: Any) -> list[PrivateKey]:
        return [PrivateKey(pem=sso.signing_key())]

    def populate_server_metadata(self, data: dict[str, Any]) -> None:
        data["scopes_supported"] = list(self.scope_display)
        data["claims_supported"] = ["sub", "name", "kind", "acr"]
        data["grant_types_supported"] = ["authorization_code", "refresh_token"]
        data["response_types_supported"] = ["code"]
        data["subject_types_supported"] = ["pairwise"]
        data.pop("device_authorization_endpoint", None)


def _sign_in_key(known: Account | None, typed: str) -> str:
    """Failures of a name nobody has are counted too: a lock must not tell which names exist."""
    return f"sign-in:{known.pk}" if known else f"sign-in:{blind_index(typed.lower())}"

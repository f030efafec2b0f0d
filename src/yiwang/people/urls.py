"""Addresses of the people room. django-allauth's pages are listed one by one: what is not here does not exist."""

from allauth.account import views as account
from allauth.idp.oidc import views as oidc
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path

from yiwang.access.api import guarded, open_to_all, open_to_residents, open_to_signed_in
from yiwang.people.views import account as own
from yiwang.people.views import doors, mandates, password, proofs, sso, upstream

_here = [
    path("me/account/", open_to_signed_in(own.account), name="account"),
    path("me/account/mobile/", open_to_residents()(proofs.mobile), name="mobile"),
    path("me/account/verify/", open_to_residents(level=1)(proofs.identity), name="verify"),
    path("me/account/mandates/", open_to_residents(level=2)(mandates.mandates), name="mandates"),
    path(
        "me/account/mandates/<int:mandate_id>/revoke/",
        open_to_residents(level=2)(mandates.revoke),
        name="revoke-mandate",
    ),
    path("staff/signin/", open_to_all(doors.StaffDoor.as_view()), name="staff-sign-in"),
    path("signin/upstream/", open_to_all(upstream.leave), name="upstream"),
    path("signin/upstream/return/", open_to_all(upstream.come_back), name="upstream-return"),
    path("signin/upstream/simulator/", open_to_all(upstream.simulator), name="upstream-simulator"),
]

_sign_in = [
    path("signin/", open_to_all(doors.ResidentDoor.as_view()), name="account_login"),
    path("signin/inactive/", open_to_all(account.account_inactive), name="account_inactive"),
    path("signin/second-step/", open_to_all(mfa.authenticate), name="mfa_authenticate"),
    path("signin/passkey/", open_to_all(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("signin/forgotten/", open_to_all(password.forgotten), name="account_reset_password"),
    path("register/", open_to_all(account.signup), name="account_signup"),
    path("signout/", open_to_all(account.logout), name="account_logout"),
]

_own_keys = [
    path("me/account/password/", account.password_change, name="account_change_password"),
    path("me/account/password/set/", account.password_set, name="account_set_password"),
    path("me/account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("me/account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("me/account/again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("me/account/second-step/", own.second_step, name="mfa_index"),
    path("me/account/code/", totp.activate_totp, name="mfa_activate_totp"),
    path("me/account/code/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/account/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/account/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/account/recovery/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("me/account/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("me/account/passkeys/new/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("me/account/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("me/account/sessions/", sessions.list_usersessions, name="usersessions_list"),
]

_oidc = [
    path(".well-known/openid-configuration", oidc.configuration, name="configuration"),
    path(".well-known/jwks.json", oidc.jwks, name="jwks"),
    path("identity/o/authorize", sso.authorize, name="authorization"),
    path("identity/o/api/token", oidc.token, name="token"),
    path("identity/o/api/revoke", oidc.revoke, name="revoke"),
    path("identity/o/api/userinfo", oidc.user_info, name="userinfo"),
    path("identity/o/logout", oidc.logout, name="logout"),
    # The discovery document names this address; no application is given the grant it serves.
    path("identity/o/api/device", oidc.device_code, name="device_code"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_here, "people"))),
    *_sign_in,
    *guarded(open_to_signed_in, _own_keys),
    path("", include(([path("", include((guarded(open_to_all, _oidc), "oidc")))], "idp"))),
]

"""How people sign in: the settings of django-allauth (account, mfa, idp). Their meaning is explained in docs/operating.md."""

import os

ACCOUNT_ADAPTER = "yiwang.people.adapters.AccountAdapter"
# Accounts have no mail address: people are reached by mobile, staff by their office.
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_FORMS = {"signup": "yiwang.people.forms.RegisterForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Failed passwords of one account lock it in our own table (people.rules.lockout). These slow one address down, and
# by `key` one account's second step: six digits fall in days to whoever has the password and many addresses.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,10/15m/key", "signup": "20/m/ip"}
ACCOUNT_LOGIN_TIMEOUT = 300

MFA_ADAPTER = "yiwang.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# A clock that is half a minute off still gets its owner in.
MFA_TOTP_TOLERANCE = 1

IDP_OIDC_ADAPTER = "yiwang.people.adapters.OIDCAdapter"

#: "simulated" offers a stand-in for the provincial sign-in; only for a model city.
UPSTREAM = os.environ.get("YIWANG_UPSTREAM", "")

"""How people sign in: the settings of django-allauth (account, mfa, idp). Their meaning is explained in docs/operating.md."""

ACCOUNT_ADAPTER = "yiwang.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers treat http://localhost as secure; on any other address passkeys need https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Accounts have no mail address: people are reached by mobile, staff by their office.
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"

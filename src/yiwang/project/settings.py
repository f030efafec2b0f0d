"""Django's settings. Everything an operator may set is an environment variable `YIWANG_…`, listed in docs/operating.md."""

import importlib.util
import os
import secrets
from pathlib import Path

from yiwang.floors import rooms
from yiwang.project import database, places

HOME = places.home()
VAR = places.var()
NODE_MODULES = places.node_modules()


def _flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, str(default)).lower()
    if text not in {"true", "false", "1", "0"}:
        raise ValueError(f"{name} must be true or false, not {text!r}.")
    return text in {"true", "1"}


def _secret_key() -> str:
    if key := os.environ.get("YIWANG_SECRET_KEY"):
        return key
    file = VAR / "secret.key"
    VAR.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        partial = file.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(48))
        # Two processes may start at once on a new machine: the first link wins, both read the same key.
        try:
            os.link(partial, file)
        except FileExistsError:
            pass
        partial.unlink()
    return file.read_text()


def _installed_rooms() -> list[str]:
    """The rooms that have an app, in floor order; a room of pure functions has none."""
    found = []
    for room in rooms():
        if importlib.util.find_spec(f"yiwang.{room}") and importlib.util.find_spec(f"yiwang.{room}.apps"):
            found.append(f"yiwang.{room}")
    return found


SECRET_KEY = _secret_key()
DEBUG = False
#: The address people reach us by: goes into QR codes and mails.
BASE_URL = os.environ.get("YIWANG_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
ALLOWED_HOSTS = os.environ.get("YIWANG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CITY = os.environ.get("YIWANG_CITY", "binzhou")
#: The signature server that holds the keys instead of this machine, if any (see crypto).
SIGNER_URL = os.environ.get("YIWANG_SIGNER_URL", "")

INSTALLED_APPS = [
    *_installed_rooms(),
    "yiwang.theme",
    "yiwang.project",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.idp.oidc",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "yiwang.project.observe.ObserveMiddleware",
    "yiwang.project.headers.ContentPolicyMiddleware",
    "yiwang.project.limits.BodyLimitMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yiwang.access.middleware.ActorMiddleware",
    "yiwang.project.faults.FaultMiddleware",
]
ROOT_URLCONF = "yiwang.project.urls"
WSGI_APPLICATION = "yiwang.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yiwang.theme.context.frame",
            ],
        },
    }
]

_connection = database.connection_settings()
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **_connection,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # The server reads and plans a statement once a connection, not every time: half its work on a whole case.
            "server_side_binding": True,
            "prepare_threshold": 5,
            **dict(_connection.get("OPTIONS", {})),  # type: ignore[call-overload]
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/signin/"
LOGIN_REDIRECT_URL = "/me/"
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
#: How many proxies of ours stand in front. Only then is believed what they say of a visitor's address and of TLS:
#: without it all visitors behind a proxy share one address, and one of them uses up everybody's sign-in attempts.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("YIWANG_PROXIES", "0"))
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SESSION_COOKIE_SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "yiwang.project.faults.stale_form"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
FORMAT_MODULE_PATH = ["yiwang.theme.formats"]
LANGUAGE_COOKIE_NAME = "yiwang_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
#: npm's files are copied here by `yiwang assets`, so that a page never reaches outside the house.
VENDOR_ASSETS = VAR / "assets"
STATICFILES_DIRS: list[tuple[str, Path]] = [("vendor", VENDOR_ASSETS)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_TEMP_DIR = None

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING_CONFIG = None

from yiwang.project.settings_accounts import *  # noqa: E402, F403

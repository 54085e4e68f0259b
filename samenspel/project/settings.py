"""Settings: everything that differs per place comes from the environment (docs/beheer.md).

SAMENSPEL_MODUS is `voorbeeld` (default: example people, no mail server needed) or `productie`.
"""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

import django_stubs_ext

from samenspel.basis.database import data_folder
from samenspel.project.veiligheid import require_safe

os.umask(0o077)  # what we write is for nobody else on this machine

# Django's own classes do not say at run time that they are of something (`ModelForm[Gebruiker]`).
django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
MODUS = os.environ.get("SAMENSPEL_MODUS", "voorbeeld")
VOORBEELD = os.environ.get("SAMENSPEL_VOORBEELD", str(int(MODUS == "voorbeeld"))) == "1"
DEBUG = os.environ.get("SAMENSPEL_DEBUG") == "1"


def _own_secret() -> str:
    """Return a secret made on first use and kept on this machine; production gives its own."""
    file = data_folder() / "geheim"
    if not file.exists():
        # Whole or not at all, and one for all: two first starts may come here at once.
        made = file.with_name(f"geheim-{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(f"voorbeeld-{secrets.token_urlsafe(50)}")
        with suppress(FileExistsError):
            file.hardlink_to(made)
        made.unlink()
    return file.read_text()


SECRET_KEY = os.environ.get("SAMENSPEL_GEHEIM") or _own_secret()
ALLOWED_HOSTS = os.environ.get("SAMENSPEL_HOSTS", "127.0.0.1 localhost [::1]").split()
SITE_URL = os.environ.get("SAMENSPEL_ADRES", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "samenspel.basis",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    "template_partials",
    "samenspel.organisaties",
    "samenspel.spoor",
    "samenspel.taken",
    "samenspel.toegang",
    "samenspel.opgaven",
    "samenspel.praktijk",
    "samenspel.leren",
    "samenspel.verhalen",
    "samenspel.overleg",
    "samenspel.inzichten",
    "samenspel.overzicht",
    "samenspel.startpagina",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samenspel.basis.middleware.kept_by_nobody",
    "samenspel.basis.middleware.readable",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samenspel.basis.throttle.Throttle",
    "samenspel.basis.middleware.RowSecurity",
    "samenspel.toegang.middleware.SignedIn",
    "samenspel.toegang.middleware.SendOnce",
]

ROOT_URLCONF = "samenspel.project.urls"
WSGI_APPLICATION = "samenspel.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samenspel.basis.context.site",
            ],
            "builtins": ["samenspel.basis.templatetags.samenspel"],
        },
    }
]
# What a worker that stood still missed of a day it does when it starts again.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}

FORM_RENDERER = "samenspel.basis.forms.Renderer"
SLOTS = "samenspel.project.slots.SLOTS"
HUIS = "samenspel.project.huis.HUIS"

OWN_DATABASE = "DATABASE_URL" in os.environ
DATABASES = {
    "default": {
        "ENGINE": "samenspel.basis.postgres",
        "NAME": "",
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisaties.Gebruiker"
AUTHENTICATION_BACKENDS: list[str] = []  # the database itself compares (toegang/sql/aanmelden.sql)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "toegang:inloggen"
LOGIN_REDIRECT_URL = "overzicht:mijn_werk"
LOGOUT_REDIRECT_URL = "startpagina:voorpagina"

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = data_folder() / "static"
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755  # style sheets are for everybody
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000  # a form may hold some MB of text and get a clear error

EMAIL_BACKEND = os.environ.get("SAMENSPEL_MAIL", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("SAMENSPEL_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SAMENSPEL_MAIL_POORT", "25"))
DEFAULT_FROM_EMAIL = os.environ.get("SAMENSPEL_MAIL_VAN", "samenspel@localhost")
EMAIL_TIMEOUT = 10  # seconds; somebody waits for the page
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # how long a link to choose a password works

# To stderr only: tracebacks of our faults, never what somebody sent or who she is. Requests
# that are simply wrong (404, a failed sign-in with its address) are no fault and stay out.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "samenspel.project.logboek.WithoutData",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": []},  # not Django's own: it mails whole requests
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},  # anybody may send requests that are wrong
        "waitress.queue": {"level": "ERROR"},  # that somebody had to wait is no fault
        "weasyprint": {"level": "ERROR"},  # it says of every style rule that paper does not know
    },
}

# In a signed cookie, nothing in the database: of a session that keeps only the hash of its key.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
BEHIND_PROXY = MODUS == "productie"  # whose word for the address of a visitor counts
if MODUS == "productie":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_SSL_REDIRECT = os.environ.get("SAMENSPEL_HTTPS", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

require_safe(sys.modules[__name__])

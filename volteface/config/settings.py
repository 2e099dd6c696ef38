"""Settings: sensible for one machine, moved beyond it by environment variables only."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from volteface.config import environment
from volteface.config.secret import secret_key

BASE_DIR = Path(__file__).resolve().parents[2]
PACKAGE_DIR = BASE_DIR / "volteface"
DATA_DIR = environment.data_folder()
TESTING = "pytest" in sys.modules

DEBUG = os.environ.get("DEBUG") == "1"
PORT = environment.port("PORT", default=8000)
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_NAME = os.environ.get("SITE_NAME", "Volteface")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "*").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "volteface.web",
    "volteface.insights",
    "volteface.interop",
    "volteface.classroom",
    "volteface.refreshers",
    "volteface.readiness",
    "volteface.dialogue",
    "volteface.learning",
    "volteface.timetable",
    "volteface.rosters",
    "volteface.courses",
    "volteface.questions",
    "volteface.messaging",
    "volteface.accounts",
    "volteface.core",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "volteface.core.middleware.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "volteface.core.middleware.line_feeds",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "volteface.accounts.middleware.second_step",
    "django.contrib.messages.middleware.MessageMiddleware",
    "volteface.core.middleware.language_and_zone",
    "django_htmx.middleware.HtmxMiddleware",
    "volteface.core.middleware.domain_errors",
]

if TESTING:
    # It rescans every static file for each new test client; the browser tests run the real thing.
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

ROOT_URLCONF = "volteface.config.urls"
# Fields are drawn by the engine that draws the pages, in a third of the time.
FORM_RENDERER = "django.forms.renderers.Jinja2"
WSGI_APPLICATION = "volteface.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "volteface.core.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "volteface.core.jinja.page_context",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _database() -> dict[str, object]:
    parts = environment.database_address()
    if parts is not None:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "volteface.core.db.sqlite",
        "NAME": DATA_DIR / environment.DATABASE_FILE,
        # Each of the processes that test side by side has its own.
        "TEST": {"NAME": ":memory:"},
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

# What several processes share: the cache, and news of changes (core.lanes.news).
REDIS_URL = environment.redis_address()
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "volteface"}
    )
}

AUTH_USER_MODEL = "accounts.Person"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["volteface.accounts.backends.PersonBackend"]
PASSWORD_HASHERS = ["volteface.accounts.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Plain http in a hall cannot carry Secure cookies; https addresses turn them on.
_HTTPS = SITE_URL.startswith("https://")
# Of whom a code of an app is asked beside password or mail: of who wants it, of administrators, or
# of everybody who teaches, manages or administers (T26).
SECOND_STEP = environment.one_of(
    "SECOND_STEP",
    ("offered", "administrators", "staff"),
    default="staff" if _HTTPS else "offered",
)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_NAME = "__Host-session" if _HTTPS else "session"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_NAME = "__Host-csrf" if _HTTPS else "csrf"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "volteface.core.error_pages.csrf_failed"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}

# Films on other people's servers that pages may show, once their reader asks for them.
EMBED_HOSTS = environment.hosts(
    "EMBED_HOSTS", default="www.youtube-nocookie.com player.vimeo.com framatube.org"
)
SECURE_CSP["frame-src"] = [f"https://{host}" for host in EMBED_HOSTS] or [CSP.NONE]

# The largest film or sound a course takes, and what all its films together may hold.
LARGEST_FILM_MB = environment.amount("LARGEST_FILM_MB", default=2_048)
COURSE_FILMS_MB = environment.amount("COURSE_FILMS_MB", default=20_480)

# Every field has a length; bodies above this are refused before a page thread sees them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [PACKAGE_DIR / "core" / "locale"]
USE_I18N = True
# Of pages nobody is signed in to; persons and cohorts have their own.
TIME_ZONE = environment.time_zone("TIME_ZONE", default="Europe/Paris")
USE_TZ = True

BUILD_DIR = Path(os.environ.get("VOLTEFACE_BUILD", BASE_DIR / "build"))
STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "static"
# Fonts and other files made at set-up, never committed.
STATICFILES_DIRS = [BUILD_DIR / "assets"]
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING or DEBUG
            else "volteface.core.static_files.HashedStaticFiles"
        )
    },
}
# Beyond one machine: whatever speaks S3 keeps the files, and MEDIA_ROOT is a copy of what was used.
if _STORE := environment.object_store():
    STORAGES["media"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _STORE}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
# A test makes many clients; each would read every static file first.
WHITENOISE_AUTOREFRESH = TESTING or DEBUG
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"

# Mail goes into files until an SMTP server is named.
_SMTP_HOST = os.environ.get("SMTP_HOST", "")
MAIL_FOLDER = DATA_DIR / "mail"
MAILERS = {
    "default": (
        {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": _SMTP_HOST,
                "port": environment.port("SMTP_PORT", default=587),
                "username": os.environ.get("SMTP_USER", ""),
                "password": os.environ.get("SMTP_PASSWORD", ""),
                "use_tls": os.environ.get("SMTP_TLS", "1") == "1",
                "timeout": 20,
            },
        }
        if _SMTP_HOST
        else {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(MAIL_FOLDER)},
        }
    )
}
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "Volteface <volteface@localhost>")

# The answer lane writes through Django's own connection in tests.
LANE_INLINE = TESTING

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.log_level("LOG_LEVEL", default="WARNING"),
    },
}
# Last: a folder that was never used is touched only once everything else is in order.
SECRET_KEY = secret_key(DATA_DIR, testing=TESTING)
SILENCED_SYSTEM_CHECKS = ["models.W042"]

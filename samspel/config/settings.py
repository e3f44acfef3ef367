"""Django settings. Everything that differs between installations comes from the environment (env.py)."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from samspel.config import env, sign_in

PACKAGE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = Path(env.text("SAMSPEL_STATE", "var"))

DEVELOPMENT = env.flag("SAMSPEL_DEVELOPMENT")
DEBUG = False
SECRET_KEY = env.secret("SAMSPEL_SECRET_KEY", DEVELOPMENT, STATE_DIR)
# Sole traders' personal identity numbers are kept as digests under this key: it must never change.
SAMSPEL_PSEUDONYM_KEY = env.text("SAMSPEL_PSEUDONYM_KEY") or SECRET_KEY
ALLOWED_HOSTS = env.listed("SAMSPEL_HOSTS", "localhost,127.0.0.1,[::1]" if DEVELOPMENT else "")
CSRF_TRUSTED_ORIGINS = env.listed("SAMSPEL_ORIGINS")
# Where the pages are, for links in mail that no visit gives rise to.
SAMSPEL_ADDRESS = env.text("SAMSPEL_ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")

# The date the pages take as today. None: the real clock. The demo sets 2019-09-30.
SAMSPEL_TODAY = env.day("SAMSPEL_TODAY")
SAMSPEL_PROGRAMMES = Path(env.text("SAMSPEL_PROGRAMMES", str(PACKAGE_DIR.parent / "programmes")))

INSTALLED_APPS = [
    "samspel.observatory",
    "samspel.frontdoor",
    "samspel.money",
    "samspel.results",
    "samspel.actors",
    "samspel.programme",
    "samspel.imports",
    "samspel.web",
    "samspel.ui",
    "samspel.code_lists",
    "samspel.core.programmes",
    "samspel.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_htmx",
    *sign_in.APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "samspel.web.addresses.PlainAddresses",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samspel.web.accounts.middleware.SlidingSession",
    "samspel.web.accounts.middleware.Headers",
]

ROOT_URLCONF = "samspel.config.urls"
WSGI_APPLICATION = "samspel.config.wsgi.application"
ASGI_APPLICATION = "samspel.config.asgi.application"

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
                "samspel.web.context_processors.page_context",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASE_URL = env.text("DATABASE_URL", f"sqlite:///{STATE_DIR / 'samspel.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    STATE_DIR.mkdir(parents=True, exist_ok=True)
    # Writers queue for the lock when they begin, rather than failing when they first write.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
        " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a figure's statement takes seconds, running it a fraction of one: the planner cannot know how seldom
    # the subqueries of an indicator's rules are run. Options in the address win.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "kernel.User"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEVELOPMENT
if DEVELOPMENT:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# --- security -------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF, *env.listed("SAMSPEL_SIGN_IN_ORIGINS")],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^health/"]
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "samspel.web.accounts.views.csrf_failure"
SESSION_COOKIE_AGE = 60 * env.whole("SAMSPEL_SESSION_MINUTES", 60)
if not DEVELOPMENT:
    SECURE_SSL_REDIRECT = env.flag("SAMSPEL_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("SAMSPEL_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = env.text("SAMSPEL_SMTP_HOST")
EMAIL_PORT = env.whole("SAMSPEL_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("SAMSPEL_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("SAMSPEL_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("SAMSPEL_SMTP_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("SAMSPEL_MAIL_FROM", "samspel@localhost")

# --- sign-in (allauth); its own file because it is long ---------------------------------------------------
globals().update(sign_in.settings(DEVELOPMENT))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Rate limits count in the database cache, so that they hold over all processes without another server.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "samspel_cache"}}

# Long computations wait in the database for `samspel worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Computations on versions with at most this many observations are worked out while the reader waits.
COMPUTED_AT_ONCE = env.whole("SAMSPEL_COMPUTED_AT_ONCE", 50_000)

# How many answers to figures each process keeps in memory, until something is written; 0 keeps none.
FIGURES_KEPT = env.whole("SAMSPEL_FIGURES_KEPT", 4000)
# Imports of more rows than this are worked through in the background, with a page that shows how far they have come.
IMPORTS_AT_ONCE = env.whole("SAMSPEL_IMPORTS_AT_ONCE", 2000)
# The search index: a copy of what the database holds, made anew where it is missing. Search by meaning asks for the
# extra `semantic`. A lexicon adds words of one's own field to those that search knows.
SAMSPEL_INDEX = env.text("SAMSPEL_INDEX", str(STATE_DIR / "index"))
SAMSPEL_SEMANTIC = env.flag("SAMSPEL_SEMANTIC")
SAMSPEL_LEXICON = env.existing_file("SAMSPEL_LEXICON")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_LARGEST = 40 * 1024 * 1024
SAMSPEL_VIRUS_SCAN = env.text("SAMSPEL_VIRUS_SCAN")

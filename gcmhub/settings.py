"""All settings in one file: defaults for a country office on SQLite, the environment over them (docs/settings.md)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("GCMHUB_DEBUG", default=False)
SECRET_KEY = env.str("GCMHUB_SECRET_KEY", default="only-for-this-machine-and-never-for-a-public-site")
ALLOWED_HOSTS = env.list("GCMHUB_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("GCMHUB_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("GCMHUB_HTTPS", default=False)
PROXIES = env.int("GCMHUB_PROXIES", default=0)  # how many reverse proxies stand in front

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose forms it patches
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "concurrency",
    "csp",
    "django_filters",
    "django_htmx",
    "simple_history",
    "gcmhub",
    "objectives",
    "actors",
    "dialogues",
    "practices",
]

MIDDLEWARE = [
    "gcmhub.middleware.KeptPages",  # first: it keeps pages as they are sent, and answers without all the others
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "gcmhub.middleware.Guard",  # behind the language, in which it answers
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",  # last, so that it sees the answer to every login
]

ROOT_URLCONF = "gcmhub.urls"
WSGI_APPLICATION = "gcmhub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gcmhub.languages.page_language",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {"environment": "gcmhub.jinja.environment"},
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{ROOT / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while one writes; IMMEDIATE lets writers queue instead of failing at the lock upgrade.
    # To open the file takes six times as long as to give a page that was kept.
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds, after which a file put in its place is noticed at the latest
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # No JIT: it took a third of the time of statements that read a chunk of a file.
    # A pool with checks turned hundreds of errors per restart of the server into none or one, and notices its return
    # within 0.1 s instead of 12 s (reconnect_timeout).
    pool = {
        "min_size": 1,
        "max_size": env.int("GCMHUB_DATABASE_CONNECTIONS", default=8),
        "timeout": 5,
        "reconnect_timeout": 3,
    }
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": pool if pool["max_size"] else False,
            "connect_timeout": 3,
            "tcp_user_timeout": 5000,
            "options": f"-c statement_timeout={env.int('GCMHUB_STATEMENT_TIMEOUT', default=5000)} -c lock_timeout=2000"
            " -c idle_in_transaction_session_timeout=10000 -c jit=off",
        },
    }

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_CLIENT_IP_CALLABLE = "gcmhub.proxies.client_address"
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("ru", "Русский"),
    ("zh-hans", "中文"),
]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["gcmhub.formats"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "fr")
MODELTRANSLATION_LOADDATA_RETAIN_LOCALE = True
JQUERY_UI_URL = "vendor/jquery-ui.min.js"  # else modeltranslation loads it from a CDN and the language tabs are gone
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.path("GCMHUB_STATIC_ROOT", default=str(ROOT / "static_root"))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "gcmhub.storage.StaticFiles"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0  # two years
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

SITE_NAME = env.str("GCMHUB_SITE_NAME", default="gcmhub")
DATA_VERSION = "practices.version.current_version"  # what pages are kept for; see gcmhub.middleware.KeptPages
PAGES_KEPT = env.int("GCMHUB_PAGES_KEPT", default=32)  # megabytes in each process; 0 keeps none
CONTENT_LICENCE = "CC-BY-4.0"  # SPDX code; the code of the project itself is under MIT
CONTENT_DIR = env.path("GCMHUB_CONTENT_DIR", default=str(ROOT / "fixtures"))
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("GCMHUB_LOG_LEVEL", default="INFO")},
}

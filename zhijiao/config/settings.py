"""Django settings, all of them, read from the environment.

The variables are listed in docs/operations/settings.md. `ZHIJIAO_MODE` chooses between demo, development
(the default), production and test. No key has a default in the code: production insists on its own, demo and
development make one in `var/keys`, tests draw one per run.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote, urlsplit

from zhijiao.config.environment import (
    audit_months,
    database,
    exchange_address,
    exchange_node,
    flag,
    local_key,
    look_limits,
    mode_from,
    networks,
    refuse_incomplete_production,
    tasks,
    whole,
    words,
)

PACKAGE = Path(__file__).resolve().parent.parent
IN_SOURCE_TREE = (PACKAGE.parent / "pyproject.toml").exists()
HOME = Path(os.environ.get("ZHIJIAO_HOME") or (PACKAGE.parent if IN_SOURCE_TREE else Path.cwd()))

MODE = mode_from(os.environ)
PRODUCTION = MODE == "production"
TESTING = MODE == "test"
DEBUG = MODE == "development"
DEMO = MODE == "demo"
# What pages and mail call this installation; the official name of the system unless the operator gives another.
OFFICIAL_NAME = "全国中等职业学校管理信息系统"
INSTALLATION_NAME = os.environ.get("ZHIJIAO_NAME", "").strip() or OFFICIAL_NAME

if TESTING:  # a folder of this process alone, gone with it
    VAR = Path(tempfile.mkdtemp(prefix="zhijiao-test-"))
    atexit.register(shutil.rmtree, VAR, ignore_errors=True)
else:
    VAR = HOME / "var"

# --- keys and hosts ---------------------------------------------------------------------------------------

if PRODUCTION:
    refuse_incomplete_production(os.environ)
elif TESTING:
    os.environ.setdefault("ZHIJIAO_SECRET_KEY", secrets.token_urlsafe(48))
    os.environ.setdefault("ZHIJIAO_MASTER_KEY", secrets.token_urlsafe(48))

SECRET_KEY = os.environ.get("ZHIJIAO_SECRET_KEY") or local_key(VAR / "keys", "secret")
ZHIJIAO_MASTER_KEY = os.environ.get("ZHIJIAO_MASTER_KEY") or local_key(VAR / "keys", "master")

# Former master keys, while the master key is being replaced; see docs/operations/keys.md.
ZHIJIAO_FORMER_MASTER_KEYS = words(os.environ, "ZHIJIAO_FORMER_MASTER_KEYS")

ALLOWED_HOSTS = words(os.environ, "ALLOWED_HOSTS")
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = words(os.environ, "CSRF_TRUSTED_ORIGINS")
BEHIND_PROXY = flag(os.environ, "ZHIJIAO_BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of our own stand in front; the client's address is what the outermost of them saw.
TRUSTED_PROXIES = whole(os.environ, "ZHIJIAO_PROXIES", int(BEHIND_PROXY))

# --- applications -----------------------------------------------------------------------------------------

OWN_APPS = [
    "zhijiao.jobs",
    "zhijiao.orgs",
    "zhijiao.catalogue",
    "zhijiao.audit",
    "zhijiao.looks",
    "zhijiao.identity",
    "zhijiao.private",
    "zhijiao.signin",
    "zhijiao.sso",
    "zhijiao.notices",
    "zhijiao.tours",
    "zhijiao.webhooks",
    "zhijiao.files",
    "zhijiao.attachments",
    "zhijiao.announcements",
    "zhijiao.support",
    "zhijiao.search",
    "zhijiao.filing",
    "zhijiao.users",
    "zhijiao.api",
    "zhijiao.intake",
    "zhijiao.upstream",
    "zhijiao.rounds",
    "zhijiao.roles",
    "zhijiao.quality",
    "zhijiao.signoff",
    "zhijiao.snapshots",
    "zhijiao.oversight",
    "zhijiao.restructure",
    "zhijiao.internships",
    "zhijiao.timetable",
    "zhijiao.cases",
    "zhijiao.indicators",
    "zhijiao.pictures",
    "zhijiao.annual_reports",
    "zhijiao.monthly",
    "zhijiao.exchange",
    "zhijiao.manual",
    "zhijiao.dictionary",
    "zhijiao.web",
    "zhijiao.lookup",
    "zhijiao.demo",
    "zhijiao.selfcheck",
    "zhijiao.sharding",
    "zhijiao.modules.general",
    "zhijiao.modules.safety",
    "zhijiao.modules.party",
    "zhijiao.modules.moral",
    "zhijiao.modules.industry",
    "zhijiao.modules.teaching",
    "zhijiao.modules.internship",
    "zhijiao.modules.employment",
    "zhijiao.modules.training",
    "zhijiao.modules.publicity",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "zhijiao.config",
    *OWN_APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "zhijiao.web.middleware.SecurityHeaders",
    "zhijiao.web.middleware.CompressedPages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "zhijiao.signin.body_limits.BodyLimits",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhijiao.signin.session_clock.SessionClock",
    "zhijiao.signin.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "zhijiao.config.urls"
WSGI_APPLICATION = "zhijiao.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE.joinpath(*app.split(".")[1:], "templates") for app in OWN_APPS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "zhijiao.config.jinja.environment",
            "context_processors": ["zhijiao.web.context.page_frame", "zhijiao.lookup.context.lookup"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

# --- database ---------------------------------------------------------------------------------------------

_default_url = f"sqlite:///{quote(str(VAR))}/{'demo' if MODE == 'demo' else 'zhijiao'}.sqlite3"
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or _default_url, HOME)}
if _replica_url := os.environ.get("ZHIJIAO_REPLICA_URL"):
    DATABASES["replica"] = {**database(_replica_url, HOME), "TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["zhijiao.oversight.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if "sqlite" in DATABASES["default"]["ENGINE"]:
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    if TESTING:  # a file, not memory: browser tests read it from several threads
        DATABASES["default"]["TEST"]["NAME"] = str(VAR / "test.sqlite3")
        DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
if TESTING:  # threads of a test must not hold on to a database that is about to be dropped
    DATABASES["default"]["CONN_MAX_AGE"] = 0

# --- background work --------------------------------------------------------------------------------------

# Without a broker, workers look into the database themselves.
TASKS = tasks(os.environ)

# --- accounts, sessions, cookies --------------------------------------------------------------------------

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["zhijiao.identity.backends.AccountBackend"]
LOGIN_URL = "/login/"
PASSWORD_HASHERS = ["zhijiao.identity.passwords.FullCostArgon2"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 30 * 60

# A production installation without https (a closed county network) says so; every flag below then falls.
HTTPS = PRODUCTION and not flag(os.environ, "ZHIJIAO_PLAIN_HTTP")
# With https a browser takes these cookies from this host alone, whatever a neighbouring host sets.
_COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_ENGINE = "zhijiao.signin.session_store"
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}zhijiao_session"
SESSION_COOKIE_AGE = whole(os.environ, "ZHIJIAO_SESSION_MINUTES", 480) * 60
SESSION_IDLE_SECONDS = whole(os.environ, "ZHIJIAO_IDLE_MINUTES", 30) * 60
# Private data: how long the data password opens it, and how many values one person may have shown per day.
UNLOCK_SECONDS = whole(os.environ, "ZHIJIAO_UNLOCK_MINUTES", 15) * 60
REVEALS_PER_DAY = whole(os.environ, "ZHIJIAO_REVEALS_PER_DAY", 50)
# Requests that a token of the API may make in a minute; 0 limits nothing, as for tests, which ask faster than programs.
API_PER_MINUTE = whole(os.environ, "ZHIJIAO_API_PER_MINUTE", 0 if TESTING else 600)
SECOND_STEP = flag(os.environ, "ZHIJIAO_SECOND_STEP")
# Identity providers people may sign in by; read and judged by zhijiao.sso.providers.
SIGN_IN_PROVIDERS_FILE = os.environ.get("ZHIJIAO_SIGN_IN_PROVIDERS", "").strip()
# Whether privacy roles have to be confirmed by the department that issued the school's administrator.
PRIVACY_CONFIRMATION = flag(os.environ, "ZHIJIAO_PRIVACY_CONFIRMATION", default=True)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}zhijiao_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "zhijiao.web.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and flag(os.environ, "ZHIJIAO_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # other services may share the domain

# Private to each process: nothing that several processes must agree on may be kept here.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- audit log --------------------------------------------------------------------------------------------

AUDIT_MONTHS = audit_months(os.environ)
# How much one person may look at on one day before administrators are told: searches and reveals by acts, the rest by
# rows; and how many times his usual amount.
LOOK_LIMITS = look_limits(os.environ)
LOOK_FACTOR = whole(os.environ, "ZHIJIAO_LOOK_FACTOR", 5)

# --- files and uploads ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("ZHIJIAO_STATIC_ROOT") or VAR / "static")
if not PRODUCTION:  # served from the applications' own folders; whitenoise only wants it to be there
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = Path(os.environ.get("ZHIJIAO_FILES") or VAR / "files")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG or TESTING  # else each test's client would read all the files
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES  # only for views marked `large`; see signin.body_limits
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # 5,000 ticks in a list; a table comes as one field
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- figures of regulations -------------------------------------------------------------------------------

THRESHOLDS_FILE = os.environ.get("ZHIJIAO_THRESHOLDS", "")
# Which indicators of 质量年报 that were not seen in a document are on all the same (one column: key).
REPORT_INDICATORS_FILE = os.environ.get("ZHIJIAO_REPORT_INDICATORS", "")

# --- exchange between installations --------------------------------------------------------------------------

# Whose installation this is: "ministry", the code of a province, or empty where nothing is exchanged.
EXCHANGE_NODE = exchange_node(os.environ)
# Where a province's installation reaches the ministry's, and the token it was given there.
EXCHANGE_ADDRESS = exchange_address(os.environ)
EXCHANGE_TOKEN = os.environ.get("ZHIJIAO_EXCHANGE_TOKEN", "").strip()

# --- self-check of rights -----------------------------------------------------------------------------------

#: Hours of the local day in which the worker checks rights.
SELFCHECK_HOURS = range(0) if TESTING else range(1, 5)

# --- language and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- mail -------------------------------------------------------------------------------------------------

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = whole(os.environ, "EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag(os.environ, "EMAIL_USE_TLS")
EMAIL_USE_SSL = flag(os.environ, "EMAIL_USE_SSL")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "zhijiao@localhost")
# Sent by a thread right after the answer; tests send when they say so.
MAIL_THREAD = not TESTING
# Address of this installation in mail. Production insists on it; elsewhere it is the one a page was asked for under.
SITE_URL = os.environ.get("ZHIJIAO_SITE", "").strip().rstrip("/")
MAILBOX = not (EMAIL_HOST or PRODUCTION)
if MAILBOX:  # read the mail of a trial run at /mailbox/
    EMAIL_BACKEND = "zhijiao.signin.mail.MailboxBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

# --- requests to servers of others ------------------------------------------------------------------------

# Public addresses alone, and these networks besides (CIDR); certificates that are trusted besides the machine's.
OUTBOUND_NETWORKS = networks(os.environ, "ZHIJIAO_OUTBOUND_NETWORKS")
OUTBOUND_CA = os.environ.get("ZHIJIAO_OUTBOUND_CA", "")
# Names of this installation: nothing is sent there.
OWN_HOSTS = [*words(os.environ, "ALLOWED_HOSTS"), *filter(None, [urlsplit(SITE_URL).hostname])]

# --- logging ----------------------------------------------------------------------------------------------
# Paths and outcomes only: no query strings, no form values, no SQL (its parameters would hold private data), and no
# traceback of what was merely refused.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",  # with the offset, so that logs of several machines can be put together
        }
    },
    "filters": {"one_line_refusals": {"()": "zhijiao.config.logs.OneLineRefusals"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["one_line_refusals"]}
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.db.backends": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django_tasks": {
            "level": "CRITICAL"
        },  # zhijiao.jobs tells of failures itself, without their messages
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}

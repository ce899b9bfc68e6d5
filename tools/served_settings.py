"""The settings of a demo whose files are served as in production: collected, fingerprinted and compressed."""

from zhijiao.config.settings import *  # noqa: F403
from zhijiao.config.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
WHITENOISE_USE_FINDERS = False

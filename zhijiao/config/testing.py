"""The settings of a test run: those of mode `test`, whatever mode the shell names."""

import os

os.environ["ZHIJIAO_MODE"] = "test"

from zhijiao.config.settings import *  # noqa: F403

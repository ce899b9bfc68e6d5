"""The settings of a test run: those of mode `test`, whatever mode the shell names."""

import os

os.environ["ZHIJIAO_MODE"] = "test"

from zhijiao.config.settings import *  # noqa: F403

TASKS["default"]["OPTIONS"] = {"LEASE": 600}  # noqa: F405
"""A test's transaction keeps its jobs from the thread that renews their leases; on a busy machine they take a while."""

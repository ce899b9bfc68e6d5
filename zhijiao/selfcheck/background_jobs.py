"""The nightly self-check of rights, in pieces."""

from datetime import timedelta

from django.db import connection

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import SWEEP, job
from zhijiao.selfcheck import nightly

BREATH = 2.0
"""Seconds between two pieces in which others may write: SQLite has one writer and does not queue those who wait."""


@job("夜间权限自检", every=timedelta(minutes=30), priority=SWEEP)
def check_rights() -> RunAgain | None:
    """One piece of tonight's check, if it is night."""
    if not nightly.nightly():
        return None
    return RunAgain(BREATH if connection.vendor == "sqlite" else 0)

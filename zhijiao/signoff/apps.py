"""Application configuration of zhijiao.signoff."""

from django.apps import AppConfig


class SignoffConfig(AppConfig):
    """Sign-off of rounds."""

    name = "zhijiao.signoff"
    label = "signoff"
    verbose_name = "上报审核"

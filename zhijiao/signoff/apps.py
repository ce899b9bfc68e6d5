"""Application configuration of zhijiao.signoff."""

from django.apps import AppConfig


class SignoffConfig(AppConfig):
    """Sign-off of rounds."""

    name = "zhijiao.signoff"
    label = "signoff"
    verbose_name = "上报审核"

    def ready(self) -> None:
        """Let the writer ask about closed rounds and unlocks."""
        from zhijiao.signoff import round_locks  # noqa: F401

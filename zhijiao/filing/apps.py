"""Application configuration of zhijiao.filing."""

from django.apps import AppConfig


class FilingConfig(AppConfig):
    """The engine behind every form."""

    name = "zhijiao.filing"
    label = "filing"
    verbose_name = "填报"

    def ready(self):
        """Say where records keep sealed texts and blind indexes, and what forms in the audit log are called."""
        from zhijiao.audit import wording
        from zhijiao.filing.records import sealed_stores  # noqa: F401  the stores register themselves
        from zhijiao.filing.schema import registry

        wording.told_by("forms", registry.in_words)

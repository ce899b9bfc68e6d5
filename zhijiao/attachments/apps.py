"""Application configuration of zhijiao.attachments."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Files that belong to records."""

    name = "zhijiao.attachments"
    label = "attachments"
    verbose_name = "附件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where sealed texts of attachments are kept."""
        from zhijiao.attachments import keeping  # noqa: F401  its sealed columns register themselves

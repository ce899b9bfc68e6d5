"""Application configuration of zhijiao.upstream."""

from django.apps import AppConfig


class UpstreamConfig(AppConfig):
    """Base data from the national source systems: taken in, compared, written, disputed."""

    name = "zhijiao.upstream"
    label = "upstream"
    verbose_name = "源头平台同步"

    def ready(self) -> None:
        """Say what is kept sealed here, and tell of sources on the pages of records."""
        from zhijiao.upstream import record_notices, sealing  # noqa: F401  the stores register themselves

        record_notices.register()

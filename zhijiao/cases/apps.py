"""Application configuration of zhijiao.cases."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CasesConfig(AppConfig):
    """The workflow of 案例上报, and what has been selected."""

    name = "zhijiao.cases"
    label = "cases"
    verbose_name = "案例"

    def ready(self) -> None:
        """Have files of submitted versions kept, tell of cases on the pages of their records, keep the index there."""
        from zhijiao.cases import kept_files, library_index
        from zhijiao.cases.pages import record_remarks

        kept_files.register()
        record_remarks.register()
        post_migrate.connect(library_index.INDEX.after_migrate, sender=self)

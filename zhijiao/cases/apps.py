"""Application configuration of zhijiao.cases."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CasesConfig(AppConfig):
    """The workflow of 案例上报, and what has been selected."""

    name = "zhijiao.cases"
    label = "cases"
    verbose_name = "案例"

    def ready(self) -> None:
        """Have files of versions kept, tell of cases on the pages of their records, keep the index and own locks."""
        from zhijiao.cases import kept_files, library_index
        from zhijiao.cases.form_keys import CASE_FORMS
        from zhijiao.cases.pages import record_remarks
        from zhijiao.filing.records import period_locks

        # a case is closed and opened by its own way, which goes on after its school has signed the year
        period_locks.exemption(lambda school, filing: CASE_FORMS)
        kept_files.register()
        record_remarks.register()
        post_migrate.connect(library_index.INDEX.after_migrate, sender=self)

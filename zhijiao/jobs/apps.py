"""Django app of background work."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Jobs and their schedules, as declared in each package's ``background_jobs`` module."""

    name = "zhijiao.jobs"
    label = "jobs"
    verbose_name = "后台任务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import every ``background_jobs`` module, so that its jobs are known."""
        autodiscover_modules("background_jobs")

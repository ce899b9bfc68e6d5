"""Django app of the duties."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """When each duty is due, and who is at it."""

    name = "zhijiao.duties"
    label = "duties"
    verbose_name = "定时任务"
    default_auto_field = "django.db.models.BigAutoField"

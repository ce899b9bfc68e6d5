"""Application configuration of zhijiao.restructure."""

from django.apps import AppConfig


class RestructureConfig(AppConfig):
    """Changes to the tree with all that hangs on it."""

    name = "zhijiao.restructure"
    label = "restructure"
    verbose_name = "学校设置调整"
    default_auto_field = "django.db.models.BigAutoField"

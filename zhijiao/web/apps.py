"""Application configuration of zhijiao.web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, menu, workbench and error pages."""

    name = "zhijiao.web"
    label = "web"
    verbose_name = "界面"

"""Django app of the front-end shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the shell's templates and static files under the label `web`."""

    name = "zhijiao.web"
    label = "web"
    verbose_name = "页面框架"

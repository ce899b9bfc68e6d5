"""Application configuration of zhijiao.demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo province; outside demo, development and test it only guards against its own accounts."""

    name = "zhijiao.demo"
    label = "demo"
    verbose_name = "演示数据"

    def ready(self):
        """Register the check that keeps demo accounts out of production."""
        from zhijiao.demo import guard  # noqa: F401

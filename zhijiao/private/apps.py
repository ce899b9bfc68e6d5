"""Django app of private data."""

from django.apps import AppConfig


class PrivateConfig(AppConfig):
    """Encrypted columns, blind indexes, their keys, and who looks at private values."""

    name = "zhijiao.private"
    label = "private"
    verbose_name = "隐私数据"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start with a master key that could not protect anything; let the worker go on changing keys."""
        from zhijiao.kit.master_key import check_master_key
        from zhijiao.private import key_rotation  # noqa: F401  its job registers itself

        check_master_key()

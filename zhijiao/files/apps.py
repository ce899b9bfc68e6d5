"""Application configuration of zhijiao.files."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FilesConfig(AppConfig):
    """Prepared files, of the kinds that each package declares in its ``prepared_files`` module."""

    name = "zhijiao.files"
    label = "files"
    verbose_name = "我的文件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import every ``prepared_files`` module, so that its kinds are known to workers too."""
        from zhijiao.files import keeping  # noqa: F401  its sealed columns register themselves

        autodiscover_modules("prepared_files")

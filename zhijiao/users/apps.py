"""Django app of the administration of accounts."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Pages and services of accounts; their tables belong to identity."""

    name = "zhijiao.users"
    label = "users"
    verbose_name = "用户管理"

    def ready(self):
        """Say where sealed texts are, and what the first page of the manage portal has to tell."""
        from zhijiao.users import admin_lines, sealed_stores  # noqa: F401  they register themselves

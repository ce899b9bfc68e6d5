"""Application configuration of zhijiao.roles."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Pages on which roles are made and rights are read. The roles themselves belong to the accounts."""

    name = "zhijiao.roles"
    label = "roles"
    verbose_name = "角色管理"

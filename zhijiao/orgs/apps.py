"""Django app of the organisation tree."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """The tree every user, record and key hangs on."""

    name = "zhijiao.orgs"
    label = "orgs"
    verbose_name = "机构"
    default_auto_field = "django.db.models.BigAutoField"

"""Django app of the catalogue; it has data files and commands but no models."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Makes the ``codes`` command known to Django."""

    name = "zhijiao.catalogue"
    label = "catalogue"
    verbose_name = "代码表"

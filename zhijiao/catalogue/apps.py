"""Application configuration of zhijiao.catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """National code tables and the requirement matrix, served from files."""

    name = "zhijiao.catalogue"
    label = "catalogue"
    verbose_name = "代码表与填报要求"

"""Django app of the data dictionary."""

from django.apps import AppConfig


class DictionaryConfig(AppConfig):
    """Pages, files and releases of the dictionary; it has no tables."""

    name = "zhijiao.dictionary"
    label = "dictionary"
    verbose_name = "数据字典"

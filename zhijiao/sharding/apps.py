"""Django app of the distribution over machines."""

from django.apps import AppConfig


class ShardingConfig(AppConfig):
    """The command `zhijiao distribute`; no tables of its own."""

    name = "zhijiao.sharding"
    label = "sharding"
    verbose_name = "数据分布"

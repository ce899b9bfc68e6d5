"""Application configuration of zhijiao.modules.training."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Forms of the module 职业培训."""

    name = "zhijiao.modules.training"
    label = "training"
    verbose_name = "职业培训"

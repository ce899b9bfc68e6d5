"""Application configuration of zhijiao.annual_reports."""

from django.apps import AppConfig


class AnnualReportsConfig(AppConfig):
    """Yearly reports on quality: drafts, their steps, and what was published."""

    name = "zhijiao.annual_reports"
    label = "annual_reports"
    verbose_name = "质量年报"

"""A rule that could leak, or that points at nothing, stops the start."""

from typing import Any

from django.core import checks

from zhijiao.quality import rule_registry


@checks.register()
def check_rules(app_configs: Any, **kwargs: Any) -> list[checks.Error]:
    """Every rule names a form, a column and open values only."""
    return [checks.Error(problem, id="quality.E001") for problem in rule_registry.problems()]

"""Forms of the module 安全管理, one file each."""

from zhijiao.modules.safety.models.safety_activity import SafetyActivity
from zhijiao.modules.safety.models.safety_organisation import SafetyOrganisation
from zhijiao.modules.safety.models.safety_rule import SafetyRule

__all__ = ["SafetyActivity", "SafetyOrganisation", "SafetyRule"]

"""Forms of the module 产教融合, one file each."""

from zhijiao.modules.industry.models.apprenticeship_output import ApprenticeshipOutput
from zhijiao.modules.industry.models.apprenticeship_pilot import ApprenticeshipPilot
from zhijiao.modules.industry.models.apprenticeship_recruitment import ApprenticeshipRecruitment
from zhijiao.modules.industry.models.apprenticeship_teaching import ApprenticeshipTeaching
from zhijiao.modules.industry.models.cooperation import Cooperation
from zhijiao.modules.industry.models.education_group import EducationGroup
from zhijiao.modules.industry.models.education_group_cooperation import EducationGroupCooperation
from zhijiao.modules.industry.models.education_group_member import EducationGroupMember
from zhijiao.modules.industry.models.education_group_teaching import EducationGroupTeaching
from zhijiao.modules.industry.models.enterprise import Enterprise
from zhijiao.modules.industry.models.industry_case import IndustryCase

__all__ = [
    "ApprenticeshipOutput",
    "ApprenticeshipPilot",
    "ApprenticeshipRecruitment",
    "ApprenticeshipTeaching",
    "Cooperation",
    "EducationGroup",
    "EducationGroupCooperation",
    "EducationGroupMember",
    "EducationGroupTeaching",
    "Enterprise",
    "IndustryCase",
]

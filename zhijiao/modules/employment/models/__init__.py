"""Forms of the module 就业创业, one file each."""

from zhijiao.modules.employment.models.career_guidance_activity import CareerGuidanceActivity
from zhijiao.modules.employment.models.career_guidance_office import CareerGuidanceOffice
from zhijiao.modules.employment.models.employment import Employment
from zhijiao.modules.employment.models.recruitment import Recruitment
from zhijiao.modules.employment.models.startup import Startup

__all__ = [
    "CareerGuidanceActivity",
    "CareerGuidanceOffice",
    "Employment",
    "Recruitment",
    "Startup",
]

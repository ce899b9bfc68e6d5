"""Forms of the module 实习实训, one file each."""

from zhijiao.modules.internship.models.internship_base import InternshipBase
from zhijiao.modules.internship.models.internship_placement import InternshipPlacement
from zhijiao.modules.internship.models.internship_progress import InternshipProgress
from zhijiao.modules.internship.models.internship_project import InternshipProject
from zhijiao.modules.internship.models.internship_report import InternshipReport
from zhijiao.modules.internship.models.internship_result import InternshipResult

__all__ = [
    "InternshipBase",
    "InternshipPlacement",
    "InternshipProgress",
    "InternshipProject",
    "InternshipReport",
    "InternshipResult",
]

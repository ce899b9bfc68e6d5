"""Forms of the module 教学管理, one file each."""

from zhijiao.modules.teaching.models.course import Course
from zhijiao.modules.teaching.models.course_standard import CourseStandard
from zhijiao.modules.teaching.models.lesson_log import LessonLog
from zhijiao.modules.teaching.models.quality_report import QualityReport
from zhijiao.modules.teaching.models.school_award import SchoolAward
from zhijiao.modules.teaching.models.school_project import SchoolProject
from zhijiao.modules.teaching.models.teaching_quality import TeachingQuality
from zhijiao.modules.teaching.models.teaching_schedule import TeachingSchedule
from zhijiao.modules.teaching.models.term_settings import TermSettings
from zhijiao.modules.teaching.models.textbook import Textbook
from zhijiao.modules.teaching.models.timetable import Timetable
from zhijiao.modules.teaching.models.training_base_usage import TrainingBaseUsage
from zhijiao.modules.teaching.models.training_plan import TrainingPlan

__all__ = [
    "Course",
    "CourseStandard",
    "LessonLog",
    "QualityReport",
    "SchoolAward",
    "SchoolProject",
    "TeachingQuality",
    "TeachingSchedule",
    "TermSettings",
    "Textbook",
    "Timetable",
    "TrainingBaseUsage",
    "TrainingPlan",
]

"""Forms of the module 综合信息, one file each."""

from zhijiao.modules.general.models.campus import Campus
from zhijiao.modules.general.models.department import Department
from zhijiao.modules.general.models.income import Income
from zhijiao.modules.general.models.major import Major
from zhijiao.modules.general.models.premises import Premises
from zhijiao.modules.general.models.school_class import SchoolClass
from zhijiao.modules.general.models.school_profile import SchoolProfile
from zhijiao.modules.general.models.student import Student
from zhijiao.modules.general.models.student_aid import StudentAid
from zhijiao.modules.general.models.student_attributes import StudentAttributes
from zhijiao.modules.general.models.student_enrolment import StudentEnrolment
from zhijiao.modules.general.models.teacher import Teacher
from zhijiao.modules.general.models.teacher_employment import TeacherEmployment
from zhijiao.modules.general.models.teacher_title import TeacherTitle

__all__ = [
    "Campus",
    "Department",
    "Income",
    "Major",
    "Premises",
    "SchoolClass",
    "SchoolProfile",
    "Student",
    "StudentAid",
    "StudentAttributes",
    "StudentEnrolment",
    "Teacher",
    "TeacherEmployment",
    "TeacherTitle",
]

"""Forms of the module 综合信息, one file each."""

from zhijiao.modules.general.models.aid_given import AidGiven
from zhijiao.modules.general.models.aid_received import AidReceived
from zhijiao.modules.general.models.campus import Campus
from zhijiao.modules.general.models.department import Department
from zhijiao.modules.general.models.digital_resource import DigitalResource
from zhijiao.modules.general.models.east_west_coverage import EastWestCoverage
from zhijiao.modules.general.models.east_west_enrolment import EastWestEnrolment
from zhijiao.modules.general.models.east_west_labour import EastWestLabour
from zhijiao.modules.general.models.equipment import Equipment
from zhijiao.modules.general.models.expenditure import Expenditure
from zhijiao.modules.general.models.income import Income
from zhijiao.modules.general.models.international_cooperation import InternationalCooperation
from zhijiao.modules.general.models.it_capability import ItCapability
from zhijiao.modules.general.models.it_conditions import ItConditions
from zhijiao.modules.general.models.joint_programme import JointProgramme
from zhijiao.modules.general.models.major import Major
from zhijiao.modules.general.models.off_campus_site import OffCampusSite
from zhijiao.modules.general.models.premises import Premises
from zhijiao.modules.general.models.reform_pilot_zone import ReformPilotZone
from zhijiao.modules.general.models.rural_education import RuralEducation
from zhijiao.modules.general.models.school_class import SchoolClass
from zhijiao.modules.general.models.school_profile import SchoolProfile
from zhijiao.modules.general.models.student import Student
from zhijiao.modules.general.models.student_aid import StudentAid
from zhijiao.modules.general.models.student_assessment import StudentAssessment
from zhijiao.modules.general.models.student_attributes import StudentAttributes
from zhijiao.modules.general.models.student_award import StudentAward
from zhijiao.modules.general.models.student_certificate import StudentCertificate
from zhijiao.modules.general.models.student_enrolment import StudentEnrolment
from zhijiao.modules.general.models.student_enrolment_change import StudentEnrolmentChange
from zhijiao.modules.general.models.teacher import Teacher
from zhijiao.modules.general.models.teacher_contact import TeacherContact
from zhijiao.modules.general.models.teacher_employment import TeacherEmployment
from zhijiao.modules.general.models.teacher_honour import TeacherHonour
from zhijiao.modules.general.models.teacher_patent import TeacherPatent
from zhijiao.modules.general.models.teacher_practice import TeacherPractice
from zhijiao.modules.general.models.teacher_publication import TeacherPublication
from zhijiao.modules.general.models.teacher_qualification import TeacherQualification
from zhijiao.modules.general.models.teacher_recognition import TeacherRecognition
from zhijiao.modules.general.models.teacher_research_project import TeacherResearchProject
from zhijiao.modules.general.models.teacher_social_post import TeacherSocialPost
from zhijiao.modules.general.models.teacher_title import TeacherTitle
from zhijiao.modules.general.models.teacher_training import TeacherTraining
from zhijiao.modules.general.models.training_base import TrainingBase

__all__ = [
    "AidGiven",
    "AidReceived",
    "Campus",
    "Department",
    "DigitalResource",
    "EastWestCoverage",
    "EastWestEnrolment",
    "EastWestLabour",
    "Equipment",
    "Expenditure",
    "Income",
    "InternationalCooperation",
    "ItCapability",
    "ItConditions",
    "JointProgramme",
    "Major",
    "OffCampusSite",
    "Premises",
    "ReformPilotZone",
    "RuralEducation",
    "SchoolClass",
    "SchoolProfile",
    "Student",
    "StudentAid",
    "StudentAssessment",
    "StudentAttributes",
    "StudentAward",
    "StudentCertificate",
    "StudentEnrolment",
    "StudentEnrolmentChange",
    "Teacher",
    "TeacherContact",
    "TeacherEmployment",
    "TeacherHonour",
    "TeacherPatent",
    "TeacherPractice",
    "TeacherPublication",
    "TeacherQualification",
    "TeacherRecognition",
    "TeacherResearchProject",
    "TeacherSocialPost",
    "TeacherTitle",
    "TeacherTraining",
    "TrainingBase",
]

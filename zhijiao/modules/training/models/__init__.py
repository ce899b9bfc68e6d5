"""Forms of the module 职业培训, one file each."""

from zhijiao.modules.training.models.continuing_education import ContinuingEducation
from zhijiao.modules.training.models.training_centre import TrainingCentre
from zhijiao.modules.training.models.training_programme import TrainingProgramme

__all__ = [
    "ContinuingEducation",
    "TrainingCentre",
    "TrainingProgramme",
]

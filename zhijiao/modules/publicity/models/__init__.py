"""Forms of the module 职教宣传, one file each."""

from zhijiao.modules.publicity.models.civility_activity import CivilityActivity
from zhijiao.modules.publicity.models.civility_contest import CivilityContest
from zhijiao.modules.publicity.models.craftsman_visit import CraftsmanVisit
from zhijiao.modules.publicity.models.master_craftsman import MasterCraftsman
from zhijiao.modules.publicity.models.master_studio import MasterStudio
from zhijiao.modules.publicity.models.other_publicity import OtherPublicity
from zhijiao.modules.publicity.models.publicity_case import PublicityCase
from zhijiao.modules.publicity.models.vocational_week import VocationalWeek

__all__ = [
    "CivilityActivity",
    "CivilityContest",
    "CraftsmanVisit",
    "MasterCraftsman",
    "MasterStudio",
    "OtherPublicity",
    "PublicityCase",
    "VocationalWeek",
]

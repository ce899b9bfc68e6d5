"""Forms of the module 德育工作, one file each."""

from zhijiao.modules.moral.models.moral_activity import MoralActivity
from zhijiao.modules.moral.models.moral_case import MoralCase
from zhijiao.modules.moral.models.moral_organisation import MoralOrganisation
from zhijiao.modules.moral.models.moral_rule import MoralRule
from zhijiao.modules.moral.models.student_club import StudentClub
from zhijiao.modules.moral.models.student_club_award import StudentClubAward
from zhijiao.modules.moral.models.student_club_member import StudentClubMember
from zhijiao.modules.moral.models.youth_league_organisation import YouthLeagueOrganisation

__all__ = [
    "MoralActivity",
    "MoralCase",
    "MoralOrganisation",
    "MoralRule",
    "StudentClub",
    "StudentClubAward",
    "StudentClubMember",
    "YouthLeagueOrganisation",
]

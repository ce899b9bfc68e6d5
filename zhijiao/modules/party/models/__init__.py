"""Forms of the module 党建工作, one file each."""

from zhijiao.modules.party.models.discipline_case import DisciplineCase
from zhijiao.modules.party.models.discipline_work import DisciplineWork
from zhijiao.modules.party.models.party_activity import PartyActivity
from zhijiao.modules.party.models.party_organisation import PartyOrganisation
from zhijiao.modules.party.models.party_overview import PartyOverview
from zhijiao.modules.party.models.party_recruit import PartyRecruit

__all__ = [
    "DisciplineCase",
    "DisciplineWork",
    "PartyActivity",
    "PartyOrganisation",
    "PartyOverview",
    "PartyRecruit",
]

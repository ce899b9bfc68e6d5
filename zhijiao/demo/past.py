"""The past of the demo province: a school renamed, one merged into another, one closed, each with its day."""

from datetime import datetime

from django.utils import timezone

from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org, OrgChange
from zhijiao.orgs.services import By, close_org, create_org, rename_org
from zhijiao.restructure.merge import Merger

OPENED = (2018, 9, 1)
RENAMED, OLD_NAME = "3645010023", "云州市工业学校"
ABSORBED, INTO = ("3645010032", "云州市第二职业中学"), "3645010031"
CLOSED = ("3645020017", "龙江市林业学校")
OFFICE = "罗永强"


def write_history(tree: dict[str, Org]) -> None:
    """Let the province have a past. Schools are known by code; bodies that are gone are made and ended here."""
    absorbed = _school(tree["450100"], *ABSORBED)
    closed = _school(tree["450200"], *CLOSED)
    Org.objects.update(opened_at=_day(*OPENED))
    school = tree[RENAMED]
    name, school.name = school.name, OLD_NAME
    school.save(update_fields=["name"])
    _dated(rename_org(school, By(None, OFFICE, "云教函〔2019〕46号"), name=name), 2019, 7, 8)
    _dated(close_org(closed, By(None, OFFICE, "云教函〔2020〕31号")), 2020, 8, 20)
    merger = Merger(Actor.system(tree["450000"]), absorbed, tree[INTO], "32")
    _dated(merger.run(By(None, OFFICE, "云政函〔2021〕12号")), 2021, 3, 15)
    school.refresh_from_db()


def _school(parent: Org, code: str, name: str) -> Org:
    return create_org(parent, "school", name, code, "continuing")


def _dated(change: OrgChange, *day: int) -> None:
    """Put a change to the day it is said to have happened."""
    OrgChange.objects.filter(pk=change.pk).update(at=_day(*day))


def _day(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 9))

"""A county with two schools that have everything filled in, and people at every level."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.places import person
from tests.background_work import work
from zhijiao.catalogue.matrix import ObligationLevel, current_round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.schema import registry
from zhijiao.identity import rights
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org
from zhijiao.quality.models import SchoolCheck
from zhijiao.signoff import authority_acts, freezing, school_acts
from zhijiao.signoff.background_jobs import freeze
from zhijiao.signoff.models import Submission
from zhijiao.signoff.standing import submission_of, year_of

OWED = (ObligationLevel.MUST, ObligationLevel.IF_ANY, ObligationLevel.IF_PILOT)
LEVELS = ("county", "city", "province", "ministry")
RETURNED = "income"
"""A form of the round's year."""


@dataclass
class Scene:
    """The tree, the people (as actors) and the round."""

    ministry: Org
    province: Org
    city: Org
    county: Org
    other_county: Org
    school: Org
    sister: Org
    people: dict

    def __getitem__(self, name):
        return self.people[name]


@pytest.fixture
def filing():
    return current_round()


def plant() -> Scene:
    ministry = create_org(None, "ministry", "教育部", "000000")
    province = create_org(ministry, "province", "云岭省教育厅", "450000", region="450000")
    city = create_org(province, "city", "云州市教育局", "450100", region="450100")
    county = create_org(city, "county", "云河县教育局", "450123", region="450123")
    other = create_org(city, "county", "云山县教育局", "450124", region="450124")
    school = create_org(county, "school", "云河县职业学校", make_school_code("45", 1), "continuing")
    sister = create_org(county, "school", "云河县卫生学校", make_school_code("45", 2), "continuing")
    people = {}
    for level, org in (("county", county), ("city", city), ("province", province), ("ministry", ministry)):
        people[level] = person(org, f"{level}_auditor", f"{level}_auditor", real_name=f"{level}审核")
    people["other_county"] = person(other, "other_auditor", "county_auditor", real_name="邻县审核")
    people["leader"] = person(county, "county_leader", "county_leader", real_name="县领导")
    for name, org in (("school", school), ("sister", sister)):
        at = "" if name == "school" else "sister_"
        people[f"{at}principal"] = person(org, f"{name}_head", "school_principal", real_name="黄校长")
        people[f"{at}clerk"] = person(org, f"{name}_clerk", "school_clerk", real_name="韦业务")
        people[f"{at}supervisor"] = person(org, f"{name}_boss", "school_supervisor", real_name="陆主管")
    return Scene(ministry, province, city, county, other, school, sister, people)


def complete(school: Org, filing) -> None:
    """Counters that say that everything owed is filled in, as of an hour ago."""
    at = timezone.now() - timedelta(hours=1)
    keys = {place.form for place in filing.places if place.obligations[school.school_type].level in OWED}
    keys |= {form.covered_form.key for form in registry.registry().records if form.covered_form}
    FilingCount.objects.bulk_create(
        FilingCount(school=school, form=key, year=year_of(key, filing), rows=1, updated_at=at)
        for key in sorted(keys)
        if key in registry.forms() and not registry.forms()[key].is_summary
    )
    SchoolCheck.objects.update_or_create(
        school=school, round=filing.key, defaults={"checked_at": timezone.now()}
    )


@pytest.fixture
def unchecked(monkeypatch):
    """数据校验 finds nothing: what it finds is planted by tests that are about it."""
    monkeypatch.setattr(freezing.school_checks, "check_school", lambda school, filing: None)


@pytest.fixture
def scene(db, filing, unchecked):
    made = plant()
    for school in (made.school, made.sister):
        complete(school, filing)
    return made


@pytest.fixture
def act(scene, filing):
    """Take steps by name: act.sign(), act.accept("county"), …; each with the version as it is."""
    return Acts(scene, filing)


@dataclass
class Acts:
    """Steps of one school, taken by the people of the scene."""

    scene: Scene
    filing: object
    at: str = "school"

    @property
    def school(self):
        return Org.objects.get(pk=getattr(self.scene, self.at).pk)

    @property
    def now(self) -> Submission:
        return submission_of(self.school, self.filing)

    def actor(self, name):
        who = self.scene[name]
        who.refresh_from_db()
        return rights.actor_for(who)

    def sign(self, by="principal"):
        return school_acts.sign(self.actor(by), self.school, self.filing, self.now.version)

    def submit(self, by="principal"):
        self.sign(by)
        assert work(freeze) == 1
        return self.now

    def withdraw(self, by="principal", reason="发现漏填"):
        return school_acts.withdraw(self.actor(by), self.school, self.filing, self.now.version, reason)

    def accept(self, *names):
        for name in names:
            authority_acts.accept(self.actor(name), self.school, self.filing, self.now.version)
        return self.now

    def give_back(self, by="county", reason="请核对数据", forms=None):
        return authority_acts.give_back(
            self.actor(by), self.school, self.filing, self.now.version, reason, forms
        )

    def reopen(self, by="ministry", reason="请重新核对"):
        return authority_acts.reopen(self.actor(by), self.school, self.filing, self.now.version, reason)

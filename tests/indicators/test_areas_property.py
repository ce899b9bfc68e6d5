"""Whatever schools have: the indicators of an area are those of its schools' amounts added up, at every level."""

import random
from decimal import Decimal

import pytest

from tests.indicators.means import Means
from zhijiao.indicators import areas, judging, storing
from zhijiao.indicators.book import INDICATORS
from zhijiao.indicators.models import Verdict
from zhijiao.orgs.models import Org
from zhijiao.quality.rule_data import RuleData

pytestmark = pytest.mark.django_db


def anything(means, chance):
    """Some of what a school may have, or lack."""
    for _ in range(chance.randint(1, 3)):
        step = chance.randrange(6)
        if step == 0:
            means.students(chance.randint(1, 4), study_form=chance.choice("112"))
        elif step == 1:
            means.teachers(chance.randint(1, 2), chance.choice(("", "022", "023")), post=chance.choice("12"))
        elif step == 2 and not means.made.get("premises"):
            area = chance.choice((None, Decimal(0), Decimal(chance.randint(1, 50_000))))
            means.made["premises"] = means.premises(
                site_area=area, building_area=Decimal(chance.randint(0, 30_000))
            )
        elif step == 3 and not means.made.get("equipment"):
            means.made["equipment"] = means.equipment(books=chance.choice((None, 0, 900)))
        elif step == 4:
            means.teachers(1, is_part_time=True, category="52")
        else:
            means.students(1, status="10", left="2020-03")


def recomputed(sheets, key):
    """An indicator over schools, from the amounts of each, by hand."""
    indicator = INDICATORS[key]
    known = [sheet.results[key] for sheet in sheets if sheet.results[key].value is not None]
    over = sum((each.over.value for each in known), Decimal(0))
    under = sum((each.under.value for each in known), Decimal(0)) if indicator.under else None
    value = over if under is None else over * indicator.factor / under if under else None
    counts = tuple(sum(sheet.results[key].verdict == verdict for sheet in sheets) for verdict in Verdict)
    return len(known), over, value if known or not indicator.under else None, counts


@pytest.mark.parametrize("seed", range(3))
def test_an_area_is_what_its_schools_are(tree, filing, seed):
    chance = random.Random(seed)
    schools = [tree.school, tree.sister, tree.foreign]
    everything = {school.pk: Means(school) for school in schools}
    for _ in range(4):
        touched = chance.choice(schools)
        anything(everything[touched.pk], chance)
        storing.mark(filing, {touched.pk})
        storing.reckon_pending(filing)
    storing.reckon_area([school.pk for school in schools], filing)
    live = judging.sheets(RuleData(Org.objects.schools(), filing))
    for area, inside in (
        (tree.city, [tree.school]),
        (tree.province, [tree.school, tree.sister]),
        (tree.ministry, schools),
        (tree.county, []),
    ):
        found = areas.values(area, filing)
        for key, each in found.items():
            number, over, value, counts = recomputed([live[school.pk] for school in inside], key)
            assert (each.schools, each.numerator) == (number, over), (area, key)
            assert (each.passed, each.short, each.incomplete, each.unjudged) == counts, (area, key)
            if inside:
                assert each.value == value, (area, key)
        key = chance.choice([*INDICATORS])
        parts = areas.parts(area, filing, key)
        assert sum(each.schools for _, each in parts) == found[key].schools
        assert sum(standing.schools for standing, _ in parts) == len(inside)
        assert sum(each.short for _, each in parts) == found[key].short

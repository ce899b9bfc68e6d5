"""Cases that the ministry has selected are read at the province's installation: once, as they are, until taken down."""

from django.db import transaction
from django.utils import timezone

from tests import sample
from tests.exchange import installations as two
from tests.exchange.test_down import sent_down
from zhijiao.cases import library_index, published
from zhijiao.cases.models import Case, Publication
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org


def select(code, title):
    """A case of a school of a province that the ministry has selected, as its library has it."""
    root = Org.objects.get(parent=None)
    province = Org.objects.filter(level="province", code=code).first()
    province = province or create_org(root, "province", "滨海省", code)
    school = sample.school(serial=30 + Case.objects.count(), name=f"{title}学校", under=province)
    case = Case.objects.create(
        school=school, form="moral_case", record_id=5, number="A-1", title=title, year=2020, state="C", holder=root,
        selector=root, moved_at=timezone.now(),
    )  # fmt: skip
    made = Publication(
        school=school, case=case, form="moral_case", title=title, school_name=school.name, year=2020,
        items=[{"name": "body", "label": "正文", "text": f"{title}的做法", "html": ""}], pictures=[],
        text=f"{title} {title}的做法", selector=root, level="1", selected_on=timezone.localdate(),
    )  # fmt: skip
    with transaction.atomic():
        library_index.add([made])
    return made.pk


def read(province, words):
    """What a school of the province finds in its library."""
    with province.at():
        school = Org.objects.filter(level="school", parent__code=two.PROVINCE).first()
        actor = sample.actor(school or sample.school(), "school_clerk")
        found = published.search(published.visible(actor, "moral_case"), words)
        return [(each.title, each.items[0]["text"]) for each in found]


def test_a_selected_case_arrives_is_shown_and_is_not_doubled(both):
    ministry, province = both
    with ministry.at():
        select("530000", "灯塔计划")
        select(two.PROVINCE, "本省自己的")
    package = sent_down(ministry, province)
    assert "典型案例 1 项" in package.message
    assert read(province, "灯塔") == [("灯塔计划", "灯塔计划的做法")]
    assert read(province, "本省自己") == []
    assert "典型案例" not in sent_down(ministry, province).message
    assert len(read(province, "灯塔")) == 1
    with province.at():
        foreign = Org.objects.get(level="school", parent__code="530000")
        assert (foreign.status, Publication.objects.count()) == ("closed", 1)


def test_a_case_that_changes_replaces_what_was_read_and_goes_when_taken_down(both):
    ministry, province = both
    with ministry.at():
        pk = select("530000", "灯塔计划")
    sent_down(ministry, province)
    with ministry.at():
        Publication.objects.filter(pk=pk).update(document="教职成函〔2021〕9号")
    sent_down(ministry, province)
    with province.at():
        (standing,) = Publication.objects.filter(ended_at=None)
        assert standing.document == "教职成函〔2021〕9号"
        assert Case.objects.count() == 1
    assert len(read(province, "灯塔")) == 1
    with ministry.at():
        Publication.objects.filter(pk=pk).update(ended_at=timezone.now())
    sent_down(ministry, province)
    assert read(province, "灯塔") == []
    with province.at():
        assert not Publication.objects.filter(ended_at=None).exists()

"""From the draft to the published report: who may take which step, what is frozen, and what keeps one from going on."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.accounts.places import person
from tests.annual_reports.conftest import YEAR, publish
from zhijiao.annual_reports import drafting, figures, outline, steps
from zhijiao.annual_reports.content import canonical, content, kept_values
from zhijiao.annual_reports.drafting import Impossible, Stale, Wrong
from zhijiao.annual_reports.models import Chapter, Report, State, Step
from zhijiao.catalogue.matrix import round_of_year
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.identity.rights import actor_for
from zhijiao.notices.models import InboxItem
from zhijiao.rounds.models import NilDeclaration
from zhijiao.snapshots.seals import digest

NAMES = outline.names()


def save(people, report, key="basics", **values):
    chapter = report.chapters.get(key=key)
    return drafting.save_chapter(people.actor("school_clerk"), report, key, chapter.version, values)


def test_figures_are_those_of_the_forms(filled):
    found = figures.computed(filled, YEAR)
    rows = access.rows(Actor.system(filled), registry.get("student_enrolment"), "view")
    assert found[NAMES["在校生数"]] == rows.filter(status__in=["01", "05"]).count() > 0
    worth = access.rows(Actor.system(filled), registry.get("equipment"), "view").get(year=YEAR).total_value
    assert found[NAMES["教学设备资产值"]] == worth
    share = (worth * 10000 / found[NAMES["在校生数"]]).quantize(Decimal("0.01"))
    assert found[NAMES["生均教学设备资产值"]] == share
    assert figures.computed(filled, YEAR - 1)[NAMES["教学设备资产值"]] is None


def test_an_empty_form_tells_nothing_until_the_school_declares_that_there_is_none(filled):
    key = NAMES["资金扶贫"]
    assert figures.computed(filled, YEAR)[key] is None
    facts = {"round": round_of_year(YEAR).key, "form": "aid_given", "declared_at": timezone.now()}
    NilDeclaration.objects.create(school=filled, **facts)
    assert figures.computed(filled, YEAR)[key] == 0


def test_as_many_queries_for_much_as_for_little(filled, tree):
    def count(school):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            figures.computed(school, YEAR)
        return len(seen)

    assert count(filled) == count(tree.sister) <= 40


def test_the_whole_way_freezes_figures_and_words(draft, people, filled):
    publish(draft, people)
    assert draft.state == State.PUBLISHED
    assert [step.kind for step in draft.steps.order_by("pk")] == ["begun", "sent", "passed", "published"]
    essay = draft.frozen["chapters"][0]["essays"][0]
    number = figures.computed(filled, YEAR)[NAMES["在校生数"]]
    assert essay["text"] == f"学校现有在校生{number}人。"
    assert digest(canonical(draft.frozen)) == draft.digest
    access.rows(Actor.system(filled), registry.get("student_enrolment"), "view").update(status="07")
    draft.refresh_from_db()
    assert draft.frozen["chapters"][0]["essays"][0]["text"] == f"学校现有在校生{number}人。"
    assert figures.computed(filled, YEAR)[NAMES["在校生数"]] == 0


def test_nobody_audits_what_he_wrote_or_sent(draft, people, filled):
    supervisor = people.actor("school_supervisor")
    chapter = draft.chapters.get(key="students")
    drafting.save_chapter(supervisor, draft, "students", chapter.version, {"students": "学生发展良好。"})
    draft.refresh_from_db()
    steps.send(people.actor("school_clerk"), draft, draft.version)
    draft.refresh_from_db()
    with pytest.raises(Impossible, match="不能审核本人起草"):
        steps.audit(supervisor, draft, draft.version, True, "")
    with pytest.raises(Impossible, match="不能审核本人起草"):
        steps.audit(people.actor("school_clerk"), draft, draft.version, True, "")
    draft.refresh_from_db()
    assert draft.state == State.AUDITING


def test_a_return_wants_a_reason_and_opens_the_draft_again(draft, people, filled):
    with pytest.raises(Impossible, match="不能提交|不需要"):
        steps.audit(people.actor("school_supervisor"), draft, draft.version, True, "")
    steps.send(people.actor("school_clerk"), draft, draft.version)
    draft.refresh_from_db()
    with pytest.raises(Impossible, match="不能修改"):
        save(people, draft, basics="改了")
    with pytest.raises(Impossible, match="请写明原因"):
        steps.audit(people.actor("school_supervisor"), draft, draft.version, False, " 无 ")
    with pytest.raises(Impossible, match="个人隐私"):
        steps.audit(people.actor("school_supervisor"), draft, draft.version, False, "联系 13800001234")
    steps.audit(people.actor("school_supervisor"), draft, draft.version, False, "请补充学生发展一章")
    draft.refresh_from_db()
    assert (draft.state, draft.steps.latest("pk").text) == (State.RETURNED, "请补充学生发展一章")
    save(people, draft, basics="改了。")


def test_a_step_from_an_old_page_does_nothing(draft, people, filled):
    old = draft.version
    draft.refresh_from_db()
    steps.send(people.actor("school_clerk"), draft, draft.version)
    with pytest.raises(Stale):
        steps.audit(people.actor("school_supervisor"), draft, old, True, "")
    assert draft.steps.count() == 2


def test_two_who_write_one_chapter_do_not_overwrite_each_other(draft, people):
    save(people, draft, basics="先到的。")
    with pytest.raises(Stale, match="刚刚保存了这一章"):
        drafting.save_chapter(people.actor("school_supervisor"), draft, "basics", 2, {"basics": "后到的。"})
    assert draft.chapters.get(key="basics").values["basics"] == "先到的。"


@pytest.mark.parametrize(
    ("key", "item", "typed", "said"),
    [
        ("students", "德育先进单位", "x" * 501, "不超过 500 字"),
        ("students", "操行考核优的比例", "120", "0 至 100"),
        ("students", "操行考核优的比例", "abc", "应为数字"),
        ("students", "操行考核优的比例", "NaN", "应为数字"),
        ("students", "操行考核优的比例", "-1", "不小于 0"),
        ("students", "学生犯罪人次", "1.5", "整数"),
        ("students", "德育教材是否用国家规划教材", "也许", "请从“是、否”中选择"),
        ("students", "德育先进单位", "身份证 450102200001011234", "个人隐私"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_changes(draft, people, key, item, typed, said):
    number = next(each.key for each in outline.indicators().values() if each.item == item)
    before = draft.chapters.get(key=key)
    with pytest.raises(Wrong) as refused:
        save(people, draft, key, **{number: typed, key: "本章"})
    assert said in refused.value.problems[number]
    after = draft.chapters.get(key=key)
    assert (after.values, after.version) == (before.values, before.version)


def test_what_is_computed_cannot_be_typed(draft, people):
    save(people, draft, **{NAMES["在校生数"]: "99999", "basics": "另写。"})
    assert draft.chapters.get(key="basics").values == {"basics": "另写。"}


def test_an_unknown_name_in_a_text_keeps_it_from_being_sent(draft, people, filled):
    save(people, draft, basics="在校生【在校学生数】人，满意度【社会满意度】。")
    draft.refresh_from_db()
    with pytest.raises(Impossible, match="没有名为【在校学生数】的数据，是否为【在校生数】"):
        steps.send(people.actor("school_clerk"), draft, draft.version)
    save(people, draft, basics="固定资产【国家级课题立项数】项。")
    with pytest.raises(Impossible, match="【国家级课题立项数】还没有数据"):
        steps.send(people.actor("school_clerk"), draft, draft.version)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_few_people_of_a_small_group_are_never_told(draft, people, filled):
    key, other = NAMES["学生犯罪人次"], NAMES["国家级课题立项数"]
    save(people, draft, "students", **{key: "2", "students": "犯罪【学生犯罪人次】人次。"})
    save(people, draft, "quality", **{other: "2"})
    publish(draft, people)
    kept = kept_values(draft.frozen)
    assert (kept[key], kept[other]) == ("＜3", Decimal(2))
    assert draft.frozen["chapters"][1]["essays"][0]["text"] == "犯罪＜3人次。"
    assert '"2"' not in str([c["sections"] for c in draft.frozen["chapters"] if c["key"] == "students"])


def test_a_new_edition_takes_over_and_the_old_one_stays(published, people):
    clerk = people.actor("school_clerk")
    again = drafting.begin(clerk, published.school, YEAR)
    assert again.edition == 2
    assert drafting.typed_values(again) == drafting.typed_values(published)
    with pytest.raises(Impossible, match="正在编制"):
        drafting.begin(clerk, published.school, YEAR)
    was = published.frozen
    publish(again, people)
    published.refresh_from_db()
    assert (published.state, published.frozen) == (State.REPLACED, was)
    assert Report.objects.filter(state=State.PUBLISHED).get() == again


def test_a_withdrawn_report_is_kept_with_its_reason(published, people):
    with pytest.raises(Impossible, match="原因"):
        steps.withdraw(people.actor("school_principal"), published, published.version, "")
    steps.withdraw(people.actor("school_principal"), published, published.version, "数据有误，重新核对")
    published.refresh_from_db()
    assert published.state == State.WITHDRAWN
    assert published.frozen
    assert published.steps.latest("pk").kind == Step.Kind.WITHDRAWN


def test_last_years_figures_stand_beside_as_they_were_published(published, people, tree):
    later = drafting.begin(people.actor("school_clerk"), tree.school, YEAR + 1)
    made = content(drafting.material(later))
    row = next(r for s in made["chapters"][0]["sections"] for r in s["rows"] if r["item"] == "在校生数")
    assert row["last"] == str(kept_values(published.frozen)[NAMES["在校生数"]])
    assert row["change"] == "0"


def test_who_sees_own_rows_only_is_shown_no_computed_figure(draft, people, filled):
    each = outline.indicators()[NAMES["在校生数"]]
    assert figures.may_see(people.actor("school_clerk"), each)
    own = people.user("school_reader", row_role="own")
    assert not figures.may_see(actor_for(own), each)
    made = drafting.material(draft, actor_for(own))
    assert made.text(each.key) == ""
    assert Chapter.objects.count() == 10


def test_of_a_report_those_are_told_who_work_on_reports(tree, filled, people, draft):
    narrow = Role.objects.create(org=tree.school, key="分项审核", name="分项审核")
    RoleGrant.objects.create(role=narrow, form="moral_case", action="audit")
    other = person(tree.school, "fenxiang")
    other.roles.set([narrow])
    auditor = people.user("school_supervisor")
    steps.send(people.actor("school_clerk"), draft, draft.version)
    assert [item.user for item in InboxItem.objects.filter(message__title__contains="待审核")] == [auditor]

"""Who sees what of a case: outside the school nobody a draft, authorities what they got, schools the published."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import sample
from tests.accounts.places import person
from tests.attachments import samples
from tests.cases.conftest import UP
from zhijiao.attachments import keeping
from zhijiao.cases.models import Case, Publication
from zhijiao.filing.records import attached, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.columns.files import ChosenFiles
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.notices.models import InboxItem

MARK, SECOND = "萤火虫计划", "候鸟行动"
OUTSIDE = ("county", "city", "province", "ministry", "neighbour", "elsewhere", "foreigner")


def visit(desk, who, path, **query):
    client = Client()
    client.force_login(desk.people[who])
    return client.get(path, query, follow=True)


def addresses(desk, record, case=None):
    """Every address at which something of a case might stand."""
    school = {"school": desk.tree.school.pk}
    found = [(reverse("cases:desk", args=[desk.form]), {"show": "all"})]
    found += [(reverse(f"filing:{name}", args=[desk.form]), school) for name in ("list", "print")]
    found.append((reverse("filing:export", args=[desk.form, "csv"]), school))
    found += [
        (reverse(f"filing:{name}", args=[desk.form, record]), school) for name in ("view", "edit", "history")
    ]
    found.append((reverse("filing:used_by", args=[desk.form, record]), school))
    found.append((reverse("cases:case", args=[desk.form, record]), school))
    found.append((f"/api/v1/forms/{desk.form.key}/records/", school))
    found.append((f"/api/v1/forms/{desk.form.key}/records/{record}/", school))
    teacher = sample.stored(desk.tree.school, "teacher").first().pk
    found.append((reverse("filing:used_by", args=["teacher", teacher]), school))
    if case:
        for name, args in (("handled", []), ("paper", ["docx"]), ("compare", [])):
            found.append(
                (reverse(f"cases:{name}", args=[desk.form, case.pk, *args]), school | {"a": 1, "b": 2})
            )
    return found


def seen(desk, who, record, case=None):
    """All that somebody is told at these addresses."""
    told = []
    for path, query in addresses(desk, record, case):
        answer = visit(desk, who, path, **query)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told.append(content.decode("utf-8", "replace") if answer.status_code == 200 else "")
    return "".join(told)


def hold(school, form, record, column, name, data):
    """A file that a record holds."""
    row = keeping.keep(attached.slot_of(school.pk, form.columns[column]), name, data, None)
    cell = ChosenFiles((attached.as_held(row),))
    writer.write(Actor.system(school), school, validate(form, school, {column: [cell]}, ids=[record]))
    return row


def mend(desk, record, **cells):
    frame = validate(
        desk.form, desk.tree.school, {name: [value] for name, value in cells.items()}, ids=[record]
    )
    writer.write(desk.actor("clerk"), desk.tree.school, frame)


@pytest.mark.parametrize(
    "way", [(), ("hand_in",), ("hand_in", "pass")], ids=["draft", "handed in", "audited"]
)
def test_what_has_not_left_the_school_is_seen_by_nobody_outside(desk, way):
    record = desk.write(title=MARK)
    if way:
        desk.go(record, *way)
    case = Case.objects.first()
    for who in OUTSIDE:
        assert MARK not in seen(desk, who, record, case), who
    for who in ("clerk", "supervisor", "principal", "reader"):
        assert MARK in seen(desk, who, record, case), who


def test_an_authority_sees_a_case_once_it_is_handed_up_to_it_and_no_higher(desk):
    record = desk.write(title=MARK)
    case = desk.go(record, "hand_in", "pass", "submit")
    way = (((), {"county"}), (("county",), {"county", "city"}), (("city",), {"county", "city", "province"}))
    for steps, seers in way:
        if steps:
            case = desk.go(record, *steps)
        for who in OUTSIDE:
            assert (MARK in seen(desk, who, record, case)) is (who in seers), (steps, who)


def test_after_a_return_authorities_see_what_was_submitted_and_not_what_is_being_mended(desk):
    record = desk.write(title=MARK, results=MARK)
    case = desk.go(record, "hand_in", "pass", "submit")
    desk.act(record, "county", "return-authority", "请补充")
    mend(desk, record, results=SECOND, title=SECOND)
    assert SECOND not in seen(desk, "county", record, case)
    assert MARK in seen(desk, "county", record, case)
    desk.go(record, "hand_in", "pass")
    assert SECOND not in seen(desk, "county", record, case), "the second version is still in the school"
    desk.go(record, "submit")
    assert SECOND in seen(desk, "county", record, case)
    assert SECOND not in seen(desk, "city", record, case)


def test_what_the_school_has_settled_inside_is_not_told_above(desk):
    record = desk.write(title=MARK)
    desk.go(record, "hand_in")
    desk.act(record, "supervisor", "send_back-auditor", "校内先不要报")
    case = desk.go(record, "hand_in", "pass", "submit")
    page = visit(
        desk, "county", reverse("cases:handled", args=[desk.form, case.pk]), school=desk.tree.school.pk
    )
    assert "提交上级" in page.content.decode()
    assert "校内先不要报" not in page.content.decode()
    own = visit(desk, "principal", reverse("cases:handled", args=[desk.form, case.pk]))
    assert "校内先不要报" in own.content.decode()


def test_schools_elsewhere_read_the_published_text_and_nothing_else(desk):
    record = desk.write(title=MARK, results="<p>迟到由<strong>120</strong>人次降到48人次</p>")
    case = desk.go(record, *UP)
    published = Publication.objects.get()
    typical = "moral_typical_case"
    for who, reads in (("neighbour", True), ("foreigner", False), ("clerk", True)):
        listing = visit(desk, who, reverse("filing:list", args=[typical])).content.decode()
        assert (MARK in listing) is reads, who
        page = visit(desk, who, reverse("cases:read", args=[typical, published.pk]))
        assert page.status_code == (200 if reads else 404)
        found = visit(desk, who, reverse("cases:library", args=[typical]), q="迟到").content.decode()
        assert (MARK in found) is reads, who
    page = visit(desk, "neighbour", reverse("cases:read", args=[typical, published.pk])).content.decode()
    assert "<strong>120</strong>" in page
    article = page.partition("<article")[2].partition("</article>")[0]
    author = sample.stored(desk.tree.school, "teacher").first().name
    for secret in (case.number, author, "审核通过", "办理记录", "韦朗朗"):
        assert secret not in article, secret
    outside = seen(desk, "neighbour", record, case)
    assert MARK not in outside


def test_a_national_case_is_read_in_every_province_and_a_revoked_one_nowhere(desk):
    record = desk.write(title=MARK)
    desk.go(record, *UP, "nominate", "ministry")
    address = reverse("filing:list", args=["moral_typical_case"])
    assert MARK in visit(desk, "foreigner", address).content.decode()
    desk.act(record, "ministry", "revoke-authority", "内容失实")
    for who in ("foreigner", "neighbour", "clerk"):
        assert MARK not in visit(desk, who, address).content.decode(), who
    library = visit(desk, "foreigner", reverse("cases:library", args=["moral_typical_case"]), q="萤火")
    assert MARK not in library.content.decode()


def test_pictures_and_attachments_are_as_visible_as_what_holds_them(desk):
    school = desk.tree.school
    record = desk.write(title=MARK)
    picture = hold(school, desk.form, record, "pictures", "晨跑.jpg", samples.picture())
    paper = hold(school, desk.form, record, "attachments", "佐证.pdf", samples.pdf())
    case = desk.go(record, "hand_in", "pass", "submit")
    shown = reverse("cases:picture", args=[picture.number])
    fetched = reverse("cases:download", args=[desk.form, case.pk, paper.number])
    query = {"school": school.pk}

    def can(who):
        return visit(desk, who, shown).status_code, visit(desk, who, fetched, **query).status_code

    assert can("clerk") == can("county") == (200, 200)
    assert can("city") == can("neighbour") == can("elsewhere") == (404, 404)
    desk.go(record, "county", "city", "province")
    assert can("city") == can("province") == (200, 200)
    assert can("neighbour") == (200, 404), "attachments are never published"
    assert can("foreigner") == (404, 404)
    answer = visit(desk, "neighbour", shown)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_picture_costs_the_same_however_many_cases_the_school_has_handed_up(desk):
    record = desk.write(title=MARK)
    row = hold(desk.tree.school, desk.form, record, "pictures", "晨跑.jpg", samples.from_a_telephone())
    desk.go(record, "hand_in", "pass", "submit")
    address = reverse("cases:picture", args=[row.number])
    visit(desk, "county", address)
    asked = []
    for more in (0, 3):
        for _ in range(more):
            desk.go(desk.write(), "hand_in", "pass", "submit")
        with CaptureQueriesContext(connection) as found:
            assert visit(desk, "county", address).status_code == 200
        asked.append(len(found))
    assert asked[0] == asked[1]
    assert visit(desk, "city", address).status_code == 404


def test_those_are_told_of_a_case_who_handle_its_form(desk):
    narrow = Role.objects.create(org=desk.tree.county, key="分项审核", name="分项审核")
    for form, action in (("publicity_case", "audit"), ("publicity_case", "view")):
        RoleGrant.objects.create(role=narrow, form=form, action=action)
    other = person(desk.tree.county, "fenxiang")
    other.roles.set([narrow])
    record = desk.write(title=MARK)
    desk.go(record, "hand_in", "pass", "submit")
    told = InboxItem.objects.filter(message__title__contains=MARK, org=desk.tree.county)
    assert [item.user_id for item in told] == [desk.people["county"].pk]
    assert visit(desk, "county", told.get().message.url).status_code == 200
    RoleGrant.objects.filter(role=narrow).update(form=desk.form.key)
    desk.act(record, "principal", "withdraw-head")
    assert set(told.filter(message__title__contains="撤回").values_list("user", flat=True)) == {
        desk.people["county"].pk,
        other.pk,
    }

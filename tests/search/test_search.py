"""Search across schools: by any part of a name, by initials, by blind index; never outside the scope."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.work import calls
from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.services import create_org
from zhijiao.search import finder as search_module
from zhijiao.search.finder import (
    COUNT_CAP,
    find_blind,
    index_blinds,
    index_many,
    reindex_school,
    remove,
    search,
    search_counted,
)
from zhijiao.search.index import DELETE_TRIGGER, FTS_TABLE, GIN_INDEX, PENDING_KB, ensure_index, settle
from zhijiao.search.models import BlindEntry, SearchEntry
from zhijiao.search.terms import name_terms, wanted

pytestmark = [pytest.mark.django_db, pytest.mark.both]

TEACHER, STUDENT = "general.teacher", "general.student"
BOTH = [TEACHER, STUDENT]


class Place:
    """Two provinces, two cities in the first, schools in all of them."""

    def __init__(self):
        self.ministry = create_org(None, Level.MINISTRY, "教育部", "000000")
        self.province = create_org(self.ministry, Level.PROVINCE, "甲省", "320000")
        self.foreign = create_org(self.ministry, Level.PROVINCE, "乙省", "330000")
        self.city = create_org(self.province, Level.CITY, "甲市", "320100")
        self.school = create_org(self.city, Level.SCHOOL, "甲校", "3632000001", "continuing")
        self.second = create_org(self.province, Level.SCHOOL, "乙校", "3632000002", "continuing")
        self.third = create_org(self.foreign, Level.SCHOOL, "丙校", "3633000003", "continuing")


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def filled(place):
    index_many(
        STUDENT,
        place.school,
        [(1, "王小明"), (2, "欧阳娜娜"), (3, "Mary Ann"), (4, "买买提·艾力"), (5, "覃明")],
    )
    index_many(TEACHER, place.school, [(1, "王伟")])
    index_many(STUDENT, place.second, [(1, "王小明"), (9, "小明王小")])
    index_many(STUDENT, place.third, [(1, "王小明")])
    return place


def how_many(scope, text, form_keys, cap=COUNT_CAP):
    return search_counted(scope, text, form_keys, limit=0, cap=cap)[1]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("王", [1, 1]),
        ("王小明", [1]),
        ("小明", [1]),
        ("明", [1, 5]),
        ("娜娜", [2]),
        ("wxm", [1]),
        ("WX", [1]),
        ("oynn", [2]),
        ("ynn", [2]),
        ("qm", [5]),
        ("mary", [3]),
        ("Mary Ann", [3]),
        ("艾力", [4]),
        ("买买提·艾力", [4]),
        ("王 明", [1]),
        ("王xm", [1]),
        ("　小明\u200b", [1]),
        ("明小", []),
        ("王明", []),
        ("张", []),
        ("zz", []),
        ("w", []),
        ("", []),
        ("  ", []),
        ("·", []),
        ("'\"*%_()-", []),
        ('王" OR "张', []),
    ],
)
def test_names_are_found_by_any_part_and_by_initials(filled, text, ids):
    found = search(filled.school.path, text, BOTH)
    assert [row[2] for row in found] == ids
    assert search_counted(filled.school.path, text, BOTH) == (found, len(ids))


def test_rows_tell_school_form_record_and_name(filled):
    assert search(filled.school.path, "王伟", BOTH) == [(filled.school.pk, TEACHER, 1, "王伟")]
    assert search(filled.school.path, "王伟", [STUDENT]) == []
    assert search(filled.school.path, "王伟", []) == []


def test_long_pieces_are_found_in_their_order_only(filled):
    assert [row[2:] for row in search(filled.second.path, "王小明", BOTH)] == [(1, "王小明")]


def test_nothing_outside_the_scope_is_found_or_counted(filled):
    schools = {
        filled.ministry.path: {filled.school.pk, filled.second.pk, filled.third.pk},
        filled.province.path: {filled.school.pk, filled.second.pk},
        filled.city.path: {filled.school.pk},
        filled.second.path: {filled.second.pk},
        filled.foreign.path: {filled.third.pk},
    }
    for path, expected in schools.items():
        assert {row[0] for row in search(path, "王小明", BOTH)} == expected
        assert how_many(path, "王小明", BOTH) == len(expected)


def test_a_scope_may_be_a_query_or_a_collection(filled):
    query = Org.objects.filter(code="3633000003")
    for scope in (query, query.values_list("pk", flat=True), [filled.third.pk]):
        assert [row[0] for row in search(scope, "小明", BOTH)] == [filled.third.pk]
    for nobody in (Org.objects.none(), []):
        assert search(nobody, "小明", BOTH) == []
        assert how_many(nobody, "小明", BOTH) == 0


def test_pages_follow_each_other(place):
    index_many(STUDENT, place.school, [(number, f"王{name}") for number, name in enumerate("甲乙丙丁戊己庚")])
    seen, after = [], None
    while page := search(place.province.path, "王", BOTH, limit=3, after=after):
        assert len(page) <= 3
        seen += [row[2] for row in page]
        after = page[-1]
    assert seen == list(range(7))


def test_counts_stop_at_the_cap(place):
    index_many(STUDENT, place.school, [(number, "王伟") for number in range(30)])
    assert how_many(place.province.path, "王伟", BOTH, cap=10) == 11
    assert how_many(place.province.path, "王伟", BOTH, cap=30) == 30


def test_removed_and_replaced_names_are_not_found_any_more(filled):
    remove(STUDENT, filled.school, [1])
    assert [row[0] for row in search(filled.province.path, "王小明", BOTH)] == [filled.second.pk]
    index_many(STUDENT, filled.second, [(1, "李四"), (77, "赵六")], replacing=True)
    assert search(filled.province.path, "王小明", BOTH) == []
    assert [row[2] for row in search(filled.province.path, "李四", BOTH)] == [1]
    assert [row[2] for row in search(filled.province.path, "赵六", BOTH)] == [77]


def test_a_record_is_indexed_once(filled):
    with pytest.raises(IntegrityError), transaction.atomic():
        index_many(STUDENT, filled.school, [(1, "王小明")])
    assert how_many(filled.school.path, "王小明", BOTH) == 1


def test_records_without_a_name_are_left_out(place):
    index_many(STUDENT, place.school, [(1, ""), (2, None), (3, "王伟")])
    assert SearchEntry.objects.count() == 1


def test_undone_writes_leave_no_trace(filled):
    with transaction.atomic():
        index_many(STUDENT, filled.school, [(50, "诸葛亮")])
        remove(STUDENT, filled.school, [2])
        transaction.set_rollback(True)
    assert search(filled.ministry.path, "诸葛亮", BOTH) == []
    assert [row[2] for row in search(filled.ministry.path, "娜娜", BOTH)] == [2]


def test_deletion_of_a_school_takes_its_entries_along(filled):
    filled.third.delete()
    assert search(filled.ministry.path, "王小明", BOTH) == search(filled.province.path, "王小明", BOTH)
    assert not BlindEntry.objects.filter(school_id=filled.third.pk).exists()


def test_a_school_that_moved_is_found_at_its_new_place_only(filled):
    new_path = f"{filled.foreign.path}{filled.second.pk}/"
    Org.objects.filter(pk=filled.second.pk).update(path=new_path, parent=filled.foreign)
    assert filled.second.pk not in {row[0] for row in search(filled.province.path, "小明", BOTH)}
    filled.second.refresh_from_db()
    reindex_school(filled.second)
    assert {row[0] for row in search(filled.foreign.path, "小明", BOTH)} == {
        filled.second.pk,
        filled.third.pk,
    }
    assert filled.second.pk not in {row[0] for row in search(filled.province.path, "小明", BOTH)}


def test_private_values_are_found_exactly_and_in_scope(filled):
    one, other = "a" * 32, "b" * 32
    index_blinds(STUDENT, filled.school, "number", "id", [(1, one), (2, other), (3, None)])
    index_blinds(STUDENT, filled.third, "number", "id", [(1, one)])
    index_blinds(STUDENT, filled.school, "mobile", "phone", [(2, one)])
    assert find_blind(filled.province.path, "id", one, BOTH) == [(filled.school.pk, STUDENT, 1)]
    assert [row[0] for row in find_blind(filled.ministry.path, "id", one, BOTH)] == [
        filled.school.pk,
        filled.third.pk,
    ]
    assert find_blind(filled.ministry.path, "id", one, [TEACHER]) == []
    assert find_blind(filled.ministry.path, "id", None, BOTH) == []
    index_blinds(STUDENT, filled.school, "number", "id", [(1, other)], replacing=True)
    assert find_blind(filled.province.path, "id", one, BOTH) == []
    assert find_blind(filled.province.path, "phone", one, BOTH) == [(filled.school.pk, STUDENT, 2)]
    remove(STUDENT, filled.school, [1, 2])
    assert not BlindEntry.objects.filter(school=filled.school).exists()


def test_more_than_the_ordered_matches_still_fill_pages_of_the_scope(filled, monkeypatch):
    monkeypatch.setattr(search_module, "ORDERED", 2)
    assert len(search(filled.province.path, "王", BOTH, limit=2)) == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about the FTS5 table")
def test_a_lost_trigger_has_the_index_made_anew(filled):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {DELETE_TRIGGER}")
    SearchEntry.objects.filter(record_id=2).delete()
    ensure_index()
    ensure_index()
    assert search(filled.ministry.path, "娜娜", BOTH) == []
    assert how_many(filled.ministry.path, "王小明", BOTH) == 3
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {FTS_TABLE} ({FTS_TABLE}) VALUES ('integrity-check')")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="about the GIN index")
def test_the_settings_of_the_transaction_are_given_back(filled):
    search(filled.ministry.path, "王", BOTH)
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)


def test_terms_of_names():
    assert name_terms("王小明") == ["王", "小", "明", "王小", "小明", "wx", "xm", "wxm"]
    assert name_terms("Mary Ann") == ["mary", "ann", "ma"]
    assert name_terms("3D打印中心")[:2] == ["3d", "打"]
    assert name_terms("·") == []
    assert wanted("a").terms == []
    assert wanted("王").terms == [[["王"]]]
    assert wanted("oynn").terms == [[["oynn"], ["oyn", "ynn"]]]
    assert wanted("王小明").contained == ["王小明"]


def test_5000_names_are_written_with_as_many_statements_as_500_and_a_few_steps_each(place):
    names = [
        (number, "王" + chr(0x4E00 + number % 977) + chr(0x5000 + number % 353)) for number in range(6000)
    ]
    index_many(STUDENT, place.school, names[:500])
    with CaptureQueriesContext(connection) as few:
        index_many(STUDENT, place.school, names[500:1000])
    with CaptureQueriesContext(connection) as many:
        assert calls(lambda: index_many(STUDENT, place.school, names[1000:])) < 60 * 5000
    assert len(many) == len(few)
    assert how_many(place.school.path, "王", BOTH) == 6000


def test_a_page_and_the_number_of_all_come_by_one_statement(place):
    index_many(STUDENT, place.school, [(number, "王伟") for number in range(30)])
    with CaptureQueriesContext(connection) as asked:
        found, number = search_counted(place.province.path, "王伟", BOTH, limit=5, cap=20)
    assert [row[2] for row in found] == list(range(5))
    assert number == 21
    assert sum("WITH found" in query["sql"] for query in asked) == 1


def test_a_term_that_all_entries_carry_is_not_asked_for(place):
    index_many(STUDENT, place.school, [(1, "王伟")])
    with CaptureQueriesContext(connection) as before:
        assert how_many(place.province.path, "王伟", BOTH) == 1
    place.third.delete()
    with CaptureQueriesContext(connection) as after:
        assert how_many(place.province.path, "王伟", BOTH) == 1
    asked = [any(f"属{place.province.pk}" in query["sql"] for query in each) for each in (before, after)]
    assert asked == [True, False]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="about the GIN index")
def test_names_that_wait_for_the_index_wait_in_a_short_list(place, django_capture_on_commit_callbacks):
    ensure_index()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [GIN_INDEX])
        assert cursor.fetchone() == ([f"gin_pending_list_limit={PENDING_KB}"],)
    with django_capture_on_commit_callbacks() as few:
        index_many(STUDENT, place.school, [(1, "王伟")])
    with django_capture_on_commit_callbacks() as many:
        index_many(STUDENT, place.school, [(number, "王伟") for number in range(2, 1000)])
    assert (few, many) == ([], [settle])
    settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f'"{GIN_INDEX}"'])
        assert cursor.fetchone() == (0,)

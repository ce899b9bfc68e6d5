"""Lists cut into pages."""

import pytest

from zhijiao.kit.paging import page_of

ROWS = list(range(101))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("2", 2),
        ("", 1),
        ("0", 1),
        ("-1", 1),
        ("6", 6),
        ("7", 6),
        ("9" * 9, 6),
        ("9" * 5000, 1),
        ("²", 1),
        ("x", 1),
    ],
)
def test_the_page_asked_for_or_the_nearest(asked, number):
    assert page_of(ROWS, {"page": asked}).number == number


def test_an_empty_list_has_one_page():
    page = page_of([], {"page": "3"})
    assert (page.number, page.paginator.num_pages, page.paginator.count, list(page)) == (1, 1, 0, [])


@pytest.mark.parametrize(("asked", "size"), [("50", 50), ("", 10), ("7", 10), ("²", 10), ("-20", 10)])
def test_only_offered_sizes_are_taken(asked, size):
    page = page_of(ROWS, {"size": asked}, sizes=(10, 50))
    assert page.paginator.per_page == size
    assert list(page) == ROWS[:size]


def test_the_size_a_user_is_used_to():
    assert page_of(ROWS, {}, usual=50).paginator.per_page == 50
    assert page_of(ROWS, {"size": "20"}, usual=50).paginator.per_page == 20


def test_links_keep_the_rest_of_the_address():
    asked = {"q": "韦", "state": "", "page": "2", "size": "20"}
    assert page_of(ROWS, asked).paginator.query == "q=%E9%9F%A6"
    assert page_of(ROWS, asked, query="s=1").paginator.query == "s=1"


class Rows(list):
    """Rows that tell how often they are counted."""

    counted = 0

    def count(self):
        self.counted += 1
        return len(self)


def test_rows_are_counted_once():
    rows = Rows(ROWS)
    page = page_of(rows, {"page": "2"})
    assert (page.paginator.num_pages, page.end_index(), page.paginator.count) == (6, 40, 101)
    assert rows.counted == 1


def test_rows_whose_number_is_known_are_not_counted():
    rows = Rows(ROWS)
    assert page_of(rows, {"page": "2"}, total=30).paginator.num_pages == 2
    assert rows.counted == 0

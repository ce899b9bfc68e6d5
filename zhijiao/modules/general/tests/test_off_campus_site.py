"""校外教学点: boarders are among the students, a closed site says since when."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"boarders": 121}, "boarders", "不能大于在点学生数"),
        ({"closed": "是"}, "closed_on", "必填"),
        ({"closed": "是", "closed_on": "2015-01-01"}, "closed_on", "不得早于批准设立日期"),
    ],
)
def test_what_is_said_of_a_wrong_site(judge, cells, column, said):
    assert said in "".join(judge("off_campus_site", **cells)[column])

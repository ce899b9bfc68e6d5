"""What the ministry sends down: rounds, notices, code tables; twice is once, and what is withdrawn disappears."""

from io import BytesIO

from tests import sample
from tests.exchange import installations as two
from zhijiao.announcements import publishing
from zhijiao.announcements.models import Announcement
from zhijiao.announcements.publishing import Wording
from zhijiao.catalogue.matrix import current_round
from zhijiao.catalogue.models import MadeRound
from zhijiao.exchange import carried, down_rounds, downward
from zhijiao.exchange.models import LogLine, Package, Partner
from zhijiao.orgs.models import Org
from zhijiao.rounds import round_changes


def sent_down(ministry, province):
    """A package made at the ministry, carried and applied; the package at the province."""
    with ministry.at():
        package = downward.make(Partner.objects.get(), "测试")
        file = b"".join(carried.written(package))
    with province.at():
        taken = two.applied(carried.take(BytesIO(file), "测试"))
        assert taken.state == "applied", taken.message
    with ministry.at():
        from zhijiao.exchange import receipts

        assert receipts.take(Partner.objects.get(), taken.receipt).state == "acked"
    return taken


def test_notices_and_rounds_arrive_once_and_follow(both):
    ministry, province = both
    with ministry.at():
        root = Org.objects.get(parent=None)
        admin = sample.actor(root, "ministry_admin")
        written = publishing.draft(admin, root, Wording("关于报送的通知", "请按时报送。", "all"))
        publishing.publish(admin, written.pk, written.version)
        made = round_changes.copy(admin, current_round(), current_round().academic_year + 1)
        MadeRound.objects.filter(pk=made.pk).update(state="open", opened_on=made.opens)
    first = sent_down(ministry, province)
    assert "通知公告 1 项" in first.message
    with province.at():
        (notice,) = Announcement.objects.all()
        assert (notice.title, notice.state, notice.org.level) == ("关于报送的通知", "published", "ministry")
        assert [rule.node.level for rule in notice.audience.all()] == ["ministry"]
        assert MadeRound.objects.get().body == made.body
    again = sent_down(ministry, province)
    assert "没有变化" in again.message
    with ministry.at():
        publishing.withdraw(admin, written.pk, "写错了")
    sent_down(ministry, province)
    with province.at():
        notice.refresh_from_db()
        assert (notice.state, notice.reason) == ("withdrawn", "写错了")
        assert Announcement.objects.count() == 1


def test_a_code_table_that_differs_is_told(both):
    _, province = both
    with province.at():
        content = next(iter(down_rounds.codes(None))).content
        content["entries"]["zz"] = ["新代码", True]
        down_rounds.compare_codes(Partner.objects.get(), content, 0)
        assert "多 1 项（zz）" in LogLine.objects.filter(bad=True).latest("pk").text


def test_a_package_from_below_is_none_for_a_province(both):
    ministry, province = both
    with province.at():
        sample.fill(sample.school(), "campus", 1)
    file = two.made(province)
    with province.at():
        import pytest

        from zhijiao.exchange.refusals import Refused

        with pytest.raises(Refused, match="没有登记|不是发给本系统"):
            carried.take(BytesIO(file), "测试")
        assert not Package.objects.filter(way="in").exists()

"""Whose packages are taken: keys that hold at the moment they sign, clocks that agree, forms and items known here."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from tests import sample
from tests.exchange import forging
from tests.exchange import installations as two
from zhijiao.exchange import applying, carried, keys, receiving, store
from zhijiao.exchange.models import LogLine, OwnKey, Package, Partner, PartnerKey
from zhijiao.exchange.refusals import Refused
from zhijiao.filing.models import Change

LOT = "lots/00001.ndjson.z"
DAY = timedelta(days=1)


@pytest.fixture
def file(both):
    """A full package of two students, carried."""
    _, province = both
    with province.at():
        sample.fill(sample.school(), "student", 2)
    return two.made(province)


def refused(ministry, file, said, code):
    """That the ministry does not take a package, tells why, and keeps nothing of it."""
    with ministry.at():
        with pytest.raises(Refused, match=said) as found:
            carried.take(BytesIO(file), "测试")
        assert found.value.code == code
        assert not Package.objects.exists()
        assert not Change.objects.exists()
        assert found.value.text[:100] in LogLine.objects.filter(bad=True).latest("pk").text


@pytest.mark.parametrize(
    ("facts", "said", "code"),
    [
        ({"valid_from": -800 * DAY, "valid_to": -DAY}, "已过期", "expired-key"),
        ({"valid_from": DAY, "valid_to": 700 * DAY}, "尚未启用", "expired-key"),
        ({"revoked_at": -DAY}, "已停用", "revoked-key"),
    ],
)
def test_a_key_that_does_not_hold_signs_nothing(both, file, facts, said, code):
    ministry, _ = both
    with ministry.at():
        PartnerKey.objects.update(**{name: timezone.now() + when for name, when in facts.items()})
    refused(ministry, file, said, code)


def test_a_province_does_not_sign_with_a_key_that_has_run_out(both, file):
    _, province = both
    with province.at():
        OwnKey.objects.update(valid_to=timezone.now())
        with pytest.raises(Refused, match="已过期"):
            keys.own()


def test_nothing_is_sealed_to_a_key_that_does_not_hold(both, file):
    _, province = both
    with province.at():
        partner = Partner.objects.get()
        assert keys.usable(partner)
        PartnerKey.objects.update(valid_from=timezone.now() + DAY)
        with pytest.raises(Refused, match="尚未启用"):
            keys.usable(partner)


def test_a_key_of_a_clock_that_is_a_little_ahead_holds(both, file):
    _, province = both
    with province.at():
        PartnerKey.objects.update(valid_from=timezone.now() + timedelta(minutes=5))
        assert keys.usable(Partner.objects.get())


def test_a_new_key_signs_once_it_is_registered(both, file):
    ministry, province = both
    with province.at():
        text = keys.make_own("测试").public
    file = forging.made_at(province, timedelta())
    refused(ministry, file, "没有登记为", "unknown-key")
    with ministry.at():
        keys.register(text, keys.read_public(text).fingerprint, "测试")
    assert two.taken(ministry, file).state == "applied"


LOST = {
    "revoked": (lambda key: keys.revoke(key, "测试"), "已停用"),
    "expired": (lambda key: _update(key, valid_to=timezone.now() - timedelta(seconds=1)), "已过期"),
    "gone": (lambda key: key.delete(), "没有登记为“"),
}


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize("before", ["finish", "apply"])
def test_what_lies_here_is_not_applied_once_its_key_does_not_hold(both, file, before, lost):
    ministry, _ = both
    lose, said = LOST[lost]
    with ministry.at():
        if before == "finish":
            package = _received(file)
            lose(PartnerKey.objects.get())
            package = receiving.finish(package)
        else:
            package = carried.take(BytesIO(file), "测试")
            lose(PartnerKey.objects.get())
        package = two.applied(package)
        assert (package.state, said in package.message) == ("refused", True)
        assert "“数据报送—密钥”" in package.message
        assert not Change.objects.exists()
        assert not store.folder_of(package).exists()


def test_a_key_that_is_lost_between_two_lots_ends_the_judging(both, file):
    ministry, _ = both
    with ministry.at():
        package = carried.take(BytesIO(file), "测试")
        assert applying.go_on(package)
        package.refresh_from_db()
        assert "judged" not in package.progress
        PartnerKey.objects.get().delete()
        assert two.applied(package).state == "refused"
        assert not Change.objects.exists()


def _update(key, **facts):
    PartnerKey.objects.filter(pk=key.pk).update(**facts)


def _received(file):
    """A package all parts of which are here, as it stands before the last step."""
    package = carried.take(BytesIO(file), "测试")
    Package.objects.update(state="receiving")
    package.refresh_from_db()
    return package


@pytest.mark.parametrize("ago", [-timedelta(minutes=9), timedelta(minutes=9)])
def test_clocks_may_differ_a_little(both, file, ago):
    ministry, province = both
    with ministry.at():
        PartnerKey.objects.update(valid_from=timezone.now() - DAY)
    assert two.taken(ministry, forging.made_at(province, ago)).state == "applied"


def test_a_package_from_the_future_waits_for_clocks_to_be_set(both, file):
    ministry, province = both
    late = forging.made_at(province, -timedelta(minutes=61))
    refused(ministry, late, "晚 6[01] 分钟", "clock")
    assert two.taken(ministry, forging.made_at(province, timedelta(minutes=61))).state == "applied"


def test_a_package_older_than_its_key_is_refused(both, file):
    ministry, province = both
    refused(ministry, forging.made_at(province, 3 * DAY), "尚未启用", "expired-key")


def test_an_old_package_is_taken_while_nothing_newer_stands_and_not_after(both, file):
    ministry, province = both
    with ministry.at():
        PartnerKey.objects.update(valid_from=timezone.now() - 400 * DAY)
    old = forging.made_at(province, 300 * DAY)
    newer = two.made(province)
    assert two.taken(ministry, newer).state == "applied"
    with ministry.at():
        before = Change.objects.count()
        with pytest.raises(Refused, match="早于已入库的第 2 号包"):
            carried.take(BytesIO(old), "测试")
        assert Change.objects.count() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[1].update(form="no_such_form"), "没有的表单“no_such_form”"),
        (lambda lines: lines[1]["columns"].__setitem__(0, "no_such_item"), "没有的数据项（no_such_item）"),
        (lambda lines: lines[1]["columns"].append(lines[1]["private"].pop()), "没有加密"),
        (lambda lines: lines[2][0].append("more"), "项数"),
        (lambda lines: lines[2][0].__setitem__(0, 2**44), "编号"),
        (lambda lines: lines[2][0].__setitem__(1, -1), "版本"),
        (lambda lines: lines[2][1].__setitem__(1, "gestern"), "时间无法识别"),
        (lambda lines: lines[0].update(schools=[7, 7]), "损坏"),
        (lambda lines: lines[0].update(whole=[999_999]), "损坏"),
        (lambda lines: lines[1].update(school=999_999), "损坏"),
        (lambda lines: lines[1].update(rows=-1), "损坏"),
        (lambda lines: lines[1].update(gone=["x"]), "损坏"),
        (lambda lines: lines.append(lines[1]), "损坏"),
    ],
)
def test_a_lot_that_this_program_does_not_know_changes_nothing(both, file, change, said):
    ministry, province = both
    package = two.taken(ministry, forging.relined(province, LOT, change))
    with ministry.at():
        assert package.state == "refused"
        assert said in package.message
        assert not Change.objects.exists()
    assert two.acknowledged(province, package.receipt).message == package.message
    assert two.sent(ministry, province).progress["created"] > 0

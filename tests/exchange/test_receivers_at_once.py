"""Two processes take and apply the same package at the same moment: it stands once, and is told of once."""

import threading
from io import BytesIO

import pytest

from tests import sample
from tests.at_once import at_once
from tests.exchange import installations as two
from zhijiao.exchange import applying, carried, lots, receiving, store
from zhijiao.exchange.models import LogLine, Package, Part
from zhijiao.filing.models import Change
from zhijiao.filing.schema import registry


def meeting(monkeypatch, module, name, times=1):
    """Let two threads meet after a function, the first so many times; where one is kept out, the other goes on."""
    usual, barrier, left = getattr(module, name), threading.Barrier(2), [2 * times]

    def run(*args, **kwargs):
        found = usual(*args, **kwargs)
        left[0] -= 1
        if left[0] >= 0:
            try:
                barrier.wait(0.5)
            except threading.BrokenBarrierError:
                barrier.reset()
        return found

    monkeypatch.setattr(module, name, run)


def made(province, monkeypatch, schools=3):
    monkeypatch.setattr(lots, "ROWS", 2)
    with province.at():
        for n in range(schools):
            sample.fill(sample.school(serial=70 + n, name=f"第{n}学校"), "student", 2)
    return two.made(province)


def received(file):
    package = carried.take(BytesIO(file), "测试")
    while applying.go_on(package):
        pass
    return package.pk


def stands_once(students):
    package = Package.objects.get()
    assert (package.state, applying.prove(package.partner)) == ("applied", [])
    assert registry.get("student").model.unscoped.count() == students
    assert Change.objects.filter(form="student", action="add").count() == students
    assert package.progress["created"] == package.rows
    said = list(LogLine.objects.filter(text__contains="已入库").values_list("text", flat=True))
    assert len(said) == 1, said
    assert not LogLine.objects.filter(bad=True).exists()


@pytest.mark.parametrize("place", [(store, "lying"), (receiving, "missing"), (receiving, "_files_here")])
def test_the_same_file_is_received_twice_at_once(both, monkeypatch, place):
    ministry, province = both
    file = made(province, monkeypatch)
    meeting(monkeypatch, *place, times=3)
    with ministry.at():
        given = at_once(lambda: received(file), lambda: received(file))
        assert set(given) == {Package.objects.get().pk}
        stands_once(6)


@pytest.mark.parametrize("place", [(applying, "_lot"), (applying, "_secrets"), (applying, "_schools")])
def test_the_same_package_is_applied_twice_at_once(both, monkeypatch, place):
    ministry, province = both
    file = made(province, monkeypatch)
    with ministry.at():
        package = carried.take(BytesIO(file), "测试")
        meeting(monkeypatch, *place, times=8)

        def apply():
            while applying.go_on(package):
                pass

        assert at_once(apply, apply) == [None, None]
        stands_once(6)


def test_who_finds_the_files_gone_because_another_was_ready_refuses_nothing(both, monkeypatch):
    ministry, province = both
    file = made(province, monkeypatch, schools=1)
    with ministry.at():
        package = carried.take(BytesIO(file), "测试")
        usual, started = applying._lot, []

        def late(*args):
            if not started:
                started.append(1)
                two.applied(Package.objects.get())
            return usual(*args)

        monkeypatch.setattr(applying, "_lot", late)
        while applying.go_on(package):
            pass
        stands_once(2)


def test_a_part_that_is_whole_is_not_judged_again(both, monkeypatch):
    ministry, province = both
    file = made(province, monkeypatch)
    with ministry.at():
        package = carried.take(BytesIO(file), "测试")
        Package.objects.update(state="receiving")
        monkeypatch.setattr(store, "digests", lambda part: pytest.fail("judged again"))
        part = Part.objects.filter(kind="lot").first()
        assert receiving.put(package, part.n, 0, b"x") == part.size


def test_a_package_that_was_waited_for_meets_the_one_that_waits(both, monkeypatch):
    ministry, province = both
    first = made(province, monkeypatch)
    package = two.taken(ministry, first)
    two.acknowledged(province, package.receipt)
    with province.at():
        sample.fill(sample.school(serial=79, name="新学校"), "student", 1)
    second = two.made(province, "increment")
    with province.at():
        from zhijiao.exchange.models import Partner

        Partner.objects.update(sent=2)
    third = two.made(province, "increment")
    with ministry.at():
        meeting(monkeypatch, receiving, "missing")
        meeting(monkeypatch, applying.digests, "total")
        package = carried.take(BytesIO(second), "测试")

        def apply():
            while applying.go_on(package):
                pass

        given = at_once(apply, lambda: carried.take(BytesIO(third), "测试").pk)
        assert given[0] is None
        assert isinstance(given[1], int)
        assert Package.objects.get(sequence=3).state == "applying"

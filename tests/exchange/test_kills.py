"""Whoever makes or takes a package may be killed at any moment: the next goes on, and nothing is lost or doubled."""

from io import BytesIO

import pytest

from tests import sample
from tests.exchange import installations as two
from zhijiao.exchange import applying, carried, lots, making, store
from zhijiao.exchange.models import Package, Partner
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.schema import registry


class Killed(BaseException):
    """Ends what runs, as the death of the process does: the transaction is undone, files stay as they are."""


def deadly(monkeypatch, module, name, *, at):
    """Let a function kill its caller at its n-th call, once its work is done."""
    calls, usual = [0], getattr(module, name)

    def run(*args, **kwargs):
        found = usual(*args, **kwargs)
        calls[0] += 1
        if calls[0] == at:
            raise Killed
        return found

    monkeypatch.setattr(module, name, run)


def until_done(monkeypatch, places, work):
    """Start the work anew after each kill; how often it was killed."""
    kills = 0
    for module, name, at in places:
        with monkeypatch.context() as patch:
            deadly(patch, module, name, at=at)
            try:
                work()
            except Killed:
                kills += 1
    work()
    return kills


def test_both_sides_are_killed_again_and_again(both, monkeypatch):
    ministry, province = both
    monkeypatch.setattr(lots, "ROWS", 5)
    with province.at():
        schools = [sample.school(serial=n, name=f"第{n}学校") for n in range(60, 64)]
        for school in schools:
            sample.fill(school, "student", 4)
        making.begin("full", "测试")

        def make():
            package = Package.objects.get()
            while making.go_on(package):
                pass

        kills = until_done(
            monkeypatch,
            [(store, "write", 1), (store, "write", 3), (making, "keep_standing", 2), (making, "lay_down", 3)],
            make,
        )
        assert kills >= 3
        file = b"".join(carried.written(Package.objects.get()))
    with ministry.at():

        def take():
            package = carried.take(BytesIO(file), "测试")
            while applying.go_on(package):
                pass

        kills = until_done(
            monkeypatch,
            [(store, "append", 2), (applying, "_read", 2), (applying, "take", 2), (applying, "_done", 3),
             (applying, "keep_standing", 2)],
            take,
        )  # fmt: skip
        assert kills >= 3
        package = Package.objects.get()
        assert (package.state, applying.prove(package.partner)) == ("applied", [])
        assert registry.get("student").model.unscoped.count() == 16
        assert Change.objects.filter(form="student").count() == 16
        assert sum(FilingCount.objects.filter(form="student").values_list("rows", flat=True)) == 16
        total = applying.total_of(package.partner)
    two.acknowledged(province, package.receipt)
    with province.at():
        assert applying.total_of(Partner.objects.get()) == total


@pytest.mark.slow
def test_the_command_that_is_killed_goes_on(both, monkeypatch, tmp_path):
    from django.core.management import call_command

    ministry, province = both
    file, receipt = str(tmp_path / "p.tar"), str(tmp_path / "r.json")
    with province.at():
        sample.fill(sample.school(), "student", 3)
        with monkeypatch.context() as patch:
            deadly(patch, making, "keep_standing", at=1)
            with pytest.raises(Killed):
                call_command("exchange", "make", "--full", "--to", file)
        call_command("exchange", "make", "--full", "--to", file)
        assert Package.objects.count() == 1
    with ministry.at():
        call_command("exchange", "receive", file, "--receipt", receipt)
        call_command("exchange", "verify")
        call_command("exchange", "status")
    with province.at():
        call_command("exchange", "receive", receipt)
        assert Package.objects.get().state == "acked"

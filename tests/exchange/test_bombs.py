"""Parts and carried files that unfold to more than they say, are cut off, or tell of what is not in them."""

import tarfile
import zlib
from collections import deque
from io import BytesIO

import pytest

from tests import sample
from tests.exchange import forging
from tests.exchange import installations as two
from zhijiao.exchange import carried, lots
from zhijiao.exchange.models import Package, Part
from zhijiao.exchange.refusals import Refused

LOT, PRIVATE = "lots/00001.ndjson.z", "lots/00001.private"


def made(province):
    """A package of the province with three students."""
    with province.at():
        sample.fill(sample.school(), "student", 3)
    return two.made(province)


def bomb(most):
    """Bytes that unfold to a good deal more than so many, none of them written in full here."""
    press = zlib.compressobj(9)
    piece = b'{"schools":[1]}\n' * 4096
    return b"".join(press.compress(piece) for _ in range(2 * most // len(piece) + 2)) + press.flush()


@pytest.mark.parametrize("name", [LOT, PRIVATE, "tree.ndjson.z"])
def test_a_part_that_unfolds_without_end_is_refused(both, monkeypatch, name):
    ministry, province = both
    most = 4 * 1024 * 1024
    monkeypatch.setattr(lots, "MOST_BYTES", most)
    monkeypatch.setattr("zhijiao.exchange.tree.MOST_BYTES", most)
    made(province)
    data = bomb(most)
    assert len(data) < most / 50
    file = forging.resealed(province, name, data)
    package = forging.unchanged(ministry, lambda: two.taken(ministry, file))
    assert package.state == "refused"
    assert "没有入库" in package.message


def test_unfolding_stops_at_the_bytes_that_come_out():
    given = []

    def pieces():
        data = bomb(64 * 1024 * 1024)
        for start in range(0, len(data), 1000):
            given.append(start)
            yield data[start : start + 1000]

    with pytest.raises(Refused, match="异常庞大"):
        deque(lots.unpacked(pieces(), 1024 * 1024), 0)
    assert len(given) < 10


def test_one_line_without_end_is_a_bomb_as_well():
    data = zlib.compress(b"0" * 3_000_000)
    with pytest.raises(Refused, match="异常庞大"):
        list(lots.unpacked([data], 10_000_000, 1_000_000))
    assert [len(line) for line in lots.unpacked([data], 10_000_000, 4_000_000)] == [3_000_000]


@pytest.mark.parametrize("cut", [1, 5, 2000])
def test_a_compressed_file_that_is_cut_off_is_damaged(cut):
    data = lots.packed([f"line {n} {n * n}" for n in range(5000)])
    with pytest.raises(Refused, match="损坏或不完整"):
        list(lots.unpacked([data[:-cut]]))
    with pytest.raises(Refused, match="损坏或不完整"):
        list(lots.unpacked([data, b"more"]))


def test_lines_come_back_however_the_bytes_are_cut():
    lines = ["", "韦朗朗" * 1000, "x", "", "y" * 70_000]
    data = lots.packed(lines)
    for size in (1, 7, len(data)):
        pieces = [data[start : start + size] for start in range(0, len(data), size)]
        assert list(lots.unpacked(pieces)) == lines


def test_a_part_that_is_cut_off_though_its_digest_is_right_changes_nothing(both):
    ministry, province = both
    made(province)
    text = "\n".join(forging.lines_of(province, LOT)[:-1]).encode()
    file = forging.resealed(province, LOT, zlib.compress(text))
    package = forging.unchanged(ministry, lambda: two.taken(ministry, file))
    assert (package.state, package.message) == ("refused", lots.DAMAGED)


@pytest.mark.parametrize("keep", [0, 100, 511, 512, 600, 5000, -1024, -1025])
def test_a_carried_file_that_is_cut_off_is_gone_on_with(both, keep):
    ministry, province = both
    file = made(province)
    with ministry.at():
        with pytest.raises(Refused, match="数据包|不完整"):
            carried.take(BytesIO(file[:keep]), "测试")
        assert Package.objects.filter(state="applying").count() == 0
    assert two.taken(ministry, file).state == "applied"


def member(name, size, kind=tarfile.REGTYPE, said=None):
    """A member of a tar whose head may say another size than it has."""
    info = tarfile.TarInfo(name)
    info.size, info.type = size if said is None else said, kind
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(size + -size % 512)


@pytest.mark.parametrize(
    "foreign",
    [
        member("parts/000001", 10),
        member("parts/000001", 10, said=2**40),
        member("../../etc/passwd", 10),
        member("parts/999999", 10),
        member("parts/000001", 0, tarfile.SYMTYPE),
        member("parts/000001", 0, tarfile.DIRTYPE),
        member("parts/000001", 1000, tarfile.GNUTYPE_SPARSE),
        member("././@LongLink", 3_000_000, tarfile.GNUTYPE_LONGNAME),
        member("pax", 3_000_000, tarfile.XHDTYPE),
        member("pax", 512, tarfile.XGLTYPE, said=2**60),
    ],
)
def test_a_member_that_is_not_ours_is_refused_before_it_is_read(both, foreign):
    ministry, province = both
    file = made(province)
    start = file.index(b"parts/000001")
    given = BytesIO(file[:start] + foreign + file[start:])
    with ministry.at():
        with pytest.raises(Refused, match="没有列出"):
            carried.take(given, "测试")
        assert given.tell() <= start + 512
        assert not Part.objects.filter(have__gt=0).exists()


@pytest.mark.parametrize("foreign", [b"", bytes(1024), b"x" * 5000, member("pax", 5000, tarfile.XHDTYPE)])
def test_a_file_that_begins_otherwise_is_no_package(both, foreign):
    ministry, _ = both
    with ministry.at(), pytest.raises(Refused, match="不是数据包"):
        carried.take(BytesIO(foreign), "测试")

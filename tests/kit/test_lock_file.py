"""The lock file as it is read: names, versions, hashes, and who asks for what."""

import re

import pytest

from tests.house.sources import ROOT
from zhijiao.kit import lock_file

LOCK = ROOT / "requirements" / "lock.txt"


def test_every_package_of_the_lock_is_read_with_its_hashes():
    text = LOCK.read_text("utf-8")
    pins = lock_file.read(LOCK)
    assert [pin.name for pin in pins] == re.findall(r"^([a-z0-9-]+)==", text, re.M)
    assert sum(len(pin.hashes) for pin in pins) == text.count("--hash=sha256:")
    assert all(pin.hashes and pin.askers for pin in pins)
    assert {pin.name: pin.marker for pin in pins}["colorama"] == 'sys_platform == "win32"'


def test_what_runs_is_told_from_what_tests():
    needed = lock_file.run_time(lock_file.read(LOCK))
    assert needed >= {"django", "asgiref", "sqlparse", "cryptography", "cffi", "packaging", "psycopg-binary"}
    assert not needed & {"pytest", "mypy", "playwright", "hypothesis", "iniconfig"}


@pytest.mark.parametrize("line", ["django>=5.2\n", "django\n", "==3\n"])
def test_a_line_without_a_version_is_refused(tmp_path, line):
    path = tmp_path / "lock.txt"
    path.write_text(line)
    with pytest.raises(ValueError, match="."):
        lock_file.read(path)

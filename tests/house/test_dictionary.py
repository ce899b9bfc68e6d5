"""The snapshot of the data dictionary in the source tree is what the program asks for."""

import json

from zhijiao.dictionary import releases


def test_the_snapshot_is_refreshed():
    said = "the data dictionary has changed: run `make dictionary` (zhijiao dictionary --snapshot) and commit next.json"
    assert releases.NEXT.read_text(encoding="utf-8") == releases.taken(), said


def test_snapshots_of_releases_can_be_read():
    for version in releases.versions():
        assert {"forms", "code_tables"} == set(releases.read(version)), version
    assert json.loads(releases.taken())["forms"]["student"]["items"]

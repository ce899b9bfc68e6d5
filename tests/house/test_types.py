"""Types: what is left out of the check says why."""

import re

from tests.house.sources import ROOT, code

IGNORED = re.compile(r"#\s*type:\s*ignore")
#: The error it is about, then the reason in words.
EXPLAINED = re.compile(r"#\s*type: ignore\[[a-z, -]+\]  # \w")


def test_every_error_left_standing_names_itself_and_a_reason():
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in code()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if IGNORED.search(line) and not EXPLAINED.search(line)
    ]
    assert silent == []

"""The Python client is what the document of the API says, and its types hold."""

import subprocess
import sys

from tests.house.sources import ROOT
from tools import python_client

CLIENT = ROOT / "clients" / "python"


def test_it_is_what_the_document_says():
    kept = {file.name: file.read_text(encoding="utf-8") for file in python_client.FOLDER.glob("*.py")}
    made = python_client.files()
    stale = sorted(name for name in kept.keys() | made.keys() if kept.get(name) != made.get(name))
    assert stale == [], "the Python client is stale: run `make client` and commit clients/python"


def test_mypy_finds_nothing_at_its_strictest():
    command = [sys.executable, "-m", "mypy"]
    checked = subprocess.run(command, cwd=CLIENT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout

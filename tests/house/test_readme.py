"""What the READMEs say can be done can be done, and what they point at is there."""

import re
import subprocess

import pytest

from tests.house.sources import ROOT

PAGES = ["README.md", "README.zh-CN.md"]
DOCUMENTS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))
TAKING_PART = ["CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "changes/README.md"]


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def commands_of(page: str) -> set[str]:
    """Return the targets of make that a page shows as code."""
    return set(re.findall(r"(?:`|^    )make ([a-z][a-z-]+)", text(page), re.MULTILINE))


@pytest.mark.parametrize("page", [*PAGES, *TAKING_PART, "docs/howto/write-a-test.md"])
def test_its_commands_exist(page):
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = set(re.findall(r"^  make ([a-z-]+)", listed, re.MULTILINE))
    assert commands_of(page) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_it_begins_with_two_commands(page):
    assert {"run", "test"} <= commands_of(page)


@pytest.mark.parametrize("page", [*PAGES, *TAKING_PART, *DOCUMENTS])
def test_its_links_lead_somewhere(page):
    folder = (ROOT / page).parent
    said = re.sub(r"`[^`\n]+`", "", text(page))  # what is shown as code is no link of the page
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", said) if "://" not in link]
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_it_names_every_package(page):
    named = set(re.findall(r"^    zhijiao/(\w+)", text(page), re.MULTILINE))
    there = {path.parent.name for path in (ROOT / "zhijiao").glob("*/__init__.py")}
    assert named == there


@pytest.mark.parametrize("page", PAGES)
def test_it_says_how_many_forms_there_are(page):
    from zhijiao.filing.schema.describe import PLANNED, catalogue

    kinds = [entry["kind"] for entry in catalogue()]
    there = str(len(kinds) - kinds.count(PLANNED))
    numbers = re.findall(r"\d+", re.search(r"^(?:What works today|目前已有).*$", text(page), re.MULTILINE)[0])
    assert sorted(numbers) == sorted([str(len(kinds)), there])


@pytest.mark.parametrize("page", PAGES)
def test_its_accounts_exist(page):
    from zhijiao.demo.accounts import USERNAMES

    named = set(re.findall(r"demo-[a-z-]+", text(page)))
    assert named <= USERNAMES
    assert len(named) >= 10


def test_its_pictures_are_small():
    assert {path.name for path in (ROOT / "docs" / "images").iterdir()} == {"workbench.png", "import.png"}
    assert all(path.stat().st_size < 200_000 for path in (ROOT / "docs" / "images").iterdir())


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/operations.md"])
def test_documents_name_commands_that_exist(page):
    from django.core.management import get_commands

    named = set(re.findall(r"(?:`|^    +)zhijiao ([a-z]+)", text(page), re.MULTILINE))
    assert named <= set(get_commands()) | {"serve"}

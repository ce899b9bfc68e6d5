"""The page on adding a form: its blocks are the files they name, or run, and what they declare works like any other."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "howto" / "add-a-form.md"
OTHERS = [PAGE.with_name("add-a-rule.md"), PAGE.with_name("add-a-job.md")]
BLOCK = re.compile(r"^```python\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

RUN = """
import django
django.setup()
from tests.howto.test_add_a_form import ROOT, blocks
for file, source in blocks():
    if (ROOT / file).exists():
        continue
    name = file.removesuffix(".py").replace("/", ".")
    exec(compile(source, file, "exec"), {"__name__": name})
from zhijiao.filing.schema import registry
form = registry.get("off_campus_site")
assert [place.slug for place in form.places] == ["off_campus_site"]
assert form.module == "general"
assert set(form.columns) == {column.name for group in form.sections.values() for column in group}
assert form.listing_columns and form.filter_columns and form.ordering
assert [other.key for other in form.needs] == ["teacher"]
assert registry.get("major_teacher").places
from django.core import checks
assert checks.run_checks(tags=["models"]) == []
"""


def blocks(page: Path = PAGE) -> list[tuple[str, str]]:
    """File and source of each Python block."""
    text = page.read_text(encoding="utf-8")
    return [(match[1], match[2]) for match in BLOCK.finditer(text)]


def test_every_python_block_names_its_file():
    text = PAGE.read_text(encoding="utf-8")
    assert len(blocks()) == text.count("```python")
    assert all(file.startswith("zhijiao/modules/") for file, _ in blocks())


def test_a_block_says_what_its_file_says():
    for page in OTHERS:
        assert all((ROOT / file).exists() for file, _ in blocks(page)), page
    for file, source in (block for page in [PAGE, *OTHERS] for block in blocks(page)):
        if (ROOT / file).exists():
            assert source == (ROOT / file).read_text(encoding="utf-8"), file


def test_the_blocks_declare_a_form_and_a_summary():
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "zhijiao.config.testing"},
        check=False,
    )
    assert done.returncode == 0, done.stderr

"""Every piece of news has a name that says area and kind, and a release gathers all of them."""

import re
import shutil
import subprocess
import sys
import tomllib

import pytest

from tests.house.sources import ROOT

NEWS = sorted(path for path in (ROOT / "changes").glob("*.md") if path.name != "README.md")
KINDS = {
    kind["directory"]: kind["name"]
    for kind in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]["type"]
}


def towncrier(folder, *words: str) -> subprocess.CompletedProcess:
    """Run it on a copy of the project's news, so that the real ones stay."""
    command = [sys.executable, "-m", "towncrier", "build", "--dir", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, encoding="utf-8")


@pytest.fixture
def project(tmp_path):
    """A copy of what towncrier reads and writes, outside of git."""
    shutil.copytree(ROOT / "changes", tmp_path / "changes")
    for file in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


def test_a_release_moves_all_news_under_its_heading(project):
    (project / "changes" / "web-two-lines.fixed.md").write_text("修正了甲。\n也修正了乙。\n", "utf-8")
    before = (project / "CHANGELOG.md").read_text("utf-8")
    done = towncrier(project, "--yes", "--version", "9.8.7", "--date", "2030-01-02")
    assert done.returncode == 0, done.stderr
    after = (project / "CHANGELOG.md").read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert "\n\n## 9.8.7（2030-01-02）\n\n### 新增\n\n- " in after
    assert "\n\n### 修正\n\n" in after
    assert "\n- 修正了甲。\n  也修正了乙。\n" in after
    told = re.sub(r"\n *", "\n", after)
    assert [path.name for path in NEWS if path.read_text("utf-8").strip() not in told] == []
    assert {path.name for path in (project / "changes").iterdir()} == {"README.md", "template.md.jinja"}


def test_the_news_of_two_releases_stay_apart(project):
    assert towncrier(project, "--yes", "--version", "9.8.7").returncode == 0
    (project / "changes" / "web-later.new.md").write_text("新增丙。\n", "utf-8")
    assert towncrier(project, "--yes", "--version", "9.9.0", "--date", "2030-01-02").returncode == 0
    after = (project / "CHANGELOG.md").read_text("utf-8")
    assert "## 9.9.0（2030-01-02）\n\n### 新增\n\n- 新增丙。\n\n## 9.8.7（" in after


@pytest.mark.parametrize(
    "name", ["web-workbench.md", "web-workbench.feature.md", "workbench.new.md", "12.new.md"]
)
def test_other_names_are_refused(project, name):
    (project / "changes" / name).write_text("新增丁。\n", "utf-8")
    done = towncrier(project, "--draft", "--version", "9.8.7")
    assert done.returncode != 0
    assert name.split(".")[0] in done.stderr + done.stdout


def test_news_is_in_chinese():
    assert NEWS
    texts = {path.name: path.read_text("utf-8") for path in NEWS}
    assert not [name for name, text in texts.items() if not re.search(r"[\u4e00-\u9fff]", text)]


def test_the_page_explains_every_kind():
    page = (ROOT / "changes" / "README.md").read_text("utf-8")
    assert dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", page, re.MULTILINE)) == KINDS

"""Rules about the project as a whole: licence, lock file, names that must not leak."""

import getpass
import hashlib
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, ROOT, files, name
from tests.program import command
from zhijiao.config.environment import local_key

TEXT = (
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".csv",
    ".json",
    ".html",
    ".css",
    ".js",
    ".sh",
    ".yml",
    ".yaml",
    ".jinja",
    ".editorconfig",
    "Makefile",
    "NOTICE",
)
HOME_FOLDER = re.compile(r"(?<![\w.$}])/(?:home|Users|root|work|mnt)/\w[\w./-]*")


def pinned() -> dict[str, str]:
    """Return name and version of every locked package."""
    lock = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock, re.MULTILINE))


def test_licence_is_apache_2():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"] == "Apache-2.0"


def test_notice_names_every_vendored_project():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8").lower().replace(" ", "-")
    places = (PACKAGE / "web" / "static" / "vendor", PACKAGE / "documents" / "fonts")
    folders = [path.name for place in places for path in place.iterdir() if path.is_dir()]
    assert [folder for folder in folders if folder not in notice] == []


@pytest.mark.parametrize("place", ["web/static/vendor", "documents/fonts"])
def test_vendored_files_are_those_of_the_manifest(place):
    folder = PACKAGE / place
    listed = {
        file["file"]: file["sha256"]
        for package in json.loads((folder / "MANIFEST.json").read_text("utf-8"))["packages"]
        for file in package["files"]
    }
    found = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*") if path.suffix != ".json"
    }
    assert {
        file: hashlib.sha256(path.read_bytes()).hexdigest() for file, path in found.items()
    }.items() <= listed.items()


def test_every_direct_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    names = {re.split(r"[\[<>=~! ]", line)[0] for line in wanted}
    assert names - set(pinned()) == set()


def test_the_lock_names_no_package_index():
    lock = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    assert lock.count("==") <= lock.count("--hash=")


def test_no_file_names_a_folder_of_the_machine_it_was_written_on():
    found = []
    for path in files(*TEXT):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if HOME_FOLDER.search(line) or str(ROOT) in line and len(str(ROOT)) > 3:
                found.append(f"{name(path)}:{number}")
    found = [place for place in found if not place.startswith("tests/house/test_project.py")]
    assert found == []


def test_nothing_big_or_generated_is_kept():
    face = "zhijiao/documents/fonts/wqy-microhei/wqy-microhei.ttc"  # docs/decisions/0028
    assert [name(path) for path in files() if path.stat().st_size > 2_000_000] == [face]
    assert [name(path) for path in files(".pyc", ".sqlite3", ".egg-info")] == []


def test_the_bare_command_lists_our_commands_in_chinese(tmp_path):
    done = command(ZHIJIAO_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    listed = dict(line.split(maxsplit=1) for line in done.stdout.splitlines() if line.startswith("  "))
    assert {"serve", "migrate"} <= set(listed)
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in listed.values()), listed


def test_bare_make_lists_the_targets():
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    targets = {line.split()[1] for line in done.stdout.splitlines() if line.startswith("  make ")}
    assert {
        "setup",
        "run",
        "test",
        "test-fast",
        "check",
        "bench",
        "changelog",
        "demo",
        "clean",
        "sbom",
    } <= targets


def test_production_names_everything_it_lacks_at_once(tmp_path):
    done = command("check", ZHIJIAO_MODE="production", ZHIJIAO_HOME=str(tmp_path))
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    for variable in ("ZHIJIAO_SECRET_KEY", "ZHIJIAO_MASTER_KEY", "ALLOWED_HOSTS", "ZHIJIAO_SITE"):
        assert variable in done.stderr
    assert not (tmp_path / "var" / "keys").exists()


def test_a_production_configuration_passes_the_deployment_check(tmp_path):
    done = command(
        *("check", "--deploy", "--fail-level", "WARNING"),
        ZHIJIAO_MODE="production",
        ZHIJIAO_HOME=str(tmp_path),
        ZHIJIAO_SECRET_KEY="k9-" + "aB3xQ7zLmWp" * 6,
        ZHIJIAO_MASTER_KEY="m4-" + "Zt8RwYp2Kd" * 6,
        ALLOWED_HOSTS="zhijiao.example",
        ZHIJIAO_SITE="https://zhijiao.example",
    )
    assert done.returncode == 0, done.stderr


def test_every_variable_is_documented():
    asked = re.compile(r'(?:environ(?:\.get\(|\.setdefault\(|\[|, ))"([A-Z_]+)"')
    read = "".join(
        (PACKAGE / "config" / file).read_text("utf-8") for file in ("settings.py", "environment.py")
    )
    page = (ROOT / "docs" / "operations" / "settings.md").read_text("utf-8")
    assert {word for word in asked.findall(read) if f"`{word}`" not in page} == set()


def test_an_unknown_mode_is_refused_by_name(tmp_path):
    done = command("check", ZHIJIAO_MODE="prod", ZHIJIAO_HOME=str(tmp_path))
    assert done.returncode != 0
    assert "prod" in done.stderr
    assert "production" in done.stderr


def test_development_makes_keys_only_its_owner_can_read(tmp_path):
    assert command("check", ZHIJIAO_HOME=str(tmp_path)).returncode == 0
    keys = sorted((tmp_path / "var" / "keys").iterdir())
    assert [key.name for key in keys] == ["master", "secret"]
    assert {key.stat().st_mode & 0o777 for key in keys} == {0o600}
    assert len({key.read_text() for key in keys}) == 2
    assert local_key(tmp_path / "var" / "keys", "secret") == keys[1].read_text().strip()
    assert getpass.getuser() == Path(keys[0]).owner()

"""What checks the project outside of the suite, hooks and the forge's workflow, asks for the same as `make`."""

import itertools
import re

import pytest
import yaml

from tests.house.sources import ROOT

HOOKS = ".pre-commit-config.yaml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MATRIX_VALUE = re.compile(r"\$\{\{ matrix\.(\w+) \}\}")


def recipe(target: str) -> list[str]:
    """Return the commands of a target of the Makefile, as the shell gets them."""
    text = (ROOT / "Makefile").read_text("utf-8")
    lines = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", text, re.MULTILINE)[1].splitlines()
    return [line.strip().lstrip("@").replace("$(BIN)", ".venv/bin") for line in lines]


def targets() -> set[str]:
    """Return the names of the targets."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def spelled_out(job: dict) -> list[str]:
    """Return the commands of a job, once for every combination of its matrix."""
    matrix = job.get("strategy", {}).get("matrix", {})
    written = [step["run"] for step in job["steps"] if "run" in step]
    chosen = [dict(zip(matrix, values, strict=True)) for values in itertools.product(*matrix.values())]
    return [fill_in(command, values) for values in chosen for command in written]


def fill_in(command: str, values: dict[str, str]) -> str:
    """Return the command with the values of one combination."""
    return MATRIX_VALUE.sub(lambda name: values[name[1]], command)


def test_hooks_run_what_make_check_runs():
    repositories = yaml.safe_load((ROOT / HOOKS).read_text("utf-8"))["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"], "versions come from the lock"
    hooks = repositories[0]["hooks"]
    assert [hook["entry"].removeprefix("env ") for hook in hooks] == recipe("check")
    assert all(hook["always_run"] and not hook["pass_filenames"] for hook in hooks)
    assert len({hook["id"] for hook in hooks}) == len(hooks)


def test_a_workflow_is_there():
    assert WORKFLOWS


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_ask_for_targets_that_exist(path):
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    commands = [command for job in jobs.values() for command in spelled_out(job)]
    asked = [re.fullmatch(r"(?:sudo )?make ([a-z-]+)(?: [A-Z]+=\w+)*", command) for command in commands]
    assert [command for command, hit in zip(commands, asked, strict=True) if not hit] == [], "only make"
    assert {hit[1] for hit in asked} <= targets()


def test_the_forge_tests_every_python_on_both_databases():
    job = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8"))["jobs"]["test"]
    assert job["strategy"]["matrix"] == {
        "python": ["3.11", "3.12", "3.13"],
        "database": ["sqlite", "postgres"],
    }
    assert "postgres" in job["services"]


def test_all_of_it_is_both_halves_and_the_checks():
    first = re.search(r"^test: (.*?) ##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1].split()
    assert {"check", "test-sqlite", "test-postgres"} <= set(first)

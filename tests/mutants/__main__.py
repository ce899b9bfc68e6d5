"""`python -m tests.mutants`: try the changes, remember what came of each, print the figures.

    ONLY=access,writer   targets whose path contains one of these words; all of them otherwise
    SAMPLE=10            every tenth change
    AGAIN=1              forget what earlier runs have found

What was found is kept in var/mutants.jsonl: a killed change is not tried again until its file changes, a survivor until
its file or a test that guards it does.
"""

import ast
import hashlib
import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.changes import Change, changes
from tests.mutants.session import ROOT, Runner

HERE = Path(__file__).parent
KEPT = ROOT / "var" / "mutants.jsonl"
NEEDED = 0.95
BUDGET = 15.0
"""Seconds of tests, as they take unchanged, that one change may cost."""


def groups() -> list[dict]:
    """Targets with the tests that guard them."""
    return tomllib.loads((HERE / "targets.toml").read_text(encoding="utf-8"))["group"]


def equivalent() -> dict[tuple[str, str], str]:
    """Changes that no test can notice, by file and key, each with the reason."""
    listed = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))
    return {
        (each["file"], change): each["because"] for each in listed["change"] for change in each["changes"]
    }


def digest(*paths: str) -> str:
    """What files hold, in short."""
    made = hashlib.sha256()
    for path in paths:
        for file in sorted((ROOT / path).rglob("*.py")) if (ROOT / path).is_dir() else [ROOT / path]:
            made.update(file.read_bytes())
    return made.hexdigest()[:16]


class Ledger:
    """What is known of every change."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], dict] = {}
        if KEPT.exists() and not os.environ.get("AGAIN"):
            for line in KEPT.read_text(encoding="utf-8").splitlines():
                each = json.loads(line)
                self.known[each["file"], each["change"]] = each

    def outcome(self, group: dict, target: str, change: Change) -> str:
        """What became of a change, as far as that still holds; empty if it has to be tried."""
        found = self.known.get((target, change.key))
        if not found or found["source"] != digest(target):
            return ""
        return (
            found["outcome"]
            if found["outcome"] == "killed" or found["tests"] == digest(*group["tests"])
            else ""
        )

    def note(self, group: dict, target: str, change: Change, outcome: str) -> None:
        """Remember, at once on disk, so that an interrupted run goes on where it was."""
        each = {"file": target, "change": change.key, "outcome": outcome, "line": change.first}
        each |= {"source": digest(target), "tests": digest(*group["tests"])}
        self.known[target, change.key] = each
        KEPT.parent.mkdir(exist_ok=True)
        with KEPT.open("a", encoding="utf-8") as file:
            file.write(json.dumps(each, ensure_ascii=False) + "\n")


def changes_of(target: str) -> list[Change]:
    """All changes of a target."""
    return changes(ast.parse((ROOT / target).read_text(encoding="utf-8")))


def listed(target: str) -> list[Change]:
    """The changes of a target that were asked for."""
    return changes_of(target)[:: int(os.environ.get("SAMPLE", "1"))]


def chosen(group: dict) -> list[str]:
    """The targets of a group that were asked for."""
    words = [word for word in os.environ.get("ONLY", "").split(",") if word]
    return [target for target in group["targets"] if not words or any(word in target for word in words)]


def run(group: dict) -> int:
    """Try what is not known yet of a group, in this process, on SQLite."""
    os.environ["DATABASE_URL"] = ""
    ledger, argued = Ledger(), equivalent()

    def todo(target: str, found: list[Change]) -> list[Change]:
        asked = {change.key for change in listed(target)} if target in chosen(group) else set()
        return [
            change
            for change in found
            if change.key in asked
            and (target, change.key) not in argued
            and not ledger.outcome(group, target, change)
        ]

    def told(target: str, change: Change, outcome: str) -> None:
        ledger.note(group, target, change, outcome)
        if outcome != "killed":
            print(f"{outcome}  {target}:{change.first}  {change.key}", flush=True)

    if not any(todo(target, listed(target)) for target in chosen(group)):
        return 0
    kept = KEPT.with_name(f"mutants-{group['name']}-{digest(*group['targets'], *group['tests'])}.pickle")
    runner = Runner(group["targets"], todo, told, BUDGET, kept)
    words = ["-q", "-p", "no:xdist", "-s", "--tb=no", "-m", "not browser and not slow", *group["tests"]]
    return pytest.main(words, plugins=[runner])


def table() -> bool:
    """Print the figures of every target; true if enough changes are noticed."""
    ledger, argued = Ledger(), equivalent()
    total: Counter = Counter()
    heads = ("killed", "survived", "unreached", "untried", "equivalent", "not run")
    print(f"{'':40}" + "".join(f"{head:>12}" for head in heads))
    for group in groups():
        for target in chosen(group):
            asked = listed(target)
            counts = Counter(
                "equivalent"
                if (target, change.key) in argued
                else ledger.outcome(group, target, change) or "not run"
                for change in asked
            )
            total += counts
            print(f"{target.removeprefix('zhijiao/'):40}" + "".join(f"{counts[head]:12}" for head in heads))
            for change in sorted(
                {key for file, key in argued if file == target}
                - {change.key for change in changes_of(target)}
            ):
                print(f"  equivalent.toml names a change that is not there: {change}")
    print(f"{'total':40}" + "".join(f"{total[head]:12}" for head in heads))
    tried = sum(total[head] for head in heads) - total["not run"]
    noticed = total["killed"] + total["equivalent"]
    if tried:
        print(
            f"noticed or argued equivalent: {noticed / tried:.1%} of {tried} that were run; {NEEDED:.0%} are wanted"
        )
    return tried > 0 and noticed >= NEEDED * tried


def main() -> int:
    """Each group in a process of its own, then the table."""
    if len(sys.argv) > 1:
        return run(next(group for group in groups() if group["name"] == sys.argv[1]))
    for group in groups():
        if chosen(group):
            subprocess.run([sys.executable, "-m", "tests.mutants", group["name"]], cwd=ROOT, check=False)
    return 0 if table() else 1


if __name__ == "__main__":
    sys.exit(main())

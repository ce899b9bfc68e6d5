"""Send the API what its document allows, and what it forbids, as six roles: `python tools/fuzz_api.py [role …]`.

Schemathesis makes the requests; it is no dependency of the program: install it into an environment of its own and name
its command in SCHEMATHESIS. All of its checks are on but `ignored_auth`, which asks without a token and is answered by
tests. Two rounds a role: every operation a few times, then those of a form of each kind in depth. Writes what each
round found into var/fuzz, and ends with 1 if there was anything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_site import ROOT, Site, running

FOLDER = ROOT / "var" / "fuzz"
DEEP = "teacher|campus|moral_case|timetable|student_summary"
"""Forms of each kind: standing, by year, one per school, with a workflow, with views of their own, a summary."""
GENERAL = "openapi|schools|rounds|orgs|codes|findings|exports/"
CONFIG = """
[checks]
ignored_auth.enabled = false
# 422 is said of records (a reference that leads nowhere, a number that is taken); 400 of what the document forbids;
# 429 by exports, of which a person may have five at a time.
positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "412", "422", "428", "429"]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "405", "406", "412", "413", "422", "428"]
missing_required_header.expected-statuses = ["400", "401", "403", "404", "406", "412", "422", "428"]
"""


@dataclass(frozen=True)
class Role:
    """Who asks: an account of the demo, or the administrator's system, with what its token is narrowed to."""

    name: str
    account: str
    system: bool = False


ROLES = (
    Role("clerk", "demo-clerk"),
    Role("supervisor", "demo-supervisor"),
    Role("system", "demo-admin", system=True),
    Role("county", "demo-county"),
    Role("province", "demo-province"),
    Role("ministry", "demo-ministry-auditor"),
)


def main(names: list[str]) -> int:
    """Fuzz as the roles that are named, or as all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["ZHIJIAO_API_PER_MINUTE"] = "0"
    found = 0
    with running() as site:
        for role in ROLES:
            if not names or role.name in names:
                found += _fuzz(site, role, _token(role))
    return 1 if found else 0


def _token(role: Role) -> str:
    """A token of the account; of a system with what narrows it."""
    from zhijiao.identity.models import Role as BuiltIn
    from zhijiao.identity.models import TokenProfile, User
    from zhijiao.identity.tokens import Limits, create_token
    from zhijiao.users import system_accounts

    user = User.objects.select_related("org").get(username=role.account)
    if not role.system:
        return create_token(user, "fuzz")[1]
    hidden: dict[str, list[str]] = {"teacher": ["name", "phone"]}
    profile = TokenProfile.objects.get_or_create(org=user.org, name="fuzz", defaults={"hidden": hidden})[0]
    roles = BuiltIn.objects.filter(org=None, key="school_clerk")
    return system_accounts.issue(user.org, "fuzz", "fuzz", roles, 30, Limits(profile=profile), user)[1]


def _fuzz(site: Site, role: Role, token: str) -> int:
    rounds: dict[str, list[str]] = {
        "every": ["--phases", "examples,fuzzing", "--max-examples", os.environ.get("EVERY", "2")],
        "deep": [
            *("--phases", "examples,coverage,fuzzing", "--max-examples", os.environ.get("DEEP", "25")),
            *("--include-path-regex", f"/api/v1/(forms/({DEEP})/|cases/|{GENERAL})"),
        ],
    }
    bad = 0
    for name, options in rounds.items():
        if os.environ.get("ROUNDS", name) not in (name, "both"):
            continue
        report = FOLDER / f"{role.name}-{name}.txt"
        done = _run(site, token, options, report)
        said = report.read_text(encoding="utf-8")
        summary: Any = re.findall(
            r"(\d+ generated.*|.*(?:passed|failed|errored|skipped).*in [\d.]+s.*)", said
        )
        sys.stdout.write(f"{role.name} {name}: exit {done}, {'; '.join(summary[-2:])}\n")
        sys.stdout.flush()
        bad += done != 0
    return bad


def _run(site: Site, token: str, options: list[str], report: Path) -> int:
    config = FOLDER / "schemathesis.toml"
    config.write_text(CONFIG, encoding="utf-8")
    command = [os.environ.get("SCHEMATHESIS", "schemathesis"), "--config-file", str(config), "run"]
    command += [f"{site.url}/api/v1/openapi.json", "--url", site.url]
    command += ["--header", f"Authorization: Bearer {token}", "--no-color", "--continue-on-failure"]
    command += [
        "--exclude-checks",
        "ignored_auth",
        "--generation-database",
        "none",
        "--workers",
        "2",
        *options,
    ]
    with report.open("w", encoding="utf-8") as file:
        return subprocess.run(
            command, stdout=file, stderr=subprocess.STDOUT, cwd=FOLDER, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

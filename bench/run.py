"""All measurements on one database; started by ``python -m bench`` once per database."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

os.environ.setdefault("ZHIJIAO_MODE", "test")
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django

django.setup()

# Settings come first, the rest after.
# ruff: noqa: E402
from django.conf import settings
from django.test.utils import setup_test_environment

from bench import (
    exports,
    grids,
    imports,
    lists,
    lookup,
    nation,
    pages,
    rules,
    saves,
    snapshots,
    start,
    together,
    upserts,
)
from bench.measure import Line, peak_memory_mb, say

BENCHES: dict[str, Callable[[str, bool], Iterator[Line]]] = {
    "import": imports.run,
    "save": saves.run,
    "grid": grids.run,
    "rules": rules.run,
    "snapshot": snapshots.run,
    "export": exports.run,
    "together": together.run,
    "page": pages.run,
    "start": start.run,
    "list": lists.run,
    "board": nation.run,
    "lookup": lookup.run,
    "api": upserts.run,
}


def main() -> None:
    """Measure what the command line asks for; one JSON line per result on standard output."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    setup_test_environment(debug=False)
    settings.ALLOWED_HOSTS = ["*"]
    say(f"[{options.db}] creating the database")
    # A process of its own: making the tables takes more memory than anything that is measured.
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0", "--skip-checks"], check=True)
    for name, bench in BENCHES.items():
        if options.only and not options.only.startswith(name):
            continue
        say(f"[{options.db}] {name}")
        for line in bench(options.db, options.quick):
            print(line.json(), flush=True)
    say(f"[{options.db}] largest memory {peak_memory_mb():.0f} MB")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""``make bench``: every measurement on both databases, as a table on screen or as JSON lines.

    python -m bench --against COMMIT
    python -m bench [--json] [--quick] [--db sqlite|postgresql]
                    [--only import|save|grid|rules|snapshot|export|together|page|start|list|board|lookup|api]

With ``--against`` list pages a second are compared with those of another commit, and nothing else is measured.
Each line carries our time, the peer's and the floor's, taken in the same run; trust the ratios, not the seconds.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from bench import throughput
from bench.databases import database

HEADS = ("bench", "db", "ours ms", "peer ms", "x peer", "floor ms", "x floor", "target", "note")


def main() -> None:
    """Run one process per database, so that neither inherits the other's caches."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--db", choices=["sqlite", "postgresql"])
    parser.add_argument("--only", default="")
    parser.add_argument("--against", metavar="COMMIT")
    options = parser.parse_args()
    lines = []
    if options.against:
        _table([json.loads(line.json()) for line in throughput.against(options.against)])
        return
    for db in [options.db] if options.db else ["sqlite", "postgresql"]:
        with database(db) as url:
            for line in _measured(db, url, options):
                lines.append(line)
                if options.json:
                    print(json.dumps(line, ensure_ascii=False), flush=True)
    if not options.json:
        _table(lines)


def _measured(db: str, url: str, options: argparse.Namespace) -> Iterator[dict]:
    """The lines of one database, as they come."""
    command = [sys.executable, "-m", "bench.run", "--db", db]
    command += ["--quick"] * options.quick + (["--only", options.only] if options.only else [])
    environment = {**os.environ, "DATABASE_URL": url, "ZHIJIAO_MODE": "test"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        for text in process.stdout or ():
            if text.startswith("{"):
                yield json.loads(text)
    if process.returncode:
        raise SystemExit(process.returncode)


def _table(lines: list[dict]) -> None:
    """The results for reading."""

    def ms(value: float | None) -> str:
        return "" if value is None else f"{value * 1000:,.1f}"

    rows = [
        (
            line["bench"], line["db"], ms(line["ours_s"]), ms(line.get("peer_s")), str(line.get("vs_peer", "")),
            ms(line.get("floor_s")), str(line.get("vs_floor", "")), line.get("target", ""),
            "；".join(filter(None, (line.get("peer"), line.get("floor"), line.get("note")))),
        )
        for line in lines
    ]  # fmt: skip
    widths = [max(len(row[i]) for row in [HEADS, *rows]) for i in range(len(HEADS) - 1)]
    for row in [HEADS, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[-1]]))


if __name__ == "__main__":
    main()

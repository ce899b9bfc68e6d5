"""One process of `bench.together`: imports a file into the schools named, one after another."""

import sys
from pathlib import Path

import django

django.setup()

from bench import imports  # noqa: E402  needs the applications that the line above loads
from zhijiao.jobs.worker import stand_back  # noqa: E402
from zhijiao.orgs.models import Org  # noqa: E402


def main() -> None:
    """Import; an import that does not bring in all rows ends with an error."""
    stand_back()
    file, rows, *schools = sys.argv[1:]
    data = Path(file).read_bytes()
    for school in Org.objects.in_bulk(map(int, schools)).values():
        imports.ours(data, int(rows), school)


if __name__ == "__main__":
    main()

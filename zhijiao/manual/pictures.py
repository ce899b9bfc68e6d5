"""Pictures of the program: which ones there are, how they are taken again, and what is known of the files.

They are taken from the running demo by ``make manual-pictures``, so that none of them goes stale.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).parent / "static" / "manual" / "pictures"
STATIC = "manual/pictures"
ENDINGS = (".webp", ".png")
WIDE, NARROW = (1366, 768), (390, 844)


@dataclass(frozen=True)
class Picture:
    """How a picture is taken.

    ``who`` is the account of the demo that signs in, empty for nobody; ``address`` the page; ``selector`` the part of
    the page that is taken, empty for the window; ``mark`` what gets a frame drawn around it.
    """

    who: str
    address: str
    size: tuple[int, int] = WIDE
    selector: str = ""
    mark: tuple[str, ...] = ()


PICTURES: dict[str, Picture] = {
    "sign-in": Picture("", "/login/"),
    "security": Picture("demo-clerk", "/security/"),
    "workbench": Picture("demo-clerk", "/", mark=('[data-tour="progress"]', '[data-tour="quality"]')),
    "workbench-phone": Picture("demo-clerk", "/", NARROW),
    "authority": Picture("demo-city-auditor", "/", mark=('[data-tour="waiting"]', '[data-tour="schools"]')),
    "form-list": Picture("demo-clerk", "/forms/teacher/", mark=("form.query",)),
    "form-edit": Picture("demo-clerk", "/forms/campus/new/"),
    "grid": Picture("demo-clerk", "/forms/campus/grid/", mark=(".savebar",)),
    "data-password": Picture("demo-privacy", "/data-password/set/"),
    "import": Picture("demo-admin", "/manage/import/?form=department"),
    "timetable": Picture("demo-clerk", "/forms/timetable/week/"),
    "internships": Picture("demo-clerk", "/forms/internship_placement/board/"),
    "quality": Picture("demo-supervisor", "/quality/"),
    "signoff": Picture("demo-principal", "/signoff/"),
    "grants": Picture("demo-clerk", "/grants/"),
    "snapshots": Picture("demo-province-auditor", "/snapshots/"),
    "indicators": Picture("demo-principal", "/indicators/"),
    "annual-reports": Picture("demo-clerk", "/annual-reports/"),
    "cases": Picture("demo-clerk", "/forms/moral_typical_case/library/"),
    "oversight": Picture("demo-province-auditor", "/oversight/"),
    "oversight-schools": Picture("demo-province-auditor", "/oversight/schools/", mark=("form.query",)),
    "acceptance": Picture("demo-province-auditor", "/signoff/?view=all"),
    "monthly": Picture("demo-province-auditor", "/monthly/"),
    "messages": Picture("demo-clerk", "/messages/"),
    "support": Picture("demo-clerk", "/support/new/"),
    "manage-home": Picture("demo-admin", "/manage/"),
    "orgs": Picture("demo-province-admin", "/manage/orgs/", mark=('main a[href^="/manage/schools/open/"]',)),
    "users": Picture("demo-admin", "/manage/users/", mark=('main a[href^="/manage/users/add/"]',)),
    "user-new": Picture("demo-admin", "/manage/users/add/"),
    "roles": Picture("demo-admin", "/manage/roles/", mark=('main a[href^="/manage/roles/add/"]',)),
    "role-new": Picture("demo-admin", "/manage/roles/add/"),
    "audit": Picture("demo-admin", "/manage/audit/"),
    "rounds-admin": Picture("demo-province-admin", "/manage/rounds/"),
}
"""Every picture by its name."""


@dataclass(frozen=True)
class Taken:
    """The file of a picture, as a page shows it."""

    static: str
    path: Path
    width: int
    height: int


@cache
def taken(name: str) -> Taken | None:
    """The file of a picture; None where it has not been taken."""
    path = next((FOLDER / f"{name}{end}" for end in ENDINGS if (FOLDER / f"{name}{end}").is_file()), None)
    if path is None:
        return None
    with Image.open(path) as image:
        return Taken(f"{STATIC}/{path.name}", path, *image.size)


def names_of_files() -> set[str]:
    """Names of the pictures that there are files of."""
    return {path.stem for path in FOLDER.iterdir() if path.suffix in ENDINGS} if FOLDER.is_dir() else set()

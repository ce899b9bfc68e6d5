"""Everything that somebody can get about the planted people: every address of the URL table, and some with conditions.

Addresses are read from the URL table, so that a new page is read without being listed. They are asked for with GET
alone; what is posted is tried in `test_asking.py`.
"""

import io
import re
import zipfile
from types import SimpleNamespace

import openpyxl
from django.urls import reverse

from tests.background_work import prepared
from tests.security.attacker.scene import FORMS, PEOPLE
from zhijiao.filing.models import StagedRow
from zhijiao.filing.schema import registry
from zhijiao.selfcheck.addresses import addresses
from zhijiao.selfcheck.samples import Ground, parameter_values, takes_form

OPENED, REFUSED = (200, 422), (403, 405)
SUMMARIES = ("head_teacher",)
"""Of what is computed one stands for all: they have no private columns of their own, only those read through others."""
WITHOUT_RECORDS = frozenset({
    "api:document", "api:schools", "filing:columns", "filing:new", "intake:import_template", "web:faq", "web:nil",
    "intake:import_school_template", "users:bulk_template", "restructure:sheet_template", "manual:home",
    "manual:search", "manual:codes", "manual:form", "manual:form_pdf", "manual:chapter", "manual:chapter_pdf",
})  # fmt: skip
"""Pages of labels and empty templates: large, the same for everybody, and without a word about anybody."""


OF_ONE_FORM = frozenset({
    "filing:batches", "filing:change_query", "filing:delete", "filing:draft", "filing:grid_check", "filing:grid_draft",
    "filing:grid_rows", "filing:queries", "filing:reveal", "filing:set_column", "filing:undo", "intake:import_upload",
    "intake:review_return_rows", "intake:review_pass", "looks:record", "roles:who_record",
})  # fmt: skip
"""Pages of a form that show none of its values, or only take what is posted: one form stands for all."""
DEAR = frozenset({"intake:school_workbook"})
"""What costs a second and is the same for everybody who gets it: read by one of them."""
DOSSIERS = ("teacher", "student")
WORDS, TAG = "word/document.xml", re.compile(r"<[^>]+>")


_closed: dict[tuple, set[str]] = {}
"""Views that refused somebody above the school, by roles without level: of the next level the same is expected."""


def collect(scene, name, wanted=None) -> dict[str, str]:
    """The text of every answer that was given, by address; `wanted` are the names of addresses, if not all."""
    client, found = scene.client(name), {}
    kind = (name.startswith("school"), *(role.partition("_")[2] for role in PEOPLE[name]))
    closed = _closed.setdefault(kind, set()) if wanted is None else set()
    shut = set(closed)
    school = "" if scene.people[name].org_id == scene.school.pk else f"school={scene.school.pk}"
    asked = {**dict.fromkeys(every_address(scene, wanted)), **dict.fromkeys(with_conditions(scene))}
    for view, address, more in asked:
        if view in shut or (view in DEAR and name != "school"):
            continue
        path = address + ("?" + "&".join(filter(None, (school, more))) if school or more else "")
        answer = client.get(path)
        if answer.status_code in OPENED:
            found[path] = text_of(answer)
            closed.discard(view)
            if 'name="prepare"' in found[path]:
                found[f"{path} made"] = text_of(prepared(client, path))
        elif answer.status_code in REFUSED:
            closed.add(view)
    return found


def show_all_columns(scene, name) -> None:
    """Choose all columns in all lists, as every user may."""
    client = scene.client(name)
    for key in FORMS:
        names = list(registry.get(key).columns)
        client.post(f"{reverse('filing:columns', args=[key])}?school={scene.school.pk}", {"column": names})


def every_address(scene, wanted=None):
    """Every address behind the doors of the portals, filled with the planted school, people and records."""
    ground = _ground(scene)
    for address in addresses():
        if address.gate.kind != "portal" or address.name in WITHOUT_RECORDS:
            continue
        if wanted is not None and address.name not in wanted:
            continue
        for key in _forms(address):
            chosen = parameter_values(address, ground, registry.get(key) if key else None)
            yield address.name, address.url({name: thing.value for name, thing in chosen.items()}), ""


def _forms(address) -> tuple[str | None, ...]:
    if not takes_form(address):
        return (None,)
    return (FORMS[0],) if address.name in OF_ONE_FORM else (*FORMS, *SUMMARIES)


def with_conditions(scene):
    """What stands behind the question mark: order, columns, batches, the search of names."""

    def asked(name, *args, more=""):
        return name, reverse(name, args=args), more

    for key in FORMS:
        yield asked("filing:list", key, more="sort=-number&gaps=1")
        yield asked("filing:export", key, "csv", more="all=1")
    for key in DOSSIERS:
        yield asked("filing:dossier_paper", key, scene.ids[key], "docx")
    yield asked("lookup:page", more="q=韦")
    yield asked("filing:options", "student_aid", "student", more="q=韦")
    yield asked("filing:list", "student", more="name=韦")
    yield asked("users:teachers", more="q=韦")
    for row in StagedRow.objects.filter(school=scene.school):
        yield asked("intake:review_row", "teacher", row.pk)
    for batch in scene.batches:
        yield asked("intake:import", more=f"batch={batch.pk}")
        yield asked("intake:import_marked", batch.pk)


def _ground(scene) -> Ground:
    """The planted school as those who fill addresses know it."""
    clerk = SimpleNamespace(user=scene.clerk, account=scene.clerk)
    admin = SimpleNamespace(user=scene.admin, account=scene.admin)
    return Ground(scene.school, SimpleNamespace(clerk=clerk, admin=admin, stack=admin))


def text_of(answer) -> str:
    """Page, csv and JSON as they are, a workbook cell by cell with its comments, any other archive file by file.

    Nothing stands readable in a PDF; the same paper is read as a Word file.
    """
    content = answer.getvalue()
    if content.startswith(b"%PDF"):
        return ""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if WORDS in packed.namelist():
            return TAG.sub(" ", packed.read(WORDS).decode())
        if "[Content_Types].xml" not in packed.namelist():
            return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    texts = [str(cell.value) for cell in cells if cell.value is not None]
    return "\n".join(texts + [cell.comment.text for cell in cells if cell.comment])

"""Files in and out: what is not a workbook of ours gets in nowhere, and no file of ours carries a formula."""

import csv
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

import zhijiao
from tests import sample
from tests.background_work import work
from tests.intake.conftest import book
from tests.intake.sheets import plain, repacked, sheet_xml
from tests.security.test_tampering import EVERY, insiders, plain_form, visit
from zhijiao.files import keeping
from zhijiao.files.background_jobs import make_file
from zhijiao.files.models import PreparedFile
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.schema import registry
from zhijiao.intake import queue
from zhijiao.selfcheck.walk import rolled_back

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("own_process")]

UPLOADS = {
    "intake:import_upload": "file",
    "intake:import_school_upload": "file",
    "users:bulk": "file",
    "restructure:sheet": "file",
    "announcements:attach": "file",
    "rounds:take": "file",
    "support:new": "picture",
    "support:say": "picture",
    "filing:paste": "picture",
    "upstream:home": "file",
}
"""Every address that takes a file, with its box; the files of records have tests of their own."""
OFF = {"exchange:receive", "exchange:take_receipt"}
"""Addresses that are there only where installations exchange packages; tests/exchange sends them wicked files."""
BESIDES = {"subject": "问题", "text": "说明"}
"""What must be said along with a file of a conversation."""
BOMB = b"\0" * 30_000_000
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in b"bcdefghi"
)
OUTSIDE = b'<!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


@cache
def wicked() -> dict[str, tuple[str, bytes]]:
    good = plain(["a"], ["b"])

    def part(name, content):
        return repacked(good, lambda parts: parts.update({name: content}))

    def declared(head):
        def change(xml):
            assert b"<t>a</t>" in xml
            put = xml.replace(b"<worksheet", head + b"<worksheet", 1)
            return put.replace(b"<t>a</t>", b"<t>&i;</t>").replace(b"<t>b</t>", b"<t>&i;</t>")

        return sheet_xml(good, change)

    def moved(xml):
        return xml.replace(b'<row r="2"', b'<row r="1048576"').replace(b'r="A2"', b'r="XFD1048576"')

    far = sheet_xml(good, moved)
    return {
        "page": ("a.xlsx", b"<html><script>alert(1)</script></html>"),
        "picture": ("a.xlsx", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        "page-by-name": ("a.html", good),
        "macro-by-name": ("a.xlsm", good),
        "macro-inside": ("a.xlsx", part("xl/vbaProject.bin", b"x")),
        "old-format": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "zip-bomb": ("a.xlsx", part("xl/media/image1.png", BOMB)),
        "sheet-bomb": ("a.xlsx", part("xl/worksheets/sheet1.xml", BOMB)),
        "ten-thousand-parts": (
            "a.xlsx",
            repacked(good, lambda parts: parts.update({f"x/{n}": b"" for n in range(10_000)})),
        ),
        "billion-laughs": ("a.xlsx", declared(LAUGHS)),
        "entity-from-outside": ("a.xlsx", declared(OUTSIDE)),
        "way-out": ("../../a.xlsx", part("../../evil.txt", b"x")),
        "far-corner": ("a.xlsx", far),
        "empty": ("a.xlsx", b""),
        "header-in-name": ("a\r\nX-Evil: 1.xlsx", b"PK"),
    }


WICKED = (
    *(
        "page",
        "picture",
        "page-by-name",
        "macro-by-name",
        "macro-inside",
        "old-format",
        "zip-bomb",
        "sheet-bomb",
    ),
    *("ten-thousand-parts", "billion-laughs", "entity-from-outside", "way-out", "far-corner", "empty"),
    "header-in-name",
)


def test_every_address_that_takes_a_file_is_known():
    taking = {
        each.name for each in EVERY if "FILES" in source_of(each.view) or "uploaded(" in source_of(each.view)
    }
    named = {name for name in UPLOADS if any(each.name == name for each in EVERY)}
    assert named == set(UPLOADS)
    readers = [
        path for path in Path(zhijiao.__file__).parent.rglob("*.py") if "request.FILES" in path.read_text()
    ]
    assert {path.parent.name + "/" + path.name for path in readers} == {
        "intake/views.py",
        "pages/carrying.py",  # of packages
        "pages/asking.py",  # of support
        "pages/desk.py",  # of announcements
        "pages/file_boxes.py",
        "pages/file_pages.py",  # of rounds
        "pages/rich_text.py",
        "workbooks/table_sheet.py",
    }
    assert taking - OFF <= set(UPLOADS)


def source_of(view) -> str:
    import inspect

    return inspect.getsource(inspect.unwrap(view))


@pytest.mark.parametrize("kind", WICKED)
def test_wicked_files_get_in_nowhere(walker, kind):
    assert set(wicked()) == set(WICKED)
    name, content = wicked()[kind]
    reached = set()
    for address in EVERY:
        if address.name not in UPLOADS:
            continue
        for made in insiders(walker, address):
            if address.name == "filing:paste":
                made = visit(walker, address, walker.ground.cast.stack, registry.get("moral_case"))
            file = SimpleUploadedFile(name, content)
            body = encode_multipart(BOUNDARY, BESIDES | {UPLOADS[address.name]: file})
            counts = Counts()
            with rolled_back(), connection.execute_wrapper(counts):
                answer = walker.send(made, "POST", data=body, content_type=MULTIPART_CONTENT)
                while queue.run_pending_once():
                    assert ImportBatch.objects.latest("pk").state == "refused", (str(address), kind)
            if answer.status_code in (403, 404) and address.gate.kind == "member":
                continue  # the view itself turned him away
            reached.add(address.name)
            assert answer.status_code in (200, 302, 422), (str(address), answer.status_code)
            told = {"notices_message", "notices_inboxitem"} if "filing_importbatch" in counts.made else set()
            made_at_most = {"filing_importbatch", "jobs_job"} | told  # who uploaded hears that it was refused
            assert counts.made <= made_at_most, (str(address), kind, counts.made)
            assert "/etc/passwd" not in answer.content.decode()
            assert "X-Evil" not in answer
    assert reached == set(UPLOADS)


class Counts:
    """Notes into which tables of ours something is put; the audit log and the session may tell of it."""

    def __init__(self):
        self.made = set()

    def __call__(self, execute, sql, params, many, context):
        found = re.match(r'INSERT INTO "(\w+)"', sql)
        if found and not found[1].startswith(("audit_", "django_session", "private_datakey")):
            self.made.add(found[1])
        return execute(sql, params, many, context)


FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("http://evil.example")', "\t=1+1", "＝1+1"]
SHEETS = re.compile(r"xl/worksheets/.*\.xml")


@pytest.fixture
def suspicious(walker):
    """The school with formulas wherever a text can be typed: in records, a file's name, an account's name."""
    form, school = plain_form(), walker.ground.school
    texts = [column for column in form.stored if column.type == "text" and not column.private]
    for number, formula in enumerate(FORMULAS):
        row = form.model.unscoped.filter(school=school).first()
        free = [column for column in texts if column.name not in form.declaration.key]
        setattr(row, (free or texts)[number % len(free or texts)].name, formula[:20])
        row.pk = None
        for column in form.key_columns:
            if column.type == "text":
                setattr(row, column.name, f"{formula}{number}"[: column.facts.max_length or 20])
        row.save(force_insert=True)
    ImportBatch.objects.filter(school=school).update(file_name="=1+1\r\nX-Evil: 1.xlsx")
    walker.ground.cast.clerk.user.__class__.objects.filter(org=school).update(real_name="=1+1")
    return form


def long_file(walker, visited) -> bytes:
    """What is made in the background for somebody who is offered it."""
    with rolled_back():
        walker.send(visited, "POST", data=b"prepare=1", content_type="application/x-www-form-urlencoded")
        assert work(make_file) == 1
        return keeping.content_of(PreparedFile.objects.latest("pk"))


def test_no_file_of_ours_holds_a_formula(walker, suspicious):
    files = 0
    for address in EVERY:
        for made in list(insiders(walker, address))[:1]:
            visited = visit(walker, address, made.person, suspicious)
            answer = walker.ask(visited, "GET")
            content = long_file(walker, visited) if b'name="prepare"' in answer.content else answer.content
            if content[:2] != b"PK":
                continue
            files += 1
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                sheets = [packed.read(name).decode() for name in packed.namelist() if SHEETS.fullmatch(name)]
            assert not [xml for xml in sheets if re.search(r"<f[ >/]", xml)], str(address)
            assert "X-Evil" not in answer, str(address)
    assert files >= 8


def test_no_csv_of_ours_begins_a_cell_with_a_formula(walker, suspicious):
    seen = 0
    for address in EVERY:
        if not any(until.endswith("<str:fmt>") for until in map(address.until, address.parameters)):
            continue
        for made in list(insiders(walker, address))[:1]:
            chosen = dict(visit(walker, address, made.person, suspicious).chosen)
            chosen["fmt"] = type(chosen["fmt"])("csv")
            answer = walker.ask(type(made)(address, made.person, chosen, named=False), "GET")
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
            cells = [cell for row in rows for cell in row]
            seen += any("1+1" in cell or "SUM" in cell for cell in cells)
            wrong = [c for c in cells if c[:1] in "=+-@\t\r" and c and not re.fullmatch(r"-?[\d.]+|-", c)]
            assert not wrong, (str(address), wrong[:5])
    assert seen, "no formula was in any of them"


TEMPLATES = sorted(Path(zhijiao.__file__).parent.rglob("templates/**/*.html"))
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|\s(?:on[a-z]{3,}|style)\s*=\s*[\"']|javascript:|\|\s*safe\b|autoescape",
    re.I,
)


def test_no_template_has_script_style_or_raw_text_in_it():
    found = {
        f"{path.name}: {match[0]}"
        for path in TEMPLATES
        for match in [INLINE.search(path.read_text())]
        if match
    }
    assert found == set()


def test_a_known_good_file_gets_in(walker):
    """The tests above would pass if nothing got in at all."""
    form = plain_form()
    address = next(each for each in EVERY if each.name == "intake:import_upload")
    data = book(form.key, sample.row(form, 70), school=walker.ground.school)
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("a.xlsx", data)})
    counts = Counts()
    with connection.execute_wrapper(counts):
        walker.ask(
            visit(walker, address, walker.ground.cast.admin),
            "POST",
            data=body,
            content_type=MULTIPART_CONTENT,
        )
    assert registry.get(form.key) is form
    assert "filing_importbatch" in counts.made

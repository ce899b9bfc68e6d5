"""No file can hurt the program that reads it."""

import io
import pickle
import resource
from pathlib import Path

import pytest

from tests.intake.sheets import good, plain, repacked, rows_of, sheet_xml, teacher
from zhijiao.filing.models import ImportBatch
from zhijiao.kit import bare_child, bare_process
from zhijiao.workbooks import reading
from zhijiao.workbooks.markup import HURTS, FileRefused

pytestmark = pytest.mark.usefixtures("own_process")

FILES = Path(__file__).parent / "files"
FAR = b'<row r="200"><c r="XFD200">%s<v>1</v></c></row>'


def hidden_behind_a_comment(xml):
    return xml.replace(b"</sheetData>", FAR % b"<!-- -->" + b"</sheetData>")


def hidden_behind_an_instruction(xml):
    return xml.replace(b"</sheetData>", FAR % b"<?x y?>" + b"</sheetData>")


def hidden_behind_a_raw_bracket(xml):
    cell = b'<row r="200"><c x="a>b" r="XFD200"><v>1</v></c></row>'
    return xml.replace(b"</sheetData>", cell + b"</sheetData>")


def hidden_behind_an_end_in_a_comment(xml):
    head, end, rest = xml.rpartition(b"</sheetData>")
    return head.replace(b"<sheetData>", b"<sheetData><!-- </sheetData> -->") + FAR % b"" + end + rest


def hidden_in_a_second_table(xml):
    return xml.replace(b"<sheetData>", b"<sheetData/><sheetData>" + FAR % b"", 1)


def under_a_prefix(xml):
    cell = FAR.replace(b"<", b"<x:").replace(b"<x:/", b"</x:") % b""
    main = b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return xml.replace(b"<worksheet ", b"<worksheet " + main + b" ").replace(
        b"</sheetData>", cell + b"</sheetData>"
    )


def far_below_in_a_near_row(xml):
    return xml.replace(b"</row>", b'<c r="A1048576"><v>1</v></c></row>', 1)


WIDE = [
    hidden_behind_a_comment, hidden_behind_an_instruction, hidden_behind_a_raw_bracket,
    hidden_behind_an_end_in_a_comment, under_a_prefix,
]  # fmt: skip


@pytest.mark.parametrize("change", WIDE)
def test_a_far_cell_is_seen_however_it_is_hidden(change):
    book = reading.read_book(sheet_xml(plain(*rows_of(teacher(1))), change))
    assert book.sheets[0].refused == (
        "工作表“Sheet1”超过 256 列，请删去右侧多余的列（选中整列后删除）再上传。"
    )


def test_a_cell_far_below_its_row_is_refused():
    book = reading.read_book(sheet_xml(plain(*rows_of(teacher(1))), far_below_in_a_near_row))
    assert "地址与所在的行不符" in book.sheets[0].refused


def test_what_is_read_is_what_was_measured():
    """A second table in the same sheet is not read by either."""
    plainly = reading.read_book(plain(*rows_of(teacher(1)))).sheets[0].rows
    oddly = reading.read_book(sheet_xml(plain(*rows_of(teacher(1))), hidden_in_a_second_table)).sheets[0]
    assert (oddly.refused, oddly.rows) in (("", []), ("", plainly))


def test_a_mark_that_would_hurt_is_refused_before_the_upload(office):
    def spoil(parts):
        name = max(name for name in parts if name.startswith("xl/worksheets/sheet"))
        parts[name] = hidden_behind_a_comment(parts[name])

    with pytest.raises(FileRefused, match="“模板标记”超过 256 列"):
        office.upload("teacher", repacked(good(), spoil))
    assert not ImportBatch.objects.exists()


def test_the_fault_file_is_refused(office):
    batch = office.upload("teacher", (FILES / "f1-wide-cell-behind-comment.xlsx").read_bytes())
    assert (batch.state, "超过 256 列" in batch.message) == ("refused", True)


def test_other_spellings_read_the_same():
    data = plain(*rows_of(teacher(1), teacher(2)))
    sheet = reading.read_book(data).sheets[0]
    for change in (
        lambda xml: xml.replace(b"<row r=", b"<!-- > --><row r="),
        lambda xml: xml.replace(b'"', b"'"),
    ):
        assert reading.read_book(sheet_xml(data, change)).sheets[0].rows == sheet.rows


def test_the_process_ends_at_its_memory(monkeypatch):
    """Whatever the reader asks for, the one who asked lives on and has a sentence."""
    greedy = "import zhijiao.kit.bare_child as c; c.limit(); bytes(900_000_000)"
    command = [*reading.PROGRAM.command[:-2], "-c", greedy]
    monkeypatch.setattr(bare_process.BareProgram, "command", command)
    with pytest.raises(FileRefused, match=HURTS[:12]):
        reading.read_book(plain(*rows_of(teacher(1))))


def test_the_process_ends_at_its_time(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(FileRefused, match=HURTS[:12]):
        reading.read_book(plain(*rows_of(teacher(1))))


def test_the_answer_is_taken_for_data():
    with pytest.raises(pickle.UnpicklingError):
        bare_process.PlainAnswer(io.BytesIO(pickle.dumps(resource.getrlimit)), reading.PROGRAM.taken).load()


def test_the_process_has_a_limit_below_half_a_gigabyte():
    assert bare_child.MEMORY < 500 * 1000 * 1000

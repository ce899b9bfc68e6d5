"""The catalogue of forms as data."""

import io
import json

from django.core.management import call_command

from zhijiao.catalogue import matrix
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.describe import catalogue

ENTRY = {
    "order", "key", "form", "label", "module", "path", "kind", "period", "importable", "import_order",
    "daily_from", "obligations", "columns", "needs", "parts", "rules",
}  # fmt: skip
COLUMN = {
    "name", "label", "type", "unit", "required", "required_when", "private", "code_table", "ref", "moment",
    "note", "source",
    "source_kind", "doubt", "kind", "length", "optional_for",
}  # fmt: skip
REQUIRED = {"continuing": 47, "resumed": 26, "attached": 33, "other": 21}


def printed(*words):
    said = io.StringIO()
    call_command("catalogue", *words, stdout=said)
    return said.getvalue()


def test_there_is_one_entry_per_place_in_the_matrix_s_order():
    entries = catalogue()
    assert [(entry["order"], entry["key"]) for entry in entries] == [
        (place.order, place.slug) for place in matrix.places()
    ]
    assert all(set(entry) == ENTRY for entry in entries)


def test_the_numbers_of_required_forms_close():
    for school_type, total in REQUIRED.items():
        owed = [entry["obligations"][school_type] for entry in catalogue()]
        assert sorted(cell["number"] for cell in owed if cell["number"]) == list(range(1, total + 1))
        assert all(cell["level"] for cell in owed)


def test_kinds_tell_what_exists():
    entries = catalogue()
    assert {entry["kind"] for entry in entries} == {"form", "single", "summary"}
    for entry in entries:
        assert entry["kind"] == registry.get(entry["form"]).catalogue_kind
        assert entry["columns"]
        assert entry["importable"] == (entry["kind"] == "form")
    singles = {entry["form"] for entry in entries if entry["kind"] == "single"}
    assert singles >= {"school_profile", "premises", "income"}
    there = {entry["form"] for entry in entries}
    there |= {part["form"] for entry in entries for part in entry["parts"]}
    assert there == set(registry.forms())


def test_columns_say_all_that_a_program_needs():
    keys = {entry["form"] for entry in catalogue()}
    for entry in (*catalogue(), *(part | {"kind": "part"} for each in catalogue() for part in each["parts"])):
        assert set(entry["needs"]) <= keys
        for column in entry["columns"]:
            assert set(column) == COLUMN
            assert all(column[fact] for fact in ("name", "label", "type", "note")), column
            assert column["source"] or entry["kind"] == "summary", column
            assert column["ref"] is None or column["ref"] in keys
    teacher = next(entry for entry in catalogue() if entry["form"] == "teacher")
    columns = {column["name"]: column for column in teacher["columns"]}
    assert columns["id_number"]["private"] is True
    assert columns["sex"]["code_table"] == "sex"
    assert columns["name"]["required"] is True


def test_the_command_prints_the_same_every_time():
    text = printed("--json")
    assert text == printed("--json")
    assert json.loads(text) == json.loads(json.dumps(catalogue()))
    assert "教师基本信息" in printed() or "教师信息" in printed()

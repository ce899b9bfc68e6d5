"""What a declaration has to say. No database."""

from tests.contract.together import EVERY, RECORDS, SEVERAL, of_all
from zhijiao.catalogue import tables
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.facts import BLIND_SUFFIX

MODULES = [
    "general", "safety", "party", "moral", "industry", "teaching", "internship", "employment", "training",
    "publicity",
]  # fmt: skip
"""A form refers to forms of its own module or of one further to the left."""


@of_all(EVERY)
def test_it_stands_in_the_menu(each):
    assert each.places
    assert each.module in {place.module for place in each.places}
    assert each.label
    assert len(each.help) > 10


MODULES_OF_PART_ONE = ("general", "safety", "party", "moral")
LEAST_ITEMS = 700
FILLER = set("请填写的为是，。；、“”（）/ ")
"""What makes a note longer without saying anything."""

OTHER_CONCEPTS = ("国别", "地区", "省份", "行业", "职称", "文化程度", "语种", "工种", "性质")
FREE_TEXT = {
    ("off_campus_site", "majors"): "several majors of the school by their short names",
    ("teacher", "studied"): "majors of universities, whose catalogue is not among the tables",
    ("teacher_recognition", "speciality"): "subjects and trades beside majors",
    ("teacher_title", "speciality"): "subjects as the reviewers name them",
    ("training_base", "other_majors"): "several majors of the school by their short names",
    (
        "joint_programme",
        "partner_major",
    ): "majors of higher colleges, whose catalogue is not among the tables",
}
"""Lines of text whose label ends like the title of a code table, and why the table does not serve them."""


@of_all(EVERY)
def test_every_item_tells_a_clerk_more_than_its_label(each):
    for column in each.columns.values():
        assert column.label
        assert len(column.note) >= 6, column
        assert column.note.strip("。") != column.label, column
    for column in each.stored:
        said = set(column.note) - set(column.label) - FILLER
        assert len(said) >= 5, f"{column}: the note says little that the label does not: {column.note}"


@of_all(RECORDS)
def test_what_a_code_table_holds_is_not_asked_for_as_text(form):
    titles = {tables.table(key).title for key in tables.all_keys()} | set(OTHER_CONCEPTS)
    texts = [column for column in form.stored if column.type in ("text", "longtext")]
    coded = {(form.key, c.name) for c in texts if any(c.label.endswith(title) for title in titles)}
    assert coded == {place for place in FREE_TEXT if place[0] == form.key}


def test_the_first_four_modules_have_their_items():
    stored = [form.stored for form in registry.registry().records if form.module in MODULES_OF_PART_ONE]
    assert sum(map(len, stored)) >= LEAST_ITEMS


@of_all(EVERY)
def test_no_two_items_have_one_label(each):
    labels = [column.label for column in each.columns.values()]
    assert len(set(labels)) == len(labels), sorted(label for label in labels if labels.count(label) > 1)


@of_all(EVERY)
def test_every_stored_item_names_its_source(each):
    assert [column.name for column in each.stored if not column.source] == []


@of_all(RECORDS)
def test_required_items_have_an_example(form):
    missing = [column.name for column in form.stored if column.required and column.example in (None, "")]
    assert missing == []


@of_all(EVERY)
def test_amounts_have_a_unit(each):
    numbers = [column for column in each.stored if column.type in ("money", "area", "decimal")]
    assert [column.name for column in numbers if not column.unit] == []


@of_all(EVERY)
def test_code_tables_exist_and_know_the_examples(each):
    for column in each.columns.values():
        if not column.code_table:
            continue
        table = tables.table(column.code_table)
        assert table.choices(), column
        if column.type == "codes":
            continue
        assert column.example in (None, "") or table.find(str(column.example)), column
        assert column.facts.default is None or table.find(column.facts.default), column


@of_all(EVERY)
def test_listing_filters_and_order_name_columns(each):
    shown = [column.name for column in each.listing_columns]
    assert shown
    assert set(shown) <= set(each.columns)
    for column in each.filter_columns:
        column = each.columns[getattr(column, "name", column)]
        assert column.filterable or each.is_summary, column


@of_all(SEVERAL)
def test_a_list_has_an_order(several):
    assert several.ordering
    assert several.filter_columns
    assert several.key_columns


@of_all(RECORDS)
def test_sections_hold_every_item_once(form):
    held = [column.name for group in form.sections.values() for column in group]
    assert held == sorted(held, key=list(form.columns).index)
    assert set(held) == set(form.columns)
    assert list(form.declaration.sections.values())[0] in (*PERIOD_FIELDS[form.period], *form.columns)
    assert set(form.declaration.sections) == set(form.sections)
    assert all(len(title) <= 20 for title in form.sections)


@of_all(RECORDS)
def test_every_key_and_index_begins_with_the_school(form):
    meta = form.model._meta
    for made in (*meta.indexes, *meta.constraints):
        assert made.fields[0] == "school", made.name
    for field in meta.local_fields:
        assert field.primary_key or not (field.unique or field.db_index), field.name
    assert meta.unique_together == ()


@of_all(RECORDS)
def test_items_may_be_empty_in_the_database(form):
    period = PERIOD_FIELDS[form.period]
    assert [
        c.name for c in form.stored if c.name not in period and not form.model._meta.get_field(c.name).null
    ] == []


@of_all(RECORDS)
def test_private_items_are_stored_wide_enough_for_their_ciphertext(form):
    names = {field.name: field for field in form.model._meta.local_fields}
    for column in form.private_columns:
        width = names[column.name].max_length
        assert width is None or width > 2 * column.facts.max_length
        assert (column.name + BLIND_SUFFIX in names) == column.facts.exact, column
        assert column.order_by == ""


@of_all(RECORDS)
def test_references_lead_to_forms_of_this_or_a_lower_module(form):
    for column in form.stored:
        if column.ref:
            assert MODULES.index(column.target.module) <= MODULES.index(form.module), column


@of_all(EVERY)
def test_prerequisites_make_no_ring(each):
    def walk(form, above):
        assert form not in above, [step.key for step in above]
        for needed in form.needs:
            walk(needed, (*above, form))

    walk(each, ())


@of_all([form for form in EVERY if form.is_summary])
def test_a_summary_says_what_it_counts(each):
    assert each.definition
    assert each.reads
    assert each.needs
    assert each.stored == []


@of_all(RECORDS)
def test_the_module_refers_to_others_by_label_only(form):
    assert form.model.__module__.startswith(f"zhijiao.modules.{form.module}.models")

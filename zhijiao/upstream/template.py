"""The empty workbook of a source system: a sheet for each part, and one that explains every column."""

from io import BytesIO

from xlsxwriter import Workbook

from zhijiao.upstream.layout import SCHOOL_FIELD, SCHOOL_LABEL, Field, SourceSystem

NOTES = "填写说明"


def workbook(system: SourceSystem) -> bytes:
    """The template."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    for part in system.parts:
        sheet = book.add_worksheet(part.label)
        labels = [SCHOOL_LABEL, *(each.label for each in part.fields)]
        for place, label in enumerate(labels):
            sheet.set_column(place, place, max(len(label) * 2 + 2, 12), text)
            sheet.write_string(0, place, label, head)
        sheet.freeze_panes(1, 0)
    sheet = book.add_worksheet(NOTES)
    sheet.set_column(0, 5, 22, text)
    heads = ("数据集", "列名", "接口字段", "填入表单", "说明", "例")
    lines = [heads]
    for part in system.parts:
        lines.append((part.label, SCHOOL_LABEL, SCHOOL_FIELD, "", "多所学校的数据必填，用来分发到学校", ""))
        lines += [
            (part.label, each.label, each.name, each.column.form.label, said(each), example(each))
            for each in part.fields
        ]
    for number, line in enumerate(lines):
        for place, cell in enumerate(line):
            sheet.write_string(number, place, cell, head if number == 0 else text)
    book.close()
    return out.getvalue()


def said(each: Field) -> str:
    """What a field does, in words."""
    words = "源头提供，在本系统只读" if each.owned else "只用于新增的记录，已有记录不改"
    found = {
        "document": "用于比对人员",
        "roll": "用于比对人员",
        "name": "用于比对人员",
        "birth": "用于比对人员",
        "key": "用于比对",
        "other": "用于比对",
    }.get(each.match, "")
    return f"{words}；{found}" if found else words


def example(each: Field) -> str:
    """The example of the item; none for private ones."""
    column = each.column
    return "" if column.private or column.example is None else str(column.example)

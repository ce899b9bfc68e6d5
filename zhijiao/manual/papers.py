"""The manual as papers: chapters and forms as blocks of a document."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image

from zhijiao.catalogue import matrix
from zhijiao.documents.document import (
    Block,
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
)
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.manual import form_facts, text
from zhijiao.manual.chapters import Chapter, chapters
from zhijiao.manual.pictures import taken

TITLE = "全国中等职业学校管理信息系统操作手册"
ITEM_HEADS = ("填报项", "必填", "填报说明", "示例", "取值", "依据")


def of_chapter(chapter: Chapter) -> Document:
    """One chapter."""
    return Document(chapter.title, list(_blocks(chapter.blocks, 1)), subtitle="操作手册")


def of_form(form: FormLike) -> Document:
    """One form."""
    return Document(registry.distinct_label(form), list(_form(form, 1)), subtitle="表单说明")


def whole() -> Document:
    """All chapters, then all forms by module."""
    return Document(TITLE, list(_whole()), cover=True)


def _whole() -> Iterator[Block]:
    for chapter in chapters().values():
        yield PageBreak()
        yield Heading(chapter.title)
        yield from _blocks(chapter.blocks, 2)
    told: set[str] = set()
    for key, title in matrix.module_titles().items():
        yield PageBreak()
        yield Heading(f"表单说明：{title}")
        for form in registry.forms().values():
            where = (form.host or form).places
            if form.key not in told and where and where[0].module == key:
                told.add(form.key)
                yield Heading(registry.distinct_label(form), 2)
                yield from _form(form, 3)


def _blocks(blocks: Sequence[text.Block], top: int) -> Iterator[Block]:
    """Blocks of a chapter; its uppermost headings get the level ``top``."""
    for block in blocks:
        if isinstance(block, text.Head):
            yield Heading(block.text, min(3, block.level - 2 + top))
        elif isinstance(block, text.Para):
            yield Paragraph(_runs(block.spans))
        elif isinstance(block, text.Items):
            yield from _items(block)
        elif isinstance(block, text.Grid):
            rows = [[text.words(cell) for cell in row] for row in block.rows]
            yield Table([[text.words(cell) for cell in block.head]], rows, widths=_widths(block))
        elif isinstance(block, text.Note):
            yield from (_as_note(each) for each in _blocks(block.blocks, top))
        elif isinstance(block, text.Listing):
            yield Paragraph(block.text, plain=True)
        elif (made := taken(block.name)) is not None:
            yield Picture(_png(made.path.read_bytes()), block.said)


def _runs(spans: text.Spans) -> list[Run]:
    return [Run(span.text, span.bold) for span in spans]


def _as_note(block: Block) -> Block:
    return Paragraph(block.text, plain=True) if isinstance(block, Paragraph) else block


def _items(block: text.Items) -> Iterator[Block]:
    said = [text.plain(item) for item in block.items]
    if not block.numbered:
        yield Bullets(said)
        return
    for number, step in enumerate(said, 1):
        yield Paragraph(f"{number}. {step}", plain=True)


def _widths(grid: text.Grid) -> list[float]:
    """Columns as wide as their longest cell asks for, none narrower than a tenth."""
    rows = [grid.head, *grid.rows]
    longest = [max(len(text.words(row[at])) for row in rows) for at in range(len(grid.head))]
    return [max(6.0, min(40.0, float(each))) for each in longest]


def _png(data: bytes) -> bytes:
    """A picture as a file that papers take; they press it themselves, so that here it need not be small."""
    out = BytesIO()
    with Image.open(BytesIO(data)) as image:
        image.convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def _form(form: FormLike, level: int) -> Iterator[Block]:
    """What the manual tells of a form."""
    facts = form_facts.facts_of(form.key)
    yield Paragraph(facts.purpose)
    yield Bullets([*facts.paths, facts.period])
    if facts.definition:
        yield Paragraph(f"汇总口径：{facts.definition}。")
    yield Heading("填报单位与人员", level)
    yield Bullets(form_facts.who_fills(form))
    for path, owed in form_facts.owed(form):
        rows = [
            [each.school_type, each.obligation.words, each.obligation.scope, each.meaning] for each in owed
        ]
        yield Table(
            [("学校类型", "填报要求", "填报范围", "说明")], rows, widths=(26, 18, 24, 32), caption=path
        )
    yield from _listed("前置表单与条件", level, [*(need.label for need in facts.needs), *facts.preparations])
    yield Heading("填报项目", level)
    for title, items in facts.sections:
        yield Table([ITEM_HEADS], [_item(item) for item in items], (15, 11, 30, 13, 14, 17), caption=title)
    yield from _listed("表内校验", level, facts.demands)
    yield from _listed("导入", level, form_facts.how_to_import(facts))
    if facts.rules:
        yield Heading("数据校验规则", level)
        rows = [[rule.level.label, rule.title, rule.remedy] for rule in facts.rules]
        yield Table([("类别", "问题", "处理办法")], rows, widths=(12, 40, 48))
    if facts.mistakes:
        yield Heading("常见错误", level)
        rows = [[each.title, f"{each.item}：{each.typed}", each.said, each.remedy] for each in facts.mistakes]
        yield Table([("情形", "示例", "系统提示", "办法")], rows, widths=(20, 24, 28, 28))
    yield from _listed("完成情况", level, form_facts.completeness(form))


def _item(item: form_facts.ItemFacts) -> list[str]:
    unit = f"（{item.unit}）" if item.unit else ""
    note = item.note + ("（隐私数据）" if item.private else "")
    return [item.label + unit, item.required, note, item.example, item.values_from or item.kind, item.source]


def _listed(title: str, level: int, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Heading(title, level)
        yield Bullets(lines)

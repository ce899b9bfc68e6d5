"""A version of a case as a paper: its items, its pictures, and the steps that the reader may see."""

from collections.abc import Callable, Iterable

from django.utils import timezone

from zhijiao.cases.models import Case, CaseStep, CaseVersion
from zhijiao.documents.document import Block, Bullets, Document, Heading, Paragraph, Picture, Run, Table
from zhijiao.kit.rich_text import reading, sanitise

PictureSource = Callable[[str], bytes | None]


def blocks_of(html: str, picture: PictureSource) -> list[Block]:
    """The blocks of a rich text; neighbouring items become one list, a picture that is lost is said to be."""
    made: list[Block] = []
    items: list[str] = []
    for block in reading.blocks_of(sanitise.show(html)):
        if block.kind == "item":
            items.append(block.mark + block.text)
            continue
        if items:
            made.append(_list(items))
            items = []
        made += _one(block, picture)
    return [*made, _list(items)] if items else made


def _list(items: list[str]) -> Block:
    """A list whose marks were bullets stays one; numbers stand as they are."""
    if all(item.startswith("• ") for item in items):
        return Bullets([item[2:] for item in items])
    return Paragraph("\n".join(items), plain=True)


def _one(block: reading.Block, picture: PictureSource) -> Iterable[Block]:
    if block.kind == "heading":
        yield Heading(block.text, min(3, block.rank + 1))
    elif block.kind == "table":
        wide = max((len(row) for row in block.rows), default=0)
        if wide:
            yield Table([], [[*row, *[""] * (wide - len(row))] for row in block.rows])
    elif block.kind == "picture":
        numbers = sanitise.pictures_in(block.mark)
        data = picture(numbers[0]) if numbers else None
        yield Picture(data, block.text) if data else Paragraph(f"（图片“{block.text}”无法读取）")
    else:
        yield Paragraph(block.text)


def paper(
    case: Case, version: CaseVersion, steps: Iterable[CaseStep], state: str, picture: PictureSource
) -> Document:
    """The paper of a version."""
    items = {item["name"]: item for item in version.items}
    title = items.get("title", {}).get("text") or case.title
    facts = [
        ["学校", case.school.name],
        ["案例编号", case.number],
        ["状态", f"{state}（第 {version.number} 版）"],
    ]
    facts += [
        [item["label"], item["text"]]
        for item in version.items
        if not item["html"] and item["text"] and item["name"] != "title"
    ]
    blocks: list[Block] = [Table([], facts, widths=(1, 3))]
    for item in version.items:
        if item["html"]:
            blocks += [Heading(item["label"], 1), *blocks_of(item["html"], picture)]
    if held := version.files.get("pictures"):
        blocks.append(Heading("图片", 1))
        for file in held:
            data = picture(file["number"])
            name = file["name"].rpartition(".")[0]
            blocks.append(Picture(data, name) if data else Paragraph(f"（图片“{name}”无法读取）"))
    if names := [file["name"] for file in version.files.get("attachments", [])]:
        blocks += [Heading("附件", 1), Bullets(names)]
    blocks += [
        Heading("办理记录", 1),
        _trail(steps),
        Paragraph([Run(f"内容摘要 {version.digest}")], plain=True),
    ]
    return Document(title, blocks, subtitle="案例", issuer=case.school.name)


def _trail(steps: Iterable[CaseStep]) -> Table:
    rows = [[_day(step), step.org_name, step.user_name, step.label, step.reason] for step in steps]
    return Table([["时间", "单位", "姓名", "办理", "理由"]], rows, widths=(2, 3, 1.3, 2, 3))


def _day(step: CaseStep) -> str:
    return f"{timezone.localtime(step.at):%Y-%m-%d %H:%M}"

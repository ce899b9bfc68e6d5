"""What a round that people make has to be, beyond what holds for every round."""

from collections.abc import Iterator

from zhijiao.catalogue.matrix import Round, module_titles, places
from zhijiao.catalogue.round_files import problems, read_round, short


class RoundRefused(ValueError):
    """A round cannot be so; ``reasons`` say everything that is wrong, each with its remedy."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = list(reasons)


def check(filing: Round) -> None:
    """Refuse a round with anything wrong.

    Raises:
        RoundRefused: with everything that is wrong.
    """
    if found := [*problems(filing), *_own_problems(filing)]:
        raise RoundRefused(*found)


def read(text: str, key: str) -> Round:
    """The round that a file holds, for the round with this key.

    Raises:
        RoundRefused: with everything that is wrong.
    """
    found, wrong = read_round(text)
    if found is None:
        raise RoundRefused(*wrong)
    if found.key != key:
        raise RoundRefused(
            f"文件是轮次“{found.key}”的，当前轮次是“{key}”：请选择对应的文件，或更正开头的 key。"
        )
    check(found)
    return found


def one_line(label: str, text: str) -> str:
    """A short text that may stand in a file.

    Raises:
        RoundRefused: with what the text is of, and the remedy.
    """
    try:
        return short(text.strip())
    except ValueError as error:
        raise RoundRefused(f"{label}：{error}。") from error


def _own_problems(filing: Round) -> Iterator[str]:
    """Years that do not fit, texts that cannot stand there, and forms that the program does not have."""
    if filing.academic_from.year != filing.academic_year:
        yield f"学年开始日期 {filing.academic_from} 不在 {filing.academic_year} 年，请与学年一致。"
    if (filing.academic_to - filing.academic_from).days > 366:
        yield f"学年 {filing.academic_from} 至 {filing.academic_to} 超过一年，请更正。"
    if filing.calendar_from.year != filing.calendar_to.year:
        yield f"自然年 {filing.calendar_from} 至 {filing.calendar_to} 跨年，请更正。"
    for label, text, most in (
        ("名称", filing.title, 40),
        ("依据", filing.source, 300),
        ("说明", filing.note, 300),
    ):
        try:
            if len(short(text)) > most:
                raise ValueError(f"超过 {most} 个字，请缩短")
        except ValueError as error:
            yield f"{label}：{error}。"
    yield from _strange_places(filing)


def _strange_places(filing: Round) -> Iterator[str]:
    """Places whose form, address or module the program does not have."""
    titles, known = module_titles(), {place.slug: place for place in places()}
    for place in filing.places:
        here = f"第 {place.order} 行 “{'/'.join(place.path)}”"
        mine = known.get(place.slug)
        if mine is None or mine.form != place.form:
            yield f"{here}：系统没有标识为 {place.slug}、表单为 {place.form} 的栏目，请删去这一行或更正。"
        elif titles.get(place.module) != place.path[0] or mine.module != place.module:
            yield f"{here}：模块应为 {mine.module}（{mine.path[0]}），请更正。"
        elif mine.import_order != place.import_order:
            yield f"{here}：import_order 应为 {mine.import_order or '空'}，导入次序由系统决定，请改回。"
        elif len(place.path) < 2:
            yield f"{here}：路径至少两级，请写成“模块/栏目”。"

"""A chapter that cannot be read, or that leads nowhere, stops the start."""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.urls import NoReverseMatch, URLResolver, get_resolver

from zhijiao.manual.chapters import Chapter, chapters
from zhijiao.manual.contexts import DEFAULTS
from zhijiao.manual.links import LeadsNowhere, address
from zhijiao.manual.markdown import Unreadable
from zhijiao.manual.pictures import PICTURES, names_of_files
from zhijiao.manual.text import spans_of


@checks.register(checks.Tags.urls)
def check_manual(app_configs: Any, **kwargs: Any) -> list[checks.Error]:
    """Chapters, their links, and where each area of the program leads."""
    try:
        return [checks.Error(problem, id="manual.E001") for problem in problems()]
    except Unreadable as wrong:
        return [checks.Error(str(wrong), id="manual.E001")]


def problems() -> Iterator[str]:
    """What is wrong with the manual."""
    named: dict[str, str] = {}
    for chapter in chapters().values():
        yield from _links(chapter)
        for page in chapter.pages:
            if page in named:
                yield f"{chapter.slug}：页面“{page}”已由“{named[page]}”说明"
            named[page] = chapter.slug
    yield from _areas()
    for area, said in DEFAULTS.items():
        try:
            address(f"chapter:{said}")
        except LeadsNowhere as nowhere:
            yield f"DEFAULTS[{area!r}]：{nowhere}"


def _links(chapter: Chapter) -> Iterator[str]:
    for block in chapter.blocks:
        for spans in spans_of(block):
            for span in spans:
                if span.target:
                    try:
                        address(span.target)
                    except (LeadsNowhere, NoReverseMatch) as nowhere:
                        yield f"{chapter.slug}：{nowhere}"


def _areas() -> Iterator[str]:
    """An area of the program whose pages would lead nowhere."""
    areas = {each.namespace or "" for each in get_resolver().url_patterns if isinstance(each, URLResolver)}
    areas |= {
        inner.namespace or ""
        for each in get_resolver().url_patterns
        if isinstance(each, URLResolver)
        for inner in each.url_patterns
        if isinstance(inner, URLResolver)
    }
    for area in areas - DEFAULTS.keys():
        yield f"contexts.DEFAULTS 没有“{area}”：这一部分的页面打不开手册"


def picture_problems() -> Iterator[str]:
    """What is wrong with the pictures. They are taken from the running program, so nothing here stops it."""
    used = {shot.name for chapter in chapters().values() for shot in chapter.shots}
    there = names_of_files()
    for name in used - PICTURES.keys():
        yield f"图片“{name}”没有写入 pictures.py"
    for name in PICTURES.keys() - used:
        yield f"图片“{name}”没有章节使用"
    for name in PICTURES.keys() ^ there:
        yield f"图片“{name}”的文件和 pictures.py 不一致，请运行 make manual-pictures"

"""Where the links of chapters lead: to chapters, forms, pages of the program and the world outside."""

from django.urls import NoReverseMatch, reverse

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.manual.chapters import chapters

OUTSIDE = "https://"


class LeadsNowhere(LookupError):
    """A link without an end, with what to write instead."""


def address(target: str) -> str:
    """The address that a link as a chapter writes it leads to.

    Raises:
        LeadsNowhere: there is no such thing.
    """
    kind, _, rest = target.partition(":")
    if target.startswith(OUTSIDE):
        return target
    if kind == "chapter":
        return _chapter(rest)
    if kind == "form":
        return form_address(_form_key(rest))
    if kind == "page":
        return _page(rest)
    raise LeadsNowhere(f"链接“{target}”不认识，可写 chapter:、form:、page: 或 https://")


def chapter_address(slug: str, anchor: str = "") -> str:
    """The address of a chapter, or of a place in it."""
    return reverse("manual:chapter", args=[slug]) + (f"#{anchor}" if anchor else "")


def form_address(key: str, anchor: str = "") -> str:
    """The address of the page of a form, or of a place in it."""
    return reverse("manual:form", args=[key]) + (f"#{anchor}" if anchor else "")


def _chapter(said: str) -> str:
    slug, _, heading = said.partition("#")
    found = chapters().get(slug)
    if found is None:
        raise LeadsNowhere(f"没有章节“{slug}”")
    anchor = found.anchor_named(heading) if heading else ""
    if heading and not anchor:
        raise LeadsNowhere(f"章节“{slug}”没有标题“{heading}”")
    return chapter_address(slug, anchor)


def _form_key(label: str) -> str:
    """The key of a form named as declarations name it: module and class."""
    for form in registry.forms().values():
        named = form.model.__name__ if isinstance(form, Form) else type(form).__name__
        if f"{form.module}.{named}" == label:
            return form.key
    raise LeadsNowhere(f"没有表单“{label}”，写作 模块.类名，如 general.Major")


def _page(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        raise LeadsNowhere(f"没有不带参数的页面“{name}”") from None

"""The tree on which rights are shown: all forms, modules, headings, forms, in the order of the menu."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from zhijiao.catalogue import matrix
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.registry import forms
from zhijiao.identity.actor import EVERY_FORM, module_scope

ALL, MODULE, HEADING, FORM, PLANNED, TWIN = "all", "module", "heading", "form", "planned", "twin"


@dataclass(frozen=True)
class TreeLine:
    """One line of the tree. `scope` is what a grant names; a heading, a form to come and a second place have none.

    `twin` is where a form that stands in two places has its rights; `form` is the form of a line that is one.
    """

    id: str
    parent: str
    depth: int
    kind: str
    label: str
    scope: str = ""
    form: FormLike | None = None
    twin: str = ""

    @property
    def secret(self) -> str:
        """Whether the form is private as a whole or has private columns, in words."""
        if self.form is None:
            return ""
        if self.form.is_private:
            return "隐私表单"
        return "含隐私数据" if self.form.private_columns else ""


@cache
def outline() -> tuple[TreeLine, ...]:
    """All lines, each after its parent."""
    known, titles = forms(), matrix.module_titles()
    lines = [TreeLine(EVERY_FORM, "", 0, ALL, "全部栏目", EVERY_FORM)]
    ids: dict[tuple[str, ...], str] = {}
    first: dict[str, str] = {}
    for place in matrix.places():
        for depth in range(1, len(place.path)):
            path = place.path[:depth]
            if path not in ids:
                ids[path] = f"n{len(ids) + 1}"
                module = depth == 1
                lines.append(
                    TreeLine(
                        ids[path],
                        EVERY_FORM if module else ids[path[:-1]],
                        depth,
                        MODULE if module else HEADING,
                        titles[place.module] if module else path[-1],
                        module_scope(place.module) if module else "",
                    )
                )
        lines.append(_leaf(place, ids[place.path[:-1]], known, first))
    return tuple(lines)


def modules_of_forms() -> dict[str, str]:
    """The module of each form by its key: what a grant of a module covers."""
    return {key: form.module for key, form in forms().items()}


def _leaf(place: matrix.Place, parent: str, known: Mapping[str, FormLike], first: dict[str, str]) -> TreeLine:
    own: dict[str, Any] = {
        "id": f"p{place.order}",
        "parent": parent,
        "depth": len(place.path),
        "label": place.label,
    }
    form = known.get(place.form)
    if form is None:
        return TreeLine(kind=PLANNED, **own)
    if form.key in first:
        return TreeLine(kind=TWIN, twin=first[form.key], **own)
    first[form.key] = " › ".join(place.path)
    return TreeLine(kind=FORM, scope=form.key, form=form, **own)

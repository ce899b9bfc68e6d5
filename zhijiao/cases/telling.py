"""Telling people what is theirs to do: one notice per move, to the node that has the case now."""

from django.urls import reverse

from zhijiao.cases.models import Case
from zhijiao.cases.states import Act, Move, Side, State
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import module_scope
from zhijiao.notices.inbox import tell

_NEXT = {State.AUDIT: "audit", State.HEAD: "submit", State.ABOVE: "audit", State.NOMINATED: "audit"}


def tell_of(case: Case, move: Move, former_holder_id: int) -> None:
    """Tell the next who has to act; the school of whatever an authority has decided; an authority of a withdrawal."""
    title = f"案例“{case.title}”：{move.label}"
    text = f"案例编号 {case.number}，{case.school.name}。"
    form = registry.get(case.form)
    scopes = (form.key, module_scope(form.module))
    due = _NEXT.get(move.target)
    if due:
        tell(case.holder, due, title=title, text=text, url=_url(case, case.holder_id), scopes=scopes)
    if move.side is Side.AUTHORITY or move.act is Act.SEND_BACK:
        for action in ("change", "submit") if move.side is Side.AUTHORITY else ("change",):
            tell(case.school, action, title=title, text=text, url=_url(case, case.school_id), scopes=scopes)
    if move.act is Act.WITHDRAW and former_holder_id != case.school_id:
        holder = type(case.holder).objects.get(pk=former_holder_id)
        tell(holder, "audit", title=title, text=text, url=_url(case, former_holder_id), scopes=scopes)


def _url(case: Case, org_id: int) -> str:
    path = reverse("cases:handled", args=[case.form, case.pk])
    return path if org_id == case.school_id else f"{path}?school={case.school_id}"

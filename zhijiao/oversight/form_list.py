"""The schools of an area in one form."""

from typing import Any

from django.db.models import Q

from zhijiao.kit.text import fold
from zhijiao.oversight.models import FormStanding
from zhijiao.oversight.scope import Scope
from zhijiao.rounds.completeness import DOING, DONE, LOCK, NONE, TODO, UNDECLARED

SHOWN = (DONE, DOING, TODO, LOCK, UNDECLARED, NONE)
WORDS = {
    DONE: "已完成",
    DOING: "填报中",
    TODO: "未开始",
    LOCK: "待完成前置表单",
    UNDECLARED: "未声明",
    NONE: "无须填写",
}


def form_query(scope: Scope, place: str, state: str = "", text: str = "") -> Any:
    """Standings of schools at and below the node in a form that the reader may view, as asked for."""
    text = fold(text.strip()[:60])
    rows = FormStanding.objects.filter(round=scope.filing.key, place=place if place in scope.places else "")
    if not scope.whole_country:
        rows = rows.filter(school__path__under=scope.node.path)
    if scope.kind:
        rows = rows.filter(school__school_type=scope.kind)
    if state in SHOWN:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(school__name__contains=text) | Q(school__code__startswith=text))
    return rows.select_related("school__parent").order_by("school" if scope.whole_country else "school__path")

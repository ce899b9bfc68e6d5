"""Telling other systems (事件推送) of a move of a case: of the school, and above it of whoever has got the case."""

from django.urls import reverse

from zhijiao.cases.models import Case
from zhijiao.cases.states import Act, Move
from zhijiao.webhooks.outbox import emit

_KINDS = {
    Act.SUBMIT: "case.submitted",
    Act.WITHDRAW: "case.withdrawn",
    Act.PASS_UP: "case.passed_up",
    Act.RETURN: "case.returned",
    Act.DECLINE: "case.declined",
    Act.SELECT: "case.selected",
    Act.REVOKE: "case.revoked",
}


def push_move(case: Case, move: Move, version: int, *, inside: bool) -> None:
    """The move by its ids and keys; what the case is called and what was said with the move stay here."""
    kind = "case.inside" if inside else _KINDS[move.act]
    told = {
        "form": case.form,
        "case": case.pk,
        "number": case.number,
        "record": case.record_id,
        "act": move.act.value,
        "state": str(case.state),
        "version": version,
    }
    page = f"{reverse('cases:handled', args=[case.form, case.pk])}?school={case.school_id}"
    emit(kind, case.school, told, page=page, upto=case.reached or case.school.path)

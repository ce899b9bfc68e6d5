"""What stood beside the records at that moment: 本校无此项 declared, the state of every form, findings not settled."""

from collections.abc import Iterator

from zhijiao.catalogue.matrix import Round
from zhijiao.orgs.models import Org
from zhijiao.quality.models import Finding, FindingState
from zhijiao.rounds import completeness
from zhijiao.rounds.models import NilDeclaration
from zhijiao.snapshots.blocks import Block, Line
from zhijiao.snapshots.manifest import STATE

NILS, STANDINGS, FINDINGS = "@nils", "@standings", "@findings"
LABELS = {NILS: "本校无此项声明", STANDINGS: "各表单完成情况", FINDINGS: "校验结果与情况说明"}
_SETTLED_FOR_GOOD = (FindingState.RESOLVED,)


def state_blocks(school: Org, filing: Round) -> Iterator[Block]:
    """The three parts; a constant number of queries."""
    yield _block(NILS, _nils(school, filing))
    yield _block(STANDINGS, _standings(school, filing))
    yield _block(FINDINGS, _findings(school, filing))


def _block(key: str, lines: list[Line]) -> Block:
    return Block(key, LABELS[key], STATE, lines=lines)


def _nils(school: Org, filing: Round) -> list[Line]:
    declared = NilDeclaration.objects.filter(school=school, round=filing.key).order_by("pk")
    return [
        {"form": nil.form, "declarer": nil.declarer, "at": nil.declared_at.isoformat()} for nil in declared
    ]


def _standings(school: Org, filing: Round) -> list[Line]:
    return [
        {
            "form": standing.place.form,
            "place": standing.place.slug,
            "state": standing.state,
            "obligation": standing.obligation.words,
            "number": standing.obligation.number,
            "rows": standing.count.rows,
            "gaps": standing.count.gaps,
            "detail": standing.detail,
        }
        for standing in completeness.progress(school, filing).standings
    ]


def _findings(school: Org, filing: Round) -> list[Line]:
    """Findings as the school knew them; those that no longer held are left out, and those it was never told of."""
    found = Finding.objects.filter(school=school, round=filing.key, told=True).exclude(
        state__in=_SETTLED_FOR_GOOD
    )
    names = ("rule", "level", "form", "record_id", "state", "values", "explanation", "explainer")
    return [dict(zip(names, row, strict=True)) for row in found.order_by("pk").values_list(*names)]

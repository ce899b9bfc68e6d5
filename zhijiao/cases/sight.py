"""Who may see which cases: a school its own, an authority what has been handed up to it, with the versions it has got.

A draft has no case, and what is being mended is in the record alone; so neither can be found here.
"""

from django.db.models import QuerySet
from django.http import Http404

from zhijiao.cases.models import Case, CaseStep, CaseVersion
from zhijiao.cases.states import State
from zhijiao.catalogue.tables import table
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor
from zhijiao.orgs.paths import path_ids


def _paths_of(actor: Actor) -> list[str]:
    """The paths of the actor's node and of all above it."""
    ids = path_ids(actor.org_path)
    return ["/" + "".join(f"{each}/" for each in ids[: n + 1]) for n in range(len(ids))]


def cases(actor: Actor, form: FormLike) -> QuerySet[Case]:
    """Cases of a form that the actor may see.

    Raises:
        access.Denied: the actor may not see the form at all.
    """
    actor = access.require(actor, form, "view")
    found = Case.objects.filter(form=form.key)
    if actor.is_school:
        found = found.filter(school_id=actor.org_id)
        if access.sees_own_rows_only(actor):
            found = found.filter(record_id__in=access.rows(actor, form, "view").values("pk"))
        return found
    if access.sees_own_rows_only(actor):
        return found.none()
    return found.filter(reached__in=_paths_of(actor), school__path__under=actor.scope)


def case(actor: Actor, form: FormLike, case_id: int) -> Case:
    """One case, or 404."""
    found = cases(actor, form).select_related("school", "holder", "selector").filter(pk=case_id).first()
    if found is None:
        raise Http404("没有这个案例，或不在您的管理范围内。")
    return found


INSIDE = (State.AUDIT, State.SENT_BACK, State.HEAD)
"""States that concern the school alone."""
MENDING = "学校修改中"


def title(actor: Actor, of: Case) -> str:
    """What a case is called for the actor."""
    return of.title if actor.is_school else of.title_above


def state(actor: Actor, of: Case) -> str:
    """Where a case stands, as far as it concerns the actor."""
    hidden = not actor.is_school and of.state in INSIDE
    return MENDING if hidden else table("case_status").name(of.state)


def versions(actor: Actor, of: Case) -> QuerySet[CaseVersion]:
    """Versions of a case that the actor has got."""
    return versions_of(actor, Case.objects.filter(pk=of.pk)).filter(school_id=of.school_id)


def versions_of(actor: Actor, cases: QuerySet[Case]) -> QuerySet[CaseVersion]:
    """Versions of some cases that the actor sees and has got."""
    found = CaseVersion.objects.filter(case__in=cases.values("pk"))
    return found if actor.is_school else found.filter(reached__in=_paths_of(actor))


def steps(actor: Actor, of: Case) -> QuerySet[CaseStep]:
    """Steps of a case as far as they concern the actor."""
    found = CaseStep.objects.filter(school_id=of.school_id, case=of)
    return found if actor.is_school else found.filter(inside=False)

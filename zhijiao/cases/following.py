"""Cases that follow their records when these come to another school, and their schools when these come elsewhere."""

from collections.abc import Collection

from django.db.models import F, QuerySet

from zhijiao.attachments import keeping
from zhijiao.cases import kept_files
from zhijiao.cases.form_keys import CASE_FORMS
from zhijiao.cases.models import Case, CaseStep, CaseVersion, Publication
from zhijiao.kit.machines import to_school
from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.paths import path_ids

RANKS = list(Level)


def follow(form: str, source: Org, target: Org, records: Collection[int] | None) -> None:
    """Let the cases of records (all, or those named) belong to the other school, with versions, steps and files.

    What has been published keeps the name of the school that wrote it. Call it in the transaction that carries.
    """
    if form not in CASE_FORMS:
        return
    cases: QuerySet[Case] = Case.objects.filter(school=source, form=form)
    if records is not None:
        cases = cases.filter(record_id__in=records)
    ids = list(cases.values_list("pk", flat=True))
    held = CaseVersion.objects.filter(school=source, case__in=ids).values_list("files", "items")
    numbers = {number for files, items in held for number in kept_files.numbers(files, items)}
    if numbers:
        keeping.copy_to(target.pk, source.pk, numbers)
    for model in (CaseVersion, CaseStep, Publication):
        to_school(model.objects.filter(school=source, case__in=ids), target.pk)
    Case.objects.filter(school=source, pk__in=ids, holder=source).update(holder=target)
    to_school(Case.objects.filter(school=source, pk__in=ids), target.pk)
    _reroute(target, Case.objects.filter(school=target, pk__in=ids))


def after_move(schools: QuerySet[Org]) -> None:
    """Schools hang below other authorities: the one of the same level has their cases now, and sees what it saw.

    Call it in the transaction of the change, with the schools as they stand afterwards.
    """
    for school in schools.filter(pk__in=Case.objects.exclude(reached="").values("school")):
        _reroute(school, Case.objects.filter(school=school))


def _reroute(school: Org, cases: QuerySet[Case]) -> None:
    """Put into the place of authorities that do not stand above a school those that do.

    So somebody can always revoke what was selected. What was published keeps the name of whoever selected it.
    """
    gone_up = list(cases.exclude(reached="").select_related("holder", "selector"))
    versions = list(CaseVersion.objects.filter(school=school, case__in=gone_up).exclude(reached=""))
    if not gone_up:
        return
    reached = {each.reached for each in gone_up} | {each.reached for each in versions}
    way = _Way(school, {path_ids(path)[-1] for path in reached})
    for case in gone_up:
        holder = case.holder_id if case.holder_id == school.pk else way.in_place_of(case.holder).pk
        selector = way.in_place_of(case.selector).pk if case.selector else None
        path = way.path(case.reached)
        if (holder, selector, path) != (case.holder_id, case.selector_id, case.reached):
            facts = {"holder": holder, "selector": selector, "reached": path, "version": F("version") + 1}
            Case.objects.filter(pk=case.pk, school=school).update(**facts)
    for version in versions:
        CaseVersion.objects.filter(pk=version.pk, school=school).update(reached=way.path(version.reached))


class _Way:
    """The authorities above a school, and those that have had its cases."""

    def __init__(self, school: Org, former: Collection[int]) -> None:
        known = Org.objects.in_bulk({*path_ids(school.path)[:-1], *former})
        self._above = [known[pk] for pk in reversed(path_ids(school.path)[:-1])]
        self._known = known

    def in_place_of(self, node: Org) -> Org:
        """The node itself if it stands above the school; else the one of its level, or the next above that."""
        if node in self._above:
            return node
        rank = RANKS.index(Level(node.level))
        return next(each for each in self._above if RANKS.index(Level(each.level)) <= rank)

    def path(self, reached: str) -> str:
        """The path of whoever stands in the place of the authority that was reached."""
        return self.in_place_of(self._known[path_ids(reached)[-1]]).path

"""The figures of every area, added up school by school from what the schools have filed: slow, and right by itself."""

from collections import defaultdict

from zhijiao.orgs.models import Org
from zhijiao.oversight.models import AreaStanding, SchoolStanding
from zhijiao.rounds.completeness import DONE, progress_of


def areas(filing):
    """Schools, those with anything filed, required and done forms, forms by state, by node and kind of school."""
    found = defaultdict(lambda: [0, 0, 0, 0, defaultdict(int)])
    for school in Org.objects.schools().active():
        (progress,) = progress_of([school], filing)
        filled = [s for s in progress.standings if s.count.rows or s.state == DONE]
        for org_id in school.ancestors_ids():
            sums = found[org_id, school.school_type]
            sums[0] += 1
            sums[1] += bool(filled)
            sums[2] += progress.total
            sums[3] += progress.done
            for standing in progress.standings:
                sums[4][standing.place.slug, standing.state] += 1
    return {key: [*sums[:4], dict(sums[4])] for key, sums in found.items()}


def kept_areas(filing):
    """The same as the boards read it."""
    from zhijiao.oversight.figures import STATES

    found = {}
    for each in AreaStanding.objects.filter(round=filing.key).exclude(schools=0):
        forms = {
            (place, state): counts[i]
            for place, counts in each.forms.items()
            for i, state in enumerate(STATES)
            if counts[i]
        }
        found[each.org_id, each.school_type] = [each.schools, each.started, each.required, each.done, forms]
    return found


def kept(filing, school):
    return SchoolStanding.objects.get(round=filing.key, school=school)


def kept_area(filing, org, kind="continuing"):
    return AreaStanding.objects.get(round=filing.key, org=org, school_type=kind)

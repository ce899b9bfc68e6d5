"""Open matches between schools of existing installations go to the department above both, and no longer stop a school.

Whose record came first is worked out by the next nightly comparison, which the tallies ask for; counters follow with
the next check of each school.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

from zhijiao.quality.match_order import above_all

PIECE = 500


def refer_open_matches(apps, schema_editor):
    """Piece by piece; what has been done is no longer open, so it can be started again."""
    Finding, Org = apps.get_model("quality", "Finding"), apps.get_model("orgs", "Org")
    paths = dict(Org.objects.filter(level="school").values_list("pk", "path"))
    waiting = Finding.objects.exclude(link="").filter(state__in=["open", "reopened"])
    while piece := list(waiting.order_by("pk")[:PIECE]):
        for finding in piece:
            schools = {finding.school_id, *(other[0] for other in finding.others)} & paths.keys()
            finding.state, finding.told = "referred", False
            finding.referred_to_id = above_all(schools, paths)
        Finding.objects.bulk_update(piece, ["state", "told", "referred_to"])
        _ask_again(apps, piece)


def _ask_again(apps, piece):
    schools = {finding.school_id for finding in piece}
    SchoolCheck, MatchTally = apps.get_model("quality", "SchoolCheck"), apps.get_model("quality", "MatchTally")
    SchoolCheck.objects.filter(school__in=schools).update(pending=True)
    day = timezone.localdate() - timedelta(days=1)
    MatchTally.objects.bulk_create(
        [MatchTally(school_id=school, day=day, held=1) for school in sorted(schools)], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("quality", "0002_matches_go_above")]

    operations = [migrations.RunPython(refer_open_matches, migrations.RunPython.noop, elidable=True)]

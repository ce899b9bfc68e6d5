"""Two people at the same moment: what the second one sees is that he came too late, and nothing is done twice."""

import threading

import pytest
from django.db import connection, connections

from tests import sample
from tests.accounts.places import plant
from tests.annual_reports.conftest import YEAR, People
from zhijiao.annual_reports import drafting, steps
from zhijiao.annual_reports.drafting import Impossible
from zhijiao.annual_reports.models import Report, State, Step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def together(*acts):
    """Do all of it at once; what was refused."""
    gate, refused = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            act()
        except Impossible as no:
            refused.append(no)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.fixture
def school():
    tree = plant()
    sample.fill(tree.school, "student_enrolment", 2)
    return tree


def test_one_edition_is_begun_and_published_once(school):
    people = People(school)
    clerk, supervisor, principal = (
        people.actor(role) for role in ("school_clerk", "school_supervisor", "school_principal")
    )
    assert connection.vendor == "postgresql"
    begin = lambda: drafting.begin(clerk, school.school, YEAR)  # noqa: E731
    assert len(together(begin, begin, begin)) == 2
    report = Report.objects.get()
    chapter = lambda text: drafting.save_chapter(clerk, report, "basics", 1, {"basics": text})  # noqa: E731
    chapter("学校概况。")
    version = report.version
    send = lambda: steps.send(clerk, report, version)  # noqa: E731
    assert len(together(send, send)) == 1
    report.refresh_from_db()
    steps.audit(supervisor, report, report.version, True, "")
    report.refresh_from_db()
    publish = lambda: steps.publish(principal, report, report.version)  # noqa: E731
    back = lambda: steps.send_back(principal, report, report.version, "请再核对一次")  # noqa: E731
    assert len(together(publish, publish, back)) == 2
    report = Report.objects.get()
    done = Step.objects.filter(kind__in=["published", "returned"]).values_list("kind", flat=True)
    assert list(done) == [report.state]
    assert bool(report.frozen) == (report.state == State.PUBLISHED)

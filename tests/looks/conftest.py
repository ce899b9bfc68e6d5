import pytest

from tests import sample
from tests.accounts.places import plant
from tests.undone import undone
from zhijiao.audit.context import AuditContext, acting


class Scene:
    """Two schools with teachers; a reader, a clerk, administrators of both and of the city."""

    def __init__(self):
        self.tree = plant()
        self.school, self.sister = self.tree.school, self.tree.sister
        self.ids = sample.fill(self.school, "teacher", 25)
        self.contact = sample.fill(self.school, "teacher_contact", 2, entered={"teacher"})
        self.far = sample.fill(self.sister, "teacher", 3, first=40)
        self.clerk = sample.user(self.school, "school_clerk", "privacy_viewer", username="clerk")
        self.far_clerk = sample.user(self.sister, "school_clerk", "privacy_viewer", username="farclerk")
        self.leader = sample.user(self.tree.city, "city_leader", username="leader")
        self.principal = sample.user(self.school, "school_principal", username="principal")
        self.admins = {
            "school": sample.user(self.school, "school_admin", issued_by=self.tree.province, username="xiao"),
            "sister": sample.user(self.sister, "school_admin", issued_by=self.tree.province, username="mei"),
            "city": sample.user(self.tree.city, "city_admin", username="shi"),
            "province": sample.user(self.tree.province, "province_admin", username="sheng"),
        }


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    with undone(django_db_blocker, Scene) as made:
        yield made


@pytest.fixture
def scene(built, db):
    return built


def as_user(user):
    """The acting hand of a user, as the middleware sets it."""
    return acting(AuditContext(user.pk, user.real_name, user.org_id, "10.0.0.1"))

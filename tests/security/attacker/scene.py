"""A school with a teacher and a student in every form about people, and everybody who may not see private values."""

from django.test import Client

from tests import sample
from tests.accounts.places import plant
from tests.attachments import samples
from tests.intake.conftest import book
from tests.security import submitted
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role
from zhijiao.identity.rights import actor_for
from zhijiao.intake import queue, upload
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Level
from zhijiao.orgs.services import create_org
from zhijiao.quality import school_checks
from zhijiao.snapshots import taking

STUDENT, TEACHER = "45010320050612417X", "45010319820327471X"
"""Their identity numbers; the last digits of both stand nowhere else in the school."""
MOBILE, CARD = "13978546317", "6217859134765291483"
HOLDER, HOLDER_PHONE = "450103197604187364", "18677349258"
"""Document number and telephone in the account of a clerk."""
STREET = "茶花路十八号三单元"
"""What is not open of a home address: everything below the county."""
FORMS = (
    "teacher", "teacher_contact", "student", "student_enrolment", "student_attributes", "student_aid",
)  # fmt: skip
PRIVATE = {
    "teacher": {
        "id_number": TEACHER, "birth": "1982-03-27", "sex": "1", "address": f"云岭省云州市城南区{STREET}",
    },
    "teacher_contact": {"mobile": MOBILE},
    "student": {"id_number": STUDENT, "birth": "2005-06-12", "sex": "1", "phone": MOBILE},
    "student_enrolment": {"roll_number": f"G{STUDENT}"},
    "student_attributes": {
        "guardian_phone": MOBILE, "home_phone": MOBILE, "disability": "1", "disability_card": f"{STUDENT}11",
    },
    "student_aid": {"bank_card": CARD},
}  # fmt: skip
PEOPLE = {
    "school_reader": ("school_reader",),
    "school": ("school_clerk", "school_supervisor", "data_reviewer"),
    "school_admin": ("school_admin",),
    **{level: (f"{level}_leader", f"{level}_auditor") for level in ("county", "city", "province")},
    **{f"{level}_admin": (f"{level}_admin",) for level in ("county", "city", "province")},
}
"""Everybody without the privacy right, by what he is called here: the roles of a level that one account can join."""
ADMINS = frozenset(name for name in PEOPLE if name.endswith("_admin"))


class Scene:
    """The school, its records by form, and people by role."""

    def __init__(self):
        self.tree = plant()
        self.school = create_org(
            self.tree.county, Level.SCHOOL, "云河县职业技术学校", make_school_code("45", 3), "continuing"
        )
        self.ids = {}
        self.people = {name: self._person(name, roles) for name, roles in PEOPLE.items()}
        self.admin = sample.user(self.school, "school_admin", issued_by=self.tree.province)
        self.clerk = sample.user(
            self.school, "school_clerk", document_type="1", document_number=HOLDER, phone=HOLDER_PHONE
        )
        Role.objects.create(org=self.school, key="guard", name="保卫科", portal="business")
        entered = set()
        for key in FORMS:
            self._enter(registry.get(key), entered)
        self.batches = [self._upload(self.row("teacher")), self._upload(self.row("teacher") | {"name": None})]
        school_checks.check_school(self.school, current_round())
        taking.take(self.school, current_round(), 1, "黎校长")
        submitted.submit(self.school)

    def _person(self, name, roles):
        node = self.school if name.startswith("school") else getattr(self.tree, name.removesuffix("_admin"))
        return sample.user(
            node, *roles, username=f"a{name}", issued_by=self.tree.province if name in ADMINS else None
        )

    def row(self, key):
        """The row of a form that is about the person."""
        return sample.row(key) | PRIVATE[key]

    def _enter(self, form, entered):
        for target in sample.targets(form):
            if target.key not in entered:
                sample.fill(self.school, target, entered=entered)
        entered.add(form.key)
        frame = sample.frame(self.school, form, **PRIVATE[form.key])
        assert frame.clean, list(map(str, frame.problems))
        by = actor_for(self.clerk)
        self.ids[form.key] = write(by, self.school, frame).ids[0]
        if form.key == "teacher":
            samples.hold(self.school, form.key, self.ids[form.key], "photo", f"{STREET}.jpg")

    def _upload(self, row):
        """A workbook about the teacher, uploaded by another administrator than the attacker."""
        key = "teacher"
        data = book(key, row | {"number": f"js9{ImportBatch.objects.count()}"}, school=self.school)
        upload.accept(
            actor_for(self.admin), self.school, registry.get(key), "教师.xlsx", data, sample.YEAR, again=True
        )
        while queue.run_pending_once():
            pass
        return ImportBatch.objects.latest("pk")

    def client(self, role):
        """Somebody signed in."""
        client = Client(raise_request_exception=True)
        client.force_login(self.people[role])
        return client

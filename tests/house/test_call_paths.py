"""How many files somebody has to read to follow one request from its view to the table and back.

Counted are the project's own files in which a function runs between the call of the view and its return: each file of
the engine, and each other package once, because a reader of the engine enters it by one function. Pure helpers (kit)
and code tables (catalogue) are left out, so is drawing the page (templates and what they call, the frame of the
portal) and what stands before the view: middleware and session.
"""

import sys
from functools import wraps

import pytest
from django.template.backends.jinja2 import Template
from django.urls import get_resolver, reverse

from tests import sample
from tests.house.sources import PACKAGE
from zhijiao.filing.schema import registry
from zhijiao.private import data_password

SECRET = "Guihua-1893"


LEAVES = ("kit/", "catalogue/")
ENGINE = ("filing/pages/", "filing/records/", "filing/schema/")
COLUMNS = "filing/schema/columns/"


def step_of(file):
    """What a file counts as: itself in the engine, else its package; the kinds of columns are one."""
    if file.startswith(COLUMNS):
        return COLUMNS
    return file if file.startswith(ENGINE) else file.split("/")[0]


@pytest.fixture
def school(db):
    school = sample.school()
    sample.fill(school, "teacher", 3)
    return school


@pytest.fixture
def signed_in(client, school):
    user = sample.user(school, "school_clerk", "privacy_viewer")
    data_password.choose(user, SECRET)
    user.refresh_from_db()
    return sample.unlock(client, user)


def pattern_of(name):
    """The URL pattern of a name such as filing:list."""
    namespace, _, short = name.partition(":")
    for part in get_resolver().url_patterns:
        if getattr(part, "namespace", None) == namespace:
            return next(each for each in part.url_patterns if each.name == short)
    raise LookupError(name)


@pytest.fixture
def files_of(monkeypatch):
    """A function that makes a request and returns its answer and the files that ran for it."""
    drawing = []
    render = Template.render

    def quiet_render(self, *args, **kwargs):
        drawing.append(self)
        try:
            return render(self, *args, **kwargs)
        finally:
            drawing.pop()

    monkeypatch.setattr(Template, "render", quiet_render)

    def run(name, request):
        seen = set()

        def note(frame, event, arg):
            file = frame.f_code.co_filename
            if event == "call" and not drawing and file.startswith(str(PACKAGE)):
                seen.add(file.removeprefix(f"{PACKAGE}/"))

        pattern = pattern_of(name)
        view = pattern.callback

        @wraps(view)
        def watched(*args, **kwargs):
            sys.setprofile(note)
            try:
                return view(*args, **kwargs)
            finally:
                sys.setprofile(None)

        monkeypatch.setattr(pattern, "callback", watched)
        request()  # what is read once and remembered is no part of the way
        seen.clear()
        answer = request()
        monkeypatch.setattr(pattern, "callback", view)
        return answer, sorted({step_of(file) for file in seen if not file.startswith(LEAVES)})

    return run


def test_a_list_page_passes_few_files(files_of, signed_in):
    answer, files = files_of("filing:list", lambda: signed_in.get(reverse("filing:list", args=["teacher"])))
    assert answer.status_code == 200
    assert "filing/pages/saved_queries.py" in files  # a list can open with a saved query
    assert len(files) <= 18, "\n".join(files)


def test_a_save_passes_few_files(files_of, signed_in, school):
    form = registry.get("teacher")
    numbers = iter(range(10, 20))

    def save():
        row = sample.row(form, next(numbers))
        return signed_in.post(
            reverse("filing:new", args=["teacher"]), {k: v for k, v in row.items() if v is not None}
        )

    answer, files = files_of("filing:new", save)
    assert answer.status_code == 302
    assert form.columns["photo"].holds_files  # a form with files is the longest way
    assert len(files) <= 23, "\n".join(files)  # one of them asks what a source system keeps


def test_showing_a_private_value_passes_few_files(files_of, signed_in, school):
    record = registry.get("teacher").model.unscoped.filter(school=school).first()
    address = reverse("filing:reveal", args=["teacher", record.pk, "id_number"])
    reason = {"reason": "check", "note": "与户口簿核对"}
    answer, files = files_of("filing:reveal", lambda: signed_in.post(address, reason))
    assert answer.status_code == 200
    assert len(files) <= 13, "\n".join(files)

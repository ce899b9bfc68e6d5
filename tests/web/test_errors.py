"""Error pages say what happened and lead on; every answer carries the security headers, and pages are compressed."""

import gzip
import json
from types import SimpleNamespace

import pytest
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from tests.web import pages
from zhijiao.web import views
from zhijiao.web.middleware import CompressedPages

pytestmark = [pytest.mark.once, pytest.mark.urls("tests.web.pages"), pytest.mark.django_db]


@pytest.fixture
def visitor() -> Client:
    """A browser whose server errors are shown, not raised into the test."""
    return Client(raise_request_exception=False)


def text(answer) -> str:
    return answer.content.decode()


def test_a_refusal_names_the_right_and_who_grants_it(visitor):
    answer = visitor.get("/refuse/")
    assert answer.status_code == 403
    assert all(
        said in text(answer) for said in ("教师基本信息 · 修改", "云州市教育局系统管理员", "但不能修改")
    )
    assert 'href="/"' in text(answer)


def test_a_refusal_without_details_still_names_somebody():
    answer = views.permission_denied(RequestFactory().get("/x/"))
    assert "系统管理员" in text(answer)


def test_the_manage_portal_leads_back_to_its_own_home(visitor):
    assert 'class="btn btn-primary" href="/manage/"' in text(visitor.get("/manage/refuse/"))


@pytest.mark.parametrize(
    ("address", "portals", "home"),
    [
        ("/x/", {"business"}, "/"),
        ("/manage/x/", {"business"}, "/"),
        ("/x/", {"manage"}, "/manage/"),
        ("/manage/x/", {"business", "manage"}, "/manage/"),
        ("/manage/x/", set(), "/manage/"),
    ],
)
def test_the_way_on_leads_to_a_portal_the_reader_may_enter(address, portals, home):
    request = RequestFactory().get(address)
    request.actor = SimpleNamespace(portals=frozenset(portals))
    assert views.home_of(request) == home


@pytest.mark.parametrize(
    ("address", "portal", "way"), [("/manage/x/", "business", "前往业务端"), ("/x/", "manage", "前往管理端")]
)
def test_who_is_at_the_wrong_portal_is_shown_the_way_to_the_own_one(address, portal, way):
    request = RequestFactory().get(address)
    request.actor = SimpleNamespace(portals=frozenset({portal}))
    page = text(views.permission_denied(request))
    assert f"{way}</a>" in page
    assert "立即生效" not in page
    assert "缺少的权限" not in page


def test_not_found_shows_our_words_but_not_the_framework_s(visitor):
    own, other = visitor.get("/lose/"), visitor.get("/no/such/page/")
    assert (own.status_code, other.status_code) == (404, 404)
    assert "没有这名教师。" in text(own)
    assert "no/such/page" not in text(other)
    assert "记录已被删除" in text(other)


def test_a_server_error_gives_a_number_and_no_cause(visitor, caplog):
    answer = visitor.get("/fail/")
    assert answer.status_code == 500
    assert "secret cause" not in text(answer)
    shown = next(entry for entry in caplog.records if "error page" in entry.message)
    assert shown.args[0] in text(answer)


def test_a_wrong_method_is_explained(visitor):
    answer = visitor.get("/post-only/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "不能直接打开" in text(answer)


def test_too_large_a_form_is_explained(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = visitor.post("/post-only/", {"a": "x" * 500})
    assert answer.status_code == 413
    assert "太大" in text(answer)


def test_a_malformed_request_is_explained():
    answer = views.bad_request(RequestFactory().get("/x/"), ValueError("boom"))
    assert answer.status_code == 400
    assert "boom" not in text(answer)


def test_an_expired_page_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/post-only/", {"a": "1"})
    assert answer.status_code == 403
    assert "页面已过期" in text(answer)


def test_the_api_gets_json_and_a_partial_gets_a_toast(visitor):
    answer = visitor.get("/api/v1/refuse/")
    assert answer.json()["status"] == 403
    assert answer.json()["right"] == "教师基本信息 · 修改"
    partial = visitor.get("/refuse/", headers={"HX-Request": "true"})
    assert partial.status_code == 403
    assert "没有权限" in json.loads(partial["HX-Trigger"])["toast"]["text"]
    assert "<html" not in text(partial)


def test_error_pages_escape_what_they_quote():
    class Sly(Exception):
        right = "<img src=x>"

    page = text(views.permission_denied(RequestFactory().get("/x/"), Sly("<script>alert(1)</script>")))
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["/list/", "/refuse/", "/no/", "/fail/", "/post-only/", "/options/"])
def test_every_answer_carries_the_security_headers(visitor, address):
    headers = visitor.get(address).headers
    policy = headers["Content-Security-Policy"]
    for rule in (
        "default-src 'self'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "private, no-store"


def test_pages_are_compressed_each_to_another_length(visitor):
    """The length of one answer must not tell what is in it."""
    sizes = set()
    for _ in range(20):
        answer = visitor.get("/form/", headers={"accept-encoding": "gzip, br"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert "<h1" in gzip.decompress(answer.content).decode()
        sizes.add(int(answer.headers["Content-Length"]))
    assert len(sizes) > 1
    assert "Content-Encoding" not in visitor.get("/form/").headers


def test_files_are_handed_out_as_they_are():
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    for answer in (
        HttpResponse(b"x" * 999, content_type="application/pdf"),
        FileResponse(iter([b"x" * 999]), content_type="text/html"),
    ):
        assert "Content-Encoding" not in CompressedPages(lambda _, said=answer: said)(request).headers


def test_sample_pages_hold_no_inline_script_or_style(visitor):
    for address in ("/form/", "/list/", "/login/", "/refuse/"):
        page = text(visitor.get(address))
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script src="/static/')
    assert pages.SHELL.portal_name == "业务端"

"""Reading: signed out and in either portal, search, suggestions, and papers."""

from types import SimpleNamespace

import pytest

from tests.background_work import prepared
from zhijiao.audit.models import Entry
from zhijiao.filing.schema import registry
from zhijiao.looks.models import Look
from zhijiao.manual.chapters import chapters
from zhijiao.manual.finding import search, suggestions


def test_the_manual_is_read_signed_out_and_offers_the_way_in(client, db):
    page = client.get("/manual/").content.decode()
    assert [slug for slug in chapters() if f"/manual/chapters/{slug}/" not in page] == []
    assert [
        place.form
        for form in registry.forms().values()
        for place in form.places
        if f"/manual/forms/{form.key}/" not in page
    ] == []
    assert "/login/" in page
    assert "/manual/pdf/" not in page
    assert client.get("/manual/pdf/").headers["Location"].startswith("/login/")
    assert client.get("/manual/chapters/none/").status_code == 404


@pytest.mark.parametrize(("who", "home"), [("clerk", "/"), ("admin", "/manage/")])
def test_each_portal_keeps_its_frame_in_the_manual(who, home, request):
    page = request.getfixturevalue(who).get("/manual/chapters/overview/").content.decode()
    assert f'<a class="brand" href="{home}">' in page
    assert 'href="/manual/chapters/overview/pdf/"' in page


def test_chapters_of_ones_roles_come_first(clerk, admin):
    mine = clerk.get("/manual/").content.decode().partition('id="mine"')[2].partition("</section>")[0]
    assert "表单填报基本操作" in mine
    assert (
        "表单填报基本操作"
        not in admin.get("/manual/").content.decode().partition('id="mine"')[2].partition("</section>")[0]
    )


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("学籍号", "/manual/forms/student_enrolment/"),
        ("专业设置", "/manual/forms/major/"),
        ("忘记了密码", "/manual/chapters/faq/#forgot"),
        ("新增记录", "/manual/chapters/filling/#新增记录"),
        ("宿舍床位", "/manual/forms/premises/"),
    ],
)
def test_what_is_looked_for_is_found_first(words, first):
    assert search(words)[0].url == first


def test_a_search_finds_all_or_nothing_and_of_one_portal_alone():
    assert search("") == search("怎么办") == search("量子纠缠") == []
    assert len(search("学生", limit=3)) == 3
    urls = {hit.url for hit in search("密码", portal="manage")}
    assert urls
    assert not any("/forms/" in url or "/filling/" in url for url in urls)


def test_excerpts_show_what_was_asked_for():
    for hit in search("打码"):
        assert "打码" in hit.excerpt + hit.title


def test_questions_come_before_anything_else_suggested():
    kinds = [hit.kind for hit in suggestions("登录密码忘了怎么办")]
    assert kinds[0] == "question"
    assert len(kinds) == 3


def test_found_places_are_shown_with_the_words_kept(client, db):
    page = client.get("/manual/search/?q=<b>密码").content.decode()
    assert "#forgot" in page
    assert "<b>密码" not in page
    assert "没有找到" in client.get("/manual/search/?q=量子纠缠").content.decode()


def test_a_form_and_a_chapter_without_pictures_are_papers_at_once(clerk):
    for address in ("/manual/chapters/faq/pdf/", "/manual/forms/campus/pdf/"):
        paper = clerk.get(address)
        assert paper.headers["Content-Type"] == "application/pdf"
        assert b"".join(paper.streaming_content).startswith(b"%PDF")


def test_the_whole_is_made_in_the_background_and_is_no_look_at_anybody(clerk, monkeypatch):
    from zhijiao.manual import papers

    few = {key: form for key, form in registry.forms().items() if key in ("campus", "head_teacher")}
    some = SimpleNamespace(forms=lambda: few, distinct_label=registry.distinct_label)
    monkeypatch.setattr(papers, "registry", some)
    monkeypatch.setattr(papers, "chapters", lambda: {"faq": chapters()["faq"]})
    assert "开始生成" in clerk.get("/manual/pdf/").content.decode()
    paper = prepared(clerk, "/manual/pdf/")
    assert paper.content.startswith(b"%PDF")
    chapter = prepared(clerk, "/manual/chapters/overview/pdf/")
    assert chapter.content.startswith(b"%PDF")
    assert Look.objects.count() == 0
    assert Entry.objects.filter(event="export").count() == 2

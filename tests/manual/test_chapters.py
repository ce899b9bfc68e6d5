"""Chapters: nothing in them leads nowhere, and what is wrong with one is said before anybody reads it."""

import pytest

from zhijiao.manual import checks
from zhijiao.manual.chapters import chapters, read_chapter
from zhijiao.manual.contexts import AWAITED, DEFAULTS, GENERAL, OVERVIEW
from zhijiao.manual.links import LeadsNowhere, address
from zhijiao.manual.markdown import Unreadable, blocks_of
from zhijiao.manual.text import Para, Span, plain
from zhijiao.selfcheck.addresses import addresses

FRONT = '+++\ntitle = "甲"\nportal = "both"\nroles = []\norder = 5\npages = []\n+++\n'


def test_the_chapters_lead_nowhere_wrong():
    assert list(checks.problems()) == []


def test_pictures_are_used_declared_and_there():
    assert list(checks.picture_problems()) == []


def test_every_page_that_a_chapter_names_exists():
    known = {each.name for each in addresses()}
    assert [(c.slug, name) for c in chapters().values() for name in c.pages if name not in known] == []


def test_only_areas_that_await_a_chapter_lead_to_the_overview():
    assert {area for area, place in DEFAULTS.items() if place == OVERVIEW} == GENERAL | AWAITED


def read(tmp_path, text, name="05-jia.md"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_chapter(path)


def test_a_chapter_is_read_with_its_headings_and_pages(tmp_path):
    front = FRONT.replace("pages = []", 'pages = ["web:home", "web:faq#乙 丙", "users:list#ding"]')
    chapter = read(tmp_path, front + "用途。\n\n## 乙 丙\n\n一\n\n### 丁 {#ding}\n\n二\n\n## 戊\n\n三\n")
    assert [(head.level, head.text, head.anchor) for head in chapter.heads] == [
        (2, "乙 丙", "乙-丙"),
        (3, "丁", "ding"),
        (2, "戊", "戊"),
    ]
    assert chapter.pages == {"web:home": "", "web:faq": "乙-丙", "users:list": "ding"}
    assert plain(chapter.part("乙-丙")) == "一 丁 二"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("没有开头", "开头是两行"),
        (FRONT.replace("order = 5\n", "") + "用途。", "缺少“order”"),
        (FRONT.replace("roles = []", 'roles = ["校工"]') + "用途。", "角色“校工”不认识"),
        (FRONT.replace('"both"', '"school"') + "用途。", "portal 只能是"),
        (FRONT.replace("pages = []", 'pages = ["web:faq#乙"]') + "用途。", "没有对应的标题"),
        (FRONT + "用途。\n\n## 乙\n\n## 乙\n", "标题重复"),
        (FRONT + "用途。\n\n# 乙\n", "标题只用"),
        (FRONT + "用途。\n\n***\n", "第 3 行：手册不支持“hr”"),
        (FRONT + "用途，![图](x.png) 见图。\n", "图片单独成段"),
        (FRONT + "## 乙\n", "第一段"),
    ],
)
def test_what_is_wrong_with_a_chapter_is_said_with_its_file(tmp_path, text, said):
    with pytest.raises(Unreadable, match="05-jia.md") as wrong:
        read(tmp_path, text)
    assert said in str(wrong.value)


def test_markup_of_a_chapter_stays_text():
    assert blocks_of("<b>甲</b> [乙](javascript:alert(1))") == (
        Para((Span("<b>甲</b> [乙](javascript:alert(1))"),)),
    )


def test_links_lead_where_they_say():
    assert address("chapter:overview#求助") == "/manual/chapters/overview/#求助"
    assert address("form:general.Major") == "/manual/forms/major/"
    assert address("page:signin:forgot") == "/forgot/"
    assert address("https://www.moe.gov.cn/") == "https://www.moe.gov.cn/"


@pytest.mark.parametrize(
    "target",
    [
        "chapter:none",
        "chapter:overview#无",
        "form:general.None",
        "page:filing:list",
        "page:none",
        "http://x/",
        "/x",
    ],
)
def test_a_link_without_an_end_is_refused(target):
    with pytest.raises(LeadsNowhere):
        address(target)

"""The macros: what they escape, what they keep, how boxes, hints and errors belong together."""

import re

import pytest
from django.template import engines

from tests.web.pages import FIELDS, PAGE
from zhijiao.kit.paging import page_of


def render(source: str, **context) -> str:
    template = engines["jinja2"].env.from_string('{% import "ui.html" as ui %}' + source)
    return template.render(context)


def field(**facts) -> str:
    return render("{{ ui.field(f) }}", f={"name": "a", "label": "甲", **facts})


@pytest.mark.parametrize("sample", FIELDS, ids=lambda f: f["name"])
def test_every_label_belongs_to_a_control_and_every_description_exists(sample):
    html = render("{{ ui.field(f) }}", f=sample)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'for="([^"]+)"', html)) <= set(ids)
    described = {word for value in re.findall(r'aria-describedby="([^"]+)"', html) for word in value.split()}
    assert described <= set(ids)
    if sample.get("errors"):
        assert 'aria-invalid="true"' in html
        assert f"f-{sample['name']}-err" in described


def test_values_notes_and_errors_are_escaped():
    html = field(value='"><script>1</script>', note="<b>", hint="<i>", errors=["<u>"], placeholder='"x')
    assert "<script>" not in html
    assert not re.search(r"<[biu]>", html)


def test_zero_is_a_value():
    assert 'value="0"' in field(widget="number", value=0)
    assert 'value=""' in field(widget="number", value=None)


def test_a_date_box_never_swallows_what_was_typed():
    assert 'type="date"' in field(widget="date", value="2022-03-14")
    odd = field(widget="date", value="2022.3.14")
    assert 'type="text"' in odd
    assert 'value="2022.3.14"' in odd
    assert 'type="month"' in field(widget="month", value="")


def test_a_value_outside_the_choices_is_kept():
    html = field(widget="select", choices=[("1", "甲")], value="9", display="已停用")
    assert '<option value="9" selected>已停用</option>' in html
    assert field(widget="select", choices=[("1", "甲")], value=1).count("selected") == 1


def test_long_lists_become_searchable_with_pinyin():
    long = [(str(n), f"第{n}", f"d{n}") for n in range(30)]
    html = field(widget="select", choices=long)
    assert "data-search" in html
    assert 'data-py="d7"' in html
    assert "data-search" not in field(widget="select", choices=long[:5])
    assert 'type="checkbox"' in field(widget="multiselect", choices=long[:5], value=[])
    assert "multiple data-search" in field(widget="multiselect", choices=long, value=["3"])


@pytest.mark.parametrize(("value", "code"), [(True, "1"), ("否", "0"), ("1", "1"), (False, "0"), (None, "")])
def test_a_flag_shows_its_value(value, code):
    html = field(widget="flag", value=value)
    checked = re.findall(r'value="([^"]*)" checked', html)
    assert checked == [code]
    assert "不填" not in field(widget="flag", value=value, required=True)


def test_a_readonly_field_sends_nothing_and_shows_its_text():
    html = field(readonly=True, value="1", display="女")
    assert "女" in html
    assert "name=" not in html.replace("data-guide-name=", "")


def test_a_private_value_is_never_in_its_box():
    html = field(widget="private", display="450***************", value="")
    assert 'value=""' in html
    assert "450***************" in html


def test_a_blocked_reference_says_what_is_missing_and_links_there():
    html = field(widget="ref", blocked={"label": "专业设置", "text": "先填", "url": "/m/"})
    assert "disabled" in html
    assert '<a href="/m/">去填写 专业设置</a>' in html


def test_the_pager_carries_the_query_on():
    html = render("{{ ui.pager(page) }}", page=PAGE)
    assert "共 186 条" in html
    assert "第 11–20 条" in html
    assert 'name="q" value="韦"' in html
    assert "?q=韦&amp;s=name&amp;page=3&amp;size=10" in html
    assert "前往" in html
    empty = render("{{ ui.pager(page) }}", page=page_of([], {}))
    assert "共 0 条" in empty
    assert "前往" not in empty


def test_the_pager_offers_no_size_where_there_is_but_one():
    html = render(
        '{{ ui.pager(page, noun="所") }}', page=page_of(range(30), {"page": "2"}, query="q=韦", sizes=(20,))
    )
    assert "第 21–30 所" in html
    assert 'href="?q=韦&amp;page=1"' in html
    assert "每页" not in html


def test_chips_and_states_have_words_for_every_case():
    levels = ["必填", "有则必填", "应该填，不填视作无", "非必填", "没有可不填", "自动汇总"]
    levels.append("有试点必填，不填视作无；没有试点不用填")
    html = [render("{{ ui.req_chip(level, 3) }}", level=level) for level in levels]
    looks = [re.search(r"req-\w+", chip).group() for chip in html]
    assert looks == ["req-must", "req-if", "req-if", "req-skip", "req-skip", "req-auto", "req-if"]
    for state in ("done", "doing", "todo", "lock", "back", "wait", "undeclared", "none"):
        bare = render("{{ ui.state_chip(s, bare=True) }}", s=state)
        assert 'class="visually-hidden"' in bare


def test_a_ring_without_anything_to_do_is_still_a_ring():
    html = render("{{ ui.ring(0, 0) }}")
    assert 'aria-label="必填表单已完成 0 张，共 0 张"' in html
    assert 'class="fg"' not in html


def test_the_frame_shows_no_link_that_leads_nowhere():
    from django.test import RequestFactory

    from tests.web.pages import draw

    html = draw(RequestFactory().get("/"), "frame.html", title="首页")
    assert 'data-tour="manual"' not in html
    assert "在线支持" not in html
    assert 'href=""' not in html
    assert 'href="#"' not in html
    assert "修改登录密码" in html


def test_escaping_cannot_be_switched_off():
    from zhijiao.config.jinja import environment

    assert environment(autoescape=False).from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"

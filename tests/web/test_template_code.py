"""Templates compiled our way say what Jinja's own way says, and a value never gets into a page unescaped."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup

from zhijiao.config import template_code
from zhijiao.config.jinja import FieldEnvironment


class Drawing:
    """Something that says itself how it is written."""

    def __html__(self) -> str:
        return "<svg>"


class Odd(str):
    """Text of a kind of its own, which is no markup."""


VALUES = {
    "text": "<a href='\"'>&</a>",
    "markup": Markup("<b>&amp;</b>"),
    "safe": mark_safe("<i>"),
    "lazy": lazystr("<u>"),
    "drawing": Drawing(),
    "odd": Odd("<s>"),
    "number": 1.5,
    "none": None,
    "list": ["<", Markup("<br>")],
    "thing": SimpleNamespace(name="<n>", call=lambda *a, **k: f"<{a}{k}>", inner={"a": "<k>"}),
}

TEMPLATES = {
    "values": "{% for v in values %}{{ v }}|{% endfor %}",
    "joined": "{% for v in values %}{{ '<' ~ v }}|{{ v ~ '<' ~ v }}|{{ ('<' ~ v)|upper }}{% endfor %}",
    "looks": "{{ thing.name }}{{ thing.nothing }}{{ thing.inner.a }}{{ thing.inner.nothing }}"
    "{{ thing.inner.keys() }}",
    "calls": "{{ thing.call('<', b='>') }}{{ thing.call(*['<'], **{'class': '>'}) }}"
    "{{ values[0].replace('<', '[') }}",
    "macros": "{% macro m(a, b='<', c=none) %}{{ a }}{{ b }}{{ c }}{{ d }}{% endmacro %}"
    "{{ m('<') }}{{ m('<', c='>') }}{{ m(c=1, a=2, b=m('&')) }}{{ m('x') ~ '<' }}{{ m }}",
    "extra": "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m('<', '>', x='&') }}",
    "bodies": "{% macro m(a) %}[{{ a }}{{ caller('<') }}]{% endmacro %}{% call(x) m('<') %}{{ x }}<p>{% endcall %}",
    "maybe": "{% macro m() %}{% if caller is defined %}{{ caller() }}{% endif %}{% endmacro %}{{ m() }}"
    "{% call m() %}<p>{% endcall %}",
    "loops": "{% for a in [[1, [2]], [3]] recursive %}{{ loop(a) if a is iterable else a }}{{ loop.cycle('<', '>') }}"
    "{% endfor %}",
    "nested": "{% for v in values %}{% macro m() %}{{ v }}{% endmacro %}{{ m() }}{% endfor %}",
    "base": "<{% block a %}{{ thing.name }}{% endblock %}>{{ self.a() }}",
    "child": "{% extends 'base' %}{% block a %}{{ super() }}{{ super() ~ '<' }}{% endblock %}",
    "imports": "{% import 'lib' as lib %}{{ lib.chip('<') }}{{ lib.chip(text='<', kind='k') }}"
    "{% from 'lib' import chip %}{{ chip('<') }}",
    "lib": "{% macro chip(text, kind='') %}<i class='{{ kind }}'>{{ text }}</i>{% endmacro %}",
    "filters": "{{ values|map('string')|join('<') }}{{ '<'|safe ~ '<' }}{{ {'a': '<'}|xmlattr }}{{ '<'|e }}"
    "{{ ['<', '>']|join('&') }}",
    "volatile": "{% autoescape number > 1 %}{{ '<' ~ text }}{% endautoescape %}{% autoescape number > 2 %}"
    "{{ '<' ~ text }}{% endautoescape %}",
    "switched": "{% autoescape false %}{{ '<' ~ thing.name }}{% endautoescape %}{{ '<' }}",
    "captured": "{% set x %}<{{ thing.name }}{% endset %}{{ x }}{{ x ~ '<' }}",
    "names": "{% set n = namespace(a=1) %}{% set n.a = '<' %}{{ n.a }}{{ range(3)|list }}{{ dict(a='<').a }}"
    "{{ nothing }}",
}  # fmt: skip


def both() -> tuple[Environment, Environment]:
    """Ours, and Jinja's own with the same templates."""
    return tuple(kind(autoescape=True, loader=DictLoader(TEMPLATES), optimized=False)
                 for kind in (FieldEnvironment, Environment))  # fmt: skip


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_comes_out_is_what_jinja_writes(name):
    context = {**VALUES, "values": list(VALUES.values())[:-1]}
    ours, plain = (env.get_template(name).render(context) for env in both())
    assert ours.replace("TemplateMacro", "Macro") == plain


@pytest.mark.parametrize("source", [
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=2) }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, a=2) }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{% call m(1) %}{% endcall %}",
])  # fmt: skip
def test_wrong_calls_are_refused_in_the_same_words(source):
    refusals = []
    for env in both():
        with pytest.raises(TypeError) as refused:
            env.from_string(source).render()
        refusals.append(str(refused.value))
    assert refusals[0] == refusals[1]


def test_what_is_not_there_cannot_be_called():
    with pytest.raises(UndefinedError, match="nothing"):
        both()[0].from_string("{{ nothing() }}").render()


@pytest.mark.parametrize("value", VALUES.values(), ids=list(VALUES))
def test_without_the_fast_half_of_the_library_it_is_the_same(value, monkeypatch):
    fast = str(template_code.escaped(value))
    monkeypatch.setattr(template_code, "escape_text", template_code.escape)
    assert str(template_code.escaped(value)) == fast


def test_a_function_that_wants_the_template_around_it_is_refused():
    def wanting(_context):
        return ""

    wanting.jinja_pass_arg = "context"
    with pytest.raises(TypeError, match="'wanting'"):
        template_code.checked_globals({"wanting": wanting})


def test_what_is_kept_is_what_the_macro_writes():
    source = (
        "{% macro m(a, b='') %}[{{ a }}{{ b }}]{% endmacro %}{% set k = kept(m) %}{{ k(a) }}{{ k(a, b=b) }}"
    )
    template = engines["jinja2"].env.from_string(source)
    for a in (1, 1.0, True, "1", "<", Markup("<"), ["<"], None, lazystr("<")):
        for b in ("<", Markup("<"), ()):
            plain = source.replace("kept(m)", "m")
            assert template.render(a=a, b=b) == engines["jinja2"].env.from_string(plain).render(a=a, b=b)


def test_a_wrong_call_of_what_is_kept_is_told():
    template = engines["jinja2"].env.from_string("{% macro m(a) %}{{ a }}{% endmacro %}{{ kept(m)(1, 2) }}")
    with pytest.raises(TypeError, match="not more than"):
        template.render()

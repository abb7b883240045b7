"""A template can word and lay out plain data, and do nothing else."""

import pytest

from interview.errors import InterviewError
from interview.summary.templates.sandbox import BadTemplate, fill
from interview.summary.templates.validation import check_template
from interview.text import LONGEST_OUTPUT

ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ flow.__class__ }}",
    "{{ flow['id'] }}",
    "{{ flow.id.format(1) }}",
    "{{ lines.clear() }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler }}",
    "{{ self }}",
    "{{ range(10) }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 }}",
    "{{ 1 + 1 }}",
    "{{ at|attr('__class__') }}",
    "{{ at|map('upper') }}",
    "{{ at|format }}",
    "{% set x = 1 %}",
    "{% macro m() %}{% endmacro %}",
    "{% include 'note.txt.j2' %}",
    "{% import 'note.txt.j2' as n %}",
    "{% extends 'note.txt.j2' %}",
    "{% block b %}{% endblock %}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% for a, b in lines %}{% endfor %}",
    "{% for a in sections recursive %}{% endfor %}",
    "{% for a in lines %}{% for b in lines %}{% endfor %}{% endfor %}",
    "{% for a in sections %}{% for b in a.lines %}{% for c in a.lines %}{% endfor %}{% endfor %}{% endfor %}",
    "{% if at is defined %}{% endif %}",
    "{{ [1, 2] }}",
    "{{ {'a': 1} }}",
    "{{ -1 }}",
    "{% for x in 'abc' %}{% endfor %}",
    "{{ " + "(" * 200 + "at" + ")" * 200 + " }}",
    "{% if at %}" * 60 + "{% endif %}" * 60,
    "x" * 70_000,
]


@pytest.mark.parametrize("source", ESCAPES, ids=lambda source: source[:40])
def test_what_reaches_beyond_the_summary_is_refused(source: str) -> None:
    assert check_template(source, "evil.j2")


@pytest.mark.parametrize(
    "source",
    [
        "{{ at.__class__ }}",
        "{{ at['__class__'] }}",
        "{{ at.upper() }}",
        "{{ items.append(1) }}",
        "{{ range(3) }}",
    ],
)
def test_the_second_fence_holds_without_the_first(source: str) -> None:
    with pytest.raises(BadTemplate):
        fill(source, "evil.j2", {"at": "now", "items": []})


def test_too_much_output_is_refused() -> None:
    items = ["x" * 1000] * 2000
    with pytest.raises(BadTemplate, match="more than"):
        fill("{% for item in items %}{{ item }}{% endfor %}", "long.j2", {"items": items})  # type: ignore[dict-item]
    separator = "y" * (LONGEST_OUTPUT // 1000)
    with pytest.raises(BadTemplate, match="short separator"):
        fill("{{ items|join('" + separator + "') }}", "long.j2", {"items": items})  # type: ignore[dict-item]


def test_a_name_that_does_not_exist_is_an_error_not_an_empty_place() -> None:
    with pytest.raises(InterviewError, match=r"note\.j2.*patient"):
        fill("{{ patient }}", "note.j2", {})


def test_data_is_never_run_as_a_template() -> None:
    assert fill("{{ at }}", "note.j2", {"at": "{{ 7 * 7 }}"}) == "{{ 7 * 7 }}"


def test_filters_word_and_list() -> None:
    data = {"a": "same_day", "list": [{"n": 1}, {"n": 2}], "text": "One. Two.", "rows": "x\n\n  y"}
    source = "{{ a|words|start }};{{ list|join('+', attribute='n') }};{{ text|sentence }};{{ list|length }}"
    assert fill(source, "t", data) == "Same day;1+2;One.;2"  # type: ignore[arg-type]
    assert fill("{% for r in rows|lines %}[{{ r|upper|cut(1) }}]{% endfor %}", "t", data) == "[X][Y]"  # type: ignore[arg-type]

"""A mistake in a template is found when it is loaded, with its place and the nearest right name."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.library import TemplateFile, templates_folder
from interview.summary.templates.renderer import load_template, shipped_template
from interview.summary.templates.sandbox import BadTemplate, fill
from interview.summary.templates.template import About, about
from interview.summary.templates.validation import check_template

TEMPLATES = sorted(path for path in templates_folder().glob("*.j2") if not path.name.startswith("_"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_shipped_templates_have_no_mistake_and_a_title(path: Path) -> None:
    template = shipped_template(path.name)
    assert load_template(template).text
    assert about(path.read_text(encoding="utf-8")).title != About().title


@pytest.mark.parametrize(
    ("source", "place", "message"),
    [
        ("{{ patient.name }}", "t.j2:1:4", "there is no 'patient'"),
        ("ok\n  {{ sectoins }}", "t.j2:2:6", "did you mean 'sections'?"),
        ("{{ flow.verison }}", "t.j2:1:9", "did you mean 'version'?"),
        ("{{ at.year }}", "t.j2:1:7", "no part 'year'"),
        ("{% for line in lines %}{{ line.titel }}{% endfor %}", "t.j2:1:32", "did you mean 'title'?"),
        (
            "{% for s in sections %}{% for l in s.lines %}\n{{ l.why }}{% endfor %}{% endfor %}",
            "t.j2:2:6",
            "'why'",
        ),
        ("{{ lines|join(', ', attribute='tilte') }}", "t.j2:1:32", "did you mean 'title'?"),
        ("{{ at|uper }}", "t.j2:1:7", "did you mean 'upper'?"),
        ("{% for l in lines if l.urgency == 'sune' %}{% endfor %}", "t.j2:1:36", "same_day, soon, routine"),
        ("{% for l in lines if l.stance in ('for', 'agianst') %}{% endfor %}", "t.j2:1:43", "against"),
        ("{% for l in lines %}{{ loop.idx }}{% endfor %}", "t.j2:1:29", "did you mean 'index'?"),
        ("{% for c in at %}{% endfor %}", "t.j2:1:10", "a loop walks a list"),
        ("{% for l in lines %}{% endfor %}{{ l.id }}", "t.j2:1:8", "there is no 'l'"),
        ("{{ at }", "t.j2:1:1", "unexpected"),
    ],
)
def test_a_mistake_is_named_where_it_stands(source: str, place: str, message: str) -> None:
    (problem,) = check_template(source, "t.j2")
    assert str(problem.place) == place
    assert message in problem.message


def test_every_mistake_is_reported_at_once() -> None:
    assert len(check_template("{{ a }}\n{{ at|b }}\n{% set c = 1 %}", "t.j2")) == 3


def test_what_a_summary_has_can_be_used() -> None:
    source = (
        "{% for section in sections %}{% for line in section.lines if line.urgency == 'soon' %}"
        "{{ loop.index }} {{ line.title|upper }}{% for c in line.would_change %}"
        "{{ c.answers|cut(2)|join('; ', attribute='label') }}"
        "{% endfor %}{% else %}none{% endfor %}{% endfor %}"
        "{{ cited|length ~ at|cut(4) if flow.origin else '' }}"
    )
    assert check_template(source, "t.j2") == ()


def test_loading_a_bad_template_names_every_mistake(tmp_path: Path) -> None:
    path = tmp_path / "bad.j2"
    path.write_text("{{ patient }}\n{{ at|uper }}", encoding="utf-8")
    with pytest.raises(BadTemplate, match=r"(?s)bad\.j2:1:4.*bad\.j2:2:7"):
        load_template(TemplateFile(path.name, path))


NESTED = "".join(f"{{% for a{n} in a{n - 1}.label|rows %}}" for n in range(1, 21))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ comment|cut(1e999) }}", "a number in a template is whole"),
        ("{{ 1e99999 }}", "a number in a template is whole"),
        (f"{{{{ 1{'0' * 5000} }}}}", "a number in a template is whole"),
        ("{{ 1.5 }}", "a number in a template is whole"),
        ('{{ "\\ud800" }}', "halves of characters"),
        ('{{ "\\x1b]0;pwned\\x07" }}', "control characters"),
        ("\x1b[31mraw", "control characters"),
        ("{% for a0 in answers %}" + NESTED + "x" + "{% endfor %}" * 21, "nested too deeply"),
        ('{{ lines|join(", ", separator="b", attribute="title") }}', "is not given what it takes"),
        ('{{ answers|join(attribute="label", attribute="answer") }}', "is not given what it takes"),
        ("{{ at|cut }}", "is not given what it takes"),
        ("{{ at|cut(1, 2) }}", "is not given what it takes"),
        ('{{ at|cut("1") }}', "'length' of 'cut' is a whole number"),
        ("{{ at|join }}", "'join' does not work on what stands before it"),
        ("{{ lines|join }}", "'join' does not work on what stands before it"),
        ('{{ sections|join(attribute="lines") }}', "'join' does not work on what stands before it"),
        ("{{ lines|upper }}", "'upper' does not work on what stands before it"),
        ("{{ lines|numbers }}", "'numbers' does not work on what stands before it"),
        ("{{ lines }}", "a list stands where a text belongs"),
        ("{{ flow }}", "a record stands where a text belongs"),
        ("{{ at ~ lines }}", "a list stands where a text belongs"),
        ("{% if lines == sections %}a{% endif %}", "cannot be compared"),
        ("{% if at < 3 %}a{% endif %}", "cannot be compared"),
        ("{% if at ~ at == at %}a{% endif %}", "puts no texts together"),
        ("{% if " + " or ".join(['at == ""'] * 39) + " %}a{% endif %}", "nested too deeply"),
    ],
    ids=lambda value: value[:30],
)
def test_what_could_not_be_filled_is_refused(source: str, said: str) -> None:
    assert said in " ".join(problem.message for problem in check_template(source, "x.txt.j2"))


def test_a_template_that_goes_through_the_same_too_often_is_stopped() -> None:
    often = "{{ comment|upper|cut(0) }}" * 2000
    assert check_template(often, "x.txt.j2") == ()
    with pytest.raises(BadTemplate, match="it takes too long"):
        fill(often, "x.txt.j2", {"comment": "a" * 20_000})
    assert fill("{{ comment|upper }}", "x.txt.j2", {"comment": "a"}) == "A"

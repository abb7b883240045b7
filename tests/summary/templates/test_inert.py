"""No record system finds a token of its own in a text, whoever wrote what is filled in, and the template."""

import dataclasses
import re
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from interview.library import PART, TemplateFile, templates_folder, templates_in
from interview.summary.model import Summary
from interview.summary.templates.context import Style
from interview.summary.templates.renderer import render, shipped_template
from tests.effort import tries
from tests.summary.templates.test_renderer import SUMMARIES

NAMES = [path.name for path in templates_in(templates_folder()) if not path.name.startswith(PART)]
TEXTS = [shipped_template(name) for name in NAMES if name.endswith(".txt.j2")]
TOKENS = re.compile(r"\*{3}|@\w+@|\{[^{}]*\}|(?<!\S)\.[^\W\d]")
HOSTILE = "*** @NAME@ {ROS:1} .hpi *{{ 7 * 7 }}** {% raw %} (.ros @X@.a"
OWN = """\
{# A template of a user. #}
{{ comment }}{{ comment }}
{% for line in lines %}
.{{ line.title }} {{ line.say }}: {{ line.because|join(" ", attribute="answer") }}
{% endfor %}
{% for answer in answers %}{{ answer.label }}{{ answer.answer }}{% endfor %}
"""
tokens = st.text(alphabet="*@{}.x( \n") | st.text()
each = pytest.mark.parametrize("template", TEXTS, ids=lambda template: template.name)
wrapped = pytest.mark.parametrize("wrap", [76, 0])


def filled_with(value: Any, text: str) -> Any:
    """A part of a summary with every text in it replaced, words of a fixed set aside."""
    if isinstance(value, StrEnum) or (
        not isinstance(value, str | tuple) and not dataclasses.is_dataclass(value)
    ):
        return value
    if isinstance(value, str):
        return text if value else ""
    if isinstance(value, tuple):
        return tuple(filled_with(item, text) for item in value)
    parts = {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
    return dataclasses.replace(
        value,  # type: ignore[type-var]
        **{name: filled_with(part, text) for name, part in parts.items() if name != "found_by"},
    )


def hostile(text: str) -> Summary:
    """A summary of a flow whose author means harm, with a comment that does."""
    made: Summary = filled_with(SUMMARIES["urgent"], text)
    return dataclasses.replace(made, comment=text)


@each
@wrapped
def test_nothing_from_a_flow_or_a_comment_is_a_token(template: TemplateFile, wrap: int) -> None:
    text = render(hostile(HOSTILE), template, wrap=wrap)
    assert not TOKENS.search(text)
    assert "(at)NAME(at)" in text


@pytest.mark.parametrize("name", ["note.txt.j2", "note-full-problem.txt.j2"])
@settings(max_examples=tries(15), deadline=None)
@given(tokens)
def test_no_text_at_all_makes_a_token(name: str, text: str) -> None:
    for wrap in (30, 0):
        note = render(hostile(text), shipped_template(name), wrap=wrap)
        assert not TOKENS.search(note)
        assert not wrap or all(cell_len(row) <= wrap for row in note.split("\n"))


@settings(max_examples=tries(30), deadline=None)
@given(tokens)
def test_nor_in_a_template_of_a_user(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("own") / "own.txt.j2"
    path.write_text(OWN, encoding="utf-8")
    made = render(hostile(text), TemplateFile(path.name, path), wrap=0)
    assert not re.search(r"@\w+@|\{[^{}]*\}", made)


def test_tokens_that_the_writer_of_a_template_wants_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.txt.j2"
    path.write_text("Seen with @NAME@: *** {EXAM:1}\n", encoding="utf-8")
    text = render(SUMMARIES["typical"], TemplateFile(path.name, path))
    assert text == "Seen with @NAME@: *** {EXAM:1}\n"


@wrapped
@each
def test_wildcards_stand_only_where_they_are_asked_for(template: TemplateFile, wrap: int) -> None:
    summary = SUMMARIES["nothing"]
    assert "***" not in render(summary, template, wrap=wrap)
    text = render(summary, template, wrap=wrap, style=Style("***"))
    if template.short.startswith("note"):
        wanted = [f"{reason.label}: ***" for reason in summary.to_complete]
        assert re.findall(r"^.*\*\*\*$", text, re.MULTILINE) == wanted
        assert "\n\nTO COMPLETE\n" in text


def test_markdown_keeps_tokens_apart_in_its_source() -> None:
    text = render(hostile(HOSTILE), shipped_template("markdown.md.j2"))
    assert not re.search(r"\*{3}|@\w+@|(?<!\S)\.[^\W\d]", text)

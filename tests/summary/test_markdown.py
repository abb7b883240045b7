"""Text shows in Markdown as it was written and formats nothing."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interview.summary.markdown import escape_markdown
from interview.text import one_line

RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")

HOSTILE = [
    "# heading",
    "1. list 2) list",
    "- list + list",
    "=== under",
    "**bold** _em_ `code` ~~gone~~",
    "<script>alert(1)</script> <b onclick=x>",
    "[link](javascript:alert(1)) ![image](x.png)",
    "&lt;b&gt; &copy;",
    "a | b\\",
    "{{ 7*7 }} {% raw %}",
    "***",
    "    code",
    "> quote",
]


def shown(markdown: str) -> str:
    """Return the text a reader of the rendered Markdown sees."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", RENDERER.render(markdown))).split())


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("before", ["", "- ", "## ", "x: "])
def test_hostile_text_shows_as_written(text: str, before: str) -> None:
    assert shown(before + escape_markdown(one_line(text))).endswith(one_line(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gives_no_element_of_its_own(text: str) -> None:
    assert set(re.findall(r"<(\w+)", RENDERER.render(escape_markdown(text.strip())))) == {"p"}


@given(st.text().map(one_line))
def test_any_text_shows_as_written(text: str) -> None:
    assert shown("x " + escape_markdown(text)) == " ".join(f"x {text}".split())


def test_an_address_stays_one_and_becomes_a_link() -> None:
    text = "See https://example.org/_a_b_c?d=1&e=2, or not."
    assert 'href="https://example.org/_a_b_c?d=1&amp;e=2"' in RENDERER.render(escape_markdown(text))
    assert shown(escape_markdown(text)) == text

"""The note's own wording is ASCII, and nothing in it is taken for a record system's token."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interview.summary.templates.escaping import defuse, escape_markdown, to_ascii
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


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("CK ≥ 15× the limit", "CK >= 15x the limit"),
        ("5 µmol", "5 umol"),
        ("Sjögren, Jørgensen, Muñoz", "Sjogren, Jorgensen, Munoz"),
        ("“quoted” and ‘quoted’", "\"quoted\" and 'quoted'"),
        ("a – b — c – 5–10", "a - b - c - 5-10"),
        ("α-synuclein, TGF-β", "alpha-synuclein, TGF-beta"),
        ("10⁹/l, CO₂, ½", "10^9/l, CO2, 1/2"),
        ("no\u00a0break…", "no break..."),
        ("see § 3 and §4", "see section 3 and section 4"),
        ("5 °C, 5°C, 36\u00a0℃", "5 degC, 5 degC, 36 degC"),
    ],
)
def test_our_wording_becomes_ascii(text: str, plain: str) -> None:
    assert to_ascii(text) == plain


def test_letters_without_an_ascii_form_survive() -> None:
    assert to_ascii("日本 שלום") == "日本 שלום"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("fill *** in", "fill * * * in"),
        ("@NAME@ seen", "(at)NAME(at) seen"),
        ("{ROS:1234}", "(ROS:1234)"),
        ("{{ 7 * 7 }}", "(( 7 * 7 ))"),
        ("a * b, c ** d", "a * b, c ** d"),
        (".hpi then (.ros", ". hpi then (. ros"),
        ("a dose of .5 mg, e.g. of a.b, and ...so", "a dose of .5 mg, e.g. of a.b, and ...so"),
    ],
)
def test_tokens_are_set_apart_and_stay_visible(text: str, harmless: str) -> None:
    assert defuse(text) == harmless


@given(st.text(alphabet="*@{}X. (\n") | st.text())
def test_no_token_is_left_in_any_text(text: str) -> None:
    assert not re.search(r"\*\*\*|@[^@]*@|\{[^}]*\}|(?<!\S)\.[^\W\d]", defuse(text))


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


@pytest.mark.parametrize("text", ["0.2.0", "2.5 years", "4)b"])
def test_what_begins_no_list_is_left_to_be_read_as_it_is(text: str) -> None:
    assert escape_markdown(text) == text
    assert shown(text) == text


@given(st.text().map(one_line))
def test_any_text_shows_as_written(text: str) -> None:
    assert shown("x " + escape_markdown(text)) == " ".join(f"x {text}".split())


def test_an_address_stays_one_and_becomes_a_link() -> None:
    text = "See https://example.org/_a_b_c?d=1&e=2, or not."
    assert 'href="https://example.org/_a_b_c?d=1&amp;e=2"' in RENDERER.render(escape_markdown(text))
    assert shown(escape_markdown(text)) == text

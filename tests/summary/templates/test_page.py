"""A page runs nothing and loads nothing, whoever wrote its template."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.library import TemplateFile
from interview.summary.builder import build
from interview.summary.templates.page import mistakes_in_page, mistakes_in_template
from interview.summary.templates.renderer import render, render_html
from interview.summary.templates.sandbox import BadTemplate
from interview.summary.templates.validation import check_template
from tests.summary.example import AT, typical

ACTING = [
    "<script>alert(1)</script>",
    "<SCRIPT src=x>",
    "<img src='https://example.org/{{ comment }}'>",
    "<svg><use href='https://example.org/x.svg'/></svg>",
    "<svg><foreignObject/></svg>",
    "<svg><path fill='url(https://example.org/x.svg#a)'/></svg>",
    "<p onclick='x()'>a</p>",
    "<p style='background: url(https://example.org)'>a</p>",
    "<style>p { background: URL (https://example.org) }</style>",
    "<style>@import 'x';</style>",
    r"<style>p { background: u\72l(x) }</style>",
    "<iframe srcdoc='x'></iframe>",
    "<form action='https://example.org'></form>",
    "<link rel=stylesheet href='https://example.org'>",
    "<base href='https://example.org'>",
    "<meta http-equiv=refresh content='0; url=https://example.org'>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' JavaScript:alert(1)'>a</a>",
    "<a href='http://example.org'>a</a>",
    "<a href='#x' ping='https://example.org'>a</a>",
    "<!-- a --><p>b</p>",
    "<!--><script>alert(1)</script>",
    "<?php x ?>",
    "<![CDATA[<script>]]>",
]


@pytest.mark.parametrize("text", ACTING)
def test_what_acts_or_loads_is_refused_before_it_is_used(text: str) -> None:
    assert check_template(f"<p>a</p>\n{text}", "mine.html.j2")[0].place.line == 2


@pytest.mark.parametrize(
    "text", ["<scr{{ '' }}ipt>", "<p on{{ '' }}click='x()'>", "<a href='{{ comment }}'>a</a>"]
)
def test_what_acts_only_once_it_is_filled_is_refused_then(text: str, tmp_path: Path) -> None:
    summary = build(typical(comment=Text("javascript:alert(1)")), at=AT)
    path = tmp_path / "mine.html.j2"
    path.write_text(text)
    with pytest.raises(BadTemplate):
        render(summary, TemplateFile(path.name, path))


def test_words_about_such_things_are_only_words() -> None:
    text = "<p>&lt;script&gt; onclick=x javascript:x url(x) \\ @import</p><a href='#a' aria-label='b'>c</a>"
    assert mistakes_in_page(text) == ()
    assert mistakes_in_template("{# <script> #}<p>{{ '<script>' }}</p>") == ()
    assert check_template("<script>", "note.txt.j2") == ()


def test_the_shipped_page_passes() -> None:
    assert "<main>" in render_html(build(typical(), at=AT))

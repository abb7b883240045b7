"""The note's own wording is ASCII, and nothing in it is taken for a record system's token."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.summary.templates.escaping import defuse, to_ascii


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

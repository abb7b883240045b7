"""A table opens in a spreadsheet program as meant: text stays text, and nothing in it is calculated."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.export.csv.sheet import as_typed, inert, sheet

FORMULAS = ("=CMD()", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "\uff1d1", "\uff0b1")
BEHIND_SEPARATORS = ("no; =CMD()", "no,=CMD()", "no\n=CMD()", "no\n\n-1", "no\t+1")


def begins_a_formula(text: str) -> bool:
    """Whether some part between separators begins with what a spreadsheet program calculates."""
    parts = re.split(r"[;,\t\r\n]", text)
    return any(re.match("[=+\\-@\uff1d\uff0b\uff0d\uff20]", part.lstrip(" ")) for part in parts)


@pytest.mark.parametrize("text", [*FORMULAS, *BEHIND_SEPARATORS])
def test_text_that_would_be_calculated_is_made_inert(text: str) -> None:
    assert not begins_a_formula(inert(text))
    assert inert(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", ["", "swallowing - worse", "a = b", "O'Brien", "'quoted'", "1 - 2"])
def test_other_text_stays_as_it_was_typed(text: str) -> None:
    assert inert(text) == text


@given(st.text("=+-@;,\t\r\n' ab\"\uff1d"))
def test_what_was_typed_can_be_had_back_and_nothing_is_calculated(text: str) -> None:
    assert as_typed(inert(text)) == text
    assert not begins_a_formula(inert(text))


def test_numbers_stay_numbers_and_no_value_is_an_empty_cell() -> None:
    assert sheet(["a", "b", "c", "d"], [[-3, -0.5, None, "-3"]]).decode("utf-8-sig").split("\r\n") == [
        "a,b,c,d",
        "-3,-0.5,,'-3",
        "",
    ]


def test_excel_is_told_that_it_is_utf_8_and_lines_end_as_the_standard_says() -> None:
    made = sheet(["a"], [["Grüße"]])
    assert made == b"\xef\xbb\xbfa\r\nGr\xc3\xbc\xc3\x9fe\r\n"


@pytest.mark.parametrize("text", ['quoted "so"', "two\nlines", "comma, semicolon; end", "æ – 漢字"])
def test_every_text_comes_back_whole(text: str) -> None:
    read = list(csv.reader(io.StringIO(sheet(["a"], [[text]]).decode("utf-8-sig"), newline="")))
    assert read == [["a"], [text]]

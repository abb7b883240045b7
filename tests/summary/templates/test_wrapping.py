"""Lines are wrapped by the columns they take, and hang below the text of their marker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from interview.summary.templates.wrapping import laid_out_anew, lay_out


def test_a_numbered_line_hangs_below_its_text() -> None:
    assert lay_out("12. one two three four", 12) == "12. one two\n    three\n    four\n"


def test_a_quoted_line_is_quoted_on_every_row() -> None:
    assert lay_out("> one two three", 9) == "> one two\n> three\n"


def test_sections_are_one_blank_line_apart() -> None:
    assert lay_out("\n\na\n\n\n\nb  \n", 76) == "a\n\nb\n"


def test_wrap_zero_leaves_lines_alone() -> None:
    assert lay_out("word " * 100, 0) == ("word " * 100).strip() + "\n"


def test_wide_characters_take_two_columns() -> None:
    assert lay_out("日本日本日本", 5) == "日本\n日本\n日本\n"


def test_combining_marks_take_none() -> None:
    assert lay_out("e\u0301" * 4 + " e\u0301", 6) == "e\u0301" * 4 + " e\u0301\n"


@pytest.mark.parametrize("sign", ["👍🏽", "👩\u200d⚕️", "❤️", "1️⃣"])
def test_a_sign_of_several_characters_takes_two_columns(sign: str) -> None:
    assert lay_out(f"{sign} {sign} {sign}", 5) == f"{sign} {sign}\n{sign}\n"


def test_vowel_signs_that_join_a_letter_take_none() -> None:
    assert lay_out("नमस्ते नमस्ते", 9) == "नमस्ते नमस्ते\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a loss of 17 % now", ["a loss of", "17 % now"]),
        ("FVC now is 62 %.", ["FVC now is", "62 %."]),
        ("FVC was 55/38 % then", ["FVC was", "55/38 % then"]),
        ("it was a 24 > 19 fall", ["it was a", "24 > 19 fall"]),
        ("score of (< 30 points)", ["score of", "(< 30 points)"]),
        ("it weighs 1.72 kg", ["it weighs", "1.72 kg"]),
        ("on 2026-11-29 it was", ["on 2026-11-29", "it was"]),
        ("food sticks [3]", ["food", "sticks [3]"]),
        ("12345678 kilograms", ["12345678", "kilograms"]),
    ],
)
def test_a_number_and_its_unit_stay_in_one_row_unless_they_are_wider_than_it(
    text: str, rows: list[str]
) -> None:
    assert lay_out(text, 13).splitlines() == rows


def test_the_blank_in_a_text_file_is_an_ordinary_one() -> None:
    assert lay_out("a fall of 7 %", 20) == "a fall of 7 %\n"
    assert lay_out("a fall of 7 %", 9).isascii()


@given(st.text(), st.integers(min_value=20, max_value=80))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(text: str, wrap: int) -> None:
    laid_out = lay_out(text, wrap)
    assert all(cell_len(line) <= wrap for line in laid_out.split("\n"))
    assert "".join(laid_out.split()).replace(">", "") == "".join(text.split()).replace(">", "")


@pytest.mark.parametrize(
    "text",
    [
        "1. one two three four five\n2. six\n",
        "one two three four\n\nfive six seven eight\n",
        "one two three four\n- five\n- six\n",
        "> one two three four\n",
        "label  one two three four five\n",
        "one two three four in 2019. Then five six\n",
    ],
)
@pytest.mark.parametrize(("before", "columns"), [(20, 12), (20, 40), (12, 30)])
def test_paragraphs_are_put_together_again_before_they_are_laid_out_anew(
    text: str, before: int, columns: int
) -> None:
    assert laid_out_anew(lay_out(text, before), before, columns) == lay_out(text, columns)


@given(st.text("ab1.-> \n", max_size=200), st.integers(8, 40), st.integers(8, 40))
def test_no_word_is_lost_where_a_text_is_laid_out_anew(text: str, before: int, columns: int) -> None:
    made = laid_out_anew(lay_out(text, before), before, columns)
    assert [letter for letter in made if letter in "ab1"] == [letter for letter in text if letter in "ab1"]

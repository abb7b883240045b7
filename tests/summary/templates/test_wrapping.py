"""Lines are wrapped by the columns they take, and hang below the text of their marker."""

from hypothesis import given
from hypothesis import strategies as st

from interview.summary.templates.wrapping import columns, lay_out


def test_a_numbered_line_hangs_below_its_text() -> None:
    assert lay_out("12. one two three four", 12) == "12. one two\n    three\n    four\n"


def test_a_quoted_line_is_quoted_on_every_row() -> None:
    assert lay_out("> one two three", 9) == "> one two\n> three\n"


def test_sections_are_one_blank_line_apart() -> None:
    assert lay_out("\n\na\n\n\n\nb  \n", 76) == "a\n\nb\n"


def test_wrap_zero_leaves_lines_alone() -> None:
    assert lay_out("word " * 100, 0) == ("word " * 100).strip() + "\n"


def test_wide_characters_take_two_columns() -> None:
    assert columns("日本e\u0301") == 5
    assert lay_out("日本日本日本", 5) == "日本\n日本\n日本\n"


@given(st.text(), st.integers(min_value=20, max_value=80))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(text: str, wrap: int) -> None:
    laid_out = lay_out(text, wrap)
    assert all(columns(line) <= wrap for line in laid_out.split("\n"))
    assert "".join(laid_out.split()).replace(">", "") == "".join(text.split()).replace(">", "")

"""How problems are listed: the place, the words, and the caret below what is meant."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from interview.errors import NOWHERE, Place, Problem
from interview.tui.rows.problems import count, problem_rows
from interview.tui.rows.row import Row


def text(row: Row) -> str:
    return "".join(part for part, _ in (*row.lead, *row.text))


def listed(excerpt: str, column: int, columns: int = 40) -> tuple[str, str]:
    problem = Problem(Place("falls/flow.yaml", 3, column), "wrong", "code", excerpt)
    told, quoted, caret = problem_rows([problem], columns)
    assert text(told) == f"falls/flow.yaml:3:{column}  wrong"
    return text(quoted), text(caret)


@pytest.mark.parametrize("columns", [20, 40, 76])
@pytest.mark.parametrize(
    "line",
    [
        "X: 1",
        "      X: 1",
        "\t\tX: 1",
        "日本の日本の: X",
        "a" * 200 + " X " + "b" * 200,
        "日" * 100 + "X" + "本" * 100,
    ],
)
def test_the_caret_stands_below_what_is_meant_and_nothing_is_wider_than_the_screen(
    line: str, columns: int
) -> None:
    quoted, caret = listed(line, line.index("X") + 1, columns)
    assert cell_len(quoted[: quoted.index("X")]) == cell_len(caret) - 1
    assert max(cell_len(quoted), cell_len(caret)) <= columns


def test_a_line_that_fits_is_quoted_in_full() -> None:
    quoted, _ = listed("    when: fallen is yes and age is X", 36, 40)
    assert quoted == "    when: fallen is yes and age is X"


def test_a_caret_in_or_after_the_line_has_its_place() -> None:
    assert listed("   short", 2) == ("      short", "    ^")
    assert listed("short", 6)[1] == "         ^"


def test_a_problem_without_a_place_is_told_line_by_line() -> None:
    rows = problem_rows([Problem(NOWHERE, "2 mistakes:\none\ntwo")], 40)
    assert [text(row) for row in rows] == ["2 mistakes:", "one", "two"]


def test_problems_are_counted_in_words() -> None:
    problem = Problem(NOWHERE, "wrong")
    assert (count([problem]), count([problem] * 2)) == ("1 problem", "2 problems")

"""A list says how much is below its last line, and never over a word of it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from interview.tui.rows.row import Row, row
from interview.tui.themes import CALM
from interview.tui.widgets.row_list import RowList
from tests.tui.driver import text_of

COLUMNS, LINES, ROWS = 40, 5, 12


class Listed(App[None]):
    """A list that is longer than the screen, and nothing else."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        self.register_theme(CALM)
        self.theme = CALM.name
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield RowList(id="list", marks_more=True)

    def on_mount(self) -> None:
        self.query_one(RowList).show(self.rows)


@pytest.mark.parametrize(
    ("letters", "sign"),
    [(10, "↓ 7 more"), (30, "↓ 7 more"), (31, "↓ 7"), (35, "↓ 7"), (36, "↓"), (39, "↓")],
)
async def test_nothing_lies_under_the_sign_that_there_is_more(letters: int, sign: str) -> None:
    rows = [row("x" * letters, name=f"row{at}") for at in range(ROWS)]
    async with Listed(rows).run_test(size=(COLUMNS, LINES)) as pilot:
        await pilot.pause()
        last = text_of(pilot.app).splitlines()[LINES - 1]
        assert last.count("x") == letters
        assert last.replace("x", "").strip() == sign


async def test_what_stands_at_the_right_of_a_row_is_not_under_it_either() -> None:
    rows = [row("name", right=((f"because {at} ", "muted"),)) for at in range(ROWS)]
    async with Listed(rows).run_test(size=(COLUMNS, LINES)) as pilot:
        await pilot.pause()
        last = text_of(pilot.app).splitlines()[LINES - 1]
        assert f"because {LINES - 1}" in last
        assert last.rstrip().endswith("↓")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from interview.tui.rows.row import listed

NAMES = ("weight", "FVC sitting", "carbon dioxide")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (80, "weight, FVC sitting, carbon dioxide"),
        (35, "weight, FVC sitting, carbon dioxide"),
        (34, "weight, FVC sitting, 1 more"),
        (20, "weight, 2 more"),
        (12, "wei…, 2 more"),
    ],
)
def test_a_list_without_room_names_whole_ones_and_says_how_many_more_there_are(
    columns: int, said: str
) -> None:
    assert listed(NAMES, columns) == said


def test_a_list_of_nothing_says_nothing() -> None:
    assert listed((), 20) == ""


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "So"]), min_size=1, max_size=30)))
def test_a_list_never_takes_more_columns_than_there_are(names: list[str]) -> None:
    assert cell_len(listed(names, 20)) <= 20

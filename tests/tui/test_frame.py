"""Where the parts of the interview stand."""

from __future__ import annotations

import pytest

from interview.tui.frame import COLUMNS, SIDE_FROM, frame


@pytest.mark.parametrize("width", [SIDE_FROM, 120, 160, 200, 300])
def test_the_plan_at_the_side_is_never_wider_than_the_question(width: int) -> None:
    found = frame((width, 60), 0)
    assert 0 < found.side <= COLUMNS
    assert found.talk + found.side <= width

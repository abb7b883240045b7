"""Where the parts of the interview stand, by the size of the terminal alone. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = 78
"""Columns of the question, at the most: longer lines are hard to read."""
SIDE_FROM = 112
"""Columns from which the plan stands at the side."""
LIST = 120
"""Columns of a list, at the most: the eye has to find what stands at the other end of a row."""
SMALL_WIDTH, SMALL_HEIGHT = 60, 22
"""Under these the question has the whole screen."""
BARS = 2
ABOVE, CARD, TALL_CARD, PLAN = 4, 14, 22, 3
TALL = 48
"""Lines from which a card shows sixteen rows in place of eight."""
LEAST_BOX, MOST_BOX = 28, 90
EDGE = 6
"""Columns of an edge that its title does not have."""
WHY_FROM = 34
"""Lines from which it is said below the question why it is asked."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Lines and columns of every part; 0 for one that is not there."""

    room: tuple[int, int]
    small: bool
    above: int
    talk: int
    """Columns for the question and its margins."""
    margin: int
    columns: int
    card: int
    plan: int
    side: int
    why: bool


def frame(room: tuple[int, int], pressing: int) -> Frame:
    """Return where everything stands; `pressing` are the lines that banners take on a small screen."""
    width, height = room
    if width < SMALL_WIDTH or height < SMALL_HEIGHT:
        return Frame(room, True, pressing, width, 0, width, max(5, height - BARS - pressing), 0, 0, False)
    columns = min(COLUMNS, width - 2)
    side = min(COLUMNS, width - COLUMNS - 4) if width >= SIDE_FROM else 0
    card = TALL_CARD if height >= TALL else CARD
    left = height - BARS - ABOVE - card
    talk = columns + 2 if side else width
    plan = 0 if side else max(0, min(PLAN, left - 1))
    return Frame(room, False, ABOVE, talk, 1, columns, card, plan, side, height >= WHY_FROM)


def box_columns(width: int, *, share: int = 84) -> int:
    """Return how wide a box over a screen is, `share` being its part of the screen in hundredths."""
    return max(LEAST_BOX, min(MOST_BOX, width * share // 100))

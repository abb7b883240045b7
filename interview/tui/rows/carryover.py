"""What a changed flow made of a saved interview: what to confirm, what counts no more, what follows now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from rich.cells import cell_len, set_cell_size

from interview.engine.carryover import Compared, Comparison
from interview.summary.carryover import Shift, Told, headline, overview, shifts, to_confirm, withdrawn
from interview.tui.rows.row import BLANK, Part, Row, heading, row

GO_ON = "go"
"""The name of the last row."""
CONFIRM = "confirm:"
"""Begins the names of the rows that wait to be confirmed."""
COLUMN = 12
"""Columns of a status, where the two stand side by side."""
SIDE_BY_SIDE = 64
"""Columns from which there is room for that."""


def changed_rows(
    comparison: Comparison, title: str, waiting: Iterable[str], anew: Iterable[str], columns: int
) -> list[Row]:
    """Return the whole list. `waiting` are questions not yet confirmed, `anew` those to be asked again."""
    open_, again = frozenset(waiting), frozenset(anew)
    numbers = (f"told:{number}" for number in count(1))
    rows = [
        row((headline(comparison, title), "strong"), lead=" ", name=next(numbers)),
        row((overview(comparison), "muted"), lead=" ", name="told:1"),
    ]
    if comparison.to_confirm:
        rows += [BLANK, heading("Please confirm", indent=1)]
        rows += [part for one in comparison.to_confirm for part in _confirm(one, open_, again)]
    if comparison.withdrawn:
        rows += [BLANK, heading("No longer counted", indent=1)]
        for one in comparison.withdrawn:
            rows += _told(withdrawn(one), " - ", next(numbers))
    if comparison.lines or comparison.tables:
        rows += [BLANK, *_shifts(shifts(comparison), columns, numbers)]
    return [*rows, BLANK, _go_on(comparison, open_, again)]


def _confirm(one: Compared, waiting: frozenset[str], again: frozenset[str]) -> list[Row]:
    told, name = to_confirm(one), f"{CONFIRM}{one.id}"
    if one.id in again:
        return [row((told.title, "text"), ("  to be answered anew", "accent"), lead=" → ", name=name)]
    if one.id not in waiting:
        return [row((told.title, "text"), ("  confirmed", "ok"), lead=(" ✓ ", "ok"), name=name)]
    return _told(told, " ? ", name)


def _told(told: Told, mark: str, name: str) -> list[Row]:
    title = row((told.title, "text"), lead=(mark, "accent"), name=name)
    return [title, *(row((words, "muted"), lead="   ", name=name) for words in told.more)]


def _shifts(found: Iterable[Shift], columns: int, names: Iterator[str]) -> list[Row]:
    if columns < SIDE_BY_SIDE:
        rows = [heading("What follows", indent=1)]
        return rows + [part for one in found for part in _stacked(one, next(names))]
    lead: tuple[Part, ...] = ((f" {'Then':<{COLUMN}}{'Now':<{COLUMN}}", "heading"),)
    rows = [row(("What follows", "heading"), lead=lead)]
    return rows + [_beside(one, next(names)) for one in found]


def _beside(shift: Shift, name: str) -> Row:
    """Return a conclusion with both states before it, or below it where they are long."""
    if max(cell_len(shift.before), cell_len(shift.after)) >= COLUMN:
        parts: tuple[Part, ...] = ((f"  {shift.before} → ", "muted"), (shift.after, "strong"))
        return row(shift.title, *parts, lead=" " * (2 * COLUMN + 1), name=name)
    lead: tuple[Part, ...] = (
        (f" {set_cell_size(shift.before, COLUMN)}", "muted"),
        (set_cell_size(shift.after, COLUMN), "strong"),
    )
    return row(shift.title, lead=lead, name=name)


def _stacked(shift: Shift, name: str) -> list[Row]:
    parts: tuple[Part, ...] = ((f"then {shift.before} · now ", "muted"), (shift.after, "strong"))
    return [row(shift.title, lead=" · ", name=name), row(*parts, lead="   ", name=name)]


def _go_on(comparison: Comparison, waiting: frozenset[str], again: frozenset[str]) -> Row:
    left = len(waiting | again)
    rest: Part = (f"  {left} to be asked again in the interview" if left else "", "muted")
    return row(("Go on with the interview", "strong"), rest, lead=((" g ", "key"),), name=GO_ON)

"""The table of one session, or of many, one row each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview.export.csv.codebook import merged
from interview.export.csv.row import Held, Row, row
from interview.export.csv.sheet import Cell, sheet
from interview.export.csv.variables import NOT_IN_FLOW, Variable
from interview.flow.model import Flow


def table(sessions: Sequence[Held], *, free_text: bool = False) -> bytes:
    """Return sessions of one flow as CSV. Each is judged by the version it was held with.

    The columns are those of every version among them, the newest session's first.
    """
    columns = {
        name: meanings[0][0] for name, meanings in merged(versions(sessions), free_text=free_text).items()
    }
    rows = (row(held, free_text=free_text) for held in sessions)
    return sheet(list(columns), (_cells(columns.values(), cells) for cells in rows))


def versions(sessions: Iterable[Held]) -> tuple[Flow, ...]:
    """Return the versions of the flow that sessions were held with, the latest session's first."""
    latest = sorted(sessions, key=lambda held: held.at, reverse=True)
    return tuple({held.session.flow.content_hash: held.session.flow for held in latest}.values())


def _cells(columns: Iterable[Variable], cells: Row) -> list[Cell]:
    return [cells[column.name] if column.name in cells else _missing(column) for column in columns]


def _missing(column: Variable) -> Cell:
    """Return what stands for a column that the session's version of the flow does not have."""
    return NOT_IN_FLOW if NOT_IN_FLOW in column.choices else None

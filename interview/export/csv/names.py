"""What the columns of a table are called.

Ids hold no double underscore, so what follows one cannot be mistaken for part of an id, and no two columns
can have the same name.
"""

from __future__ import annotations


def option_column(question: str, option: str) -> str:
    """Return the column of one option of several choices."""
    return f"{question}___{option}"


def state_column(question: str) -> str:
    """Return the column that says whether a question was answered, and why not."""
    return f"{question}__state"


def year_column(question: str) -> str:
    """Return the column of the year of a month."""
    return f"{question}__year"


def month_column(question: str) -> str:
    """Return the column of the month of a month, 1 to 12."""
    return f"{question}__month"


def fact_column(fact: str) -> str:
    """Return the column of a fact."""
    return f"{fact}__fact"


def outcome_column(table: str) -> str:
    """Return the column of a table's outcome."""
    return f"{table}__outcome"


def possible_column(table: str) -> str:
    """Return the column of the outcomes a table can still have."""
    return f"{table}__possible"


def status_column(recommendation: str) -> str:
    """Return the column of a recommendation's status."""
    return f"{recommendation}__status"

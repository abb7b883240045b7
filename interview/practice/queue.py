"""Which case comes next: a rule that was missed, or one that should be seen again, among others.

Each time it comes with another patient. A rule that was right today waits for another day. The order tells
nobody which kind a case is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from interview.practice.attempt import Attempt
from interview.practice.case_code import CaseCode, new_code
from interview.practice.drawn_case import code_for
from interview.practice.progress import decisions_in, to_come_back
from interview.practice.schedule import due
from interview.practice.twins import Twins

COMING_BACK = 0.7
"""How often a rule that was missed or is due comes, while there is one."""


def next_code(twins: Twins, history: Sequence[Attempt], today: date, rng: Random) -> CaseCode:
    """Return the code of the next case."""
    waiting = waiting_today(twins, history, today) or due_today(twins, history, today)
    if waiting and rng.random() < COMING_BACK:
        return code_for(twins, waiting[int(rng.random() * len(waiting))], rng)
    return new_code(twins.patients.flow, rng)


def waiting_today(twins: Twins, history: Sequence[Attempt], today: date) -> tuple[str, ...]:
    """Return the rules that have to come back and have not been right today."""
    last = {one.line: one for one in decisions_in(history) if one.shows}
    rules = frozenset(twins.rules())
    missed = (line for line in to_come_back(history) if line in rules)
    return tuple(line for line in missed if not last[line].right or last[line].on != today)


def due_today(twins: Twins, history: Sequence[Attempt], today: date) -> tuple[str, ...]:
    """Return the rules that should be seen again by today, the most overdue first."""
    rules = frozenset(twins.rules())
    return tuple(line for line, on in due(history).items() if on <= today and line in rules)

"""The end of the plan: an answer after which only the lines that are kept still stand.

While that answer is not settled, completions take it that the plan goes on. Every status rests on that one
assumption then, and says so.
"""

from __future__ import annotations

from interview.engine.completions import Completions, questions_at
from interview.flow.logic.compiler import Logic
from interview.flow.model import Flow


def is_kept(flow: Flow, recommendation: str) -> bool:
    """Return whether a line can stand although the plan has ended."""
    return flow.ends is None or recommendation in flow.ends.keep


def is_over(completions: Completions, recommendation: str) -> bool:
    """Return whether a line is ruled out because an answer ended the plan."""
    return completions.ended and not is_kept(completions.logic.flow, recommendation)


def ending(logic: Logic) -> frozenset[str]:
    """Return the questions whose answers decide whether the plan ends."""
    return frozenset(questions_at(logic, logic.diagrams.support(logic.ends)))


def assuming(completions: Completions) -> tuple[str, ...]:
    """Return the questions that could still end the plan, in the order of asking: it is judged as going on.

    Empty once the end is settled, either way.
    """
    logic = completions.logic
    if not completions.end_open:
        return ()
    left = logic.diagrams.restrict(logic.ends, completions.given, {})
    return questions_at(logic, logic.diagrams.support(left))

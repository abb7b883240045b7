"""How a line stands and how it turns, in a sentence: what is said to a flip question, a twist and a twin."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from interview.check.cases.responses import CHOSEN, Response
from interview.check.cases.training import yields_to
from interview.engine.conclusions import status
from interview.practice.case import Case
from interview.practice.key import neutral_name
from interview.practice.otherwise import Contrast, Flip, Twist
from interview.summary.phrases import start

IS = {
    Response.TODAY: "is called for today",
    Response.SOON: "is called for soon",
    Response.LATER: "is called for later",
    Response.CAUTION: "is warned of",
    Response.ASK_FIRST: "turns on what has to be asked or tested first",
    Response.LEFT_OUT: "is not called for",
}
"""How a line stands."""
WOULD_BE = {
    Response.TODAY: "would be called for today",
    Response.SOON: "would be called for soon",
    Response.LATER: "would be called for later",
    Response.CAUTION: "would be warned of",
    Response.ASK_FIRST: "would turn on what has to be asked or tested first",
    Response.LEFT_OUT: "would not be called for",
}
"""How it would stand."""


def flip_told(flip: Flip, chosen: int) -> str:
    """Return what there is to say to the change that was chosen in the flip question."""
    said = "Yes." if chosen == flip.right else f"No, but it would if {flip.changes[flip.right]}."
    turned = _turned(flip.now, flip.then)
    return f"{said} As the patient is, this line {IS[flip.now]}; then it {turned} ({flip.because})."


def moved_told(case: Case, twist: Twist, line: str, said: Collection[str]) -> str:
    """Return how a line stands by a twist, and whether it was among those that were said to move."""
    found, turned = "found" if line in said else "missed", _turned(case.key.right[line], twist.moved[line])
    return f"{turned} ({found}), because: {twist.otherwise.because(line)}"


def gives_way(case: Case, twist: Twist) -> Iterator[tuple[str, str]]:
    """Yield the lines of the list that stand otherwise by a twist and would not be asked then, each with what
    there is to say of it."""
    flow, then = case.key.flow, partial(status, twist.otherwise.twin.session.completions)
    for line in case.lines:
        other = yields_to(flow, line, then) if then(line) is not case.key.status(line) else ""
        if other:
            yield line, f"would not be asked then: {neutral_name(flow, other)} stands in its place"


def stays(case: Case, twist: Twist, said: Collection[str]) -> list[str]:
    """Return the lines of the list that were said to move by a twist and stand as they did."""
    moved = twist.moved.keys() | dict(gives_way(case, twist)).keys()
    return [line for line in case.lines if line in said and line not in moved]


def differs_told(case: Case, contrast: Contrast, line: str) -> str:
    """Return how a line stands for the twin of a contrast, and why; it may be none that is asked as it is."""
    turned = _turned(case.key.right.get(line), contrast.lines[line])
    return f"{start(neutral_name(case.key.flow, line))}: {turned} ({contrast.otherwise.because(line)})"


def _turned(now: Response | None, then: Response) -> str:
    """Return how a line would stand that stands otherwise now, or is not asked."""
    if then is Response.LEFT_OUT and now is Response.CAUTION:
        return "would no longer be warned of"
    if then is Response.LEFT_OUT and now in CHOSEN:
        return "would no longer be called for"
    return WOULD_BE[then]

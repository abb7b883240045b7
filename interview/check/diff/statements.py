"""Facts and tables that can stand for many answers when patients are described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interview.check.diff.patient_groups import Part
from interview.check.diff.states import HOLDS, RULED_OUT, Patients
from interview.flow.conditions.printer import in_words
from interview.flow.conditions.syntax import Condition, Holds, Is, Not, names
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.model import Flow


def statements(old: Patients, new: Patients, about: Sequence[Condition], without: str) -> tuple[Part, ...]:
    """Return what can be said with the facts and tables behind some conditions, but for one of them."""
    mentioned = {name for condition in about for name in names(condition)}
    reached = _reached(old.logic.flow, mentioned) | _reached(new.logic.flow, mentioned)
    found = [part for name in sorted(reached - {without}) for part in _of(old, new, name)]
    return tuple({part.node: part for part in reversed(found) if part.node not in (NEVER, ALWAYS)}.values())


def _reached(flow: Flow, mentioned: Iterable[str]) -> set[str]:
    """Return what is mentioned, directly or through facts, tables and the questions that may not apply."""
    reached: set[str] = set()
    waiting = list(mentioned)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [used for condition in _behind(flow, name) for used in names(condition)]
    return reached


def _behind(flow: Flow, name: str) -> list[Condition]:
    if name in flow.facts:
        return [flow.facts[name].when]
    if name in flow.tables:
        return [row.when for row in flow.tables[name].rows]
    return [flow.questions[name].applies_when] if name in flow.questions else []


def _sayable(side: Patients, name: str) -> dict[str, Condition]:
    """Return what one version can say with a fact or table, by its words."""
    flow = side.logic.flow
    said: list[Condition] = [Holds(name)] if name in flow.facts else []
    if name in flow.tables:
        said = [Is(name, frozenset({outcome})) for outcome in flow.tables[name].outcomes]
    return {in_words(condition): condition for condition in said}


def was_before(state: str, patients: int) -> tuple[Part, ...]:
    """Return the statement that something was in this state, for saying who left it."""
    words = _WAS.get(state, f"it was {state} before")
    return (Part(patients, words=words, effort=_ROUNDABOUT),) if state else ()


def is_now(state: str, patients: int) -> tuple[Part, ...]:
    """Return the statement that something is in this state, for saying who came to it."""
    words = _NOW.get(state, f"it is {state} now")
    return (Part(patients, words=words, effort=_ROUNDABOUT),) if state else ()


_ROUNDABOUT = 8
"""The effort of looking up what the same thing was before or is now; a few answers are told instead."""
_WAS = {
    HOLDS: "it held before",
    RULED_OUT: "it did not hold before",
    "applies": "it applied before",
    "does not apply": "it did not apply before",
    "ends": "it ended before",
    "goes on": "it went on before",
}
_NOW = {
    HOLDS: "it holds now",
    RULED_OUT: "it does not hold now",
    "applies": "it applies now",
    "does not apply": "it does not apply now",
    "ends": "it ends now",
    "goes on": "it goes on now",
}


def _of(old: Patients, new: Patients, name: str) -> Iterator[Part]:
    """Yield what can be said with one fact or table, what is so before what is not so."""
    before, after = _sayable(old, name), _sayable(new, name)
    both = [condition for words, condition in after.items() if words in before]
    for state in (HOLDS, RULED_OUT):
        yield from (_unchanged(old, new, condition, state) for condition in both)
        yield from (_alone(new, after[words], state, "") for words in after.keys() - before.keys())
        yield from (_alone(old, before[words], state, " before") for words in before.keys() - after.keys())
    for condition in both:
        yield from _changed(old, new, condition)


def _alone(side: Patients, condition: Condition, state: str, remark: str) -> Part:
    return Part(side.truth(condition)[state], words=_said(condition, state) + remark)


def _unchanged(old: Patients, new: Patients, condition: Condition, state: str) -> Part:
    """Return what is so before and after; what one answer says by itself needs no other word."""
    before, after = old.truth(condition), new.truth(condition)
    node = new.logic.diagrams.conjoin(before[state], after[state])
    worthwhile = len(new.logic.diagrams.support(node)) > 1
    remark = "" if before == after else " before as well as now"
    return Part(node if worthwhile else NEVER, words=_said(condition, state) + remark)


def _said(condition: Condition, state: str) -> str:
    return in_words(condition if state == HOLDS else Not(condition))


def _changed(old: Patients, new: Patients, condition: Condition) -> Iterator[Part]:
    conjoin = new.logic.diagrams.conjoin
    before, after = old.truth(condition), new.truth(condition)
    words = in_words(condition) + ("" if isinstance(condition, Is) else " holds")
    for left, right, change in ((RULED_OUT, HOLDS, "newly"), (HOLDS, RULED_OUT, "no longer")):
        verb = f" is {change} " if isinstance(condition, Is) else f" {change} "
        name, _, rest = words.partition(" is " if isinstance(condition, Is) else " ")
        yield Part(conjoin(before[left], after[right]), words=f"{name}{verb}{rest}")

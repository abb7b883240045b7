"""One thing through the eyes of one version: the states it can be in, for whom, and what decides that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview.check.diff.states import HOLDS, OPEN, RULED_OUT, Patients, States
from interview.engine.conclusions import subject
from interview.flow.conditions.syntax import Condition, Holds
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.model import Conflict, Constraint, Fact, Flow, Question, Recommendation, Table

ABSENT: States = {"": ALWAYS}
"""The states of what a version does not have."""


@dataclass(frozen=True, slots=True)
class View:
    """What one version makes of something."""

    states: States
    nodes: Mapping[str, int]
    """The diagrams behind the states, before answers that do not apply are taken as unknown."""
    about: tuple[Condition, ...]
    notable: frozenset[str] = field(default_factory=frozenset)
    """The states worth telling of something that is added or removed."""


def line_view(side: Patients, line: Recommendation) -> View:
    """Return for whom a recommendation holds, is ruled out or is open."""
    flow, logic = side.logic.flow, side.logic
    when = subject(flow, line)
    gated = flow.ends is not None and line.id not in flow.ends.keep
    nodes = {
        "when": logic.node(when),
        "waits": ALWAYS if line.while_open else NEVER,
        "ends": logic.ends if gated else NEVER,
    }
    about = (when, flow.ends.when) if flow.ends and gated else (when,)
    return View(side.status(line), nodes, about, frozenset({HOLDS}))


def open_wording_view(side: Patients, line: Recommendation) -> View:
    """Return for whom a recommendation is worded while it is open."""
    if line.if_open is None:
        return View({"not worded": ALWAYS}, {}, ())
    return _two_states(side, line.if_open.when, "worded", "not worded")


def fact_view(side: Patients, fact: Fact) -> View:
    """Return for whom a fact holds."""
    return View(side.truth(fact.when), {"when": side.logic.node(fact.when)}, (fact.when,))


def table_view(side: Patients, table: Table) -> View:
    """Return for whom a table has which outcome."""
    about = tuple(row.when for row in table.rows)
    return View(side.outcomes(table.id), side.logic.table(table.id), about)


def asked_view(side: Patients, question: Question) -> View:
    """Return for whom a question is asked."""
    about = (question.ask_when, question.applies_when)
    nodes = {"asked": side.logic.asked[question.id]}
    return View(side.asked(question.id), nodes, about, frozenset({"asked"}))


def applies_view(side: Patients, question: Question) -> View:
    """Return for whom a question makes sense."""
    node = side.logic.node(question.applies_when)
    states = {"applies": node, "does not apply": side.logic.diagrams.negate(node)}
    return View(states, {"applies": node}, (question.applies_when,))


def conflict_view(side: Patients, conflict: Conflict) -> View:
    """Return who is warned."""
    return _two_states(side, conflict.when, "shown", "not shown")


def constraint_view(side: Patients, constraint: Constraint) -> View:
    """Return which patients are taken to be possible."""
    node = side.logic.node(constraint.must)
    states = {"possible": node, "impossible": side.logic.diagrams.negate(node)}
    return View(states, {"must": node}, (constraint.must,), frozenset({"impossible"}))


def urgent_view(side: Patients, flow: Flow) -> View:
    """Return who sees the urgent banner."""
    if not flow.urgent:
        return View({"not urgent": ALWAYS}, {}, ())
    return _two_states(side, Holds(flow.urgent), "urgent", "not urgent")


def ends_view(side: Patients, flow: Flow) -> View:
    """Return for whom the interview ends early."""
    ends = flow.ends
    states = {"ends": side.ended, "goes on": side.logic.diagrams.negate(side.ended)}
    return View(states, {"when": side.logic.ends}, (ends.when,) if ends else (), frozenset({"ends"}))


def _two_states(side: Patients, when: Condition, yes: str, no: str) -> View:
    """Return a view of something that is so only when a condition is known to hold."""
    truth = side.truth(when)
    negative = side.logic.diagrams.disjoin(truth[RULED_OUT], truth[OPEN])
    nodes = {"when": side.logic.node(when)}
    return View({yes: truth[HOLDS], no: negative}, nodes, (when,), frozenset({yes}))

"""Reported conditions read back and judged on a patient, through the engine, not the comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from interview.check.diff.alignment import Match
from interview.engine import Conclusions, Event, EventKind, Session, conclude, replay
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.conditions.resolver import NameKind, Subject, resolve
from interview.flow.conditions.syntax import (
    All,
    Always,
    Any,
    Compare,
    Condition,
    Has,
    Holds,
    Is,
    Not,
    names,
)
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.logic.derived import questions_of
from interview.flow.model import Flow, QuestionType
from tests.engine.brute import OPERATORS, World, every

_KINDS = {
    QuestionType.YES_NO: NameKind.YES_NO,
    QuestionType.ONE: NameKind.ONE,
    QuestionType.SEVERAL: NameKind.SEVERAL,
    QuestionType.NUMBER: NameKind.NUMBER,
}


class Patient:
    """One patient as both versions see them."""

    def __init__(self, before: Logic, after: Logic, match: Match, answers: Mapping[str, Answer]) -> None:
        old, new = before.flow, after.flow
        own = {match.names[name]: name for name in old.questions}
        self.old_session = _said(before, {own[name]: a for name, a in answers.items() if name in own})
        self.new_session = _said(after, {name: a for name, a in answers.items() if name in new.questions})
        self.old, self.new = conclude(self.old_session), conclude(self.new_session)
        unused = {match.names[name] for name in self.old_session.completions.inactive}
        unused |= answers.keys() - own.keys()
        both = self.new_session.completions.inactive | (answers.keys() - new.questions.keys())
        self._answers = {name: a for name, a in answers.items() if name not in unused & both}
        given = {own[name]: a for name, a in answers.items() if name in own}
        worlds = {match.names[name]: (World(old, given), name) for name in old.figures}
        self._figures = worlds | {name: (World(new, answers), name) for name in new.figures}
        self._behind = {
            match.names[name]: {match.names[one] for one in questions_of(old, name)} for name in old.figures
        } | {name: set(questions_of(new, name)) for name in new.figures}
        self._subjects = _subjects(old, new, match)

    def state(self, kind: str, name: str, when: str) -> str:
        """Return the state something is in, before or now."""
        concluded = self.old if when == "before" else self.new
        session = self.old_session if when == "before" else self.new_session
        match kind:
            case "recommendation":
                return str(concluded.statuses[name])
            case "fact":
                return {True: "holds", False: "ruled_out", None: "open"}[concluded.facts[name]]
            case "table":
                possible = concluded.tables[name]
                return possible[0] if len(possible) == 1 else "open"
            case "ends":
                return "ends" if concluded.ended else "goes on"
            case _:
                return _asked(session, name)

    def meets(self, condition: str, kind: str, name: str) -> bool:
        """Return whether a reported condition covers the patient."""
        return all(self._part(part, kind, name) for part in parts(condition))

    def _part(self, text: str, kind: str, name: str) -> bool:
        roundabout = re.fullmatch(r"it (.*) (before|now)", text)
        if roundabout:
            return _verb(self.state(kind, name, roundabout[2]), roundabout[2]) == roundabout[1]
        change = re.fullmatch(r"(\w+)( is)? (newly|no longer) (\w+)", text)
        if change:
            plain = change[1] if change[4] == "holds" and not change[2] else f"{change[1]} is {change[4]}"
            was, now = self._true(plain, self.old), self._true(plain, self.new)
            return (was, now) == ((False, True) if change[3] == "newly" else (True, False))
        if text.endswith(" before as well as now"):
            plain = text.removesuffix(" before as well as now")
            return bool(self._true(plain, self.old) and self._true(plain, self.new))
        if text.endswith(" before"):
            return self._true(text.removesuffix(" before"), self.old) is True
        return self._true(text, self.new) is True

    def _true(self, text: str, concluded: Conclusions) -> bool | None:
        resolved = resolve(text, self._subjects)
        assert not resolved.mistakes, (text, resolved.mistakes)
        return self._holds(resolved.condition, concluded)

    def _holds(self, condition: Condition, concluded: Conclusions) -> bool | None:
        match condition:
            case Always():
                return True
            case Holds(fact=fact):
                return concluded.facts[fact]
            case Is(name=name, options=options) if name in concluded.tables:
                inside = {outcome in options for outcome in concluded.tables[name]}
                return inside.pop() if len(inside) == 1 else None
            case Not(condition=child):
                found = self._holds(child, concluded)
                return None if found is None else not found
            case All(conditions=below):
                return all(self._holds(part, concluded) for part in below) if self._known(condition) else None
            case Any(conditions=below):
                return any(self._holds(part, concluded) for part in below) if self._known(condition) else None
            case _:
                return self._leaf(condition) if self._known(condition) else None

    def _known(self, condition: Condition) -> bool:
        used = {o for name in names(condition) for o in self._behind.get(name, (name,))}
        return used <= self._answers.keys()

    def _leaf(self, condition: Condition) -> bool:
        match condition:
            case Is(name=name, options=options):
                answer = self._answers[name]
                return isinstance(answer, Chosen) and answer.option in options
            case Has(question=name, option=option):
                ticked = self._answers[name]
                return isinstance(ticked, Several) and option in ticked.chosen
            case Compare(name=name, operator=symbol, value=value):
                return OPERATORS[symbol](self._number(name), value)
        raise TypeError(condition)

    def _number(self, name: str) -> Fraction:
        if name in self._figures:
            world, own = self._figures[name]
            return world.number(own)
        answer = self._answers[name]
        assert isinstance(answer, Number)
        return Fraction(answer.value)


def parts(condition: str) -> list[str]:
    """Return what a condition joins with `and`, brackets kept whole."""
    found, depth = [""], 0
    for word in re.split(r"( and |[()])", condition):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if word == " and " and not depth:
            found.append("")
        else:
            found[-1] += word
    return found


def patients(old: Flow, new: Flow, match: Match) -> list[Patient]:
    """Return every patient whose answers both versions know."""
    choices: dict[str, list[Answer]] = {}
    for name, question in old.questions.items():
        choices[match.names[name]] = every(question)
    for name, question in new.questions.items():
        known = choices.get(name)
        choices[name] = [a for a in every(question) if known is None or a in known]
    answers = (dict(zip(choices, values, strict=True)) for values in product(*choices.values()))
    before, after = compile_flow(old), compile_flow(new)
    return [Patient(before, after, match, given) for given in answers]


def _said(logic: Logic, answers: Mapping[str, Answer]) -> Session:
    events = (
        Event(name, EventKind.ANSWERED, name, "2026-01-01T00:00:00Z", answer)
        for name, answer in answers.items()
    )
    return replay(logic, events)


def _asked(session: Session, name: str) -> str:
    found = session.completions.truth(session.logic.asked[name])
    return {True: "asked", False: "not asked", None: "offered"}[found]


def _verb(state: str, when: str) -> str:
    """Return how a report words a state."""
    held, holds = ("held", "did not hold") if when == "before" else ("holds", "does not hold")
    ended, goes = ("ended", "went on") if when == "before" else ("ends", "goes on")
    known = {"holds": held, "ruled_out": holds, "ends": ended, "goes on": goes}
    return known.get(state, f"{'was' if when == 'before' else 'is'} {state}")


def _subjects(old: Flow, new: Flow, match: Match) -> dict[str, Subject]:
    questions = [(match.names[name], question) for name, question in old.questions.items()]
    found: dict[str, Subject] = {}
    for name, question in [*questions, *new.questions.items()]:
        options = dict.fromkeys(option.id for option in question.options)
        merged = dict.fromkeys((*(found[name].options if name in found else ()), *options))
        kind = NameKind.ONE if question.type is QuestionType.YES_NO else _KINDS[question.type]
        found[name] = Subject(name, kind, tuple(merged))
    for flow in (old, new):
        found |= {name: Subject(name, NameKind.FACT) for name in flow.facts}
        found |= {
            table.id: Subject(table.id, NameKind.TABLE, tuple(table.outcomes))
            for table in flow.tables.values()
        }
    derived = [match.names[name] for name in old.figures] + list(new.figures)
    return found | {name: Subject(name, NameKind.NUMBER) for name in derived}

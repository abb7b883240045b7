"""Questions that leave somebody out, do not say how they are found out, or count while nobody asked them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.locations import Locations
from interview.check.proofs.patient_space import Among, Claim, NotProvedError
from interview.check.proofs.prover import Prover
from interview.check.proofs.witness import Patient, in_words
from interview.flow.conditions.syntax import Not, names
from interview.flow.model import Flow, Question, QuestionType
from interview.summary.phrases import is_phrased

_REST = frozenset(
    [
        "other",
        "others",
        "another",
        "else",
        "none",
        "neither",
        "no",
        "not",
        "nothing",
        "never",
        "negative",
        "normal",
    ]
)
"""A word in an answer by which it takes in whoever the other answers leave out."""
_BELOW = frozenset(["below", "under", "less", "fewer", "to", "most", "until"])
_ABOVE = frozenset(["above", "over", "more", "least", "from", "beyond"])
"""Words by which two answers bound a scale from both sides."""

_NAMED = 3
"""How many recommendations a message names."""


def open_answers(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield lists of answers without an end for everyone else."""
    for question in flow.questions.values():
        lacking = _lacking(question)
        if lacking:
            place = written.key("questions", question.id, "answers")
            yield Diagnostic(place, "open-answers", f"'{question.id}' {lacking}")


def _lacking(question: Question) -> str:
    """Return what a question lacks to take in everyone, in words; empty when it lacks nothing."""
    if question.type is QuestionType.SEVERAL:
        return "" if question.none else "does not word what an empty list means; add 'none:'"
    if question.type is not QuestionType.ONE:
        return ""
    words = [_words(f"{option.id} {option.label}") for option in question.options]
    scale = any(word & _BELOW for word in words) and any(word & _ABOVE for word in words)
    if scale or any(word & _REST for word in words):
        return ""
    return "has no answer for everyone else, such as 'other' or 'none'"


def _words(text: str) -> set[str]:
    return set(re.findall("[a-z]+", text.lower()))


def how_found(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield once that some questions lack `found_by`; free text, which is told apart, needs none."""
    asked = [question for question in flow.questions.values() if question.type is not QuestionType.TEXT]
    lacking = [question.id for question in asked if question.found_by is None]
    if lacking and len(lacking) < len(asked):
        names = ", ".join(f"'{name}'" for name in lacking)
        place = written.key("questions", lacking[0])
        yield Diagnostic(
            place, "not-said-how-found", f"no found_by for {names}, where other questions have one"
        )


def how_told(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield once that some questions have no phrase where others do; free text is quoted and needs none."""
    asked = [question for question in flow.questions.values() if question.type is not QuestionType.TEXT]
    lacking = [question.id for question in asked if not is_phrased(question)]
    if lacking and len(lacking) < len(asked):
        names = ", ".join(f"'{name}'" for name in lacking)
        place = written.key("questions", lacking[0])
        yield Diagnostic(place, "no-phrase", f"no phrase for {names}, where other questions have one")


def not_asked_as_no(flow: Flow, written: Locations, budget: int) -> Iterator[Diagnostic]:
    """Yield questions whose `otherwise` settles a recommendation, with a patient who shows it."""
    for question in flow.questions.values():
        if question.otherwise is None:
            continue
        place = written.value("questions", question.id, "otherwise")
        try:
            found = _settled(flow, question, budget)
        except NotProvedError as error:
            said = f"whether 'otherwise' of '{question.id}' settles anything: {error}"
            yield Diagnostic(place, "not-proved", said)
            continue
        if found:
            yield Diagnostic(place, "not-asked-as-no", _said(question, tuple(found)), patient=_first(found))


def _settled(flow: Flow, question: Question, budget: int) -> dict[str, Patient]:
    """Return the lines that would be open for some patient if nothing stood in for the answer."""
    opened = replace(flow, questions={**flow.questions, question.id: replace(question, otherwise=None)})
    prover = Prover(opened, budget)
    found = {}
    for line in opened.recommendations.values():
        if question.id in prover.mentions.order(names(line.when)):
            claim = Claim(
                settled=(Not(question.applies_when),),
                unsettled=(line.when, Not(line.when)),
                among=Among.GOING_ON,
            )
            patient = prover.find(claim)
            if patient is not None:
                found[line.id] = patient
    return found


def _said(question: Question, lines: tuple[str, ...]) -> str:
    named = ", ".join(f"'{name}'" for name in lines[:_NAMED])
    more = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return f"while '{question.id}' does not apply, this stands for its answer and settles {named}{more}"


def _first(found: dict[str, Patient]) -> tuple[tuple[str, str], ...]:
    return in_words(next(iter(found.values())))

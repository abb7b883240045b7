"""Questions that count as answered while nobody asked them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interview.check.diagnostics.diagnostic import Finding
from interview.check.locations import Written
from interview.check.proofs.claims import Among, Claim, NotProvedError
from interview.check.proofs.prover import Prover
from interview.check.proofs.witness import Patient, in_words
from interview.flow.conditions.syntax import Not, names
from interview.flow.model import Flow, Question

_NAMED = 3
"""How many recommendations a message names."""


def not_asked_as_no(flow: Flow, written: Written, budget: int) -> Iterator[Finding]:
    """Yield questions whose `otherwise` settles a recommendation, with a patient who shows it."""
    for question in flow.questions.values():
        if question.otherwise is None:
            continue
        place = written.value("questions", question.id, "otherwise")
        try:
            found = _settled(flow, question, budget)
        except NotProvedError as error:
            said = f"whether 'otherwise' of '{question.id}' settles anything: {error}"
            yield Finding(place, "not-proved", said)
            continue
        if found:
            yield Finding(place, "not-asked-as-no", _said(question, tuple(found)), patient=_first(found))


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

"""A patient told as a clinician would, in the phrases of the flow and the order of its note.

What is so comes first; what was found absent is said in one breath at the end. What is not mentioned is not
known, or has to be asked for. Nothing is said that a rule concludes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from interview.engine.conclusions import Conclusions
from interview.flow.answers import Answer, NotAssessed, Number
from interview.flow.model import Flow, Question
from interview.summary.conclusion_text import answered
from interview.summary.findings import Answered
from interview.summary.model import Lead
from interview.summary.phrases import lower, start, told, unknown
from interview.summary.sentences import prose

YOUNGEST, OLDEST = 48, 84
SINCE_ONSET = (1, 9)
"""Years between an onset that is known and the day of the case."""


@dataclass(frozen=True, slots=True)
class Colour:
    """Who the patient is, for colour: it decides nothing."""

    sex: str
    age: int | None
    """None where the flow asks for an age itself."""

    @property
    def words(self) -> str:
        """Both as one beginning."""
        article = "An" if str(self.age)[:1] == "8" or self.age in (11, 18) else "A"
        return f"A {self.sex}." if self.age is None else f"{article} {self.age}-year-old {self.sex}."


def colour(flow: Flow, answers: Mapping[str, Answer], rng: Random) -> Colour:
    """Return age and sex, drawn so that they fit what is told in years."""
    sex = "woman" if rng.random() < 0.5 else "man"
    part, since = rng.random(), rng.random()
    in_years = [name for name, question in flow.questions.items() if question.unit == "years"]
    onset = answers.get("onset_age")
    if isinstance(onset, Number):
        low, high = SINCE_ONSET
        return Colour(sex, int(onset.value) + low + int(since * (high - low + 1)))
    if any(name in answers for name in in_years):
        return Colour(sex, None)
    return Colour(sex, YOUNGEST + int(part * (OLDEST - YOUNGEST + 1)))


def vignette(conclusions: Conclusions, who: Colour) -> tuple[str, ...]:
    """Return the sentences in which a patient is told, from what is known at first."""
    every = answered(conclusions)
    leads = [
        Lead(name, "" if one.when else one.lead) for name, one in conclusions.session.flow.sentences.items()
    ]
    present = [one if one.told.plain else _without_absent(one) for one in every]
    absent = [text for one in every if one.active and not one.told.plain for text in one.told.negative]
    return (who.words, *prose(leads, present), *([start(f"{', '.join(absent)}.")] if absent else ()))


def _without_absent(one: Answered) -> Answered:
    return replace(one, told=replace(one.told, negative=()))


def finding(question: Question, answer: Answer | None) -> str:
    """Return a finding as it is told when it is asked for."""
    if answer is None or isinstance(answer, NotAssessed):
        return start(f"{', '.join(unknown(question, None))}: not known.")
    said = told(question, answer)
    return start(f"{', '.join((*said.positive, *said.negative)) or lower(question.label)}.")

"""A patient told as a clinician would, in the phrases of the flow and the order of its note.

What cannot wait comes first, then what else is so; what was found absent is said in one breath at the end,
but for answers about something that is so, such as a biopsy, which stay with it. What is not mentioned is not
known, or has to be asked for. Nothing is said that a rule concludes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from random import Random

from interview.engine.conclusions import Conclusions
from interview.flow.answers import Answer, Chosen, NotAssessed, Number
from interview.flow.conditions.syntax import Always
from interview.flow.model import Flow, Question
from interview.summary.conclusion_text import answered
from interview.summary.findings import Answered
from interview.summary.model import Lead
from interview.summary.phrases import beside, lower, start, told, unknown
from interview.summary.sentences import prose
from interview.summary.urgency import urgent

YOUNGEST, OLDEST = 48, 84
LONGEST = 10
"""Years at most, beside the first two, that lie between an age that is told and today."""


@dataclass(frozen=True, slots=True)
class Colour:
    """Who the patient is, for colour: it decides nothing."""

    sex: str
    age: int | None
    """None where the flow asks for today's age itself."""

    @property
    def words(self) -> str:
        """Both as one beginning."""
        article = "An" if str(self.age)[:1] == "8" or self.age in (11, 18) else "A"
        return f"A {self.sex}." if self.age is None else f"{article} {self.age}-year-old {self.sex}."


def colour(flow: Flow, answers: Mapping[str, Answer], rng: Random) -> Colour:
    """Return age and sex. No age where the flow asks for today's in years; where it asks for one that is
    past, such as that at onset, years later, and none later where it is denied that this is long ago."""
    sex = "woman" if rng.random() < 0.5 else "man"
    in_years = {name: one for name, one in flow.questions.items() if one.unit == "years" and name in answers}
    if any(not one.phrase.fixed for one in in_years.values()):
        return Colour(sex, None)
    ages = {name: int(one.value) for name in in_years if isinstance(one := answers[name], Number)}
    if not ages:
        return Colour(sex, YOUNGEST + int(rng.random() * (OLDEST - YOUNGEST + 1)))
    last = max(ages, key=ages.__getitem__)
    after = [name for name, one in flow.questions.items() if last in dict(one.phrase.after)]
    recent = any(answers.get(name) == Chosen("no") for name in after)
    return Colour(sex, ages[last] + (0 if recent else 2 + int(rng.random() * LONGEST)))


def vignette(conclusions: Conclusions, who: Colour) -> tuple[str, ...]:
    """Return the sentences in which a patient is told, from what is known at first."""
    return (who.words, *in_prose(conclusions, conclusions.session.answers))


def in_prose(conclusions: Conclusions, among: Collection[str]) -> tuple[str, ...]:
    """Return the sentences in which the answers to some questions are told together."""
    flow = conclusions.session.flow
    every = [one for one in answered(conclusions) if one.question in among]
    pressing = {flow.questions[name].phrase.sentence for name in _behind_urgent(conclusions)}
    leads = [Lead(name, "" if one.when else one.lead) for name, one in flow.sentences.items()]
    leads.sort(key=lambda lead: lead.sentence not in pressing)
    spoken = [one.question for one in every if not one.told.plain]
    apart = {name for name in spoken if _is_for_all(flow.questions[name])}
    present = [_without_absent(one) if one.question in apart else one for one in every]
    absent = [text for one in every if one.question in apart and one.active for text in _absent(one)]
    return (*prose(leads, present), *([start(f"{', '.join(absent)}.")] if absent else ()))


def _behind_urgent(conclusions: Conclusions) -> tuple[str, ...]:
    found = urgent(conclusions)
    return found.because if found else ()


def _is_for_all(question: Question) -> bool:
    """Return whether a question is about every patient, and not about something that another answer told."""
    return isinstance(question.ask_when, Always) and isinstance(question.applies_when, Always)


def _without_absent(one: Answered) -> Answered:
    return replace(one, told=replace(one.told, negative=(), rest=()))


def _absent(one: Answered) -> tuple[str, ...]:
    return one.told.negative + one.told.rest


def finding(
    flow: Flow,
    name: str,
    answer: Answer | None,
    *,
    applies: bool = True,
    facts: Mapping[str, bool | None] | None = None,
) -> str:
    """Return a finding as it is told by itself when it is asked for, after the lead of its sentence.

    `applies` is false where other answers say that the question does not apply; `facts` are what holds by
    them.
    """
    question = flow.questions[name]
    if answer is None or isinstance(answer, NotAssessed):
        state = "not known" if applies else "nothing turns on it here"
        return start(f"{', '.join(unknown(question, None))}: {state}.")
    said = beside(told(question, answer), question, facts or {})
    sentence = flow.sentences.get(question.phrase.sentence)
    lead = f"{sentence.lead}: " if said.positive and sentence and sentence.lead and not sentence.when else ""
    text = ", ".join((*said.positive, *said.negative, *said.rest)) or lower(question.label)
    return start(f"{lead}{text}.")

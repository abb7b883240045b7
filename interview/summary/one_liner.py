"""Who the patient is, in a sentence or two, as one clinician tells another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, zip_longest

from interview.flow.model import FoundBy, Stance, Urgency
from interview.summary.model import Line, Summary
from interview.summary.phrases import start
from interview.summary.sentences import sentences


def one_liner(summary: Summary) -> tuple[str, ...]:
    """Return who the patient is: how firm the diagnosis is and what does not fit, then what is so and due
    soon or calls for care; all that is so where nothing is. What is due today stands above."""
    identity, above = _identity(summary), _today(summary)
    matters = {reason.question for line in _that_matter(summary) for reason in line.because}
    shared = {one.told.sentence for one in summary.answers if one.question in matters and one.said_by_another}
    matters |= {one.question for one in summary.answers if one.told.sentence in shared}
    so = [
        one
        for one in summary.answers
        if one.question in identity
        or (
            not one.negative
            and one.question not in above
            and (one.question in matters or not matters or one.found_by == FoundBy.TEST)
        )
    ]
    who = sentences(summary, so or summary.answers, judged=False, brief=True)
    return who if summary.sentences else (*who, *sentences(summary, (), judged=True))


def shorter_one_liners(summary: Summary) -> Iterator[tuple[str, ...]]:
    """Yield who the patient is in fewer and fewer words: beside the diagnosis the reasons of the plan, by
    their names, as many as there is room for, one of each line in turn."""
    identity, above = _identity(summary), _today(summary)
    shared = {one.question: one.told.sentence for one in summary.answers if one.told.sentence}
    reasons = (
        [
            (text, shared.get(reason.question, reason.question))
            for reason in line.because
            if reason.question not in identity | above
            for text in reason.short
        ]
        for line in _that_matter(summary)
    )
    in_turn = (one for one in chain.from_iterable(zip_longest(*reasons)) if one is not None)
    named: dict[str, str] = {}
    for text, matter in in_turn:
        named.setdefault(text, matter)
    rest = list(named.items())
    for known in (identity, _judged(summary)):
        diagnosis = _said(summary, known)
        for length in range(len(rest), 0, -1):
            matters: dict[str, list[str]] = {}
            for text, matter in rest[:length]:
                matters.setdefault(matter, []).append(text)
            yield (*diagnosis, *(f"{start(', '.join(texts))}." for texts in matters.values()))
    for length in range(len(diagnosis), 0, -1):
        yield diagnosis[:length]


def _said(summary: Summary, known: Collection[str]) -> tuple[str, ...]:
    answers = [one for one in summary.answers if one.question in known]
    return sentences(summary, answers, judged=False, brief=True)


def _identity(summary: Summary) -> frozenset[str]:
    """Return the questions of the diagnosis, and the judgements that something is so with what they judge."""
    judged = _judged(summary)
    matters = {one.told.sentence for one in summary.answers if one.question in judged and one.told.sentence}
    beside = {one.question for one in summary.answers if one.told.sentence in matters and not one.negative}
    return judged | beside


def _judged(summary: Summary) -> frozenset[str]:
    """Return the questions of the diagnosis, and the judgements that something is so."""
    first = summary.sentences[0].sentence if summary.sentences else ""
    return frozenset(
        one.question
        for one in summary.answers
        if (first and one.told.sentence == first)
        or (one.found_by == FoundBy.JUDGEMENT and not one.negative and one.question not in _today(summary))
    )


def _today(summary: Summary) -> frozenset[str]:
    """Return the questions behind what is due today."""
    lines = (line for line in summary.plan if line.urgency is Urgency.SAME_DAY)
    return frozenset(reason.question for line in lines for reason in line.because)


def _that_matter(summary: Summary) -> tuple[Line, ...]:
    """Return the lines that call for care and can wait, then those that are due soon."""
    careful = [
        line for line in summary.plan if line.stance is Stance.CAUTION and line.urgency is Urgency.ROUTINE
    ]
    return (*careful, *(line for line in summary.plan if line.urgency is Urgency.SOON))

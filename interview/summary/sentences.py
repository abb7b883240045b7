"""Findings as prose: a sentence for each matter, in the order of dictation, what is so before what is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from interview.summary.findings import Answered
from interview.summary.model import Reason, Summary
from interview.summary.phrases import Told, start


@dataclass(slots=True)
class _Sentence:
    positive: list[str] = field(default_factory=list)
    negative: list[str] = field(default_factory=list)

    def add(self, told: Told) -> None:
        self.positive += told.positive
        self.negative += told.negative

    def text(self, lead: str) -> str:
        """Return the sentence; empty when nothing is told in it."""
        before = f"{lead}: " if lead and self.positive else ""
        parts = [", ".join(part) for part in (self.positive, self.negative) if part]
        said = "; ".join(parts)
        return f"{start(before + said)}." if said else ""


def sentences(
    summary: Summary, answers: Iterable[Answered], *, judged: bool, brief: bool = False
) -> tuple[str, ...]:
    """Return these answers as sentences; `judged` adds what tables and derived numbers say.

    `brief` leaves out that nothing else of a list is so.

    Answers without a phrase are told by their labels: what is so, each by itself, then what is not.
    """
    spoken = [one for one in answers if one.active and not one.implied]
    named = {lead.sentence: _Sentence() for lead in summary.sentences}
    plain, absent = [], []
    for one in spoken:
        if one.told.plain:
            plain += [start(f"{text}.") for text in one.told.positive]
            absent += [one.label] if one.told.negative else []
        else:
            said = replace(one.told, negative=()) if brief and one.told.positive else one.told
            named.setdefault(one.told.sentence or one.question, _Sentence()).add(said)
    worked_out = [*_numbers(summary), *_tables(summary)] if judged else []
    for said in worked_out if summary.sentences else ():
        named.setdefault(said.sentence, _Sentence()).add(said)
    leads = {lead.sentence: lead.text for lead in summary.sentences}
    prose = [sentence.text(leads.get(name, "")) for name, sentence in named.items()]
    none = [f"No, or none: {'; '.join(absent)}."] if absent else []
    last = [] if summary.sentences else [f"{text}." for said in worked_out for text in said.positive]
    return tuple(text for text in (*prose, *plain, *none, *last) if text)


def _numbers(summary: Summary) -> Iterable[Told]:
    """Yield derived numbers as they are dictated; in a flow without sentences, those that say something."""
    for number in summary.numbers:
        if summary.sentences:
            yield number.dictated
        elif number.narrowed:
            yield Told(positive=(f"{number.label}: {number.told}{_missing(number.missing)}",))


def _tables(summary: Summary) -> Iterable[Told]:
    for table in summary.tables:
        if summary.sentences:
            yield table.dictated
        elif table.narrowed or table.named:
            yield Told(positive=(f"{table.label}: {table.told}{_missing(table.missing)}",))


def _missing(reasons: Iterable[Reason]) -> str:
    said = "; ".join(reason.label for reason in reasons)
    return f" (missing: {said})" if said else ""

"""Findings as prose: a sentence for each matter, in the order of dictation, what is so before what is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from interview.summary.findings import Answered
from interview.summary.model import Lead, NumberLine, Reason, Summary
from interview.summary.phrases import Told, lower, series, start


@dataclass(slots=True)
class _Sentence:
    """What is told of one matter, each piece with the id of what was answered or worked out."""

    told: list[tuple[str, Told]] = field(default_factory=list)

    def add(self, name: str, told: Told, behind: Iterable[str] = ()) -> None:
        """Add a piece, after the last of those it is worked out from."""
        places = [place for place, (other, _) in enumerate(self.told, 1) if other in behind]
        self.told.insert(max(places, default=len(self.told)), (name, told))

    def note(self, lead: Lead, brief: bool) -> str:
        """Return it as it is dictated; empty when nothing is told in it."""
        positive = [text for found in self._joined(letter=False) for text in found]
        denied = [text for _, told in self.told for text in told.negative]
        denied += [] if brief and positive else [text for _, told in self.told for text in told.rest]
        led = lead.text if len(positive) > int(lead.claims) else ""
        led = led or (lead.absent if denied and not positive else "")
        before = f"{led}: " if led else ""
        said = "; ".join(", ".join(part) for part in (positive, denied) if part)
        return f"{start(before + said)}." if said else ""

    def letter(self, lead: Lead, *, denied: bool = True) -> str:
        """Return it as a letter tells it: clauses with a verb, or all of it as one.

        `denied` adds what is not so.
        """
        denials = [text for _, told in self.told for text in told.denials if denied]
        told = [found for found in self._joined(letter=True) if found]
        if lead.letter and (told or denials):
            pieces = [text for found in told for text in found] + denials
            return f"{start(lead.letter.replace('{}', series(pieces)))}."
        parts = [", ".join(found) for found in told] + denials
        return f"{start('; '.join(parts))}." if parts else ""

    def _joined(self, *, letter: bool) -> list[list[str]]:
        """Return what is so, what only continues the piece before it together with that."""
        found: list[list[str]] = []
        last = ""
        for name, told in self.told:
            short = dict(told.after).get(last)
            if short is not None and found:
                found[-1] += [short] if short else []
            else:
                found.append(list(told.clauses if letter else told.positive))
            last = name if told.positive else last
        return found


def sentences(
    summary: Summary, answers: Iterable[Answered], *, judged: bool, brief: bool = False
) -> tuple[str, ...]:
    """Return these answers as sentences; `judged` adds what tables and derived numbers say.

    `brief` leaves out that nothing else of a list is so.

    Answers without a phrase are told by their labels: what is so, each by itself, then what is not.
    """
    figures = {*(one.id for one in summary.numbers), *(one.id for one in summary.tables)} if judged else ()
    numbers, spoken = _with_parts(summary, answers, figures)
    told = _noted(summary.sentences, _matters(summary, spoken, numbers, figures), brief=brief)
    last = _worked_out(summary, numbers) if judged and not summary.sentences else ()
    return (*told, *_plain(spoken), *last)


def prose(leads: Sequence[Lead], answers: Iterable[Answered]) -> tuple[str, ...]:
    """Return answers alone as sentences in the order of these leads."""
    spoken = list(answers)
    return (*_noted(leads, _spoken(leads, spoken), brief=False), *_plain(spoken))


def _noted(leads: Sequence[Lead], matters: Mapping[str, _Sentence], *, brief: bool) -> Iterator[str]:
    led = {lead.sentence: lead for lead in leads}
    told = (matter.note(led.get(name, Lead(name, "")), brief) for name, matter in matters.items())
    return (text for text in told if text)


@dataclass(frozen=True, slots=True)
class LetterSentence:
    """A full sentence of a letter."""

    text: str
    tells: frozenset[str] = frozenset()
    """The ids of the questions, numbers and tables in it."""
    denies: bool = False
    """Whether it only says what is not so."""
    short: str = ""
    """The sentence with nothing but what is so; empty for one that only denies."""
    paragraph: int = 0
    """The number of the paragraph it stands in."""


def letter_sentences(
    summary: Summary, answers: Iterable[Answered], figures: Collection[str]
) -> Iterator[LetterSentence]:
    """Yield these answers, and what these tables and derived numbers say, in full sentences for a letter.

    That nothing else of a list is so is left out.
    """
    numbers, spoken = _with_parts(summary, answers, figures)
    leads = {lead.sentence: lead for lead in summary.sentences}
    paragraph = 0
    for name, matter in _matters(summary, spoken, numbers, figures).items():
        lead = leads.get(name, Lead(name, ""))
        paragraph += lead.paragraph
        if text := matter.letter(lead):
            denies = not any(told.clauses for _, told in matter.told)
            short = matter.letter(lead, denied=False)
            tells = frozenset(name for name, _ in matter.told)
            yield LetterSentence(text, tells, denies, short, paragraph)
    for text in _plain(spoken):
        yield LetterSentence(text, short=text, paragraph=paragraph)


def _with_parts(
    summary: Summary, answers: Iterable[Answered], figures: Collection[str]
) -> tuple[list[NumberLine], list[Answered]]:
    """Return the numbers to be told, and the answers that are told beside them.

    The answers that a number is calculated from, and for which the flow has no phrase, stand in brackets
    behind it, each behind the first; a number that is only a step to another one is not told.
    """
    numbers, left = [], {one.question: one for one in answers}
    for number in (one for one in summary.numbers if one.id in figures and not one.step):
        known = number.dictated.positive or not (summary.sentences or number.missing)
        behind = [name for name in number.parts if name in left and _is_plain(left[name])] if known else []
        said = ", ".join(lower(text) for name in behind for text in left.pop(name).told.positive)
        numbers.append(_in_brackets(number, f" ({said})") if said else number)
    return numbers, list(left.values())


def _in_brackets(number: NumberLine, said: str) -> NumberLine:
    """Return a number with this behind it, however it is told."""
    told = number.dictated
    return replace(
        number,
        told=f"{number.told}{said}",
        dictated=replace(
            told,
            positive=tuple(f"{text}{said}" for text in told.positive),
            clauses=tuple(f"{text}{said}" for text in told.clauses),
        ),
    )


def _matters(
    summary: Summary, answers: Iterable[Answered], numbers: Iterable[NumberLine], figures: Collection[str]
) -> dict[str, _Sentence]:
    """Return what is told by the sentence it belongs to, in the order of dictation.

    What tables say of a disease that it is not is left to the full note.
    """
    named = _spoken(summary.sentences, answers)
    for number in numbers:
        behind = {reason.question for reason in number.operands}
        named.setdefault(number.dictated.sentence or number.id, _Sentence()).add(
            number.id, number.dictated, behind
        )
    for table in (one for one in summary.tables if one.id in figures and not summary.ended):
        named.setdefault(table.dictated.sentence or table.id, _Sentence()).add(table.id, table.dictated)
    return named


def _spoken(leads: Sequence[Lead], answers: Iterable[Answered]) -> dict[str, _Sentence]:
    named = {lead.sentence: _Sentence() for lead in leads}
    for one in answers:
        if one.active and not one.implied and not one.told.plain:
            named.setdefault(one.told.sentence or one.question, _Sentence()).add(one.question, one.told)
    return named


def _plain(answers: Iterable[Answered]) -> Iterable[str]:
    """Yield answers without a phrase by their labels."""
    spoken = [one for one in answers if _is_plain(one)]
    yield from (start(f"{text}.") for one in spoken for text in one.told.positive)
    absent = [one.label for one in spoken if one.told.negative]
    if absent:
        yield f"No, or none: {'; '.join(absent)}."


def _is_plain(one: Answered) -> bool:
    """Return whether an answer is told by its label."""
    return one.active and not one.implied and one.told.plain


def _worked_out(summary: Summary, numbers: Iterable[NumberLine]) -> Iterable[str]:
    """Yield what the derived numbers and tables without a phrase say, in a flow without sentences."""
    for number in numbers:
        if number.narrowed and not number.dictated.positive:
            yield f"{number.label}: {number.told}{_missing(number.missing)}."
    for table in summary.tables:
        if (table.narrowed or table.named) and not table.dictated.positive:
            yield f"{table.label}: {table.told}{_missing(table.missing)}."


def _missing(reasons: Iterable[Reason]) -> str:
    said = "; ".join(reason.label for reason in reasons)
    return f" (missing: {said})" if said else ""

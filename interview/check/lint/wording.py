"""Wording that a reader can see: doses, and sentences that repeat or oppose each other for one patient."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.locations import Locations
from interview.check.proofs.patient_space import Among, Claim, NotProvedError
from interview.check.proofs.prover import Prover
from interview.check.proofs.witness import in_words
from interview.flow.model import DerivedNumber, Flow, Phrase, Question, Recommendation, Stance, Table
from interview.summary.stance import NEGATING

Wording = tuple[tuple[str, ...], str]
"""The keys under which a text is written, and the text."""

_NUMBER = r"(?<![\w.])\d[\d.,]*"
_WORD = r"\b(?:half a|an?|one|two|three|four)"
_AMOUNT = r"(?:mg|mcg|[µμ]g|ng|milligrams?|micrograms?|IU|international units?|units?)"
_FORM = r"(?:tablets?|capsules?|pills?|puffs?|drops|ampoules?|vials?)"
_MASS = r"(?:g|grams?)"
_VOLUME = r"(?:mls?|millilit(?:re|er)s?)"
_BY_WEIGHT = r"(?!\s*(?:/|per\b)\s*(?:kg|kilogram)\b(?!\s*(?:/|per\b|an?\b|every\b|daily\b|over\b|bolus)))"
_PER = (
    r"(?:\s*/\s*(?:kg|day|d|h|week|dose)\b"
    r"|\s*(?:per|a|each|every)\s+(?:kg|kilogram|day|dose|week|month)\b"
    r"|\s+(?:once|twice|daily|weekly|monthly)\b)"
)
_CONCENTRATION = r"(?!\s*/\s*(?:d?l|ml|mmol|mol|m2|m²)\b)(?!\s+per\s+(?:d?l|lit|mmol|mol))"
DOSE = re.compile(
    rf"{_NUMBER}\s*{_AMOUNT}\b{_CONCENTRATION}"
    rf"|(?:{_NUMBER}|{_WORD})\s*{_FORM}\b"
    rf"|{_NUMBER}\s*{_MASS}\b{_PER}"
    rf"|{_NUMBER}\s*{_VOLUME}\b{_BY_WEIGHT}{_PER}"
    r"|\b(?:mg|mcg|[µμ]g|g)\s*/\s*kg\b",
    re.IGNORECASE,
)
"""A number with a unit of drugs. Concentrations (mg/L), weights (kg), volumes of water (mL) and of
air by weight (20 ml/kg) are none."""

_END = re.compile(r"(?<=[.!?])\s+")
_NEGATING = frozenset(["not", "no", "never", "without", "avoid", "don't", "cannot"])
_EMPTY = frozenset(["do", "does", "did", "a", "an", "the", "any"])
"""Words that come and go with a negation."""
_OPPOSITE = frozenset((Stance.FOR, Stance.AGAINST))
_MOST = 20
"""With how many earlier sentences of the same core one is compared."""


def wording(flow: Flow) -> Iterator[Wording]:
    """Yield every text with the keys under which it is written; texts that are empty are left out."""
    for path, text in _all(flow):
        if text:
            yield path, text


def verdicts_in_names(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield once that some lines have no name without their verdict, where most of those practised have."""
    lines = [line for line in flow.recommendations.values() if line.is_practised]
    lacking = [line for line in lines if not line.row.about]
    if 0 < 2 * len(lacking) < len(lines):
        names = ", ".join(f"'{line.id}'" for line in lacking)
        place = written.key("recommendations", lacking[0].id)
        yield Diagnostic(place, "no-about", f"no 'about' for {names}, where most other lines have one")


def _all(flow: Flow) -> Iterator[Wording]:
    for key in ("title", "description", "intended_use"):
        yield (key,), getattr(flow, key)
    for name, heading in flow.sections.items():
        yield ("sections", name), heading
    if flow.about:
        yield ("about",), flow.about
    for name, sentence in flow.sentences.items():
        yield ("sentences", name), sentence.lead
        yield ("sentences", name, "spoken"), sentence.spoken or ""
        yield ("sentences", name, "normal"), sentence.normal
    for question in flow.questions.values():
        yield from _question(question)
    phrased: list[Question | Table | DerivedNumber] = [*flow.questions.values(), *flow.tables.values()]
    for told in (*phrased, *flow.figures.values()):
        yield from _phrase(told.phrase, "phrases", told.id)
    for question in flow.spoken.values():
        yield from _spoken(question)
    for fact in flow.facts.values():
        yield ("facts", fact.id, "label"), fact.label
    for table in flow.tables.values():
        yield from _table(table)
    for line in flow.recommendations.values():
        yield from _line(line)
    for section in ("controversies", "conflicts", "constraints"):
        for item in getattr(flow, section).values():
            yield (section, item.id, "say"), item.say
    if flow.ends:
        yield ("ends", "say"), flow.ends.say
    if flow.patient_page:
        yield ("patient_page", "about"), flow.patient_page.about
        yield ("patient_page", "get_help"), " ".join(flow.patient_page.get_help)
        yield ("patient_page", "call"), flow.patient_page.call


def _question(question: Question) -> Iterator[Wording]:
    here = ("questions", question.id)
    for key in ("ask", "label", "why", "help", "none"):
        yield (*here, key), getattr(question, key)
    for option in question.options:
        yield (*here, "answers", option.id, "label"), option.label
        yield (*here, "answers", option.id, "help"), option.help
        yield from _phrase(option.phrase, "phrases", question.id, "answers", option.id)


def _phrase(phrase: Phrase, *here: str) -> Iterator[Wording]:
    for key in ("told", "denied", "all", "because", "unknown", "about"):
        yield (*here, key), getattr(phrase, key)
    yield (*here, "rest"), phrase.rest or ""
    for key, texts in (("after", phrase.after), ("beside", phrase.beside)):
        for other, words in texts:
            yield (*here, key, other), words


def _spoken(question: Question) -> Iterator[Wording]:
    here = ("spoken", question.id)
    for key in ("told", "denied", "all", "rest", "unknown"):
        yield (*here, key), getattr(question.phrase, key) or ""
    for other, words in question.phrase.beside:
        yield (*here, "beside", other), words
    for option in question.options:
        yield (*here, "answers", option.id), option.phrase.told
        yield (*here, "answers", option.id, "denied"), option.phrase.denied


def _table(table: Table) -> Iterator[Wording]:
    here = ("tables", table.id)
    yield (*here, "label"), table.label
    yield (*here, "note"), table.note
    for outcome, label in table.outcomes.items():
        yield (*here, "outcomes", outcome), label


def _line(line: Recommendation) -> Iterator[Wording]:
    here = ("recommendations", line.id)
    for key in ("title", "say", "more"):
        yield (*here, key), getattr(line, key)
    if line.if_open:
        yield (*here, "if_open", "say"), line.if_open.say
    for key in ("title", "about", "decides", "asks", "letter", "patient", "adds"):
        yield ("rows", line.id, key), getattr(line.row, key)
    if line.row.joins:
        yield ("rows", line.id, "joins", "title"), line.row.joins.title
    for question, title in line.row.known.items():
        yield ("rows", line.id, "known", question), title
    yield (*here, "for_patient", "say"), line.for_patient.say
    yield (*here, "for_patient", "ask"), line.for_patient.ask


def doses(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield each text that names a dose, at the first one."""
    for path, text in wording(flow):
        found = DOSE.search(text)
        if found:
            place = written.text(found[0], *path)
            yield Diagnostic(place, "dose", f"'{found[0]}' reads like a dose")


def negated_titles(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield titles of advice against something that say no by themselves: the stance is printed with them."""
    for line in flow.recommendations.values():
        found = NEGATING.search(line.title) if line.stance is Stance.AGAINST else None
        if found:
            place = written.text(found[0], "recommendations", line.id, "title")
            said = (
                f"'{found[0]}' in a title 'against': the stance is printed with it, so name the thing alone"
            )
            yield Diagnostic(place, "negated-title", said)


def same_labels(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield labels that a second thing of the same kind has, too."""
    for kind in ("questions", "facts", "tables"):
        items = ((item.id, item.label) for item in getattr(flow, kind).values())
        yield from _same(items, (kind,), ("label",), written)
    for question in flow.questions.values():
        here = ("questions", question.id, "answers")
        yield from _same(((option.id, option.label) for option in question.options), here, (), written)
    for table in flow.tables.values():
        yield from _same(table.outcomes.items(), ("tables", table.id, "outcomes"), (), written)


def _same(
    items: Iterable[tuple[str, str]], above: tuple[str, ...], below: tuple[str, ...], written: Locations
) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for name, label in items:
        other = first.setdefault(" ".join(label.casefold().split()), name)
        if label and other != name:
            place = written.key(*above, name, *below)
            yield Diagnostic(place, "same-label", f"'{name}' is called just as '{other}' is: {label}")


def placeholders(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield texts with double braces: they are those of templates, and would be printed as they stand."""
    for path, text in wording(flow):
        found = re.search(r"\{\{.*?\}\}|\{%.*?%\}", text)
        if found:
            place = written.text(found[0], *path)
            yield Diagnostic(place, "placeholder", f"'{found[0]}' would be printed as it stands")


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of a recommendation: the key it stands under, and its words without negations."""

    line: Recommendation
    key: str
    sentence: str
    core: tuple[str, ...]
    negated: bool

    def opposes(self, other: _Said) -> bool:
        """Return whether two sentences of the same core speak against each other."""
        opposite = {self.line.stance, other.line.stance} == _OPPOSITE
        return self.negated != other.negated or opposite


def sentences(flow: Flow, prover: Prover, written: Locations) -> Iterator[Diagnostic]:
    """Yield sentences that a patient there can be is told twice, or told the opposite of; one for a line."""
    tried: set[tuple[str, str]] = set()
    told: set[str] = set()
    for first, second in _pairs(flow):
        pair = (first.line.id, second.line.id)
        declared = first.opposes(second) and _declared(first.line, second.line)
        if second.line.id in told or pair in tried or declared:
            continue
        tried.add(pair)
        diagnostic = _together(first, second, flow, prover, written)
        if diagnostic:
            told.add(second.line.id)
            yield diagnostic


def _pairs(flow: Flow) -> Iterator[tuple[_Said, _Said]]:
    """Yield sentences of two recommendations that have the same core, in the order of the flow."""
    order = {name: number for number, name in enumerate(flow.recommendations)}
    said = sorted((one for line in flow.recommendations.values() for one in _said(line)), key=_core)
    found = []
    for _, group in groupby(said, key=_core):
        same = list(group)
        for number, second in enumerate(same):
            found += [
                (first, second)
                for first in same[max(0, number - _MOST) : number]
                if first.line != second.line
            ]
    return iter(sorted(found, key=lambda pair: (order[pair[1].line.id], order[pair[0].line.id])))


def _core(said: _Said) -> tuple[str, ...]:
    return said.core


def _said(line: Recommendation) -> Iterator[_Said]:
    """Yield the sentences of a line; none of one that only holds until an answer is given."""
    if line.while_open:
        return
    for key in ("title", "say"):
        for sentence in _END.split(getattr(line, key)):
            words = re.findall(r"[\w']+", sentence.lower())
            core = tuple(word for word in words if word not in _NEGATING | _EMPTY)
            negations = sum(word in _NEGATING for word in words)
            if core:
                yield _Said(line, key, sentence, core, negations % 2 == 1)


def _declared(first: Recommendation, second: Recommendation) -> bool:
    """Return whether the flow itself says that two lines contradict each other, which is proved elsewhere."""
    named = second.id in first.opposes or first.id in second.opposes
    opposite = {first.stance, second.stance} == _OPPOSITE
    return named or (opposite and first.topic == second.topic != "")


def _together(
    first: _Said, second: _Said, flow: Flow, prover: Prover, written: Locations
) -> Diagnostic | None:
    """Return the finding when somebody is told both sentences."""
    kept = flow.ends is not None and {first.line.id, second.line.id} <= flow.ends.keep
    both = Claim(settled=(first.line.when, second.line.when), among=Among.ALL if kept else Among.GOING_ON)
    place = written.text(second.sentence, "recommendations", second.line.id, second.key)
    code = "opposed-sentences" if first.opposes(second) else "repeated-sentence"
    what = "the opposite" if first.opposes(second) else "the same"
    try:
        patient = prover.find(both)
    except NotProvedError as error:
        return Diagnostic(place, "not-proved", f"whether '{first.line.id}' says {what} to anybody: {error}")
    if patient is None:
        return None
    return Diagnostic(place, code, f"'{first.line.id}' says {what}", patient=in_words(patient))

"""What a reader sees, compared text by text; nothing here changes what is asked, concluded or advised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from interview.check.diff.alignment import Match, each, match_flows
from interview.check.diff.difference import ADDED, REMOVED, ChangeKind, Rewording
from interview.flow.model import Flow, Phrase, PlanRow, Question

Texts = dict[str, str]
"""What is seen of one thing, by aspect."""


def rewordings(old: Flow, new: Flow) -> Iterator[Rewording]:
    """Yield every text, source and heading that changed, each kind in the order of the flow."""
    yield from _texts(ChangeKind.FLOW, new.id, _flow(old), _flow(new))
    yield from _questions(old, new)
    for kind, section, seen, whole in _TOPICS:
        yield from _topic(kind, getattr(old, section), getattr(new, section), seen, whole)
    yield from _texts(ChangeKind.ENDS, "ends", _ends(old), _ends(new))


def _questions(old: Flow, new: Flow) -> Iterator[Rewording]:
    match = match_flows(old, new)
    for question in old.questions.values():
        name = match.names[question.id]
        if name in new.questions:
            like = new.questions[name]
            yield from _texts(ChangeKind.QUESTION, name, _question(question, match), _question(like))


def _topic(
    kind: ChangeKind,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    seen: Callable[[Any], Texts],
    whole: bool,
) -> Iterator[Rewording]:
    for name, left, right in each(old, new):
        if left is not None and right is not None:
            yield from _texts(kind, name, seen(left), seen(right))
        elif whole:
            first = "".join(list(seen(left if right is None else right).values())[:1])
            old_text, new_text = (first, "") if right is None else ("", first)
            yield Rewording(kind, name, REMOVED if right is None else ADDED, old_text, new_text)


def _texts(kind: ChangeKind, name: str, old: Texts, new: Texts) -> Iterator[Rewording]:
    for aspect in dict.fromkeys((*new, *old)):
        before, after = old.get(aspect, ""), new.get(aspect, "")
        if before != after:
            yield Rewording(kind, name, aspect, before, after)


def _picked(*aspects: str) -> Callable[[Any], Texts]:
    """Return a function that picks these attributes; lists become text."""

    def seen(item: Any) -> Texts:
        return {aspect.replace("_", " "): _text(getattr(item, aspect)) for aspect in aspects}

    return seen


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, tuple | list):
        return ", ".join(map(_text, value))
    return " ".join(map(_text, value.values())) if isinstance(value, Mapping) else str(value)


def _flow(flow: Flow) -> Texts:
    texts = _picked("title", "description", "intended_use", "evidence_to")(flow)
    screens = (screen for screen in flow.screens if screen.title or len(screen.questions) > 1)
    together = "; ".join(f"{screen.title}: {', '.join(screen.questions)}".lstrip(": ") for screen in screens)
    if flow.patient_page:
        page = flow.patient_page
        texts["page for patients"] = " ".join((page.about, *page.get_help, page.call))
    texts["about"] = flow.about
    order = (" ".join((name, one.lead, one.when)).strip() for name, one in flow.sentences.items())
    texts["sentences of a note"] = "; ".join(order)
    return {**texts, "order of sections": ", ".join(flow.sections), "shared screens": together}


def _question(question: Question, match: Match | None = None) -> Texts:
    texts = _picked("ask", "label", "why", "help", "none", "context", "sources")(question)
    for option in question.options:
        name = match.option(question.id, option.id) if match else option.id
        texts[f"answer {name}"] = option.label
        texts[f"help of answer {name}"] = option.help
        texts[f"answer {name} only informs"] = _text(option.context)
        texts |= _phrase(option.phrase, f" of answer {name}")
    return {**texts, **_phrase(question.phrase)}


def _phrase(phrase: Phrase, of: str = "") -> Texts:
    """Return how an answer is dictated; what is not said has no text."""
    told = ("sentence", "told", "denied", "because", "unknown", "worse", "fixed", "about", "rest")
    aspects = (*told, "letter", "letter_denied")
    values = {aspect: getattr(phrase, aspect) for aspect in aspects}
    return {f"phrase{of}, {aspect}": _text(value) for aspect, value in values.items() if value}


def _row(row: PlanRow) -> Texts:
    aspects = ("title", "about", "decides", "asks", "letter", "patient", "adds")
    texts = {f"row, {aspect}": getattr(row, aspect) for aspect in aspects}
    texts |= {f"row, known {name}": title for name, title in row.known.items()}
    if row.joins:
        texts["row, joins"] = f"{row.joins.line}: {row.joins.title}"
    return texts


def _line(line: Any) -> Texts:
    texts = _picked("title", "say", "more", "evidence", "sources", "controversies", "topic", "opposes")(line)
    told = {"for the patient": line.for_patient.say, "for the patient to ask": line.for_patient.ask}
    said = {"say while open": line.if_open.say if line.if_open else ""}
    return {**texts, **said, **told, **_row(line.row)}


def _table(table: Any) -> Texts:
    outcomes = {f"outcome {name}": label for name, label in table.outcomes.items()}
    return {**_picked("label", "note", "sources")(table), **outcomes, **_phrase(table.phrase)}


def _number(number: Any) -> Texts:
    return {**_picked("label", "unit", "decimals")(number), **_phrase(number.phrase)}


def _score(score: Any) -> Texts:
    bands = {f"band {band.id}": f"{band.label}: {band.low} to {band.high}" for band in score.bands}
    return {**_picked("label", "unit", "note", "sources")(score), **bands, **_phrase(score.phrase)}


def _source(source: Any) -> Texts:
    record = {key: _text(value) for key, value in source.record.items()}
    return {"title": record.pop("title", ""), "kind": str(source.kind), **record}


def _ends(flow: Flow) -> Texts:
    return {"say": flow.ends.say, "while": flow.ends.meanwhile} if flow.ends else {}


_TOPICS: Iterable[tuple[ChangeKind, str, Callable[[Any], Texts], bool]] = (
    (ChangeKind.RECOMMENDATION, "recommendations", _line, False),
    (ChangeKind.TABLE, "tables", _table, False),
    (ChangeKind.FACT, "facts", _picked("label", "sources"), True),
    (ChangeKind.NUMBER, "numbers", _number, True),
    (ChangeKind.SCORE, "scores", _score, True),
    (ChangeKind.CONFLICT, "conflicts", _picked("say"), False),
    (ChangeKind.CONSTRAINT, "constraints", _picked("say"), False),
    (ChangeKind.SECTION, "sections", lambda heading: {"heading": heading}, True),
    (ChangeKind.CONTROVERSY, "controversies", _picked("say", "sources"), True),
    (ChangeKind.SOURCE, "sources", _source, True),
)
"""Each topic: its kind, where a flow holds it, what is seen, and whether comings and goings are told here."""

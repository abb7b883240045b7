"""Values named in the wording of a flow, such as `{curb65}`: where they can stand, and which there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from interview.flow.model import Flow, ForPatient, IfOpen, Joined, PlanRow, Recommendation

_VALUE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
Path = tuple[str, ...]
DataclassT = TypeVar("DataclassT", Recommendation, IfOpen, ForPatient, PlanRow, Joined)


def named(text: str) -> tuple[str, ...]:
    """Return the ids that a text names in braces."""
    return tuple(_VALUE.findall(text))


def put_in(text: str, words: Callable[[str], str]) -> str:
    """Return a text with words in the place of each id in braces."""
    return _VALUE.sub(lambda found: words(found[1]), text) if "{" in text else text


def for_one_patient(flow: Flow) -> Iterator[tuple[Path, str]]:
    """Yield the texts that are read with the answers of one patient, and where they stand."""
    for line in flow.recommendations.values():
        yield from _texts(line)
    for conflict in flow.conflicts.values():
        yield ("conflicts", conflict.id, "say"), conflict.say
    for constraint in flow.constraints.values():
        yield ("constraints", constraint.id, "say"), constraint.say
    if flow.ends:
        yield ("ends", "say"), flow.ends.say


def _texts(line: Recommendation) -> Iterator[tuple[Path, str]]:
    here, row = ("recommendations", line.id), ("rows", line.id)
    yield from (((*here, key), getattr(line, key)) for key in _LINE)
    if line.if_open:
        yield (*here, "if_open", "say"), line.if_open.say
    yield from (((*here, "for_patient", key), getattr(line.for_patient, key)) for key in _PATIENT)
    yield from (((*row, key), getattr(line.row, key)) for key in _ROW)
    yield from (((*row, "known"), title) for title in line.row.known.values())
    if line.row.joins:
        yield (*row, "joins", "title"), line.row.joins.title


_LINE, _PATIENT = ("title", "say", "more"), ("say", "ask")
_ROW = ("title", "about", "decides", "asks", "letter", "patient")


def with_values(line: Recommendation, words: Callable[[str], str]) -> Recommendation:
    """Return a line with words in the place of each id in braces, wherever one stands."""
    if not any("{" in text for _, text in _texts(line)):
        return line

    def said(part: DataclassT, keys: Iterable[str]) -> DataclassT:
        changed: dict[str, Any] = {key: put_in(getattr(part, key), words) for key in keys}
        return replace(part, **changed)

    row = said(line.row, _ROW)
    known = {name: put_in(title, words) for name, title in row.known.items()}
    return replace(
        said(line, _LINE),
        if_open=line.if_open and said(line.if_open, ("say",)),
        for_patient=said(line.for_patient, _PATIENT),
        row=replace(row, known=known, joins=row.joins and said(row.joins, ("title",))),
    )


def line_for_everyone(flow: Flow, line: Recommendation) -> Recommendation:
    """Return a line where no answers are known: each value by its label, such as `[CURB-65]`."""

    def label(name: str) -> str:
        figure = flow.figures.get(name)
        return f"[{figure.name if figure else flow.questions[name].label}]"

    return with_values(line, label)


def title_for_everyone(flow: Flow, line: Recommendation) -> str:
    """Return a line's title where no answers are known."""
    return line_for_everyone(flow, line).title


def for_everyone(flow: Flow) -> Iterator[tuple[Path, str]]:
    """Yield texts that are read before there are answers, or as the names of things, and where they stand."""
    for question in flow.questions.values():
        for key in ("ask", "label", "why", "help"):
            yield ("questions", question.id, key), getattr(question, key)
    for fact in flow.facts.values():
        yield ("facts", fact.id, "label"), fact.label
    for table in flow.tables.values():
        yield ("tables", table.id, "label"), table.label


def named_anywhere(flow: Flow) -> frozenset[str]:
    """Return everything whose value is told in some text."""
    return frozenset(name for _, text in for_one_patient(flow) for name in named(text))

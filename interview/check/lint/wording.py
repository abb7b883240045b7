"""All wording of a flow that a reader can see, bibliographic records left out."""

from __future__ import annotations

from collections.abc import Iterator

from interview.flow.model import Flow, Question, Recommendation, Table

Wording = tuple[tuple[str, ...], str]
"""The keys under which a text is written, and the text."""


def wording(flow: Flow) -> Iterator[Wording]:
    """Yield every text with the keys under which it is written; texts that are empty are left out."""
    for path, text in _all(flow):
        if text:
            yield path, text


def _all(flow: Flow) -> Iterator[Wording]:
    for key in ("title", "description", "intended_use"):
        yield (key,), getattr(flow, key)
    for name, heading in flow.sections.items():
        yield ("sections", name), heading
    for question in flow.questions.values():
        yield from _question(question)
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
    yield (*here, "for_patient", "say"), line.for_patient.say
    yield (*here, "for_patient", "ask"), line.for_patient.ask

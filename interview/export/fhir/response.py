"""A session as a FHIR R4 QuestionnaireResponse: nested as the form, without answers that do not count.

It has no subject: nothing here knows who the patient is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview.engine import Session, next_screen
from interview.export.fhir.enable_when import number_value
from interview.export.fhir.form_conditions import When, holds
from interview.export.fhir.form_logic import enabling
from interview.export.fhir.items import answer_codings, derived_answers
from interview.export.fhir.questionnaire import flaw_tags, hash_tags
from interview.export.fhir.resource import (
    ALSO,
    FACTS,
    NONE,
    REST,
    Json,
    absent_codings,
    absent_link,
    as_text,
    coding,
    form_url,
    form_version,
    option_code,
    panel_link,
    question_code,
)
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several, Text
from interview.flow.model import Flow, Question, Screen
from interview.moments import in_utc, local, written


def response(session: Session, *, at: str) -> Json:
    """Return a session's answers as a response to its flow's form.

    `at` is the moment, given in UTC here, and in its own zone where the day of the visit decides something.
    """
    flow = session.flow
    answers, also = enabled_answers(session)
    done = {
        "resourceType": "QuestionnaireResponse",
        "meta": {"tag": [*hash_tags(flow), *flaw_tags(session.errors)]},
        "questionnaire": f"{form_url(flow)}|{form_version(flow)}",
        "status": "completed" if next_screen(session) is None else "in-progress",
        "authored": written(local(at)) if flow.uses_days else in_utc(at),
        "item": [*_items(flow, answers), *_also(flow, also), *_derived(session)],
    }
    return {key: value for key, value in done.items() if value and value != {"tag": []}}


def render_response(session: Session, *, at: str) -> str:
    """Return the response as JSON text."""
    return as_text(response(session, at=at))


def enabled_answers(session: Session) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """Return the answers that are on the form, and which of them were given although nobody asks.

    An answer to a question that does not apply is left out: it does not count.
    """
    enabled = enabling(session.logic)
    counting = {
        name: one for name, one in session.answers.items() if name not in session.completions.inactive
    }
    known = {**counting, **session.completions.days}
    also = tuple(name for name in counting if _only_by_choice(enabled[name], name, known))
    return {name: one for name, one in counting.items() if holds(enabled[name], known, set(also))}, also


def _only_by_choice(when: When, name: str, answers: Mapping[str, Answer]) -> bool:
    return not holds(when, answers) and holds(when, answers, {name})


def _items(flow: Flow, answers: Mapping[str, Answer]) -> Iterator[Json]:
    for screen in flow.screens:
        items = [_item(flow.questions[name], answers[name]) for name in screen.questions if name in answers]
        yield from [_panel(screen, items)] if items and len(screen.questions) > 1 else items


def _panel(screen: Screen, items: list[Json]) -> Json:
    text = {"text": screen.title} if screen.title else {}
    return {"linkId": panel_link(screen.id), **text, "item": items}


def _item(question: Question, answer: Answer) -> Json:
    if isinstance(answer, NotAssessed) and not question.options:
        return {"linkId": absent_link(question.id), "answer": list(answer_values(question, answer))}
    return {"linkId": question.id, "text": question.ask, "answer": list(answer_values(question, answer))}


def answer_values(question: Question, answer: Answer) -> Iterator[Json]:
    """Yield what is said of a question, as the values of a response."""
    match answer:
        case Number(value=value):
            yield number_value("value", question, value)
        case Text(text=text):
            yield {"valueString": text}
        case _:
            said = set(_said(question, answer))
            completions = answer_codings(question) if question.options else absent_codings()
            yield from ({"valueCoding": one} for one in completions if one["code"] in said)


def _said(question: Question, answer: Answer) -> Iterator[str]:
    """Yield the codes of an answer to a choice, or of why there is none."""
    match answer:
        case NotAssessed(reason=reason):
            yield str(reason)
        case Chosen(option=option):
            yield option_code(question, option)
        case Several(chosen=chosen, rest_absent=rest_absent):
            yield from (option_code(question, option) for option in chosen)
            if not rest_absent:
                yield REST
            elif not chosen:
                yield NONE


def _also(flow: Flow, names: tuple[str, ...]) -> Iterator[Json]:
    if names:
        codings = (coding(question_code(name), flow.questions[name].label) for name in names)
        yield {"linkId": ALSO, "answer": [{"valueCoding": one} for one in codings]}


def _derived(session: Session) -> Iterator[Json]:
    items = list(derived_answers(session))
    if items:
        yield {"linkId": FACTS, "item": items}

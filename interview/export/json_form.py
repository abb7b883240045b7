"""The stable machine form of a session, described in docs/json.md."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from interview.engine import Conclusions, Explanation, Relevance, Session, conclude, explain, relevance
from interview.engine.derived_numbers import ends, number
from interview.engine.given_answers import Visits
from interview.engine.plan_end import assuming
from interview.engine.values_in_words import filled
from interview.errors import errors_in_flow
from interview.flow.answer_text import to_plain
from interview.flow.answers import Answer, NotAssessed
from interview.flow.decimals import json_text
from interview.flow.logic.bands import Band
from interview.flow.model import DAYS, Flow, QuestionType, Recommendation
from interview.flow.review import review_state
from interview.moments import day, in_utc
from interview.summary.notices import notices
from interview.summary.since_last_visit import since_as_data

SCHEMA = 1
"""Raised when a key changes its meaning or goes; a new key does not raise it."""

FLAWED = "flow_has_errors"
"""The code of the warning about a flow that was run though the check finds errors in it."""

Json = dict[str, object]


def to_contract(session: Session, *, at: str, visits: Visits = ()) -> Json:
    """Return a session and all that follows from it; `at` is the moment, given in UTC here.

    `visits` are the visits before this one, the oldest first.
    """
    conclusions, flow = conclude(session), session.flow
    return {
        "schema": SCHEMA,
        "at": in_utc(at),
        "flow": _flow(flow, at),
        "answers": _answers(session.answers),
        "not_assessed": _not_assessed(session),
        "facts": dict(conclusions.facts),
        "tables": {name: _outcome(left) for name, left in conclusions.tables.items()},
        "numbers": {name: _number(flow, name, number(session, name)) for name in flow.figures},
        "recommendations": [
            _recommendation(session, line, explain(conclusions, name))
            for name, line in flow.recommendations.items()
        ],
        "assuming": list(assuming(session.completions)),
        "warnings": _warnings(conclusions, visits),
        "since": since_as_data(visits, session),
        **({"days": _days(session)} if flow.uses_days else {}),
    }


def render_json(session: Session, *, at: str, visits: Visits = ()) -> str:
    """Return the machine form as JSON text."""
    return json_text(to_contract(session, at=at, visits=visits), indent=2) + "\n"


def _flow(flow: Flow, at: str) -> Json:
    return {
        "id": flow.id,
        "version": flow.version,
        "logic_hash": flow.logic_hash,
        "content_hash": flow.content_hash,
        "reviewed": review_state(flow.review, flow.content_hash, day(at)),
    }


def _answers(answers: Mapping[str, Answer]) -> Json:
    return {name: to_plain(answer) for name, answer in answers.items()}


def _days(session: Session) -> Json:
    """Return the day of the visit and that of the last one; null where it is not known."""
    known = session.completions.days
    return {name: to_plain(known[name]) if name in known else None for name in DAYS}


def _not_assessed(session: Session) -> list[str]:
    """Return the questions that apply and have no answer, passed over or never asked; free text aside."""
    return [
        name
        for name, question in session.flow.questions.items()
        if question.type is not QuestionType.TEXT
        and isinstance(session.answers.get(name, NotAssessed()), NotAssessed)
        and relevance(session, name) is not Relevance.INACTIVE
    ]


def _outcome(left: tuple[str, ...]) -> str | Json:
    return left[0] if len(left) == 1 else {"possible": list(left)}


def _number(flow: Flow, name: str, found: Band | None) -> int | Decimal | Json | None:
    """Return a derived number or score, or the ends of what it can still be; null is an end without limit."""
    if found is None:
        return None
    low, high = ends(flow, name, found)
    return low if low == high and low is not None else {"possible": [low, high]}


def _recommendation(session: Session, line: Recommendation, explanation: Explanation) -> Json:
    return {
        "id": line.id,
        "status": explanation.status.value,
        "stance": line.stance.value,
        "urgency": line.urgency.value,
        "section": line.section,
        "text": filled(session, line.say),
        "because": list(explanation.because),
        "depends_on": list(explanation.depends_on),
        "would_change": [
            {"answers": _answers(change.answers), "status": change.status.value}
            for change in explanation.would_change
        ],
        "sources": list(line.sources),
    }


def _warnings(conclusions: Conclusions, visits: Visits) -> list[Json]:
    errors = errors_in_flow(conclusions.session.errors)
    flawed: list[Json] = [{"code": FLAWED, "text": f"{errors}.", "questions": []}] if errors else []
    return flawed + [
        {"code": warning.code, "text": warning.text, "questions": list(warning.questions)}
        for warning in notices(conclusions, visits)
    ]

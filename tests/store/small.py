"""The smallest flow a session can be about, and events and recordings to fill a store with."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

from interview.engine import Event, EventKind
from interview.flow.answers import Answer, Text
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow, Option, Question, QuestionType, Review, Screen
from interview.store import Recording, Store
from interview.store.event_log import linked

AT = "2026-03-01T10:00:00Z"
_NUMBERS = count(1)


def small_flow(*, version: str = "1", logic_hash: str = "logic-1", flow_id: str = "small") -> Flow:
    yes_no = (Option("yes", "Yes"), Option("no", "No"))
    questions = (
        Question("food_sticks", "Does food stick?", QuestionType.YES_NO, "Food sticks", yes_no),
        Question("comment", "Anything to add?", QuestionType.TEXT, "Comment"),
    )
    return Flow(
        id=flow_id,
        title="Small",
        version=version,
        intended_use="Tests",
        questions={question.id: question for question in questions},
        screens=tuple(Screen((question.id,)) for question in questions),
        recommendations={},
        sections={},
        facts={},
        tables={},
        numbers={},
        sources={},
        controversies={},
        conflicts={},
        constraints={},
        ends=None,
        review=Review(),
        evidence_to="2026-02",
        folder="",
        logic_hash=logic_hash,
        content_hash="content-1",
    )


@cache
def small_logic() -> Logic:
    return compile_flow(small_flow())


def event(answer: Answer | None, *, question: str = "comment", event_id: str = "", at: str = AT) -> Event:
    kind = EventKind.CLEARED if answer is None else EventKind.ANSWERED
    return Event(event_id or f"event-{next(_NUMBERS)}", kind, question, at, answer)


def clock() -> datetime:
    return datetime(2026, 3, 1, 10, tzinfo=UTC)


def begin(store: Store | None) -> Recording:
    return Recording.begin(store, small_logic(), clock=clock)


def resume(store: Store, session_id: str) -> Recording:
    return Recording.resume(store, session_id, small_logic(), clock=clock)


def texts(store: Store, session_id: str) -> list[str]:
    """The texts of a session's events, in the order they were saved."""
    return [item.answer.text for item in store.events(session_id) if isinstance(item.answer, Text)]


def chained(data: dict[str, Any]) -> dict[str, Any]:
    """A session as plain data, tied together as somebody can who forged what stands in it."""
    session = data["session"]
    link = linked(
        "", tuple(session[name] for name in ("id", "flow", "version", "logic_hash", "content_hash", "begun"))
    )
    for entry in data["events"]:
        body = json.dumps(entry["answer"], sort_keys=True, separators=(",", ":"))
        row = (entry["id"], session["id"], entry["seq"], entry["at"], entry["kind"], entry["question"], body)
        entry["chain"] = link = linked(link, row)
    if note := data["note"]:
        note["chain"] = linked(link, (session["id"], note["at"], note["text"]))
    return data

"""A flow's questions as a text to fill in, to be kept as a SmartPhrase or another saved text.

Plain text holds no list of choices that a record system would open: its lists have ids of their own at every
site. So each question has the wildcard `***`, to which a key jumps, and the choices in brackets behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from interview.flow.answer_text import possible
from interview.flow.conditions.syntax import Always, Never
from interview.flow.model import Flow, Question, Screen
from interview.summary.model import FlowInfo
from interview.summary.templates.renderer import KINDS
from interview.summary.templates.wrapping import lay_out

WILDCARD = "***"
_HEAD = 'Questions to ask; where one was not assessed, say so: that never counts as "no".'
_END = (
    "Questions of {id} {version} ({hash}), {reviewed}, evidence to {evidence_to}."
    " Nothing is concluded here. {intended_use}"
)
_safe = KINDS[0].words


def render_smartphrase(flow: Flow, told: FlowInfo, *, wrap: int) -> str:
    """Return the text: the questions in the order of the interview, those not for every patient marked."""
    rows = [f"{_safe(flow.title)}: questions", *_origin(told), _HEAD]
    for screen in flow.screens:
        rows += _screen(flow, screen)
    end = _END.format(
        id=told.id,
        version=told.version,
        hash=told.content_hash[:8],
        reviewed=told.reviewed,
        evidence_to=told.evidence_to,
        intended_use=told.intended_use,
    )
    return lay_out("\n".join([*rows, "", _safe(end)]), wrap)


def _origin(told: FlowInfo) -> Iterator[str]:
    if told.errors:
        yield f"{told.errors}."
    if told.origin:
        yield f"Content that was not shipped with the program: {_safe(told.origin)}."


def _screen(flow: Flow, screen: Screen) -> Iterator[str]:
    yield ""
    if screen.title:
        yield _safe(screen.title)
    for name in screen.questions:
        question = flow.questions[name]
        choices = possible(question)
        said = f" [{_safe(choices)}]" if choices else ""
        yield f"- {_safe(question.label)}{_for_some(question)}: {WILDCARD}{said}"


def _for_some(question: Question) -> str:
    """Return a mark for a question that is not asked of every patient; free text can always be given."""
    every = isinstance(question.ask_when, Always | Never) and isinstance(question.applies_when, Always)
    return "" if every else " (where it applies)"

"""What was asked and answered so far, in the order of the interview; built when somebody looks at it."""

from __future__ import annotations

from collections.abc import Container

from interview.conversation.confirmation import inactive
from interview.conversation.live_conclusions import LiveConclusions
from interview.conversation.prompts import opening
from interview.engine import Conclusions, Warning
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, NotAssessed
from interview.flow.model import Flow, Question
from interview.tui.rows import banners
from interview.tui.rows.row import BLANK, Row, row

Turn = tuple[Row, ...]
SLEEPS = "  (kept; does not count at present)"
WAITS = "  (please confirm)"


class Transcript:
    """The rows of a transcript. Turns that did not change stay the very same rows, which keeps them drawn."""

    def __init__(self) -> None:
        self._turns: dict[tuple[str, Answer, str], Turn] = {}
        self._opened: Turn = ()
        self._notices: dict[tuple[str, str], Row] = {}

    def rows(self, findings: LiveConclusions, waiting: Container[str] = ()) -> list[Row]:
        """Return every turn, with warnings and the urgent notice after the answers they are about.

        `waiting` are the questions whose answers wait to be confirmed.
        """
        session = findings.session
        asleep = set(inactive(session))
        notices = _notices(findings)
        rows: list[Row] = list(self._opening(session.flow))
        for name, answer in session.answers.items():
            state = SLEEPS if name in asleep else WAITS if name in waiting else ""
            rows += self._turn(session.flow.questions[name], answer, state)
            rows += [self._notice(*notice) for notice in notices.get(name, ())]
        return rows

    def _opening(self, flow: Flow) -> Turn:
        """Return what a person must know before the first question."""
        if not self._opened:
            self._opened = (*(row((text, "muted"), lead="  ") for text in opening(flow)), BLANK)
        return self._opened

    def _turn(self, question: Question, answer: Answer, state: str) -> Turn:
        key = (question.id, answer, state)
        if key not in self._turns:
            self._turns[key] = _turn(question, answer, state)
        return self._turns[key]

    def _notice(self, text: str, tone: str) -> Row:
        return self._notices.setdefault((text, tone), row((text, tone), lead=("  ! ", tone)))


def _turn(question: Question, answer: Answer, state: str) -> Turn:
    said = in_words(question, answer)
    tone = "muted" if isinstance(answer, NotAssessed) or state == SLEEPS else "text"
    return (
        row((question.ask, "muted"), lead="  ", name=question.id),
        row(
            (said, tone),
            (state, "warning" if state == WAITS else "muted"),
            lead=("  → ", "accent"),
            name=question.id,
        ),
    )


def _notices(findings: LiveConclusions) -> dict[str, list[tuple[str, str]]]:
    """Return the notices after each answer: a warning stands after the last answer it names."""
    answered, conclusions = list(findings.session.answers), findings.conclusions
    notices: dict[str, list[tuple[str, str]]] = {}
    for warning in conclusions.warnings:
        named = [name for name in answered if name in warning.questions]
        if named:
            notices.setdefault(named[-1], []).append((warning_words(warning, conclusions), "warning"))
    if findings.urgent_after:
        words = banners.urgent(findings.urgent)
        notices.setdefault(findings.urgent_after, []).append((words, "warning"))
    return notices


def warning_words(warning: Warning, conclusions: Conclusions) -> str:
    """Return a warning with the answers it is about."""
    session = conclusions.session
    questions = session.flow.questions
    named = [
        f"{questions[name].label}: {in_words(questions[name], session.answers[name])}"
        for name in warning.questions
        if name in session.answers
    ]
    return f"{warning.text} ({'; '.join(named)})" if named else warning.text

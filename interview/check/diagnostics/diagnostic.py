"""One thing a check has found: where, what, for which patient, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview.errors import InterviewError, Place
from interview.flow.answer_text import from_plain, in_words
from interview.flow.model import Flow, Question, QuestionType


class Severity(StrEnum):
    """Errors fail a check; warnings fail it only when asked to; notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """A finding. Its code, severity and page are described in `interview.check.diagnostics`."""

    place: Place
    code: str
    message: str
    excerpt: str = ""
    """The line of the file, for the caret."""
    patient: tuple[tuple[str, str], ...] = ()
    """Question ids and answers, in the answers-file form as text, of one patient who shows the fault."""


def patient_in_words(diagnostic: Diagnostic, flow: Flow | None) -> str:
    """Return the patient of a finding, such as `Falls (yes), Age (39 years)`; empty when it has none."""
    return ", ".join(
        f"{_label(flow, name)} ({_answer(flow, name, text)})" for name, text in diagnostic.patient
    )


def _label(flow: Flow | None, name: str) -> str:
    return flow.questions[name].label if flow and name in flow.questions else name


def _answer(flow: Flow | None, name: str, text: str) -> str:
    """Return an answer given in the answers-file form in words; as it stands when it cannot be read."""
    if flow is None or name not in flow.questions:
        return text
    question = flow.questions[name]
    try:
        answer = from_plain(question, _plain(question, text))
    except InterviewError:
        return text
    return in_words(question, answer) if answer is not None else text


def _plain(question: Question, text: str) -> object:
    if question.type is QuestionType.SEVERAL and text.startswith("["):
        return [word.strip() for word in text.strip("[]").split(",") if word.strip()]
    return text

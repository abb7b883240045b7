"""Answers from a file, ours or FHIR's, as a session: read strictly, every mistake told with its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from interview.engine import Event, EventKind, Session, judged, replay
from interview.engine.session import visited
from interview.errors import Place, Problem, UsageError
from interview.flow.answer_text import too_late
from interview.flow.answers import Answer, Text
from interview.flow.loading.answers_file import read_replies
from interview.flow.logic.compiler import Logic
from interview.flow.logic.days import is_ahead
from interview.flow.model import LAST_VISIT, TODAY, Flow
from interview.flow.yaml.nodes import File, Report, TooManyProblems
from interview.flow.yaml.strict import Reader
from interview.moments import day, present, written
from interview.text import NotText, decoded, one_line

STANDARD_INPUT = "-"
_LARGEST = 1_000_000
"""Bytes; more is no file of answers."""
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """Answers, the moment they were given (`moments`), and what a person should be told of that moment."""

    answers: Mapping[str, Answer]
    at: str
    told: str = ""


def read_given(flow: Flow, source: str | None) -> Given:
    """Return the answers in a file and when they were given: now, or when a FHIR response was written.

    No file gives no answers. `UsageError` as `read_answers` has it, and for a response that was written on no
    day of the past.
    """
    if source is None:
        return Given({}, now())
    name, text = _text(source)
    answers = _answers(flow, name, text)
    if not is_resource(text):
        visit = answers.get(TODAY) if TODAY not in flow.questions else None
        return Given(answers, _noon(visit) if isinstance(visit, Text) else now())
    from interview.export.fhir.authored import authored
    from interview.export.fhir.response_import import parsed_response

    with _named(name):
        moment, told = authored(parsed_response(text).get("authored"), present())
        refuse_ahead(flow, answers, moment.date())
    return Given(answers, written(moment), told)


def read_answers(flow: Flow, source: str) -> dict[str, Answer]:
    """Return the answers in a YAML or JSON file, `-` for standard input; absent ones are left out.

    A FHIR QuestionnaireResponse to the flow's form is understood too. `UsageError` lists every question and
    answer that the flow does not have, each with the nearest right one.
    """
    return _answers(flow, *_text(source))


def _answers(flow: Flow, name: str, text: str) -> dict[str, Answer]:
    if is_resource(text):
        return _responses(flow, name, text)
    report = Report()
    answers: dict[str, Answer] = {}
    try:
        root = Reader(report).read(File(name, _json_as_yaml(text) if text.lstrip().startswith("{") else text))
        if root is not None:
            answers = read_replies(flow, root, report, present().date())
    except TooManyProblems:
        pass
    if report.problems:
        raise UsageError(_listed(report.problems))
    return answers


def is_resource(text: str) -> bool:
    """Return whether a file holds a FHIR resource."""
    return text.lstrip().startswith("{") and '"resourceType"' in text


def _responses(flow: Flow, name: str, text: str) -> dict[str, Answer]:
    from interview.export.fhir.response_import import read_response

    with _named(name):
        return read_response(flow, text)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Put the name of the file before what is wrong in it."""
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from None


def _text(source: str) -> tuple[str, str]:
    """Return the file's name and what is in it; `UsageError` when it cannot be read or is no text."""
    name = "standard input" if source == STANDARD_INPUT else one_line(source)
    try:
        raw = _bytes(source)
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}") from None
    if len(raw) > _LARGEST:
        raise UsageError(f"{name} is larger than a megabyte; that is no file of answers")
    try:
        return name, decoded(raw)
    except NotText as error:
        raise UsageError(f"{Place(name, error.line, error.column)}: {error}") from None


def _bytes(source: str) -> bytes:
    """Return the contents, and no more than one byte too much of them."""
    if source == STANDARD_INPUT:
        if sys.stdin is None:
            raise UsageError("standard input is closed; pipe the answers in, or name a file")
        return sys.stdin.buffer.read(_LARGEST + 1)
    with Path(source).open("rb") as file:
        return file.read(_LARGEST + 1)


def _json_as_yaml(text: str) -> str:
    """Return JSON as the YAML it nearly is: without tabs as indentation and characters in two halves."""
    text = re.sub(r"(?m)^\t+", lambda tabs: " " * len(tabs[0]), text)
    return _SURROGATES.sub(_joined, text)


def _joined(match: re.Match[str]) -> str:
    halves = bytes.fromhex(match[2] + match[3])
    return match[1] + halves.decode("utf-16-be")


def _listed(problems: list[Problem]) -> str:
    count = len(problems)
    mistakes = "\n".join(str(problem) for problem in sorted(problems))
    return f"{count} mistake{'s' * (count != 1)} in the answers:\n{mistakes}"


def session_of(logic: Logic, answers: Mapping[str, Answer], *, at: str, errors: int = 0) -> Session:
    """Return the session in which exactly these answers were given, under a flow with so many errors."""
    given = (
        Event(id=f"file-{number}", kind=EventKind.ANSWERED, question=question, at=at, answer=answer)
        for number, (question, answer) in enumerate(answers.items())
        if question in logic.flow.questions
    )
    verdict = [judged(errors, id="verdict", at=at)] if errors else []
    before = answers.get(LAST_VISIT) if LAST_VISIT not in logic.flow.questions else None
    earlier = [visited(before, id="last-visit", at=at)] if isinstance(before, Text) else []
    return replay(logic, (*verdict, *earlier, *given), day(at))


def refuse_ahead(flow: Flow, answers: Mapping[str, Answer], today: date) -> None:
    """Refuse dates after the day on which answers were given; `UsageError` names each."""
    on = Text(today.isoformat())
    late = [
        f"'{name}': {too_late(answer.text, today)}"
        for name, answer in answers.items()
        if isinstance(answer, Text) and flow.uses_days and is_ahead(flow, name, answer, on)
    ]
    if late:
        raise UsageError("; ".join(late))


def _noon(on: Text) -> str:
    """Return the middle of a day, in this machine's zone."""
    return written(datetime.fromisoformat(f"{on.text}T12:00").astimezone())


def now() -> str:
    """Return the present moment as text, in this machine's zone."""
    return written(present())

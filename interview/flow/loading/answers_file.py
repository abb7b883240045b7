"""Answers as a file gives them, `question: answer`, read strictly: every mistake with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from interview.errors import UsageError, did_you_mean
from interview.flow.answer_text import from_plain, to_plain, too_late
from interview.flow.answers import Answer, Text
from interview.flow.dates import dated
from interview.flow.logic.days import is_ahead, is_day
from interview.flow.model import TODAY, Flow, Question, QuestionType
from interview.flow.yaml.nodes import Mapping, Node, Report, Scalar, Sequence, shown
from interview.flow.yaml.strict import data
from interview.text import one_line

_HEAD = """\
# A line that is left as it is counts as answered: not assessed.
# Delete the lines of questions that are still to be asked, as by 'interview run --answers'."""


def read_replies(flow: Flow, node: Node, report: Report, on: date | None = None) -> dict[str, Answer]:
    """Return the answers below a node, absent ones left out; what is wrong is reported and left out too.

    Where days count in the flow, `today` and `last_visit` stand among them as dates. `on` is the day of the
    visit if the file does not say.
    """
    if data(node) is None:
        return {}
    if not isinstance(node, Mapping):
        report.add(node, "not-answers", "answers are written 'question: answer', one below the other")
        return {}
    return dict(_replies(flow, node, report, _today(flow, node) or (Text(on.isoformat()) if on else None)))


def blank(flow: Flow) -> str:
    """Return a file of answers to be filled in: every question of a flow, each as not assessed."""
    screens = (screen.questions for screen in flow.screens)
    return "\n\n".join([_HEAD, *(_blank(flow.questions[name]) for names in screens for name in names)]) + "\n"


def _blank(question: Question) -> str:
    open_ = '""' if question.type is QuestionType.TEXT else "not_assessed"
    return f"# {one_line(question.ask)}\n# {_what_fits(question)}\n{question.id}: {open_}"


def _what_fits(question: Question) -> str:
    """Return which answers a question takes, as they are written in a file."""
    ids = ", ".join(option.id for option in question.options)
    match question.type:
        case QuestionType.SEVERAL:
            return f"any of [{ids}]; [] for none"
        case QuestionType.NUMBER:
            limits = question.range
            return f"a number, {limits.low} to {limits.high} {question.unit}" if limits else "a number"
        case QuestionType.DATE:
            return "a date, such as 2025-03-12, or as much of it as is known"
        case QuestionType.MONTH:
            return "a month, such as 2025-03"
        case QuestionType.TEXT:
            return "text"
        case _:
            return f"one of {ids}"


def _replies(flow: Flow, node: Mapping, report: Report, today: Text | None) -> Iterator[tuple[str, Answer]]:
    for name, entry in node.entries.items():
        question = flow.questions.get(name)
        if question is None and not _is_visit(flow, name):
            hint = did_you_mean(name, flow.questions)
            report.add(entry.key, "unknown-question", f"{shown(name)} is not a question of '{flow.id}'{hint}")
            continue
        answer = _reply(question, entry.value, report) if question else _visit(name, entry.value, report)
        if answer is not None and today is not None and is_ahead(flow, name, answer, today):
            said = too_late(str(to_plain(answer)), date.fromisoformat(today.text))
            report.add(entry.value, "wrong-answer", said)
        elif answer is not None:
            yield name, answer


def _is_visit(flow: Flow, name: str) -> bool:
    """Return whether this is the day of the visit or of the last one, in a flow where days count."""
    return flow.uses_days and is_day(flow, name)


def _today(flow: Flow, node: Mapping) -> Text | None:
    """Return the day of the visit as a file gives it; None where it does not, or as no day."""
    if TODAY not in node.entries or not _is_visit(flow, TODAY):
        return None
    return _visit(TODAY, node.entries[TODAY].value, Report())


def _visit(name: str, node: Node, report: Report) -> Text | None:
    found = dated(str(data(node)))
    if found is None or len(found) < len("2026-01-15"):
        report.add(node, "wrong-answer", f"'{name}' is a day; one such as 2026-01-15 is accepted")
        return None
    return Text(found)


def _reply(question: Question, node: Node, report: Report) -> Answer | None:
    """Return an answer, or report what is wrong with it: in a list, every item that is."""
    wrong = [item for item in _items(question, node) if _wrong(question, [data(item)], item, report)]
    value = _value(question, node)
    if wrong or _wrong(question, value, node, report):
        return None
    return from_plain(question, value)


def _value(question: Question, node: Node) -> object:
    """Return what a node holds; where text is asked for, what would be a number stands as it was typed."""
    value = data(node)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return (
        node.value if is_number and isinstance(node, Scalar) and question.type is QuestionType.TEXT else value
    )


def _wrong(question: Question, value: object, node: Node, report: Report) -> bool:
    try:
        from_plain(question, value)
    except UsageError as error:
        report.add(node, "wrong-answer", str(error))
        return True
    return False


def _items(question: Question, node: Node) -> list[Node]:
    """Return the items of an answer to several choices, in either of its forms."""
    if question.type is not QuestionType.SEVERAL:
        return []
    if isinstance(node, Mapping) and "chosen" in node.entries:
        node = node.entries["chosen"].value
    return node.items if isinstance(node, Sequence) else []

"""Answers from a file: read strictly, and every mistake told at once with its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from interview.errors import Problem, UsageError, did_you_mean
from interview.flow.answers import Answer
from interview.flow.entry import from_plain
from interview.flow.model import Flow, Question
from interview.flow.nodes import File, Mapping, Node, Report, Scalar, Sequence, TooManyProblems, shown
from interview.flow.strict_yaml import Reader, plain
from interview.flow.words import QuestionType
from interview.text import one_line

STANDARD_INPUT = "-"
_LARGEST = 1_000_000
"""Bytes; more is no file of answers."""
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})", re.IGNORECASE)


def read_answers(flow: Flow, source: str) -> dict[str, Answer]:
    """Return the answers in a YAML or JSON file, `-` for standard input; absent ones are left out.

    `UsageError` lists every question and answer that the flow does not have, each with the nearest right one.
    """
    file, report = _file(source), Report()
    answers: dict[str, Answer] = {}
    try:
        root = Reader(report).read(file)
        if root is not None and _value(root) is not None:
            answers = dict(_answers(flow, root, report))
    except TooManyProblems:
        pass
    if report.problems:
        raise UsageError(_listed(report.problems))
    return answers


def _answers(flow: Flow, root: Node, report: Report) -> Iterator[tuple[str, Answer]]:
    if not isinstance(root, Mapping):
        report.add(root, "not-answers", "answers are written 'question: answer', one below the other")
        return
    for name, entry in root.entries.items():
        question = flow.questions.get(name)
        if question is None:
            hint = did_you_mean(name, flow.questions)
            report.add(entry.key, "unknown-question", f"{shown(name)} is not a question of '{flow.id}'{hint}")
        elif (answer := _answer(question, entry.value, report)) is not None:
            yield name, answer


def _answer(question: Question, node: Node, report: Report) -> Answer | None:
    """Return an answer, or report what is wrong with it: in a list, every item that is."""
    items = _items(question, node)
    wrong = [message for item in items if (message := _wrong(question, [_value(item)], item, report))]
    if wrong or _wrong(question, _value(node), node, report):
        return None
    return from_plain(question, _value(node))


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


def _value(node: Node) -> object:
    match node:
        case Scalar():
            return plain(node)
        case Sequence(items=items):
            return [_value(item) for item in items]
        case Mapping(entries=entries):
            return {key: _value(entry.value) for key, entry in entries.items()}


def _file(source: str) -> File:
    """Read the file; `UsageError` when it cannot be read or is no text."""
    name = "standard input" if source == STANDARD_INPUT else one_line(source)
    try:
        raw = _bytes(source)
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}") from None
    if len(raw) > _LARGEST:
        raise UsageError(f"{name} is larger than a megabyte; that is no file of answers")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}:{line}: this is not UTF-8 text") from None
    return File(name, _json_as_yaml(text) if text.lstrip().startswith("{") else text)


def _bytes(source: str) -> bytes:
    """Return the contents, and no more than one byte too much of them."""
    if source == STANDARD_INPUT:
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

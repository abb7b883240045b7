"""The paths beside a flow, read strictly: patients with their answers, and what is expected to follow.

Every mistake in every file is told at once, with its place. The keys are the one definition behind the
reader, the JSON Schema and the reference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from interview.engine import Status
from interview.errors import Place, Problem, UsageError
from interview.flow.answers import Answer
from interview.flow.language.value_types import Key, Many, Named, Refer, Reply, Shape, Text, Word
from interview.flow.loading.answers_file import read_replies
from interview.flow.loading.parsed import Item
from interview.flow.loading.reader import NodeReader
from interview.flow.loading.structure import check_references
from interview.flow.model import DAYS, Flow, Stance
from interview.flow.yaml.folder import Folder, seen_from_here
from interview.flow.yaml.nodes import (
    Entry,
    File,
    Node,
    Report,
    Scalar,
    Sequence,
    TooManyProblems,
    nearest,
    place_of,
    shown,
)
from interview.flow.yaml.nodes import Mapping as MappingNode
from interview.flow.yaml.strict import Reader, data

PATHS = "paths"
"""The folder beside `flow.yaml`."""

_LINES = Many(Refer("recommendations"))
_QUESTIONS = Many(Refer("questions"))
_FRAGMENTS = Many(Text())

TABLE = Shape(
    "table",
    (
        Key(
            "possible",
            Many(Text(), single=True, empty=False),
            "The outcomes still possible: all of them and no other. One outcome is a settled table.",
            required=True,
        ),
    ),
    short="possible",
)

EXPECT = Shape(
    "expectation",
    (
        Key("holds", _LINES, "Recommendations that hold."),
        Key("ruled_out", _LINES, "Recommendations that are ruled out."),
        Key("open", _LINES, "Recommendations that are open."),
        Key("worded", _LINES, "Open recommendations whose `if_open` is worth saying."),
        Key("not_worded", _LINES, "Recommendations whose `if_open` is not said."),
        Key("stances", Named(Word(tuple(Stance)), "stance"), "Recommendations, each with its stance."),
        Key("tables", Named(TABLE, "outcome"), "Tables, each with its outcome or every possible one."),
        Key("facts", Reply(), "Facts, each true, false, or null while it is open."),
        Key("says", _FRAGMENTS, "Words that the full note contains, wherever its lines break."),
        Key("never_says", _FRAGMENTS, "Words that the full note does not contain."),
        Key("asked", _QUESTIONS, "Questions the interview comes to by itself."),
        Key("not_asked", _QUESTIONS, "Questions it does not come to."),
        Key("warnings", Reply(), "How many warnings there are, or the ids of all of them."),
    ),
)

_ANSWERS = Key("answers", Reply(), "One 'question: answer' for each question, as in a file of answers.")
_EXPECTED = "What follows from the answers. What is not mentioned is not tested."

PATIENT = Shape(
    "patient",
    (
        Key("patient", Text(), "The patient in a few words.", required=True),
        Key("answers", Reply(), "Answers of this patient; they win over those of the path."),
        Key("expect", EXPECT, _EXPECTED, required=True),
    ),
)

PATH = Shape(
    "path",
    (
        Key("path", Text(), "The title: the patient, or what the patients have in common.", required=True),
        _ANSWERS,
        Key("expect", EXPECT, _EXPECTED),
        Key("patients", Many(PATIENT, empty=False), "Several patients who share the answers of the path."),
    ),
    either=("expect", "patients"),
)
"""What a file in `paths/` may hold."""


def read_paths(folder: Path, flow: Flow) -> tuple[ScriptedPath, ...]:
    """Return the paths of the flow in a folder, by file name; `UsageError` with every mistake in them."""
    report = Report()
    paths: list[ScriptedPath] = []
    try:
        for file in sorted((folder / PATHS).glob("*.y*ml")):
            path = _read(folder, file, flow, report)
            paths += [path] if path else []
    except TooManyProblems:
        pass
    if report.problems:
        raise UsageError(_listed(seen_from_here(folder, report.problems)))
    return tuple(paths)


def reread(folder: Path, file: Path, text: str, flow: Flow) -> ScriptedPath | None:
    """Return the path that a file would hold with another text; None when that has mistakes."""
    report = Report()
    path = _parsed(File(f"{folder.name}/{PATHS}/{file.name}", text), file, flow, report)
    return None if report.problems else path


def _read(folder: Path, file: Path, flow: Flow, report: Report) -> ScriptedPath | None:
    name = f"{PATHS}/{file.name}"
    source = Folder(folder, report).beside(name)
    return _parsed(source, file, flow, report) if source else None


def _parsed(source: File, file: Path, flow: Flow, report: Report) -> ScriptedPath | None:
    before = len(report.problems)
    root = Reader(report).read(source)
    if root is None and len(report.problems) == before:
        report.add_at(
            source, 1, 1, "empty-file", "the file is empty; a path begins with 'path:' and its title"
        )
    node_reader = NodeReader(report)
    item: Item | None = node_reader.read(PATH, root) if root else None
    check_references(node_reader.references, _declared(flow), report)
    if item is None:
        return None
    title = item.values.get("path", "")
    return ScriptedPath(title, tuple(_patients(title, item, flow, report)), file)


def _declared(flow: Flow) -> Mapping[str, Mapping[str, Any]]:
    return {"recommendations": flow.recommendations, "questions": flow.questions}


def _patients(title: str, path: Item, flow: Flow, report: Report) -> Iterator[Patient]:
    shared = _answers(path, flow, report)
    for item in path.values.get("patients", [path]):
        answers = shared if item is path else {**shared, **_answers(item, flow, report)}
        ordered = {name: answers[name] for name in (*DAYS, *flow.questions) if name in answers}
        expected = item.values.get("expect")
        found = tuple(expectations(expected, flow, report)) if expected else ()
        yield Patient(item.values.get("patient", title), ordered, found)


def _answers(item: Item, flow: Flow, report: Report) -> dict[str, Answer]:
    return read_replies(flow, item.values["answers"], report) if "answers" in item.values else {}


def _listed(problems: Collection[Problem]) -> str:
    count = len(problems)
    mistakes = "\n".join(str(problem) for problem in sorted(problems))
    return f"{count} mistake{'s' * (count != 1)} in the paths:\n{mistakes}"


class Aspect(StrEnum):
    """What an expectation is about."""

    STATUS = "status"
    STANCE = "stance"
    TABLE = "table"
    FACT = "fact"
    WARNINGS = "warnings"
    WORDED = "worded"
    ASKED = "asked"
    SAYS = "says"


Value = Status | bool | int | str | frozenset[str] | None
"""A status; a stance as text; the possible outcomes, or the codes of warnings, as a set; how many warnings
there are; and whether a fact holds (None: open), an open line is worded, a question is asked or some words
are in the note."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that is expected of a patient."""

    aspect: Aspect
    name: str
    """The id of a recommendation, table, fact or question; the words themselves; empty for warnings."""
    value: Value
    place: Place
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Patient:
    """One patient's answers, in the order of the flow, and what is expected."""

    title: str
    answers: Mapping[str, Answer]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class ScriptedPath:
    """A file of `paths/`. A path without a list of patients is about one, who has the path's title."""

    title: str
    patients: tuple[Patient, ...]
    file: Path


STATUS_KEYS = {"holds": Status.HOLDS, "ruled_out": Status.RULED_OUT, "open": Status.OPEN}
WORDED_KEYS = {"worded": True, "not_worded": False}
ASKED_KEYS = {"asked": True, "not_asked": False}
SAYS_KEYS = {"says": True, "never_says": False}
"""The lists of an expectation, and what each says about what is in it."""


LISTS: Mapping[str, tuple[Aspect, Value]] = {
    **{key: (Aspect.STATUS, status) for key, status in STATUS_KEYS.items()},
    **{key: (Aspect.WORDED, worded) for key, worded in WORDED_KEYS.items()},
    **{key: (Aspect.ASKED, asked) for key, asked in ASKED_KEYS.items()},
    **{key: (Aspect.SAYS, said) for key, said in SAYS_KEYS.items()},
}
"""The keys that hold a list, and what is expected of everything in it."""


def expectations(item: Item, flow: Flow, report: Report) -> Iterator[Expectation]:
    """Yield what is expected, in the order of the file; what is wrong is reported and left out."""
    seen: dict[tuple[Aspect, str], Expectation] = {}
    for found in _each(item, flow, report):
        key = (found.aspect, found.name)
        if key in seen:
            said = f"{shown(found.name)} is already expected on line {seen[key].place.line}"
            report.add_at(item.node.file, found.place.line, found.place.column, "repeated", said)
        else:
            seen[key] = found
            yield found


def _each(item: Item, flow: Flow, report: Report) -> Iterator[Expectation]:
    completions = {"stances": flow.recommendations, "tables": flow.tables, "facts": flow.facts}
    for key in item.values:
        node = item.written(key)
        if key in LISTS and isinstance(node, Sequence):
            aspect, value = LISTS[key]
            for word in node.items:
                yield Expectation(aspect, str(data(word)).strip(), value, place_of(word))
        elif key in completions:
            yield from _NAMED[key](node, flow, report, completions[key])
        elif key == "warnings":
            yield from _warnings(node, flow, report)


def _named_entries(
    node: Node, completions: Collection[str], what: str, report: Report
) -> Iterator[tuple[str, Entry]]:
    """Yield the entries whose id the flow declares, and report the others."""
    if not isinstance(node, MappingNode):
        report.add(node, "wrong-type", f"{what}s are written 'id: what is expected'")
        return
    for name, entry in node.entries.items():
        if name in completions:
            yield name, entry
        else:
            said = f"there is no {what} {shown(name)}{nearest(name, completions)}"
            report.add(entry.key, "unknown-name", said)


def _stances(node: Node, flow: Flow, report: Report, completions: Collection[str]) -> Iterator[Expectation]:
    for name, entry in _named_entries(node, completions, "recommendation", report):
        yield Expectation(Aspect.STANCE, name, str(data(entry.value)), place_of(entry.key))


def _tables(node: Node, flow: Flow, report: Report, completions: Collection[str]) -> Iterator[Expectation]:
    for name, entry in _named_entries(node, completions, "table", report):
        outcomes = flow.tables[name].outcomes
        words = list(_outcomes(entry.value))
        for word in words:
            if data(word) not in outcomes:
                said = f"{shown(str(data(word)))} is not an outcome of '{name}' ({', '.join(outcomes)})"
                report.add(word, "unknown-answer", said + nearest(str(data(word)), outcomes))
        possible = frozenset(str(data(word)) for word in words)
        yield Expectation(Aspect.TABLE, name, possible, place_of(entry.key))


def _outcomes(node: Node) -> list[Scalar]:
    if isinstance(node, MappingNode):
        return _outcomes(node.entries["possible"].value) if "possible" in node.entries else []
    items = node.items if isinstance(node, Sequence) else [node]
    return [item for item in items if isinstance(item, Scalar)]


def _facts(node: Node, flow: Flow, report: Report, completions: Collection[str]) -> Iterator[Expectation]:
    for name, entry in _named_entries(node, completions, "fact", report):
        value = data(entry.value)
        if value is None or isinstance(value, bool):
            yield Expectation(Aspect.FACT, name, value, place_of(entry.key))
        else:
            report.add(entry.value, "wrong-type", f"'{name}' is true, false, or null while it is open")


def _warnings(node: Node, flow: Flow, report: Report) -> Iterator[Expectation]:
    value, completions = data(node), [*flow.conflicts, *flow.constraints]
    if type(value) is int and value >= 0:
        yield Expectation(Aspect.WARNINGS, "", value, place_of(node))
    elif isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        for item in node.items:
            if data(item) not in completions:
                said = (
                    f"no warning has the id {shown(str(data(item)))}{nearest(str(data(item)), completions)}"
                )
                report.add(item, "unknown-name", said)
        yield Expectation(Aspect.WARNINGS, "", frozenset(map(str, value)), place_of(node))
    else:
        report.add(node, "wrong-type", "warnings are a number, or a list of their ids")


_NAMED = {"stances": _stances, "tables": _tables, "facts": _facts}

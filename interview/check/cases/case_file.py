"""The written cases beside a flow, read strictly: a patient told in stages, with the answers of each.

Every mistake in every file is told at once, with its place. A case holds no key: what is right follows from
its answers. An author can only add what is defensible beside it, and has to say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview.check.cases.responses import Response
from interview.errors import Place
from interview.flow.answers import Answer
from interview.flow.language.value_types import Key, Many, Named, Refer, Reply, Shape, Text, Word
from interview.flow.loading.answers_file import read_replies
from interview.flow.loading.parsed import Item
from interview.flow.loading.reader import NodeReader
from interview.flow.loading.structure import check_references
from interview.flow.model import DAYS, Flow
from interview.flow.yaml.folder import Folder
from interview.flow.yaml.nodes import Mapping as MappingNode
from interview.flow.yaml.nodes import (
    Node,
    Report,
    Scalar,
    TooManyProblems,
    nearest,
    place_of,
    shown,
)
from interview.flow.yaml.nodes import Sequence as SequenceNode
from interview.flow.yaml.strict import Reader

CASES = "cases"
"""The folder beside `flow.yaml`."""
NAME = re.compile("[a-z][0-9]{1,3}")
"""What a file is called before its ending. The name is seen from the start, so it tells nothing."""
MOST_RULES = 12
"""The longest list that is decided on."""

STAGE = Shape(
    "stage",
    (
        Key("text", Text(), "What is told.", required=True),
        Key("answers", Reply(), "The answers that the text gives, as in a file of answers.", required=True),
    ),
)
CASE = Shape(
    "case",
    (
        Key("case", Text(), "The title, shown at the end only: it may say what the case is.", required=True),
        Key(
            "stages",
            Many(STAGE, empty=False),
            "The first is told at once; another when one of its answers is asked for.",
            required=True,
        ),
        Key("answers", Reply(), "Answers told in the flow's own words when they are asked for."),
        Key(
            "rules",
            Many(Refer("recommendations"), empty=False),
            "The lines it trains, the one in practice first; by default what holds and turns on one answer.",
        ),
        Key("notes", Named(Text(), "note"), "Lines, each with a note where judgement adds to the rule."),
        Key(
            "defensible",
            Named(Many(Word(tuple(Response)), empty=False, single=True), "list of responses"),
            "Lines, each with responses that count as right beside the rule's own; a note says why.",
            needs="notes",
        ),
    ),
)
"""What a file in `cases/` may hold."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the text, and the answers it gives."""

    text: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """A file of `cases/`."""

    name: str
    """The name of the file without its ending."""
    title: str
    stages: tuple[Stage, ...]
    answers: Mapping[str, Answer]
    """All answers, those of the stages among them, in the order of the flow; first the days of the visits."""
    rules: tuple[str, ...]
    """The lines the author names; empty where they are to be worked out."""
    notes: Mapping[str, str]
    defensible: Mapping[str, tuple[Response, ...]]
    """Responses to lines that count as right beside the rule's own, by the judgement of the author."""
    place: Place
    """Where the file begins."""
    places: Mapping[str, Place]
    """Where each answer, and each line under `rules`, stands."""
    defensible_places: Mapping[str, Place]
    """Where each line under `defensible` stands."""
    response_places: Mapping[tuple[str, Response], Place]
    """Where each response to one of them stands."""


def read_cases(folder: Path, flow: Flow, report: Report) -> tuple[WrittenCase, ...]:
    """Return the cases of the flow in a folder, by name; those with mistakes are reported and left out."""
    found: list[WrittenCase] = []
    try:
        for file in sorted((folder / CASES).glob("*.y*ml")):
            case = _read(folder, file, flow, report)
            found += [case] if case else []
    except TooManyProblems:
        pass
    return tuple(found)


def _read(folder: Path, file: Path, flow: Flow, report: Report) -> WrittenCase | None:
    before, name = len(report.problems), f"{CASES}/{file.name}"
    source = Folder(folder, report).beside(name)
    if source is None:
        return None
    if not NAME.fullmatch(file.stem):
        said = (
            f"{shown(file.name)} is seen from the start; a letter and a number tell nothing, as in c07.yaml"
        )
        report.add_at(source, 1, 1, "not-an-id", said)
    root = Reader(report).read(source)
    if root is None and len(report.problems) == before:
        said = "the file is empty; a case begins with 'case:' and its title"
        report.add_at(source, 1, 1, "empty-file", said)
    reader = NodeReader(report)
    item: Item | None = reader.read(CASE, root) if root else None
    check_references(reader.references, {"recommendations": flow.recommendations}, report)
    case = _case(file.stem, Place(source.name, 1, 1), item, flow, report) if item else None
    return case if len(report.problems) == before else None


def _case(name: str, place: Place, item: Item, flow: Flow, report: Report) -> WrittenCase:
    written: dict[str, Node] = {}
    stages = []
    for part in item.values.get("stages", ()):
        answers = _answers(part, flow, report, written)
        if not answers and "answers" in part.values:
            said = "a stage gives at least one answer: nobody could ask for it otherwise"
            report.add(part.written("answers"), "empty-list", said)
        stages.append(Stage(part.values.get("text", ""), answers))
    rest = _answers(item, flow, report, written)
    given = dict(pair for answers in (*(stage.answers for stage in stages), rest) for pair in answers.items())
    rules = item.words("rules")
    if len(rules) > MOST_RULES:
        said = f"{len(rules)} rules; at most {MOST_RULES} lines are decided on"
        report.add(item.written("rules"), "too-many", said)
    _check_lines(item, flow, report)
    nodes = {**written, **{word.value: word for word in item.values.get("rules", ())}}
    return WrittenCase(
        name=name,
        title=item.values.get("case", ""),
        stages=tuple(stages),
        answers={one: given[one] for one in (*DAYS, *flow.questions) if one in given},
        rules=rules,
        notes=item.values.get("notes", {}),
        defensible={
            line: tuple(map(Response, said)) for line, said in item.values.get("defensible", {}).items()
        },
        place=place,
        places={one: place_of(node) for one, node in nodes.items()},
        defensible_places={line: place_of(key) for line, key in _keys_below(item, "defensible")},
        response_places=dict(_responses(item)),
    )


def _answers(item: Item, flow: Flow, report: Report, written: dict[str, Node]) -> dict[str, Answer]:
    """Return the answers below an item; one that was told before, the same or another, is reported."""
    if "answers" not in item.values:
        return {}
    node = item.values["answers"]
    for name, key in _keys(node):
        if name in written:
            said = f"{shown(name)} is already told on line {written[name].line}"
            report.add(key, "repeated", said)
        written.setdefault(name, key)
    return read_replies(flow, node, report)


def _check_lines(item: Item, flow: Flow, report: Report) -> None:
    """Report lines that are not there, and what is called defensible without a note that says why."""
    noted, defensible = dict(_keys_below(item, "notes")), dict(_keys_below(item, "defensible"))
    for name, key in (*noted.items(), *defensible.items()):
        if name not in flow.recommendations:
            said = f"there is no recommendation {shown(name)}{nearest(name, flow.recommendations)}"
            report.add(key, "unknown-name", said)
    for name, key in defensible.items():
        if noted and name not in noted:
            said = f"{shown(name)} needs a note that says why another answer than the rule's can be defended"
            report.add(key, "missing-key", said)


def _keys_below(item: Item, name: str) -> Iterator[tuple[str, Scalar]]:
    return _keys(item.written(name) if name in item.values else None)


def _responses(item: Item) -> Iterator[tuple[tuple[str, Response], Place]]:
    """Yield each line and response under `defensible`, and where it stands."""
    node = item.written("defensible") if "defensible" in item.values else None
    if isinstance(node, MappingNode):
        for line, entry in node.entries.items():
            said = entry.value.items if isinstance(entry.value, SequenceNode) else [entry.value]
            words = (one for one in said if isinstance(one, Scalar) and one.value in {*Response})
            yield from (((line, Response(word.value)), place_of(word)) for word in words)


def _keys(node: Node | None) -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, MappingNode):
        yield from ((name, entry.key) for name, entry in node.entries.items())


def by_name(cases: Sequence[WrittenCase]) -> dict[str, WrittenCase]:
    """Return cases by their names."""
    return {case.name: case for case in cases}

"""Codes of public code systems for the parts of a flow, from an optional file beside it.

Nothing here decides anything: a flow means the same without its codes. Each code system names its licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interview.errors import FlowError
from interview.flow.language.value_types import Key, Many, Named, Pattern, Refer, Shape, Text
from interview.flow.loading.parsed import Item
from interview.flow.loading.reader import NodeReader
from interview.flow.loading.structure import check_references
from interview.flow.model import Flow
from interview.flow.yaml.folder import Folder
from interview.flow.yaml.nodes import Mapping as MappingNode
from interview.flow.yaml.nodes import Report, TooManyProblems, nearest, shown
from interview.flow.yaml.strict import Reader

FILE = "codes.yaml"
"""The name of the file beside `flow.yaml`."""


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code system: what it is called, its address, and on which terms its codes may be passed on."""

    id: str
    uri: str
    name: str
    licence: str
    notice: str = ""
    """What has to be printed wherever its codes are used; empty when nothing has to."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code. `source` says where it was looked up."""

    system: CodeSystem
    code: str
    display: str
    source: str


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a flow's parts."""

    document: tuple[Code, ...] = ()
    """Codes of the summary as a whole."""
    parts: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    """By the id of a question, fact or table; of an answer by `question.answer`."""
    lines: Mapping[str, tuple[Code, ...]] = field(default_factory=dict)
    """By the id of a recommendation."""


NO_CODES = Codes()


def notices(codes: Iterable[Code]) -> tuple[str, ...]:
    """Return what has to be printed where these codes are used, each once."""
    return tuple(dict.fromkeys(code.system.notice for code in codes if code.system.notice))


_SYSTEM = Shape(
    "code system",
    (
        Key("uri", Pattern(r"(https?://|urn:)[!-~]+", "http://loinc.org"), "Its address.", required=True),
        Key("name", Text(), "What it is called, with its country where it has one.", required=True),
        Key("licence", Text(), "On which terms its codes may be passed on.", required=True),
        Key("notice", Text(), "What has to be printed wherever its codes are used."),
    ),
)
_CODE = Shape(
    "code",
    (
        Key("system", Refer("systems"), "The id of its code system.", required=True),
        Key("code", Pattern("[!-~]+( [!-~]+)*", "51847-2"), "The code.", required=True),
        Key("display", Text(), "What the code system calls it.", required=True),
        Key("source", Text(), "Where it was looked up.", required=True),
    ),
)
_LIST = Many(_CODE, empty=False)
_IN_CONDITIONS = ("questions", "facts", "tables")
"""These share one set of ids."""
_SECTIONS = (*_IN_CONDITIONS, "recommendations")
CODES = Shape(
    "file of codes",
    (
        Key("systems", Named(_SYSTEM, "code system"), "The code systems in use.", required=True),
        Key("document", _LIST, "Codes of the summary as a whole."),
        Key("answers", Named(Named(_LIST, "code"), "answer"), "Codes of answers, by question."),
        *(Key(name, Named(_LIST, "code"), f"Codes of {name}, by id.") for name in _SECTIONS),
    ),
)
"""What the file may hold."""


def codes_beside(folder: Path, flow: Flow) -> Codes:
    """Return the codes in a flow's folder; none when it has no such file. `FlowError` with every mistake."""
    return read_codes(folder / FILE, flow) if (folder / FILE).exists() else NO_CODES


def read_codes(path: Path, flow: Flow) -> Codes:
    """Return the codes in a file for a flow; `FlowError` with every mistake in it."""
    report = Report()
    found: Codes | None = None
    with suppress(TooManyProblems):
        found = _read(path, flow, report)
    if report.problems or found is None:
        raise FlowError(report.problems)
    return found


def _read(path: Path, flow: Flow, report: Report) -> Codes | None:
    source = Folder(path.parent, report).beside(path.name)
    root = Reader(report).read(source) if source else None
    if source and root is None and not report.problems:
        report.add_at(source, 1, 1, "empty-file", "the file is empty; a file of codes begins with 'systems:'")
    walker = NodeReader(report)
    item: Item | None = walker.read(CODES, root) if root else None
    if item is None:
        return None
    declared = item.values.get("systems", {})
    check_references(walker.references, {"systems": declared}, report)
    _check_names(item, flow, report)
    return None if report.problems else _built(item, _systems(declared))


def _systems(declared: Mapping[str, Item]) -> dict[str, CodeSystem]:
    return {name: CodeSystem(name, **item.values) for name, item in declared.items()}


def _built(item: Item, systems: Mapping[str, CodeSystem]) -> Codes:
    return Codes(
        _codes(item.values.get("document", ()), systems),
        dict(_parts(item, systems)),
        {name: _codes(codes, systems) for name, codes in item.values.get("recommendations", {}).items()},
    )


def _parts(item: Item, systems: Mapping[str, CodeSystem]) -> Iterator[tuple[str, tuple[Code, ...]]]:
    for section in _IN_CONDITIONS:
        for name, codes in item.values.get(section, {}).items():
            yield name, _codes(codes, systems)
    for question, answers in item.values.get("answers", {}).items():
        for answer, codes in answers.items():
            yield f"{question}.{answer}", _codes(codes, systems)


def _codes(items: Iterable[Item], systems: Mapping[str, CodeSystem]) -> tuple[Code, ...]:
    return tuple(
        Code(
            systems[item.values["system"].value], *(item.values[key] for key in ("code", "display", "source"))
        )
        for item in items
    )


def _check_names(item: Item, flow: Flow, report: Report) -> None:
    """Report every id that the flow does not have."""
    for section in _SECTIONS:
        _completions(item.node, section, getattr(flow, section), section.removesuffix("s"), report)
    answers = _completions(item.node, "answers", flow.questions, "question", report)
    for question in answers:
        if question in flow.questions:
            options = {option.id: option for option in flow.questions[question].options}
            _completions(answers[question].value, "", options, f"answer of '{question}'", report)


def _completions(
    node: Any, section: str, completions: Mapping[str, Any], what: str, report: Report
) -> dict[str, Any]:
    """Return the entries below a section, after reporting those that are not known."""
    if section:
        node = node.entries[section].value if section in node.entries else None
    entries = node.entries if isinstance(node, MappingNode) else {}
    for name, entry in entries.items():
        if name not in completions:
            said = f"there is no {what} {shown(name)}{nearest(name, completions.keys())}"
            report.add(entry.key, "unknown-name", said)
    return entries

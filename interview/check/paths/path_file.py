"""The paths beside a flow, read strictly: every mistake in every file at once, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from interview.check.paths.expecting import expectations
from interview.check.paths.model import Patient, ScriptedPath
from interview.check.paths.spec import PATH
from interview.errors import Problem, UsageError
from interview.flow.answers import Answer
from interview.flow.loading.answers_file import read_replies
from interview.flow.loading.parsed import Item
from interview.flow.loading.reader import Walker
from interview.flow.loading.structure import check_references
from interview.flow.model import Flow
from interview.flow.yaml.folder import Folder
from interview.flow.yaml.nodes import File, Report, Scalar, TooManyProblems
from interview.flow.yaml.strict import Reader

PATHS = "paths"
"""The folder beside `flow.yaml`."""


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
        raise UsageError(_listed(report.problems))
    return tuple(paths)


def reread(folder: Path, file: Path, text: str, flow: Flow) -> ScriptedPath | None:
    """Return the path that a file would hold with another text; None when that has mistakes."""
    report = Report()
    path = _parsed(File(f"{folder.name}/{PATHS}/{file.name}", text), file, flow, report)
    return None if report.problems else path


def _read(folder: Path, file: Path, flow: Flow, report: Report) -> ScriptedPath | None:
    name = f"{PATHS}/{file.name}"
    source = Folder(folder, report).included(Scalar(File(name), 1, 1, name, ""))
    return _parsed(source, file, flow, report) if source else None


def _parsed(source: File, file: Path, flow: Flow, report: Report) -> ScriptedPath | None:
    before = len(report.problems)
    root = Reader(report).read(source)
    if root is None and len(report.problems) == before:
        report.add_at(
            source, 1, 1, "empty-file", "the file is empty; a path begins with 'path:' and its title"
        )
    walker = Walker(report)
    item: Item | None = walker.read(PATH, root) if root else None
    check_references(walker.references, _declared(flow), report)
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
        ordered = {name: answers[name] for name in flow.questions if name in answers}
        expected = item.values.get("expect")
        found = tuple(expectations(expected, flow, report)) if expected else ()
        yield Patient(item.values.get("patient", title), ordered, found)


def _answers(item: Item, flow: Flow, report: Report) -> dict[str, Answer]:
    return read_replies(flow, item.values["answers"], report) if "answers" in item.values else {}


def _listed(problems: list[Problem]) -> str:
    count = len(problems)
    mistakes = "\n".join(str(problem) for problem in sorted(problems))
    return f"{count} mistake{'s' * (count != 1)} in the paths:\n{mistakes}"

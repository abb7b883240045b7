"""Every line that holds stands once in every form, with the same urgency and the same references."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

import pytest

from interview.check.paths.path_file import read_paths
from interview.check.paths.runner import Result
from interview.export.formats import FORMATS
from interview.export.makers import Options, make
from interview.library import flow_folder
from tests.export import readers
from tests.export.pages import read_page
from tests.export.readers import Reader, Told
from tests.export.summaries import Patient
from tests.summary.example import AT
from tests.summary.patients import logic

FORMS: tuple[tuple[str, Options, Reader], ...] = (
    ("note", Options(full=True, wrap=0), readers.note),
    ("markdown", Options(), readers.markdown),
    ("html", Options(), readers.html),
    ("pdf", Options(), readers.pdf),
    ("docx", Options(), readers.docx),
    ("fhir", Options(), readers.fhir),
)
"""Each form, how it is asked for, and how what it tells is read back."""
NO_LINES = {
    "json": "it is what the others are held to",
    "csv": "one row: a status for each line, held to JSON in tests/export/csv",
    "fhir-response": "the answers alone",
    "fhir-questionnaire": "the flow as a form",
    "smartphrase": "the questions to fill in",
}
"""Formats that tell no lines in words, and why."""
FOLDER = flow_folder("ibm-management").path
PATHS = sorted(path.name for path in (FOLDER / "paths").glob("*.yaml"))


@cache
def materials() -> dict[str, Patient]:
    """The first patient of every path beside the shipped flow."""
    found = {path.file.name: path.patients[0] for path in read_paths(FOLDER, logic().flow)}
    return {name: Patient(Result(logic(), patient.answers).session, AT) for name, patient in found.items()}


@cache
def expected(path: str) -> list[Told]:
    """The lines that hold, as the machine form has them, with the numbers their sources are printed by."""
    summary = materials()[path].summary()
    numbers = {source.id: source.number for source in summary.citations}
    titles = {line.id: line.title for line in summary.lines}
    data = json.loads(make("json", materials()[path], Options()))
    return [
        Told(
            titles[line["id"]],
            line["urgency"],
            tuple(sorted(numbers[source] for source in line["sources"])),
        )
        for line in data["recommendations"]
        if line["status"] == "holds"
    ]


@pytest.mark.parametrize("path", PATHS)
def test_every_form_tells_the_lines_that_hold_once_and_alike(path: str) -> None:
    holding = expected(path)
    titles = [told.title for told in holding]
    assert holding
    assert len(set(titles)) == len(titles)
    for name, options, read in FORMS:
        told = list(read(make(name, materials()[path], options), titles))
        assert sorted(told) == sorted(holding), name


def test_every_format_is_looked_at_or_tells_no_lines() -> None:
    assert {name for name, *_ in FORMS} | NO_LINES.keys() == FORMATS.keys()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("note", bytes.decode),
        ("markdown", bytes.decode),
        ("html", lambda made: read_page(made.decode()).text),
        ("pdf", readers.pdf_words),
        ("docx", readers.docx_words),
    ],
)
def test_an_interview_that_is_not_finished_says_so_first(name: str, words: Callable[[bytes], str]) -> None:
    begun = materials()["nothing-assessed.yaml"]
    said = words(make(name, begun, Options()))
    left = len(begun.summary().unreached)
    assert left > 10
    assert said.index("not reached") < said.upper().index("ASSESSMENT")
    assert f"{left} questions not reached" in said.replace("*", "")


def test_most_lines_of_the_flow_hold_for_somebody() -> None:
    held = {told.title for path in PATHS for told in expected(path)}
    assert len(held) > len(logic().flow.recommendations) * 3 / 4


def test_a_form_that_tells_a_line_twice_or_otherwise_is_noticed() -> None:
    written = b"\nPLAN\n1. SOON: Exercise [1-2]\n2. Exercise [3]\n- Exercise more [4]\n"
    assert list(readers.note(written, ["Exercise"])) == [
        Told("Exercise", "soon", (1, 2)),
        Told("Exercise", "routine", (3,)),
    ]

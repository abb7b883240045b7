"""The same findings for people, for programs, for code scanning and for a pull request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interview.check.checker import Report, check_folder
from interview.check.diagnostics import CODES
from interview.check.diagnostics.code import TODAY, changed
from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.reports import as_annotations, as_json, as_sarif, as_text
from interview.errors import Place
from interview.flow.model import Flow

SAYS = "100% sure, a: b\nand more"


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    found = _check(tmp_path, "say: Offer the leaflet on falls.", "say: Take 5 mg.").flow
    assert found
    return found


@pytest.fixture
def report(flow: Flow) -> Report:
    """An error with a patient, a warning without an excerpt, a note."""
    diagnostics = (
        Diagnostic(
            Place("falls/a b.yaml", 3, 5),
            "never-holds",
            SAYS,
            "  x: y",
            (("fallen", "no"), ("hazards", "[]")),
        ),
        Diagnostic(Place("falls/flow.yaml", 9, 1), "dose", "'5 mg' reads like a dose"),
        Diagnostic(Place("falls/flow.yaml", 10, 1), "ageing-evidence", "old"),
    )
    return Report(Path("flows/falls"), diagnostics, flow)


def _check(folder: Path, old: str, new: str) -> Report:
    (folder / "falls").mkdir()
    (folder / "falls" / "flow.yaml").write_text(changed(old, new), encoding="utf-8")
    return check_folder(folder / "falls", today=TODAY)


def test_text_tells_place_code_patient_page_and_counts(report: Report) -> None:
    assert as_text([report]).splitlines() == [
        "flows/falls/a b.yaml:3:5: error[never-holds]: 100% sure, a: b",
        "and more",
        "      x: y",
        "        ^",
        "    for example a patient with Falls (no), Hazards (No hazard)",
        "    see 'interview check --explain never-holds'",
        "flows/falls/flow.yaml:9:1: warning[dose]: '5 mg' reads like a dose",
        "    see 'interview check --explain dose'",
        "flows/falls/flow.yaml:10:1: note[ageing-evidence]: old",
        "    see 'interview check --explain ageing-evidence'",
        "falls 1: 1 error, 1 warning, 1 note",
    ]


def test_a_long_line_is_shown_around_the_caret(tmp_path: Path) -> None:
    text = as_text([_check(tmp_path, "say: Offer the leaflet on falls.", f"say: {'word ' * 40} 5 mg.")])
    excerpt, caret = text.splitlines()[1:3]
    assert len(excerpt) < 130
    assert excerpt[caret.index("^") :].startswith("5 mg")


def test_a_patient_whose_answers_cannot_be_read_is_shown_as_found(flow: Flow) -> None:
    diagnostic = Diagnostic(Place("falls/flow.yaml"), "dose", "x", patient=(("gone", "yes"), ("age", "200")))
    assert "a patient with gone (yes), Age (200)" in as_text([Report(Path("falls"), (diagnostic,), flow)])


def test_json_is_what_the_documentation_says(report: Report) -> None:
    document = json.loads(as_json([report, Report(Path("other"), ())]))
    assert (document["schema"], document["errors"], document["warnings"], document["notes"]) == (1, 1, 1, 1)
    first, other = document["checked"]
    assert (first["flow"], first["version"], first["folder"], first["errors"]) == (
        "falls",
        "1",
        "flows/falls",
        1,
    )
    assert len(first["content_hash"]) == len(first["logic_hash"]) == 64
    assert first["findings"][0] == {
        "code": "never-holds",
        "severity": "error",
        "message": SAYS,
        "file": "flows/falls/a b.yaml",
        "line": 3,
        "column": 5,
        "excerpt": "  x: y",
        "patient": {"fallen": "no", "hazards": "[]"},
        "see": "interview check --explain never-holds",
    }
    assert (other["flow"], other["content_hash"], other["findings"]) == (None, None, [])


def test_every_key_of_the_json_form_is_documented(report: Report) -> None:
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    document = json.loads(as_json([report]))
    keys = {*document, *document["checked"][0], *document["checked"][0]["findings"][0]}
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_annotations_are_escaped_as_github_reads_them(report: Report) -> None:
    lines = as_annotations([report]).splitlines()
    assert lines[0] == (
        "::error file=flows/falls/a b.yaml,line=3,col=5,title=never-holds%3A A condition that can never hold"
        "::100%25 sure, a: b%0Aand more%0Afor example a patient with Falls (no), Hazards (No hazard)"
        "%0Asee 'interview check --explain never-holds'"
    )
    assert [line.split()[0] for line in lines[1:3]] == ["::warning", "::notice"]
    assert lines[3] == "1 error, 1 warning, 1 note"


def test_an_annotation_cannot_be_ended_by_a_file_name(flow: Flow) -> None:
    diagnostic = Diagnostic(Place("falls/a,line=9::.yaml"), "dose", "x")
    line = as_annotations([Report(Path("falls"), (diagnostic,), flow)]).splitlines()[0]
    assert line.startswith("::warning file=falls/a%2Cline=9%3A%3A.yaml,line=1,")


def test_sarif_has_the_structure_of_2_1_0(report: Report) -> None:
    log = json.loads(as_sarif([report]))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "interview"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in driver["rules"]] == list(CODES)
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
    for result in run["results"]:
        _is_result(result, driver["rules"])


def _is_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    rule = rules[result["ruleIndex"]]
    assert rule["id"] == result["ruleId"]
    assert result["level"] == rule["defaultConfiguration"]["level"]
    assert result["message"]["text"]
    assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert " " not in physical["artifactLocation"]["uri"]
    assert physical["region"]["startLine"] >= 1
    assert physical["region"]["startColumn"] >= 1


def test_sarif_tells_the_place_and_the_patient(report: Report) -> None:
    result = json.loads(as_sarif([report]))["runs"][0]["results"][0]
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "flows/falls/a%20b.yaml"
    assert physical["region"] == {"startLine": 3, "startColumn": 5, "snippet": {"text": "  x: y"}}
    assert "a patient with Falls (no)" in result["message"]["text"]
    assert result["properties"]["patient"] == {"fallen": "no", "hazards": "[]"}


def test_a_finding_keeps_its_fingerprint_when_lines_are_added_above(flow: Flow) -> None:
    prints = []
    for line in (3, 30):
        diagnostic = Diagnostic(Place("falls/flow.yaml", line, 5), "dose", "x", "  x: y")
        log = json.loads(as_sarif([Report(Path("falls"), (diagnostic,), flow)]))
        prints.append(log["runs"][0]["results"][0]["partialFingerprints"])
    assert prints[0] == prints[1]

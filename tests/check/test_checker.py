"""One report of all that is found, whatever finds it and whatever goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import interview.check.lint
import interview.check.proofs
from interview.check.checker import Report, check_folder
from interview.check.diagnostics import CODES, severity
from interview.check.diagnostics.code import SOUND, TODAY, changed
from interview.check.diagnostics.diagnostic import Diagnostic, Severity
from interview.check.templates import check_templates
from interview.errors import Place


@pytest.fixture
def falls(tmp_path: Path) -> Path:
    (tmp_path / "falls").mkdir()
    (tmp_path / "falls" / "flow.yaml").write_text(SOUND)
    return tmp_path / "falls"


def _finds(*diagnostics: Diagnostic) -> Any:
    return lambda *_, **__: iter(diagnostics)


def test_findings_of_loading_are_errors_and_there_is_no_flow(falls: Path) -> None:
    (falls / "flow.yaml").write_text(changed("stance: for", "stance: four"))
    report = check_folder(falls, today=TODAY)
    assert report.flow is None
    assert [(diagnostic.code, severity(diagnostic.code)) for diagnostic in report.diagnostics] == [
        ("unknown-word", Severity.ERROR)
    ]
    assert report.diagnostics[0].excerpt == "    stance: four"


def test_proofs_and_lint_stand_together_in_the_order_of_the_file(
    falls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, early = (Diagnostic(Place("falls/flow.yaml", line, 1), "dose", "x") for line in (9, 2))
    monkeypatch.setattr(interview.check.proofs, "prove", _finds(late))
    monkeypatch.setattr(interview.check.lint, "lint", _finds(early))
    report = check_folder(falls, today=TODAY)
    assert [(diagnostic.place.line, diagnostic.excerpt) for diagnostic in report.diagnostics] == [
        (2, "title: Falls"),
        (9, "  - aid"),
    ]


def test_what_is_found_twice_is_told_once(falls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    diagnostic = Diagnostic(Place("falls/flow.yaml", 2, 1), "not-proved", "x")
    monkeypatch.setattr(interview.check.proofs, "prove", _finds(diagnostic, diagnostic))
    monkeypatch.setattr(interview.check.lint, "lint", _finds(diagnostic))
    assert len(check_folder(falls, today=TODAY).diagnostics) == 1


def test_a_fault_of_a_check_is_a_finding_and_loses_nothing(
    falls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> Iterator[Diagnostic]:
        yield Diagnostic(Place("falls/flow.yaml", 2, 1), "dose", "x")
        raise ZeroDivisionError

    monkeypatch.setattr(interview.check.proofs, "prove", breaks)
    report = check_folder(falls, today=TODAY)
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["internal-fault", "dose"]
    assert "ZeroDivisionError" in report.diagnostics[0].message


def test_errors_fail_and_warnings_only_when_strict() -> None:
    place = Place("falls/flow.yaml")
    by_severity = {
        grave: next(code.id for code in CODES.values() if code.severity is grave) for grave in Severity
    }
    outcomes = {
        grave: [
            Report(Path("falls"), (Diagnostic(place, code, "x"),)).fails(strict) for strict in (False, True)
        ]
        for grave, code in by_severity.items()
    }
    assert outcomes == {
        Severity.ERROR: [True, True],
        Severity.WARNING: [False, True],
        Severity.NOTE: [False, False],
    }


def test_files_are_named_as_the_folder_was(falls: Path) -> None:
    report = check_folder(falls, today=TODAY)
    assert report.file(Place("falls/topics/gait.yaml")) == f"{falls}/topics/gait.yaml"
    assert Report(Path(), ()).file(Place("falls/flow.yaml")) == "flow.yaml"


def test_an_unreadable_file_is_told(falls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (diagnostic,) = check_folder(falls, today=TODAY).diagnostics
    assert (diagnostic.code, diagnostic.message) == (
        "unreadable-file",
        "the file cannot be read: permission denied",
    )


def test_templates_are_checked_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "good.txt.j2").write_text("{{ flow.title }}\n")
    (tmp_path / "loop.txt.j2").write_text("{% for line in lines %}{{ line.titel }}{% endfor %}{{ lin }}\n")
    (tmp_path / "bytes.txt.j2").write_bytes(b"\xff\xfe")
    report = check_templates(tmp_path)
    assert {diagnostic.code for diagnostic in report.diagnostics} == {"template"}
    assert [Path(diagnostic.place.file).name for diagnostic in report.diagnostics] == [
        "bytes.txt.j2",
        "loop.txt.j2",
        "loop.txt.j2",
    ]


@pytest.mark.parametrize(
    ("named", "place", "said"),
    [
        (
            "Omits: fallen,\n  hazard",
            (2, 3),
            "'hazard' after 'Omits:' is no question; did you mean 'hazards'?",
        ),
        ("Tells: fallen", (1, 37), "'fallen' after 'Tells:' is no judgement among the questions"),
        ("Asks: therapy", (1, 36), "'therapy' after 'Asks:' is no section this template is for"),
        (
            "Omits: fallen. Omits: hazard",
            (1, 52),
            "'hazard' after 'Omits:' is no question; did you mean 'hazards'?",
        ),
        ("tells : fallen", (1, 38), "'fallen' after 'Tells:' is no judgement among the questions"),
        ("Asks: advice. Omits: fallen, hazards", None, ""),
    ],
)
def test_a_name_in_the_first_comment_that_no_flow_has_is_told(
    falls: Path, tmp_path: Path, named: str, place: tuple[int, int] | None, said: str
) -> None:
    (tmp_path / "letter.txt.j2").write_text(f"{{# Letter. Sections: advice. {named}. #}}\nDear colleague,\n")
    found = check_templates(tmp_path, [falls]).diagnostics
    assert [one.code for one in found] == ["template-name"] * bool(place)
    assert all((one.place.line, one.place.column, one.message) == (*(place or ()), said) for one in found)


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("list.txt.j2", "{% for line in plan %}\n- a{% if pressing %} b{% endif %}\n{% endfor %}\n", [2]),
        ("list.md.j2", "a{% for line in plan %}{{ line.id }}{% endfor %}\nb\n", [1]),
        ("kept.txt.j2", "{% for line in plan %}\n- a{% if pressing %} b{% endif +%}\n{% endfor %}\n", []),
        ("meant.txt.j2", "a{% if pressing %} b{% endif %}\n{%- if pressing %}c{% endif +%}\n", []),
        ("tags.txt.j2", "{% if pressing %}\na\n{% endif %}\nb\n", []),
        ("page.html.j2", "<p>a{% if pressing %}b{% endif %}\n</p>\n", []),
    ],
)
def test_a_line_that_a_tag_runs_into_the_next_is_told(
    tmp_path: Path, name: str, text: str, lines: list[int]
) -> None:
    (tmp_path / name).write_text(text)
    found = check_templates(tmp_path).diagnostics
    assert [(one.code, one.place.line) for one in found] == [("template-newline", line) for line in lines]

"""Dates at the command line: files that say on which day they were written, paths, the check, every table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from interview.cli import main
from tests.conversation.test_dates import FLOW

Capture = pytest.CaptureFixture[str]
ANSWERS = "today: 2025-06-30\nlast_visit: 2024-12-01\nonset: 2024-06\nfallen: no\n"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INTERVIEW_FLOWS", raising=False)
    folder = tmp_path / "course"
    (folder / "paths").mkdir(parents=True)
    (folder / "flow.yaml").write_text(FLOW, encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    return folder


def run(*words: object) -> int:
    return main([str(word) for word in words])


def rendered(course: Path, capsys: Capture, *options: str) -> str:
    assert run("render", course, "--answers", course.parent / "answers.yaml", *options) == 0
    return capsys.readouterr().out


def test_a_file_says_on_which_day_it_was_written(course: Path, capsys: Capture) -> None:
    found = json.loads(rendered(course, capsys, "--format", "json"))
    assert found["numbers"] == {"since_onset": 12, "since_visit": 211}
    assert found["days"] == {"today": "2025-06-30", "last_visit": "2024-12-01"}
    assert "NOTE 2025-06-30" in rendered(course, capsys)
    assert run("explain", course, "--answers", course.parent / "answers.yaml") == 0
    said = capsys.readouterr().out
    assert "Time since onset: 12 months" in said
    assert "Time since the last visit: 211 days" in said


def test_a_line_that_no_day_of_its_month_changes_misses_no_answer(course: Path, capsys: Capture) -> None:
    def explained(onset: str) -> str:
        (course.parent / "answers.yaml").write_text(ANSWERS.replace("2024-06", onset), encoding="utf-8")
        assert run("explain", course, "--answers", course.parent / "answers.yaml", "long") == 0
        return capsys.readouterr().out.splitlines()[0]

    assert explained("2024-06-02") == "long: holds"
    assert explained("2024-06") == "long: holds, whatever the exact day is (Onset)"
    for form in (("--format", "markdown"), ("--format", "html"), ("--full",)):
        assert "pplies whatever the exact day is" in rendered(course, capsys, *form)


def test_the_table_has_what_is_counted_and_no_day(course: Path, capsys: Capture) -> None:
    (row,) = csv.DictReader(io.StringIO(rendered(course, capsys, "--format", "csv")))
    assert (row["onset__year"], row["onset__month"], row["onset__state"]) == ("2024", "6", "answered")
    assert row["since_onset__number"] == "12"
    assert not [name for name in row if "day" in name]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("onset: 2024-06", "onset: 2025-07", "2025-07 lies after the day of the visit"),
        ("onset: 2024-06", "onset: 12.6.2024", "is not a date"),
        ("onset: 2024-06", "onset: 2023-02-29", "is not a date"),
        ("last_visit: 2024-12-01", "last_visit: 2025-07-01", "lies after the day of the visit"),
        ("today: 2025-06-30", "today: 2025-06", "'today' is a day; one such as 2026-01-15 is accepted"),
    ],
)
def test_a_file_with_a_date_that_cannot_be_is_refused(
    before: str, after: str, said: str, course: Path, capsys: Capture
) -> None:
    (course.parent / "answers.yaml").write_text(ANSWERS.replace(before, after), encoding="utf-8")
    assert run("render", course, "--answers", course.parent / "answers.yaml") == 2
    assert said in capsys.readouterr().err


def test_a_year_alone_is_read_as_it_is_written(course: Path, capsys: Capture) -> None:
    (course.parent / "answers.yaml").write_text(ANSWERS.replace("2024-06", "2024"), encoding="utf-8")
    assert json.loads(rendered(course, capsys, "--format", "json"))["answers"]["onset"] == "2024"


def test_an_interview_has_its_own_day(course: Path, capsys: Capture) -> None:
    assert run("run", course, "--plain", "--answers", course.parent / "answers.yaml") == 2
    assert "leave out 'last_visit' and 'today'" in capsys.readouterr().err


def test_a_flow_in_which_no_day_counts_knows_none(course: Path, capsys: Capture) -> None:
    text = FLOW.partition("numbers:")[0].replace("type: date", "type: month")
    line = "{section: plan, stance: for, urgency: soon, title: A, say: A., when: always}"
    text += f"recommendations:\n  one: {line}\n"
    (course / "flow.yaml").write_text(text, encoding="utf-8")
    assert run("render", course, "--answers", course.parent / "answers.yaml") == 2
    assert "'today' is not a question of 'course'" in capsys.readouterr().err


def test_a_path_says_on_which_day_it_is(course: Path, capsys: Capture) -> None:
    (course / "paths" / "days.yaml").write_text(
        "path: Days\n"
        "answers: {today: 2025-06-30, onset: 2024-06}\n"
        "patients:\n"
        "  - {patient: A year, expect: {holds: [long], open: [overdue]}}\n"
        "  - {patient: A day before, answers: {today: 2025-06-29}, expect: {open: [long]}}\n"
        "  - {patient: Late, answers: {last_visit: 2024-12-01}, expect: {holds: [overdue]}}\n"
    )
    assert run("test", course) == 0, capsys.readouterr()


def test_what_is_checked_names_a_patient_whose_file_can_be_read(course: Path, capsys: Capture) -> None:
    run("check", course, "--format", "json")
    (found,) = (
        one
        for one in json.loads(capsys.readouterr().out)["checked"][0]["findings"]
        if one["code"] == "nothing-recommended"
    )
    answers = found["patient"]
    assert {"today", "last_visit", "onset"} <= answers.keys()
    text = "".join(f"{name}: {value}\n" for name, value in answers.items())
    (course.parent / "answers.yaml").write_text(text, encoding="utf-8")
    statuses = json.loads(rendered(course, capsys, "--format", "json"))["recommendations"]
    assert {one["status"] for one in statuses} == {"ruled_out"}


def test_two_versions_are_compared_by_time(course: Path, capsys: Capture) -> None:
    other = course.parent / "other" / "course"
    other.mkdir(parents=True)
    (other / "flow.yaml").write_text(FLOW.replace("since_onset >= 12", "since_onset >= 24"), encoding="utf-8")
    assert run("diff", course, course) == 0
    capsys.readouterr()
    assert run("diff", course, other) == 1
    assert "since_onset" in capsys.readouterr().out

"""A FHIR response becomes a kept session, dated by the response."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interview.cli import main
from interview.cli.answers_file import session_of
from interview.export.fhir.response import response
from interview.export.makers import Material, Options, make
from interview.flow.answers import Answer, Chosen, Text
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.store import Store

Capture = pytest.CaptureFixture[str]
AT = "2026-01-05T09:30:00+00:00"


@pytest.fixture
def given(flow: str) -> dict[str, Any]:
    """A response to the example flow."""
    answers: dict[str, Answer] = {"fallen": Chosen("yes"), "comment": Text("unsteady on stairs")}
    return response(session_of(open_flow(flow, None).logic, answers, at=AT), at=AT)


def taken(given: dict[str, Any], folder: Path, flow: str) -> int:
    file = folder / "response.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    return main(["--flows", str(Path(flow).parent), "sessions", "import", str(file)])


def test_the_answers_are_kept_with_their_date(
    given: dict[str, Any], flow: str, tmp_path: Path, capsys: Capture
) -> None:
    assert taken(given, tmp_path, flow) == 0
    assert "Kept here: " in capsys.readouterr().out
    (saved,) = Store(data_folder(), read_only=True).sessions()
    assert (saved.flow_id, saved.answers, saved.begun[:16]) == ("falls", 2, "2026-01-05T09:30")
    assert not saved.finished


def test_a_document_with_a_response_in_it_is_read_as_that_response(
    given: dict[str, Any], flow: str, tmp_path: Path, capsys: Capture
) -> None:
    logic = open_flow(flow, None).logic
    answers: dict[str, Answer] = {"fallen": Chosen("yes"), "comment": Text("unsteady on stairs")}
    document = make("fhir", Material(session_of(logic, answers, at=AT), AT), Options())
    assert taken(json.loads(document), tmp_path, flow) == 0
    (saved,) = Store(data_folder(), read_only=True).sessions()
    assert (saved.answers, saved.begun[:16]) == (2, "2026-01-05T09:30")
    entry = {"resource": given}
    assert taken({"resourceType": "Bundle", "entry": [entry, entry]}, tmp_path, flow) == 2
    assert "holds 2 QuestionnaireResponses" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("authored", "begun", "told"),
    [
        ("2026-01-05T09:30:00+10:00", "2026-01-05T09:30:00+10:00", ""),
        ("2026-01-05T09:30:00.5+10:00", "2026-01-05T09:30:00+10:00", ""),
        ("2026-01-05T09:30:00Z", "2026-01-05T09:30:00+00:00", ""),
        ("2026-01-05T09:30:00", "2026-01-05T09:30:00+00:00", "in no zone; it is taken for the one here"),
        ("2026-01-05", "2026-01-05T12:00:00+00:00", "names only the day it was written"),
        (None, "", "does not say when it was written; it is dated now"),
    ],
)
def test_a_response_is_dated_by_what_it_says_and_what_it_does_not_say_is_told(
    authored: str | None,
    begun: str,
    told: str,
    given: dict[str, Any],
    flow: str,
    tmp_path: Path,
    capsys: Capture,
) -> None:
    assert taken({**given, "authored": authored}, tmp_path, flow) == 0
    (saved,) = Store(data_folder(), read_only=True).sessions()
    assert saved.begun.startswith(begun)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "authored",
    [
        "2026",
        "2026-01",
        "2026-02-30",
        "2999-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "20260105",
        "soon",
        7,
    ],
)
def test_a_response_of_no_day_in_the_past_is_refused(
    authored: object, given: dict[str, Any], flow: str, tmp_path: Path, capsys: Capture
) -> None:
    assert taken({**given, "authored": authored}, tmp_path, flow) == 2
    assert f"was written ('authored') '{authored}'" in capsys.readouterr().err
    assert not Store(data_folder(), read_only=True).sessions()


def test_whom_a_response_names_is_not_kept_and_that_is_told(
    given: dict[str, Any], flow: str, tmp_path: Path, capsys: Capture
) -> None:
    assert taken({**given, "subject": {"reference": "Patient/7"}}, tmp_path, flow) == 0
    assert "names its subject, of which nothing is kept" in capsys.readouterr().err


def test_a_completed_response_is_a_finished_session(given: dict[str, Any], flow: str, tmp_path: Path) -> None:
    assert taken({**given, "status": "completed"}, tmp_path, flow) == 0
    (saved,) = Store(data_folder(), read_only=True).sessions()
    assert saved.finished


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"item": []}, "has no answers"),
        (
            {"questionnaire": "https://interview.invalid/fhir/Questionnaire/../falls|3"},
            "to the form of a flow",
        ),
        ({"questionnaire": "http://a.test|1"}, "no QuestionnaireResponse to the form of a flow"),
        ({"resourceType": "Device"}, "no QuestionnaireResponse to the form of a flow"),
        ({"resourceType": "Bundle"}, "this Bundle holds no QuestionnaireResponse"),
        ({"resourceType": "Bundle", "entry": {"resource": 1}}, "this Bundle holds no QuestionnaireResponse"),
        ({"status": "done"}, "it must be one of in-progress, completed"),
        (
            {"modifierExtension": [{"url": "https://a.test/not"}]},
            "'modifierExtension' may change what is said",
        ),
        ({"item": [{"linkId": "fell"}]}, "'fell' is not an item of this form"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    change: dict[str, Any], said: str, given: dict[str, Any], flow: str, tmp_path: Path, capsys: Capture
) -> None:
    assert taken({**given, **change}, tmp_path, flow) == 2
    assert said in capsys.readouterr().err
    assert main(["sessions", "list"]) == 0
    assert "No session is kept" in capsys.readouterr().out


def test_text_that_may_name_a_person_is_pointed_out(flow: str, tmp_path: Path, capsys: Capture) -> None:
    answers = {"comment": Text("Seen with her daughter, MRN 12345678")}
    made = response(session_of(open_flow(flow, None).logic, answers, at=AT), at=AT)
    assert taken(made, tmp_path, flow) == 0
    assert "a record number" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("authored", "day", "told"),
    [("2026-01-05T23:30:00+10:00", "2026-01-05", ""), ("2026-01-05", "2026-01-05", "only the day")],
)
def test_a_summary_of_a_response_has_the_day_it_was_written(
    authored: str, day: str, told: str, given: dict[str, Any], flow: str, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "response.json"
    file.write_text(json.dumps({**given, "authored": authored}), encoding="utf-8")
    assert main(["render", flow, "--answers", str(file)]) == 0
    out, err = capsys.readouterr()
    assert f"NOTE {day}: " in out
    assert told in err
    assert bool(told) == bool(err)


def test_a_summary_of_a_response_of_no_day_in_the_past_is_refused(
    given: dict[str, Any], flow: str, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "response.json"
    file.write_text(json.dumps({**given, "authored": "2999-01-01"}), encoding="utf-8")
    for command in ("render", "explain"):
        assert main([command, flow, "--answers", str(file)]) == 2
        assert f"{file}: the response was written ('authored') '2999-01-01'" in capsys.readouterr().err

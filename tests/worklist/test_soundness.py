"""A flow in which the check finds errors is not run, unless somebody asks for it; then everything says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from interview.check import verdicts
from interview.check.checker import Report
from interview.cli import main
from interview.errors import UsageError
from interview.flow.answers import Chosen
from interview.flow.loading.finder import open_flow
from interview.moments import present
from interview.store import Recording, Store
from interview.worklist.worklist import Worklist
from tests.cli.conftest import FLOW, write_flow

Capture = pytest.CaptureFixture[str]
FLAWED = FLOW.replace("    when: age >= 50\n", "    when: age >= 50 and age < 50\n")
MARK = "1 error in this flow"
TEXTS = ("note", "markdown", "html", "fhir", "fhir-questionnaire", "fhir-response", "smartphrase")


@pytest.fixture
def flawed(tmp_path: Path) -> str:
    return str(write_flow(tmp_path / "falls", FLAWED))


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.yaml"
    path.write_text("fallen: yes\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", ["run --plain", "render", "explain"])
def test_it_is_refused_with_its_errors_and_where_to_read_more(
    flawed: str, answers: str, command: str, capsys: Capture
) -> None:
    name, *options = command.split()
    assert main([name, flawed, "--answers", answers, *options]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"'falls' has an error and is not run; 'interview check {flawed}' tells" in told.err
    assert "flow.yaml:28:3: 'bones' can never be recommended" in told.err


def test_what_cannot_be_said_is_not_advised(flawed: str, capsys: Capture) -> None:
    assert main(["practice", flawed, "--plain"]) == 2
    told = capsys.readouterr().err
    assert "is not run; 'interview check " in told
    assert "--anyway" not in told


def test_no_more_than_three_errors_are_told(tmp_path: Path, answers: str, capsys: Capture) -> None:
    never = "{section: therapy, stance: for, urgency: soon, title: T, say: S., when: age < 20 and age > 30}"
    lines = "".join(f"  r{number}: {never}\n" for number in range(5))
    flow = write_flow(tmp_path / "falls", FLOW.replace("recommendations:\n", f"recommendations:\n{lines}"))
    assert main(["render", str(flow), "--answers", answers]) == 2
    told = capsys.readouterr().err
    assert "has 5 errors" in told
    assert told.count("[never-holds]") == 3


@pytest.mark.parametrize("name", TEXTS)
def test_every_form_says_so_when_it_is_run_anyway(
    flawed: str, answers: str, name: str, capsys: Capture
) -> None:
    assert main(["render", flawed, "--answers", answers, "--anyway", "--format", name]) == 0
    assert MARK in capsys.readouterr().out


@pytest.mark.parametrize("name", ["mine.txt.j2", "mine.md.j2", "mine.html.j2"])
def test_a_template_of_ones_own_cannot_leave_it_out(
    flawed: str, answers: str, name: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / name).write_text("<html><body id='x'>{{ at }}</body></html>", encoding="utf-8")
    template = str(tmp_path / name)
    assert main(["render", flawed, "--answers", answers, "--anyway", "--template", template]) == 0
    assert MARK in capsys.readouterr().out


def test_programs_are_told_too(flawed: str, answers: str, capsys: Capture) -> None:
    assert main(["render", flawed, "--answers", answers, "--anyway", "--format", "json"]) == 0
    warning = json.loads(capsys.readouterr().out)["warnings"][0]
    assert warning == {"code": "flow_has_errors", "text": f"{MARK}.", "questions": []}
    assert main(["render", flawed, "--answers", answers, "--anyway", "--format", "csv"]) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=False))["flow__errors"] == "1"
    assert main(["explain", flawed, "--answers", answers, "--anyway"]) == 0
    assert capsys.readouterr().out.startswith(f"{MARK}\n")


def test_the_session_remembers_it(
    flawed: str, typed: Callable[[str], None], tmp_path: Path, capsys: Capture
) -> None:
    typed("1\nq\n")
    assert main(["run", flawed, "--plain", "--anyway"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith(f"{MARK}; 'interview check {flawed}' lists them. Falls")
    assert f"{MARK}. " in told.partition("Has the patient")[0].partition(" lists them.")[2]
    store = Store(tmp_path / "data")
    [saved] = store.sessions()
    store.close()
    typed("")
    assert main(["sessions", "show", saved.id]) == 0
    assert capsys.readouterr().out.startswith(f"{MARK}.\n")


def test_a_session_already_begun_goes_on_and_is_marked_until_the_flow_is_sound(tmp_path: Path) -> None:
    sound = str(write_flow(tmp_path / "falls"))
    store = Store(tmp_path / "data")
    recording = Recording.begin(store, open_flow(sound, None).logic, clock=present)
    recording.answer("fallen", Chosen("yes"))
    recording.close()
    for text, errors in ((FLAWED, 1), (FLOW, 0)):
        write_flow(tmp_path / "falls", text)
        worklist = Worklist({"falls": open_flow(sound, None)}, store)
        again = worklist.go_on(recording.id).recording
        assert again.session.errors == errors
        again.answer("fallen", Chosen("no"))
        again.close()
    store.close()


def test_home_and_a_return_visit_refuse_it_too(tmp_path: Path, flawed: str) -> None:
    store = Store(tmp_path / "data")
    opened = open_flow(flawed, None)
    recording = Recording.begin(store, opened.logic, clock=present)
    recording.answer("fallen", Chosen("yes"))
    recording.close()
    worklist = Worklist({"falls": opened}, store)
    with pytest.raises(UsageError, match="'falls' has an error and is not run"):
        worklist.begin("falls")
    with pytest.raises(UsageError, match="'falls' has an error and is not run"):
        worklist.follow(recording.id)
    store.close()


def test_nothing_was_said_while_only_the_flow_was_judged(tmp_path: Path, flawed: str) -> None:
    store = Store(tmp_path / "data")
    recording = Worklist({"falls": open_flow(flawed, None)}, store, anyway=True).begin("falls").recording
    assert (recording.session.blank, recording.session.errors, recording.id) == (True, 1, "")
    recording.close()
    assert store.sessions() == ()
    store.close()


@pytest.mark.parametrize("command", ["check", "test", "graph"])
def test_what_helps_its_author_is_never_refused(flawed: str, command: str, capsys: Capture) -> None:
    main([command, flawed])
    assert "is not run" not in capsys.readouterr().err


def test_the_verdict_is_found_once_for_each_content(
    flawed: str, answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["render", flawed, "--answers", answers, "--anyway"]) == 0
    monkeypatch.setattr(verdicts, "_checked", None)
    assert main(["render", flawed, "--answers", answers, "--anyway"]) == 0


@pytest.mark.parametrize("kept", [True, False])
def test_a_refusal_checks_once_and_the_next_one_not_at_all(
    flawed: str, answers: str, kept: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    if not kept:
        (tmp_path / "data").write_text("no folder")
    checked, checks = verdicts._checked, list[Path]()

    def counted(folder: Path, today: date) -> Report:
        checks.append(folder)
        return checked(folder, today)

    monkeypatch.setattr(verdicts, "_checked", counted)
    told = []
    for times in (1, 1 if kept else 2):
        assert main(["render", flawed, "--answers", answers]) == 2
        assert len(checks) == times
        told.append(capsys.readouterr().err)
    assert told[0] == told[1]
    assert f"{flawed}/flow.yaml:28:3: 'bones' can never be recommended" in told[0]


def test_the_place_of_an_error_is_that_of_now_though_only_a_comment_was_added(
    flawed: str, answers: str, capsys: Capture
) -> None:
    assert main(["render", flawed, "--answers", answers]) == 2
    write_flow(Path(flawed), f"# A comment.\n{FLAWED}")
    capsys.readouterr()
    for _ in range(2):
        assert main(["render", flawed, "--answers", answers]) == 2
        assert "flow.yaml:29:3: 'bones' can never be recommended" in capsys.readouterr().err


@pytest.mark.parametrize("kept", ["1", "", "no verdict", "{}", "[[[["])
def test_a_verdict_of_another_program_or_a_damaged_one_stops_nothing(
    flawed: str, answers: str, tmp_path: Path, kept: str, capsys: Capture
) -> None:
    assert main(["render", flawed, "--answers", answers]) == 2
    (file,) = (path for path in (tmp_path / "data" / "verdicts").rglob("*") if path.is_file())
    file.write_text(kept)
    assert main(["render", flawed, "--answers", answers]) == 2
    assert capsys.readouterr().err.count("flow.yaml:28:3: 'bones' can never be recommended") == 2


def test_the_first_question_of_a_shipped_flow_waits_for_no_proof(
    answers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "_checked", None)
    assert main(["render", "ibm-management", "--answers", "/dev/null"]) == 0

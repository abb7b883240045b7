"""`interview sessions cohort`: every kept session of a flow in one table, and what its columns are."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interview.cli import main
from interview.engine import Session
from interview.flow.answers import Answer, Chosen, Text
from interview.flow.loading.finder import open_flow
from interview.flow.logic.compiler import Logic
from interview.library import data_folder
from interview.store import Recording, Saved, Store, StoreError
from interview.store.visits import as_held
from tests.conversation.small import finish

Capture = pytest.CaptureFixture[str]


def keep(flow: str, day: int, **answers: Answer) -> str:
    """Keep a finished session; return its id."""
    store = Store(data_folder())
    clock = datetime(2026, 1, day, 9, 30, tzinfo=UTC)
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=lambda: clock)
    for name, answer in answers.items():
        recording.answer(name, answer)
    finish(recording)
    recording.close()
    store.close()
    return recording.id


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def change(flow: str) -> None:
    file = Path(flow, "flow.yaml")
    text = file.read_text(encoding="utf-8").replace('version: "3"', 'version: "4"')
    file.write_text(text.replace("fallen is yes or", "fallen is no or"), encoding="utf-8")


def test_each_session_is_a_row_as_its_clinician_saw_it(flow: str, tmp_path: Path, capsys: Capture) -> None:
    first = keep(flow, 5, fallen=Chosen("yes"), comment=Text("Mrs Miller"))
    change(flow)
    second = keep(flow, 6, fallen=Chosen("yes"))
    target = tmp_path / "cohort.csv"
    assert main(["sessions", "cohort", "falls", "--output", str(target)]) == 0
    assert capsys.readouterr().out.startswith("2 sessions in ")
    rows = read(target)
    assert [row["session__id"] for row in rows] == [first, second]
    assert [row["flow__version"] for row in rows] == ["3", "4"]
    assert [row["review__status"] for row in rows] == ["holds", "open"]
    assert b"Miller" not in target.read_bytes()
    explained = read(tmp_path / "cohort-codebook.csv")
    assert [line["variable"] for line in explained if line["variable"]] == list(rows[0])
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("cohort*.csv")} == {0o600}


def test_free_text_is_in_the_table_when_it_is_asked_for(flow: str, tmp_path: Path) -> None:
    keep(flow, 5, comment=Text("unsteady"))
    target = tmp_path / "cohort.csv"
    assert main(["sessions", "cohort", "falls", "--free-text", "--output", str(target)]) == 0
    assert read(target)[0]["comment"] == "unsteady"


@pytest.mark.parametrize("taken", ["cohort.csv", "cohort-codebook.csv"])
def test_neither_file_is_written_when_one_is_there(
    taken: str, flow: str, tmp_path: Path, capsys: Capture
) -> None:
    keep(flow, 5, fallen=Chosen("yes"))
    (tmp_path / taken).write_text("older")
    assert main(["sessions", "cohort", "falls", "--output", str(tmp_path / "cohort.csv")]) == 2
    assert f"{taken} exists already" in capsys.readouterr().err
    assert [path.read_text() for path in tmp_path.glob("cohort*.csv")] == ["older"]


def test_a_flow_without_sessions_is_told(tmp_path: Path, capsys: Capture) -> None:
    assert main(["sessions", "cohort", "--output", str(tmp_path / "cohort.csv")]) == 2
    assert "no session of 'ibm-management' is kept" in capsys.readouterr().err
    assert not (tmp_path / "cohort.csv").exists()


def test_a_kept_session_alone_is_a_row_with_its_id(flow: str, capsys: Capture) -> None:
    kept = keep(flow, 5, fallen=Chosen("yes"))
    assert main(["sessions", "show", kept, "--format", "csv"]) == 0
    header, row = csv.reader(io.StringIO(capsys.readouterr().out))
    assert dict(zip(header, row, strict=True))["session__id"] == kept


def test_free_text_can_be_asked_for_only_where_it_would_be_left_out(flow: str, capsys: Capture) -> None:
    assert main(["render", flow, "--answers", "-", "--free-text"]) == 2
    assert "--free-text belongs to --format csv" in capsys.readouterr().err


def test_a_session_whose_flow_was_not_kept_is_left_out_and_named(
    flow: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, kept = keep(flow, 5, fallen=Chosen("yes")), keep(flow, 6, fallen=Chosen("no"))

    def refuse(store: Store, saved: Saved, logics: dict[str, Logic]) -> Session:
        if saved.id == lost:
            raise StoreError("The flow of this session was not kept with it.")
        return as_held(store, saved)

    monkeypatch.setattr("interview.cli.commands.cohort._as_held", refuse)
    target = tmp_path / "cohort.csv"
    assert main(["sessions", "cohort", "falls", "--output", str(target)]) == 0
    assert f"{lost} is left out. The flow of this session was not kept" in capsys.readouterr().err
    assert [row["session__id"] for row in read(target)] == [kept]

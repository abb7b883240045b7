"""Damage in the file of sessions costs what it hit, is said at once, and is healed from an intact copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interview.cli import main
from interview.flow.answers import Chosen, Text
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.moments import present
from interview.store import Recording, Store
from interview.store.snapshots import NOTE_DAMAGED
from interview.worklist.history import History
from tests.conversation.small import finish

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def kept(flow: str) -> str:
    """A finished session of three answers, of which the second says otherwise than the first."""
    store = Store(data_folder())
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=present)
    for answer in ("yes", "no"):
        recording.answer("fallen", Chosen(answer))
    recording.answer("comment", Text("unsteady on stairs"))
    finish(recording)
    recording.close()
    store.close()
    return recording.id


@pytest.fixture(params=["here", "gone"])
def found_here(request: pytest.FixtureRequest, flow: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """Whether the flow of the session is still on disk."""
    if request.param == "here":
        monkeypatch.setenv("INTERVIEW_FLOWS", str(Path(flow).parent))
    return request.param == "here"


def damage(statement: str) -> None:
    with closing(sqlite3.connect(data_folder() / "sessions.db")) as other, other:
        trigger = "SELECT sql FROM sqlite_master WHERE name = 'event_is_append_only'"
        kept = other.execute(trigger).fetchone()
        other.execute("DROP TRIGGER IF EXISTS event_is_append_only")
        other.execute(statement)
        for statement in kept or ():
            other.execute(statement)


def test_a_label_with_a_damaged_byte_closes_nothing(kept: str, capsys: Capture) -> None:
    damage("UPDATE session SET label = CAST(x'62656420ff' AS TEXT)")
    for command in (
        ["list"],
        ["list", "--search", "stairs"],
        ["show", kept],
        ["purge", "--older-than", "1y"],
    ):
        assert main(["sessions", *command]) == 0
    assert "bed \ufffd" in capsys.readouterr().out
    assert main(["sessions", "label", kept, "bed 4"]) == 0
    assert "bed 4" in capsys.readouterr().out


def test_a_damaged_flow_is_taken_from_those_found_here(
    kept: str, flow: str, tmp_path: Path, found_here: bool, capsys: Capture
) -> None:
    damage("UPDATE flow SET files = zeroblob(length(files))")
    done = 0 if found_here else 2
    assert main(["sessions", "show", kept, "--again"]) == done
    table = tmp_path / "cohort.csv"
    assert main(["sessions", "cohort", "falls", "--output", str(table)]) == done
    assert main(["sessions", "show", kept]) == 0
    assert main(["sessions", "export", kept, "--output", str(tmp_path / "session.json")]) == 0
    err = capsys.readouterr().err
    assert ("is damaged and nowhere else to be had; it is left out" in err) != found_here


def test_a_damaged_flow_is_kept_anew_when_a_session_is_begun(kept: str, flow: str, capsys: Capture) -> None:
    damage("UPDATE flow SET files = zeroblob(length(files))")
    with closing(Store(data_folder())) as store:
        recording = Recording.begin(store, open_flow(flow, None).logic, clock=present)
        recording.answer("fallen", Chosen("yes"))
        recording.close()
    assert main(["sessions", "show", kept, "--again"]) == 0


def test_a_damaged_note_is_said_to_be_damaged(kept: str, capsys: Capture) -> None:
    damage("UPDATE note SET text = replace(text, 'stairs', 'stains')")
    assert main(["sessions", "show", kept]) == 0
    out, err = capsys.readouterr()
    assert " ".join(err.split()) == f"interview: {NOTE_DAMAGED}"
    assert "unsteady on stairs" in out
    with closing(Store(data_folder())) as store:
        assert History(store).note(kept) == NOTE_DAMAGED


def test_a_damaged_answer_is_shown_as_unreadable(kept: str, capsys: Capture) -> None:
    damage("UPDATE event SET body = replace(body, 'no', 'nn') WHERE seq = 2")
    assert main(["sessions", "show", kept, "--again"]) == 0
    out, err = capsys.readouterr()
    assert "the answer to fallen cannot be read any more" in err
    assert "unreadable" in out
    assert "Arrange a review" not in out
    assert main(["sessions", "list", "--search", "stairs"]) == 0
    assert kept[:8] in capsys.readouterr().out


def test_where_the_question_is_damaged_the_answers_are_shown_and_nothing_is_concluded(
    kept: str, capsys: Capture
) -> None:
    damage("UPDATE event SET question = '', body = '' WHERE seq = 2")
    damage("DELETE FROM note")
    assert main(["sessions", "show", kept]) == 0
    out = capsys.readouterr().out
    assert out.startswith("NO CONCLUSIONS.\nEntry 2 of this session was changed or lost")
    assert "unsteady on stairs" in out
    assert "Arrange a review" not in out
    assert main(["sessions", "show", kept, "--format", "json"]) == 2

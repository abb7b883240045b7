"""A return visit from the command line and from the lists of what is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interview.cli import main
from interview.errors import UsageError
from interview.flow.answers import Chosen
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.store import Recording, Store
from interview.worklist.worklist import Worklist
from tests.cli.commands.test_run import Terminal
from tests.conversation.small import finish

Capture = pytest.CaptureFixture[str]
Typed = Callable[[str], None]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def worklist(flow: str, store: Store) -> Worklist:
    return Worklist({"falls": open_flow(flow, None)}, store)


@pytest.fixture
def finished(worklist: Worklist) -> str:
    """A finished interview with one answer; its id."""
    recording = worklist.begin("falls").recording
    recording.answer("fallen", Chosen("yes"))
    finish(recording)
    recording.close()
    return recording.id


def test_enter_confirms_what_the_followed_session_says(
    flow: str, finished: str, store: Store, typed: Typed, capsys: Capture
) -> None:
    typed("\n")
    assert main(["run", flow, "--follow", finished[:8]]) == 0
    assert "Enter keeps it." in capsys.readouterr().out
    (saved,) = store.unfinished()
    assert (saved.follows, saved.answers) == (finished, 1)
    assert [event.answer for event in store.events(saved.id)] == [Chosen("yes")]


def test_what_cannot_be_followed_is_said_in_plain_words(
    flow: str, finished: str, typed: Typed, capsys: Capture
) -> None:
    typed("q\n")
    assert main(["run", flow, "--follow", "nothing"]) == 2
    assert "no kept session has an id that begins with 'nothing'" in capsys.readouterr().err
    assert main(["run", flow, "--follow", finished, "--no-save"]) == 2
    assert "leave --no-save out" in capsys.readouterr().err
    assert main(["run", "ibm-management", "--follow", finished]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"that interview belongs to the flow 'falls' from {flow}" in said
    assert f"'interview run FLOW --continue {finished[:8]}' goes on with it" in said
    assert main(["run", flow, "--continue", finished[:8]]) == 0


@pytest.mark.parametrize(("lines", "begun", "answered"), [("1\n1\n", 1, 2), ("2\n1\n", 2, 1), ("\n", 1, 1)])
def test_an_unfinished_visit_of_the_patient_is_said_and_gone_on_with(
    flow: str,
    finished: str,
    worklist: Worklist,
    lines: str,
    begun: int,
    answered: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    visit = worklist.follow(finished)
    visit.answer(Chosen("yes"))
    visit.recording.close()
    monkeypatch.setattr(sys, "stdin", Terminal(lines))
    assert main(["run", flow, "--follow", finished, "--plain"]) == 0
    said = capsys.readouterr().out
    assert "An interview of the same patient is not finished: " in said
    assert "  1. Go on with it" in said
    kept = Store(data_folder()).unfinished()
    assert (len(kept), max(one.answers for one in kept)) == (begun, answered)


def test_where_nobody_can_be_asked_the_unfinished_visit_is_said_and_another_begun(
    flow: str, finished: str, worklist: Worklist, typed: Typed, capsys: Capture
) -> None:
    visit = worklist.follow(finished)
    visit.answer(Chosen("yes"))
    visit.recording.close()
    typed("\n")
    assert main(["run", flow, "--follow", finished]) == 0
    assert "not finished: " in (said := " ".join(capsys.readouterr().err.split()))
    assert "A return visit is begun beside it." in said
    assert len(Store(data_folder()).unfinished()) == 2


def test_a_finished_interview_is_offered_until_a_visit_follows_it(worklist: Worklist, finished: str) -> None:
    assert [offer.id for offer in worklist.finished_items()] == [finished]
    recording = worklist.follow(finished).recording
    recording.answer("fallen", Chosen("no"))
    recording.close()
    assert worklist.finished_items() == ()
    again = worklist.resume(recording.id)
    assert [visit.answers for visit in again.visits or ()] == [{"fallen": Chosen("yes")}]
    assert set(again.offers) == {"fallen"}


@pytest.mark.parametrize("way", ["delete", "purge", "--dry-run"])
def test_deleting_an_earlier_visit_says_that_the_note_of_the_later_one_goes_too(
    flow: str, store: Store, worklist: Worklist, way: str, capsys: Capture
) -> None:
    long_ago = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    first = Recording.begin(store, open_flow(flow, None).logic, clock=lambda: long_ago)
    first.answer("fallen", Chosen("yes"))
    finish(first)
    first.close()
    later = worklist.follow(first.id).recording
    later.answer("fallen", Chosen("no"))
    finish(later)
    later.close()
    told = "The kept note of 1 return visit goes too; made anew, it compares nothing with what is deleted."
    purge = ["purge", "--older-than", "90d"]
    typed = {"delete": ["delete", first.id, "--yes"], "purge": [*purge, "--yes"], "--dry-run": [*purge, way]}
    assert main(["sessions", *typed[way]]) == 0
    assert told in " ".join(capsys.readouterr().out.split())
    assert main(["sessions", "delete", later.id, "--yes"]) == 0
    assert "made anew" not in capsys.readouterr().out


def test_without_a_store_nothing_is_offered_or_followed(flow: str) -> None:
    worklist = Worklist({"falls": open_flow(flow, None)}, None)
    assert worklist.finished_items() == ()
    with pytest.raises(UsageError, match="nothing is kept"):
        worklist.follow("some")


def test_a_finished_interview_is_corrected_by_its_id(
    flow: str, finished: str, store: Store, typed: Typed
) -> None:
    typed("q\n")
    assert main(["run", flow, "--continue", finished[:8]]) == 0
    assert store.find(finished).finished, "nothing was answered, so nothing changed"
    typed("2\nq\n")
    assert main(["run", flow, "--continue", finished[:8]]) == 0
    assert [saved.id for saved in store.unfinished()] == [finished]


def test_what_cannot_be_gone_on_with_is_said_in_plain_words(
    flow: str, finished: str, capsys: Capture
) -> None:
    assert main(["run", flow, "--continue", "nothing"]) == 2
    assert "no kept session has an id that begins with 'nothing'" in capsys.readouterr().err
    assert main(["run", flow, "--continue", finished, "--no-save"]) == 2
    assert "leave --no-save out" in capsys.readouterr().err

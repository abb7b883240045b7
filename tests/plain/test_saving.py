"""What cannot be saved is written elsewhere, and is never lost without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview import plain
from interview.conversation.conversation import Conversation
from interview.conversation.full_disk import rescued
from interview.export.session_file import unpack
from interview.flow.answer_text import from_plain
from interview.plain.console import Stopped
from interview.store import Recording, Store
from tests.conversation.small import conversation
from tests.plain.bedside import bedside, clock, hold, recording


@pytest.fixture
def under_way(tmp_path: Path) -> Recording:
    """An interview whose folder of sessions cannot be made."""
    (tmp_path / "sessions").touch()
    return recording(Store(tmp_path / "sessions"))


def taken_up(file: Path, tmp_path: Path) -> Recording:
    """The interview of a file, in a store that has just imported it."""
    store = Store(tmp_path / "another computer")
    name = store.import_(unpack(file.read_text(encoding="utf-8")))
    recording = Recording.resume(store, name, bedside(), clock=clock)
    recording.close()
    return recording


def test_leaving_asks_for_a_folder_and_writes_session_and_note(
    under_way: Recording, home: Path, tmp_path: Path
) -> None:
    held = hold(under_way, "0", "1", "q", str(tmp_path / "nowhere"), "~", width=1000)
    assert "[Folder to write it to, Enter for" in held.text
    assert "there is no folder" in held.text
    (session,), (note,) = home.glob("session-*.json"), home.glob("session-*.txt")
    assert f"Written to {session}, its note to {note}." in held.text
    assert session.stat().st_mode & 0o777 == 0o600
    assert "Bedside example" in note.read_text(encoding="utf-8")
    assert taken_up(session, tmp_path).session.answers == under_way.session.answers


def test_save_tries_again_and_writes_elsewhere_at_any_moment(
    under_way: Recording, home: Path, tmp_path: Path
) -> None:
    held = hold(under_way, "save", "0", "save", "", "1", "q", "", width=1000)
    assert "There is nothing to save yet." in held.lines
    assert "Type save to try now" in held.text
    first, second = sorted(home.glob("session-*.json"), key=lambda file: len(file.name))
    assert len(taken_up(first, tmp_path).session.events) == 1
    assert len(taken_up(second, tmp_path).session.events) == 2, "the second holds what came since"


def test_save_says_when_everything_is_saved(under_way: Recording, tmp_path: Path, home: Path) -> None:
    replies = iter(["0", "save", "q"])

    def read(_: str) -> str:
        reply = next(replies)
        if reply == "save":
            (tmp_path / "sessions").unlink()
        return reply

    held = hold(under_way, read=read)
    assert "Every answer is saved." in held.lines
    assert list(home.iterdir()) == []


def test_what_was_written_already_is_not_asked_about_again(under_way: Recording, home: Path) -> None:
    held = hold(under_way, "0", "save", "", "q", width=1000)
    assert held.text.count("[Folder to write it to") == 1
    assert held.lines[-1].startswith(f"Written to {home}")


def test_without_anybody_to_ask_it_is_written_all_the_same(
    under_way: Recording, home: Path, tmp_path: Path
) -> None:
    held = hold(under_way, "0", "1", width=1000)
    (session,) = home.glob("session-*.json")
    assert held.lines[-1].startswith(f"Written to {session}.")
    assert taken_up(session, tmp_path).session.answers == under_way.session.answers


@pytest.mark.parametrize(("end", "code"), [(KeyboardInterrupt(), 130), (Stopped(143), 143)])
def test_the_end_of_the_program_writes_it_and_asks_nothing(
    under_way: Recording, home: Path, end: BaseException, code: int
) -> None:
    held = hold(under_way, "0", end, width=1000)
    assert held.code == code
    assert "[Folder" not in held.text
    (session,) = home.glob("session-*.json")
    assert f"Written to {session}." in held.text


def test_a_terminal_that_went_away_keeps_nothing_from_being_written(under_way: Recording, home: Path) -> None:
    def gone(_: str) -> None:
        if under_way.session.events:
            raise BrokenPipeError

    def read(prompt: str) -> str:
        return "0" if "Answer" in prompt else ""

    with pytest.raises(BrokenPipeError):
        plain.run(conversation(under_way), read=read, write=gone)
    assert len(list(home.glob("session-*.json"))) == 1


def test_a_signal_in_the_middle_of_the_last_try_does_not_end_it(
    under_way: Recording, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a terminal goes away: first the lines fail, and then the signal comes."""
    signals = [Stopped(129)]

    def interrupted(talk: Conversation) -> Path | None:
        if signals:
            raise signals.pop()
        return rescued(talk)

    def gone(_: str) -> None:
        if under_way.session.events:
            raise BrokenPipeError

    monkeypatch.setattr(plain, "rescued", interrupted)
    assert plain.run(conversation(under_way), read=lambda _: "0", write=gone) == 129
    assert len(list(home.glob("session-*.json"))) == 1


def test_answers_that_are_written_nowhere_are_handed_over_as_an_answers_file(under_way: Recording) -> None:
    replies = ("1 r", "u pending", "2", "2", "45", "2024-03", ":u", "e all", "comment", "Été", "q", "n")
    held = hold(under_way, *replies, width=1000)
    handed = [line.split(": ", 1) for line in held.after("These answers are kept nowhere else").splitlines()]
    questions = bedside().flow.questions
    read_back = {name: from_plain(questions[name], json.loads(value)) for name, value in handed}
    assert read_back == dict(under_way.session.answers)


def test_an_interview_that_is_meant_to_be_kept_nowhere_says_so_and_nothing_more(home: Path) -> None:
    held = hold(recording(), "0", "q")
    assert held.lines.count("This interview is kept nowhere.") == 2
    assert "NOT SAVED" not in held.text
    assert "Urgent problems: None of these today" in held.lines
    assert list(home.iterdir()) == []

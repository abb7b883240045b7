"""Which interview a number of the home list stands for: the same in both faces, whatever was answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.cli import line_mode
from interview.conversation.conversation import Conversation
from interview.flow.answers import Chosen
from interview.flow.loading.finder import open_flow
from interview.store import Store, locks
from interview.tui.app import InterviewApp
from interview.worklist.worklist import Worklist
from tests.conversation.small import finish


@pytest.fixture
def home(flow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worklist:
    monkeypatch.setattr(locks, "WAIT", 0.0)
    monkeypatch.setenv("HOME", str(tmp_path))
    return Worklist({"falls": open_flow(flow, None)}, Store(tmp_path / "data"))


async def on_the_full_screen(home: Worklist, number: str) -> Conversation:
    app = InterviewApp(home=home)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(number)
        await pilot.pause()
        assert app.conversation is not None
        app.conversation.recording.close()
        return app.conversation


def line_by_line(home: Worklist, number: str, monkeypatch: pytest.MonkeyPatch) -> Conversation:
    monkeypatch.setattr(line_mode, "read_line", lambda _: number)
    conversation = line_mode.begun_from(home)
    assert conversation is not None
    conversation.recording.close()
    return conversation


def kept(home: Worklist, *, finished: bool = False) -> str:
    recording = home.begin("falls").recording
    recording.answer("fallen", Chosen("yes"))
    if finished:
        finish(recording)
    recording.close()
    return recording.id


async def test_a_number_leads_to_the_same_interview_in_both_faces_whatever_was_answered(
    home: Worklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        kept(home)
    kept(home, finished=True)
    numbers = [(await on_the_full_screen(home, number)).recording.id for number in "123"]
    assert len(set(numbers)) == 3
    for name in numbers:
        again = home.resume(name).recording
        again.answer("fallen", Chosen("no"))
        again.close()
        assert [(await on_the_full_screen(home, number)).recording.id for number in "123"] == numbers
        assert [line_by_line(home, number, monkeypatch).recording.id for number in "123"] == numbers
    assert (await on_the_full_screen(home, "4")).visits
    assert line_by_line(home, "4", monkeypatch).visits

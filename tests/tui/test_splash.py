"""The first frame, drawn before the library of the screen is there."""

from __future__ import annotations

import pytest

from interview.conversation.conversation import Conversation
from interview.conversation.prompts import whose
from interview.flow.answers import Chosen
from interview.tui import splash
from tests.tui.small import begin


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (40, 15), (30, 10), (24, 3)])
def test_the_first_frame_says_whose_interview_it_is_and_fits(columns: int, lines: int) -> None:
    conversation = Conversation(begin())
    conversation.recording.label = "bed 4"
    shown = splash.screen(conversation, columns, lines)
    assert f"  {whose(conversation)}" in shown
    assert whose(conversation) == "New patient: bed 4."
    assert len(shown) <= lines
    assert all(len(line) <= columns for line in shown)
    assert lines < 10 or any("Is anything urgent?" in line for line in shown)


def test_an_interview_that_goes_on_says_with_whom() -> None:
    conversation = Conversation(begin(), resumed=True)
    conversation.recording.label = "bed 4"
    conversation.recording.answer("centre", Chosen("yes"))
    shown = splash.screen(conversation, 80, 24)
    assert any(line.startswith("  Going on with bed 4, begun ") for line in shown)

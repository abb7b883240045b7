"""The steps above a question: all of them as long as there is room, marked where something was left open."""

from __future__ import annotations

import pytest

from interview.conversation.conversation import Conversation
from interview.conversation.live_conclusions import LiveConclusions
from interview.conversation.steps import Step
from interview.flow.answers import NotAssessed
from interview.tui.rows.above import above_rows
from tests.tui.small import begin

TITLES = ("Diagnosis", "Swallowing", "Breathing", "Function", "Treatment", "Care")
NAMES = ("status", "dangers", "features", "falls", "biopsy", "age")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (90, "Diagnosis   Swallowing ?   Breathing   Function ?   Treatment ?   Care"),
        (70, "Diagnosis  Swallowing ?  Breathing  Function ?  Treatment ?  Care"),
        (50, "Swallowing"),
    ],
)
def test_the_steps_stand_closer_before_all_but_one_go(columns: int, said: str) -> None:
    recording = begin()
    for name in ("dangers", "falls", "biopsy"):
        recording.answer(name, NotAssessed())
    every = tuple(Step(title, frozenset({name})) for title, name in zip(TITLES, NAMES, strict=True))
    conversation = Conversation(recording)
    conversation.visit("dangers")
    first, *_ = above_rows(conversation, LiveConclusions(recording.session), every, columns, len)
    assert first.words.rstrip() == said

"""The footer names the keys that work now, and never more than fit."""

from __future__ import annotations

import pytest

from interview.conversation.conversation import Conversation
from interview.tui import keymap
from interview.tui.footer import Hint, fit, summary_hints, talk_hints
from tests.tui.small import begin


def shown(hints: tuple[Hint, ...], width: int) -> str:
    fitting, gap = fit(hints, width)
    return (" " * gap).join(f"{hint.key} {hint.words}" for hint in fitting)


@pytest.mark.parametrize("width", range(28, 200, 3))
def test_hints_fit_and_the_palette_is_always_among_them(width: int) -> None:
    talk = Conversation(begin())
    for keys in ("", "1", "0", "1", "1"):
        for key in keys:
            keymap.press(talk, key)
        line = shown(talk_hints(talk), width)
        assert len(line) <= width
        assert line.endswith(" more")


@pytest.mark.parametrize("reading", [True, False])
@pytest.mark.parametrize("text", [True, False])
def test_the_summary_has_room_for_its_keys_on_the_narrowest_screen(reading: bool, text: bool) -> None:
    line = shown(summary_hints(reading=reading, text=text, comment=True), 38)
    assert len(line) <= 38
    assert line.endswith("more")


def test_what_can_be_pressed_follows_what_was_pressed() -> None:
    talk = Conversation(begin())
    assert "0 none" in shown(talk_hints(talk), 200)
    keymap.press(talk, "1")
    assert "Enter done" in shown(talk_hints(talk), 200)
    assert "r rest not checked" in shown(talk_hints(talk), 200)
    keymap.press(talk, "1")
    assert "0 none" in shown(talk_hints(talk), 200), "unticked, it is as it was"
    assert "Enter done" not in shown(talk_hints(talk), 200)
    keymap.press(talk, "1")
    keymap.press(talk, "r")
    assert shown(talk_hints(talk), 200).startswith("1-2 answer  u not assessed")


def test_enter_says_what_it_makes_of_answers_that_were_not_checked_before() -> None:
    talk = Conversation(begin())
    for key in ("1", "r", "b", "2"):
        keymap.press(talk, key) or (talk.back() if key == "b" else None)
    assert "the others are absent" in shown(talk_hints(talk), 200)
    assert "others absent" in shown(talk_hints(talk), 76)


def test_a_typed_answer_has_its_own_keys() -> None:
    talk = Conversation(begin())
    for key in "0210":
        keymap.press(talk, key)
    assert shown(talk_hints(talk), 80).startswith("Enter answer  F2 not assessed  F3 back")

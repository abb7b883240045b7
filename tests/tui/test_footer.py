"""The footer names the keys that work now, and never more than fit."""

from __future__ import annotations

import pytest

from interview.conversation.conversation import Conversation
from interview.tui import keymap
from interview.tui.footer import Hint, bar_hints, decision_hints, fit, next_steps, packed, summary_hints
from tests.tui.small import begin


def shown(hints: tuple[Hint, ...], width: int) -> str:
    fitting, gap = fit(hints, width)
    return (" " * gap).join(f"{hint.key} {hint.words}" for hint in fitting)


@pytest.mark.parametrize("width", range(28, 200, 3))
def test_hints_fit_and_the_palette_is_always_among_them(width: int) -> None:
    talk = Conversation(begin())
    for writing in (False, True):
        line = shown(bar_hints(talk, writing=writing), width)
        assert len(line) <= width
        assert line.endswith(("^p all commands", "^p all"))
        assert line.startswith("b ") or writing


@pytest.mark.parametrize("width", range(24, 140, 3))
def test_every_key_that_answers_is_named_at_every_width(width: int) -> None:
    talk = Conversation(begin())
    for keys in ("", "1", "1", "0", "1", "1"):
        for key in keys:
            keymap.press(talk, key)
        hints = decision_hints(talk, cursor=True)
        for small in (True, False):
            lines = packed(hints, width, small=small)
            assert [hint.key for line, _ in lines for hint in line] == [hint.key for hint in hints]
            assert len(lines) <= (2 if small else 1)
            if width > 36:
                assert (
                    all(sum(hint.width for hint in line) + len(line) - 1 <= width for line, _ in lines)
                    or not small
                )


@pytest.mark.parametrize("reading", [True, False])
@pytest.mark.parametrize("text", [True, False])
def test_the_summary_has_room_for_its_keys_on_the_narrowest_screen(reading: bool, text: bool) -> None:
    for usual in "bcdnr":
        steps = next_steps(usual, asked=usual != "b", done=True, home=True, doubt=usual == "r")
        hints = summary_hints(steps, reading=reading, text=text, comment=True)
        line = shown(hints, 36)
        assert len(line) <= 36
        assert line.endswith("all")
        assert [hint.key for hint in hints if hint.lit] == [usual]


def answering(talk: Conversation, *, cursor: bool = False, writing: bool = False) -> str:
    return "  ".join(
        f"{hint.key} {hint.words}" for hint in decision_hints(talk, cursor=cursor, writing=writing)
    )


def test_what_can_be_pressed_follows_what_was_pressed() -> None:
    talk = Conversation(begin())
    ticking = "⏎ these, others absent  r rest not checked  0 none  u not assessed"
    untouched = "⏎ nothing recorded yet  r rest not checked  0 none  u not assessed"
    assert answering(talk) == untouched, "an untouched list is not told as if Enter denied it"
    assert len(untouched) == len(ticking), "the keys of a list stay where they are"
    keymap.press(talk, "1")
    assert answering(talk) == ticking
    keymap.press(talk, "1")
    assert answering(talk) == untouched
    keymap.press(talk, "1")
    keymap.press(talk, "r")
    assert answering(talk) == "1-2 answer  u not assessed"
    assert answering(talk, cursor=True) == "1-2 answer  ⏎ answer with this row  u not assessed"


def test_enter_keeps_what_was_said_before_until_something_is_touched() -> None:
    talk = Conversation(begin())
    for key in "1r":
        keymap.press(talk, key)
    talk.back()
    assert answering(talk).startswith("⏎ keep")
    keymap.press(talk, "2")
    assert answering(talk).startswith("⏎ these, others absent")


def test_a_typed_answer_has_its_own_keys() -> None:
    talk = Conversation(begin())
    for key in "0210":
        keymap.press(talk, key)
    assert answering(talk, writing=True).startswith("⏎ answer  u not assessed  0-9 type")
    talk.visit("comment")
    assert answering(talk, writing=True) == "⏎ answer  F2 not assessed  ^j new line"
    assert answering(talk) == "⏎ type on  u not assessed"

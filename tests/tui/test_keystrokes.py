"""A key counts once, however long it is held down, and every key that was pressed counts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from interview.conversation.commands import REPEATED, STILL
from interview.tui.keystrokes import FIRST_REPEAT, Keystrokes


@dataclass
class Pressed:
    key: str
    time: float


def meant(keys: list[tuple[str, float]]) -> list[str]:
    """The keys that are acted on, in order, when these come at these seconds."""
    strokes: Keystrokes[Pressed] = Keystrokes()
    found: list[Pressed] = []
    for name, at in keys:
        waits = strokes.waiting
        if waits is not None and at - waits.time >= REPEATED:  # what a timer does
            found += strokes.released()
        found += strokes.pressed(Pressed(name, at))
    return [each.key for each in found + strokes.released()]


def held(key: str, *, first: float, every: float, seconds: float) -> list[tuple[str, float]]:
    """A key held down, as a keyboard sends it."""
    count = int((seconds - first) / every) + 1 if seconds >= first else 0
    return [(key, 0.0), *((key, first + number * every) for number in range(count))]


@pytest.mark.parametrize("key", ["1", "y", "enter", "b", "ctrl+q"])
@pytest.mark.parametrize(
    ("first", "every"), [(0.25, 0.033), (0.5, 0.03), (0.66, 0.04), (0.375, 0.09), (0.03, 0.03)]
)
def test_a_key_held_down_counts_once_at_every_usual_rate(key: str, first: float, every: float) -> None:
    assert meant(held(key, first=first, every=every, seconds=3.0)) == [key]


def test_after_a_key_held_down_the_next_one_counts() -> None:
    keys = held("2", first=0.5, every=0.03, seconds=1.0)
    ended = keys[-1][1]
    assert meant([*keys, ("1", ended + 0.5), ("2", ended + 0.8)]) == ["2", "1", "2"]


@pytest.mark.parametrize("keys", ["222222222222", "121212121212", "112233112233"])
def test_twelve_answers_in_five_seconds_all_count(keys: str) -> None:
    assert meant([(key, number * 5 / 12) for number, key in enumerate(keys)]) == list(keys)


@pytest.mark.parametrize("keys", ["2222222222", "0112001220"])
def test_keys_as_fast_as_fingers_go_all_count_in_their_order(keys: str) -> None:
    assert meant([(key, number * 0.15) for number, key in enumerate(keys)]) == list(keys)


def test_a_different_key_never_waits() -> None:
    strokes: Keystrokes[Pressed] = Keystrokes()
    for number, name in enumerate("12121"):
        assert [key.key for key in strokes.pressed(Pressed(name, number * 0.06))] == [name]


def test_the_same_key_waits_only_while_it_may_be_held_down() -> None:
    strokes: Keystrokes[Pressed] = Keystrokes()
    first, again, late = Pressed("1", 0.0), Pressed("1", 0.4), Pressed("1", 0.5 + FIRST_REPEAT)
    assert strokes.pressed(first) == [first]
    assert strokes.pressed(again) == []
    assert strokes.released() == [again]
    assert strokes.pressed(late) == [late]


def test_a_key_that_waits_is_acted_on_before_the_next() -> None:
    assert meant([("1", 0.0), ("1", 0.4), ("2", 0.4 + REPEATED / 2)]) == ["1", "1", "2"]


def test_nothing_counts_after_a_burst_before_the_keyboard_was_still() -> None:
    strokes: Keystrokes[Pressed] = Keystrokes()
    assert strokes.crowded(0.0) == []
    assert [strokes.pressed(Pressed("1", at)) for at in (0.1, 0.4, 0.7)] == [[], [], []]
    (key,) = strokes.pressed(Pressed("1", 0.71 + STILL))
    assert key.key == "1"


def test_letters_in_a_field_are_never_held_back() -> None:
    strokes: Keystrokes[Pressed] = Keystrokes()
    for number in range(5):
        key = Pressed("0", number * 0.03)
        assert strokes.typed(key) == [key]

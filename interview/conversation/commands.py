"""What can be done in an interview besides answering; which keys a list has, and when a key counts."""

from __future__ import annotations

from enum import StrEnum

OPTION_KEYS = "123456789acdfghijklmnopqtvwxyz"
"""Digits, then letters; `b e r s u` are commands. Options beyond these are reached by their words."""
REPEATED = 0.12
"""Seconds; the same key sooner than this is held down, for keyboards repeat it every 15 to 90 ms."""
STILL = 0.4
"""Seconds without a key, after which the next one is meant again."""


class Command(StrEnum):
    """What can be asked for in place of an answer, by what is typed for it line by line."""

    BACK = "b"
    EDIT = "e"
    EDIT_ANY = "e all"
    SUMMARY = "s"
    WHY = "?"
    SAVE = "save"
    LABEL = "label"
    QUIT = "q"


def option_key(index: int) -> str:
    """Return the key of the option at this index; empty when there are no keys left."""
    return OPTION_KEYS[index] if index < len(OPTION_KEYS) else ""


def option_keys(count: int) -> str:
    """Return the keys of so many options, such as `1-5` or `1-9 a-f`."""
    count = min(count, len(OPTION_KEYS))
    if count <= 9:
        return f"1-{count}" if count > 1 else "1"
    return f"1-9 a-{OPTION_KEYS[count - 1]}" if count > 10 else "1-9 a"


def option_index(key: str) -> int | None:
    """Return which option a key chooses; None for any other key."""
    index = OPTION_KEYS.find(key) if len(key) == 1 else -1
    return index if index >= 0 else None

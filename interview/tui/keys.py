"""Which key chooses which option, and what may be pressed at any time."""

from __future__ import annotations

OPTION_KEYS = "123456789acdfghijklmnopqtvwxyz"
"""Digits, then letters; `b e r s u` are commands. Options beyond these are reached by cursor or filter."""
NONE_KEY = "0"
REST_KEY = "r"
COMMAND_KEYS = "besuU?/"
"""Keys that are commands while a list is shown."""


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


def begins_typing(key: str) -> bool:
    """Tell whether a key pressed beside a field goes into it; the others are commands."""
    return key.isprintable() and not key.isspace() and key.lower() not in "ubes?/" and key != ""

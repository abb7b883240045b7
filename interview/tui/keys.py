"""Which key chooses which option, and what may be pressed at any time."""

from __future__ import annotations

OPTION_KEYS = "123456789acdfghijklmnopqtvwxyz"
"""Digits, then letters; `b e r s u` are commands. Options beyond these are reached by cursor or filter."""
NONE_KEY = "0"
REST_KEY = "r"


def option_key(index: int) -> str:
    """Return the key of the option at this index; empty when there are no keys left."""
    return OPTION_KEYS[index] if index < len(OPTION_KEYS) else ""


def option_index(key: str) -> int | None:
    """Return which option a key chooses; None for any other key."""
    index = OPTION_KEYS.find(key) if len(key) == 1 else -1
    return index if index >= 0 else None

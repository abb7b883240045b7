"""Which keys a person pressed one by one, and which come from a key held down or from a paste without marks.

Only the times at which a terminal sent them tell; `docs/decisions/keys.md` says why these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from interview.conversation.commands import REPEATED, STILL

FIRST_REPEAT = 1.0
"""Seconds within which a key that is held down is sent for the second time."""


class Key(Protocol):
    """A key, and the seconds of a steady clock at which it came."""

    key: str
    time: float


_Key = TypeVar("_Key", bound=Key)


@dataclass
class Keystrokes(Generic[_Key]):
    """The keys of one terminal, in order. What is not meant is dropped until the keyboard has been still."""

    waiting: _Key | None = field(default=None, init=False)
    """A key that may turn out to be held down; it is meant unless the same comes within `REPEATED`."""
    refusing: bool = field(default=False, init=False)
    """True from a key held down, or several at once, until the keyboard has been still."""
    _last: str = field(default="", init=False)
    _at: float = field(default=float("-inf"), init=False)

    def typed(self, key: _Key) -> list[_Key]:
        """Return the keys to act on when one comes that may be repeated, such as a letter in a field."""
        return [*self._noted(key), key]

    def pressed(self, key: _Key) -> list[_Key]:
        """Return the keys to act on, in order, when one comes that should count once; often it alone."""
        same, since = key.key == self._last, key.time - self._at
        if self.refusing and since < STILL:
            self._at = key.time
            return []
        self.refusing = same and since < REPEATED
        if self.refusing:
            self.waiting = None
            self._at = key.time
            return []
        meant = self._noted(key)
        if same and since < FIRST_REPEAT:
            self.waiting = key
            return meant
        return [*meant, key]

    def crowded(self, at: float) -> list[_Key]:
        """Take it that several keys came at once; return the one that waited, which came before them."""
        self.refusing, self._last, self._at = True, "", at
        return self.released()

    def hushed(self, at: float) -> None:
        """Take it that what is pressed before the keyboard was still is not meant for what is shown now."""
        self.refusing, self.waiting, self._last, self._at = True, None, "", at

    def released(self) -> list[_Key]:
        """Return the key that waits, once nothing came that would make it one held down."""
        meant, self.waiting = [self.waiting] if self.waiting is not None else [], None
        return meant

    def _noted(self, key: _Key) -> list[_Key]:
        self._last, self._at = key.key, key.time
        return self.released()

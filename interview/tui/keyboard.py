"""An app that acts on the keys that are meant: each once, however long it is held down, none of a paste."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import App
from textual.driver import Driver

from interview.conversation.commands import REPEATED
from interview.tui.keymap import CROWDED, HELD_DOWN, HOLDABLE, QUIT, TOO_SOON
from interview.tui.keystrokes import Keystrokes
from interview.tui.terminal import Burst, driver_class


class KeyboardApp(App[None]):
    """What comes between a terminal and the screens."""

    keystrokes: Keystrokes[events.Key] | None = None
    """The keys of a person; None where a program presses them, which holds none down."""
    _hushed = False
    """True from `hush` until a key counts, or it was said why one does not."""

    def say(self, words: str) -> None:
        """Say what came of the last keys."""

    def hush(self, at: float) -> None:
        """Let no key count that was, or is, pressed before a person could see what is shown from now on."""
        if self.keystrokes is not None:
            self.keystrokes.hushed(at)
            self._hushed = True

    def get_driver_class(self) -> type[Driver]:
        """Meet the terminal in a way of our own."""
        return driver_class()

    async def on_event(self, event: events.Event) -> None:
        """Let the keys through that are meant; a burst is text for a field, and nothing elsewhere."""
        if isinstance(event, Burst):
            await self._take_burst(event)
        elif isinstance(event, events.Key) and self.keystrokes is not None and not event.is_forwarded:
            await self._take_key(event, self.keystrokes)
        else:
            await super().on_event(event)

    async def _take_key(self, key: events.Key, keystrokes: Keystrokes[events.Key]) -> None:
        if key.key in HOLDABLE or self._fills_a_field(key):
            await self._act_on(keystrokes.typed(key))
            return
        if self._hushed and key.key == QUIT:  # leaving answers nothing
            self._hushed = keystrokes.refusing = False
            await self._act_on(keystrokes.typed(key))
            return
        refused = keystrokes.refusing
        meant = keystrokes.pressed(key)
        if keystrokes.refusing and not refused:
            self.say(HELD_DOWN)
        elif keystrokes.refusing and self._hushed:
            self.say(TOO_SOON)
        self._hushed = self._hushed and not meant and not keystrokes.refusing
        if keystrokes.waiting is key:
            self.set_timer(REPEATED, partial(self._release, key))
        await self._act_on(meant)

    async def _take_burst(self, burst: Burst) -> None:
        if self._fills_a_field(events.Key("a", "a")):
            await super().on_event(events.Paste(burst.text))
        elif self.keystrokes is not None:
            await self._act_on(self.keystrokes.crowded(burst.time))
            self.say(TOO_SOON if burst.waited else CROWDED)

    async def _release(self, key: events.Key) -> None:
        """Act on a key that was not held down after all."""
        if self.keystrokes is not None and self.keystrokes.waiting is key:
            await self._act_on(self.keystrokes.released())

    async def _act_on(self, keys: Sequence[events.Key]) -> None:
        for key in keys:
            await super().on_event(key)

    def _fills_a_field(self, key: events.Key) -> bool:
        return self.focused is not None and self.focused.check_consume_key(key.key, key.character)

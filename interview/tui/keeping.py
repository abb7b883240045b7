"""Answers that are not saved: trying again, writing them elsewhere, and never leaving without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App

from interview.store.recording import Recording

LOST = "Nothing could be written anywhere; the last answers are lost."
CHOICES = (
    ("elsewhere", "Write them to another folder"),
    ("stay", "Go on with the interview"),
    ("lose", "Leave, and lose them"),
)


class Ended(SystemExit):
    """The program was ended by a signal or a fault; `words` are what the person still has to know."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(code)
        self.words = words


def keep(app: App[Any], recording: Recording, then: Callable[[], None] = lambda: None) -> None:
    """Try again to save; where that fails, offer another folder. What is written is done `then`."""
    from interview.tui.screens.elsewhere import ElsewherePanel

    if not recording.session.events or not recording.keeping:
        app.notify(recording.problem or "There is nothing to save yet.", markup=False)
    elif recording.save():
        app.notify("Every answer is saved.", markup=False)
        _show(app)
    elif not isinstance(app.screen, ElsewherePanel):
        app.push_screen(ElsewherePanel(recording), lambda words: _written(app, words, then))


def leave(app: App[Any], recording: Recording, then: Callable[[], None]) -> None:
    """Leave an interview; when answers are not saved, only after asking what to do with them."""
    from interview.tui.screens.choose import ChoosePanel
    from interview.tui.screens.elsewhere import ElsewherePanel

    recording.save()
    if recording.safe:
        then()
    elif not isinstance(app.screen, (ChoosePanel, ElsewherePanel)):
        app.push_screen(
            ChoosePanel(f"Answers are NOT SAVED. {recording.problem}", CHOICES),
            lambda choice: _chosen(app, recording, choice, then),
        )


def last_try(recording: Recording | None) -> str:
    """Save when the screen is gone, or write to any folder that takes it; return what to say of that.

    What was not to be saved, was written elsewhere or was given up stays as it is.
    """
    from interview.export.session_file import rescue, rescue_words

    if recording is None or not recording.keeping or not recording.session.events or recording.saved:
        return ""
    if recording.safe:
        return rescue_words(Path(recording.copy)) if recording.copy else ""
    path = rescue(recording.portable())
    return f"Not saved: {recording.problem} {rescue_words(path) if path else LOST}"


def _chosen(app: App[Any], recording: Recording, choice: str | None, then: Callable[[], None]) -> None:
    if choice == "elsewhere":
        keep(app, recording, then)
    elif choice == "lose":
        recording.copied("")
        then()


def _written(app: App[Any], words: str | None, then: Callable[[], None]) -> None:
    if words:
        app.notify(words, timeout=5, markup=False)
        _show(app)
        then()


def _show(app: App[Any]) -> None:
    from interview.tui.screens.base import BaseScreen

    if isinstance(app.screen, BaseScreen):
        app.screen.show()

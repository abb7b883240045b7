"""Before an interview is left: it is done when the person says so, never because nothing is left to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from interview.engine import next_screen
from interview.store.recording import Recording

ALL_ASKED = "All answered. Is it finished?"
CHOICES = (
    ("done", "Done: finish the interview"),
    ("open", "Leave it open for later"),
)
FINISHED = "Finished; the note is kept. Another answer opens the interview again."
STILL_OPEN = "Some questions are not answered yet; b goes back to them. u passes over one."


def can_finish(recording: Recording) -> bool:
    """Tell whether nothing is left to ask or to confirm in an interview that is kept and not finished yet."""
    if not recording.keeping or recording.read_only or recording.finished:
        return False
    answered = bool(recording.session.events) and recording.settled
    return answered and next_screen(recording.session) is None


def ask(app: App[Any], recording: Recording, then: Callable[[], None]) -> None:
    """Ask whether an interview is done, where it could be, and go on with what comes `then`.

    Leaving once more, instead of an answer, leaves it open.
    """
    from interview.tui.screens.choose import ChoosePanel

    if not can_finish(recording) or (isinstance(app.screen, ChoosePanel) and app.screen.heading == ALL_ASKED):
        then()
        return

    def chosen(choice: str | None) -> None:
        if choice == "done":
            recording.finish()
        if choice:
            then()

    app.push_screen(ChoosePanel(ALL_ASKED, CHOICES), chosen)

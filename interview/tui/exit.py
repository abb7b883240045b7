"""Before an interview is left: it is done when the person says so, never because nothing is left to ask.

Answers that are not saved are tried again or written elsewhere; nobody leaves them without a word.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from interview.store.identifiers import warning
from interview.store.recording import Recording
from interview.tui import unentered
from interview.tui.finish import ALL_ASKED, can_finish

if TYPE_CHECKING:
    from interview.tui.screens.interview import InterviewScreen


FINISH_CHOICES = (
    ("done", "Done: finish the interview"),
    ("open", "Leave it open for later"),
)

LOST = "Nothing could be written anywhere; the last answers are lost."
UNSAVED_CHOICES = (
    ("elsewhere", "Write them to another folder"),
    ("stay", "Go on with the interview"),
    ("lose", "Leave, and lose them"),
)


def ask(app: App[Any], recording: Recording, then: Callable[[], None]) -> None:
    """Ask what to do with what is not entered, then whether the interview is done; go on with `then`.

    Leaving once more, instead of an answer to the second, leaves it open.
    """
    from interview.tui.screens.panels import ChoosePanel

    interview = _interview(app)
    if interview is not None and interview.talk.drafts:
        if not (isinstance(app.screen, ChoosePanel) and unentered.NOT_ENTERED in app.screen.heading):
            _ask_to_enter(app, interview, lambda: ask(app, recording, then))
        return
    if not can_finish(recording) or (isinstance(app.screen, ChoosePanel) and app.screen.heading == ALL_ASKED):
        then()
        return

    def chosen(choice: str | None) -> None:
        if choice == "done":
            recording.finish()
        if choice:
            then()

    app.push_screen(ChoosePanel(ALL_ASKED, FINISH_CHOICES), chosen)


def enter_texts(app: App[Any]) -> str:
    """Enter the free texts that wait, when the program is ended and nobody can be asked.

    Return what to say of those that were not entered, as they may name a person; mostly nothing.
    """
    interview = _interview(app)
    if interview is None:
        return ""
    questions = interview.talk.session.flow.questions
    alone = sys.stderr is not None and sys.stderr.isatty()
    return " ".join(
        unentered.left_out_words(questions[name].label, text, alone=alone)
        for name, text in unentered.enter_texts(interview.talk).items()
    )


def _ask_to_enter(app: App[Any], interview: InterviewScreen, then: Callable[[], None]) -> None:
    """Show the first question at which something waits, and ask whether to enter it."""
    from interview.tui.screens.panels import ChoosePanel

    talk = interview.talk
    name, said = next(iter(talk.drafts.items()))
    while app.screen is not interview:
        app.pop_screen()
    if talk.active != name:
        talk.visit(name)
        interview.show()

    def chosen(choice: str | None) -> None:
        if choice == "drop":
            talk.drafts.pop(name, None)
            talk.leave()
            interview.show()
        elif not choice or not unentered.enter(talk, rest_absent=choice == "enter"):
            interview.show()
            return
        else:
            interview.show()
        then()

    label, typed = talk.session.flow.questions[name].label, isinstance(said, str)
    doubt = warning(said) if isinstance(said, str) else ""
    heading = " ".join(part for part in (f"{label}: {unentered.NOT_ENTERED}.", doubt) if part)
    app.push_screen(ChoosePanel(heading, unentered.TYPED if typed else unentered.TICKED), chosen)


def _interview(app: App[Any]) -> InterviewScreen | None:
    """Return the interview that is held, if any, with what stands in its field noted."""
    from interview.tui.screens.interview import InterviewScreen

    for screen in app.screen_stack:
        if isinstance(screen, InterviewScreen) and screen.is_mounted:
            unentered.note(screen.talk, screen.ask)
            return screen
    return None


class Ended(SystemExit):
    """The program was ended by a signal or a fault; `words` are what the person still has to know."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(code)
        self.words = words


def save(app: App[Any], recording: Recording, then: Callable[[], None] = lambda: None) -> None:
    """Try again to save; where that fails, offer another folder. What is written is done `then`."""
    from interview.tui.screens.field_panels import RescuePanel

    if recording.session.blank or not recording.keeping:
        app.notify(recording.problem or "There is nothing to save yet.", markup=False)
    elif recording.save():
        app.notify("Every answer is saved.", markup=False)
        _show(app)
    elif not isinstance(app.screen, RescuePanel):
        app.push_screen(RescuePanel(recording), lambda words: _written(app, words, then))


def leave(app: App[Any], recording: Recording, then: Callable[[], None]) -> None:
    """Leave an interview; when answers are not saved, only after asking what to do with them."""
    from interview.tui.screens.field_panels import RescuePanel
    from interview.tui.screens.panels import ChoosePanel

    recording.save()
    if recording.safe:
        then()
    elif not isinstance(app.screen, (ChoosePanel, RescuePanel)):
        app.push_screen(
            ChoosePanel(f"Answers are NOT SAVED. {recording.problem}", UNSAVED_CHOICES),
            lambda choice: _chosen(app, recording, choice, then),
        )


def last_try(recording: Recording | None) -> str:
    """Save when the screen is gone, or write to any folder that takes it; return what to say of that.

    What was not to be saved, was written elsewhere or was given up stays as it is.
    """
    from interview.export.session_file import rescue, rescue_words

    if recording is None or not recording.keeping or recording.session.blank or recording.saved:
        return ""
    if recording.safe:
        return rescue_words(Path(recording.copy)) if recording.copy else ""
    path = rescue(recording.portable())
    return f"Not saved: {recording.problem} {rescue_words(path) if path else LOST}"


def _chosen(app: App[Any], recording: Recording, choice: str | None, then: Callable[[], None]) -> None:
    if choice == "elsewhere":
        save(app, recording, then)
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

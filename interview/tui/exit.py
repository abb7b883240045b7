"""Before an interview is left: it is done when the person says so, never because nothing is left to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import App

from interview.store.identifiers import warning
from interview.store.recording import Recording
from interview.tui import unentered
from interview.tui.finish import ALL_ASKED, can_finish

if TYPE_CHECKING:
    from interview.tui.screens.interview import InterviewScreen

CHOICES = (
    ("done", "Done: finish the interview"),
    ("open", "Leave it open for later"),
)


def ask(app: App[Any], recording: Recording, then: Callable[[], None]) -> None:
    """Ask what to do with what is not entered, then whether the interview is done; go on with `then`.

    Leaving once more, instead of an answer to the second, leaves it open.
    """
    from interview.tui.screens.choose import ChoosePanel

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

    app.push_screen(ChoosePanel(ALL_ASKED, CHOICES), chosen)


def enter_texts(app: App[Any]) -> None:
    """Enter the free texts that wait, when the program is ended and nobody can be asked."""
    interview = _interview(app)
    if interview is not None:
        unentered.enter_texts(interview.talk)


def _ask_to_enter(app: App[Any], interview: InterviewScreen, then: Callable[[], None]) -> None:
    """Show the first question at which something waits, and ask whether to enter it."""
    from interview.tui.screens.choose import ChoosePanel

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

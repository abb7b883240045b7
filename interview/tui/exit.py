"""Before an interview is left: what is asked, in the order of `conversation.finish`.

Answers that are not saved are tried again or written elsewhere; nobody leaves them without a word.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.app import App

from interview.conversation import finish
from interview.conversation.conversation import Conversation
from interview.conversation.finish import ALL_ASKED, Unsettled, before_leaving
from interview.conversation.identifiers import warning
from interview.tui.keymap import enter_list, enter_text

if TYPE_CHECKING:
    from interview.tui.keyboard import KeyboardApp
    from interview.tui.screens.interview import InterviewScreen

NOT_ENTERED = "not entered yet"
TYPED = (("enter", "Enter it"), ("drop", "Leave without it"))
TICKED = (
    ("enter", "These; the others absent"),
    ("rest", "These; rest not checked"),
    ("drop", "Leave without them"),
)
FINISH_CHOICES = (
    ("done", "Done: finish the interview"),
    ("open", "Leave it open for later"),
)
UNSAVED_CHOICES = (
    ("elsewhere", "Write them to another folder"),
    ("stay", "Go on with the interview"),
    ("lose", "Leave, and lose them"),
)


def leave(
    app: KeyboardApp, conversation: Conversation, then: Callable[[], None], *, finished_or_not: bool = True
) -> None:
    """Ask what has to be asked before an interview is left, one thing after the other; then do `then`.

    Leaving once more, instead of an answer to whether it is finished, leaves it open.
    """
    from interview.tui.screens.field_panels import RescuePanel
    from interview.tui.screens.panels import ChoosePanel

    interview, heading = _interview(app), ""
    if isinstance(app.screen, ChoosePanel):
        heading = app.screen.heading
    finished_or_not = finished_or_not and heading != ALL_ASKED
    match before_leaving(conversation, finished_or_not=finished_or_not):
        case Unsettled.NOT_ENTERED if interview is not None:
            if NOT_ENTERED not in heading:
                _ask_to_enter(app, interview, lambda: leave(app, conversation, then))
        case Unsettled.FINISHED_OR_NOT:
            _ask_whether_finished(app, conversation, then)
        case Unsettled.NOT_SAVED:
            if not isinstance(app.screen, (ChoosePanel, RescuePanel)) or heading == ALL_ASKED:
                problem = f"Answers are NOT SAVED. {conversation.recording.problem}"
                app.push_screen(
                    ChoosePanel(problem, UNSAVED_CHOICES),
                    lambda choice: _chosen(app, conversation, choice, then),
                )
        case _:
            then()


def _ask_whether_finished(app: KeyboardApp, conversation: Conversation, then: Callable[[], None]) -> None:
    from interview.tui.screens.panels import ChoosePanel

    def chosen(choice: str | None) -> None:
        if choice == "done":
            finish.finish(conversation)
        if choice:
            leave(app, conversation, then, finished_or_not=False)

    app.push_screen(ChoosePanel(ALL_ASKED, FINISH_CHOICES), chosen)


def enter_texts(app: App[Any]) -> str:
    """Enter the free texts that wait, when the program is ended and nobody can be asked.

    Return what to say of those that were not entered, as they may name a person; mostly nothing.
    """
    interview = _interview(app)
    if interview is None:
        return ""
    alone = sys.stderr is not None and sys.stderr.isatty()
    left_out = finish.enter_texts(interview.conversation)
    return finish.left_out_words(interview.conversation, left_out, alone=alone)


def give_label(conversation: Conversation | None, labels: Mapping[str, str]) -> str:
    """Call an interview what was typed as its label and not given, when the program is ended; return what to
    say where it is not called so, mostly nothing."""
    if conversation is None or not (typed := labels.get(conversation.recording.id)):
        return ""
    alone = sys.stderr is not None and sys.stderr.isatty()
    return finish.give_label(conversation, typed, alone=alone)


def keep_typed(app: App[Any]) -> None:
    """Have every screen keep what is typed there, as nobody can be asked any more."""
    from interview.tui.screens.base import BaseScreen

    for screen in app.screen_stack:
        if isinstance(screen, BaseScreen):
            screen.keep_typed()


def _ask_to_enter(app: App[Any], interview: InterviewScreen, then: Callable[[], None]) -> None:
    """Show the first question at which something waits, and ask whether to enter it."""
    from interview.tui.screens.panels import ChoosePanel

    conversation = interview.conversation
    name, said = next(iter(conversation.drafts.items()))
    while app.screen is not interview:
        app.pop_screen()
    if conversation.active != name:
        conversation.visit(name)
        interview.show()

    def chosen(choice: str | None) -> None:
        if choice == "drop":
            conversation.drop(name)
        elif choice and typed:
            enter_text(conversation, sure=True)
        elif choice:
            enter_list(conversation, rest_absent=choice == "enter")
        interview.show()
        if choice and name not in conversation.drafts:
            then()

    label, typed = conversation.session.flow.questions[name].label, isinstance(said, str)
    doubt = warning(said) if isinstance(said, str) else ""
    heading = " ".join(part for part in (f"{label}: {NOT_ENTERED}.", doubt) if part)
    app.push_screen(ChoosePanel(heading, TYPED if typed else TICKED), chosen)


def _interview(app: App[Any]) -> InterviewScreen | None:
    """Return the interview that is held, if any, with what stands in its field noted."""
    from interview.tui.screens.interview import InterviewScreen

    for screen in app.screen_stack:
        if isinstance(screen, InterviewScreen) and screen.is_mounted:
            screen.take_down()
            return screen
    return None


class Ended(SystemExit):
    """The program was ended by a signal or a fault; `words` are what the person still has to know."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(code)
        self.words = words


def save(app: KeyboardApp, conversation: Conversation, then: Callable[[], None] = lambda: None) -> None:
    """Try again to save; where that fails, offer another folder. What is written is done `then`."""
    from interview.tui.screens.field_panels import RescuePanel, typed_paths

    recording = conversation.recording
    if recording.session.blank or not recording.keeping:
        app.say(recording.problem or "There is nothing to save yet.")
    elif recording.save():
        _show(app)
        app.say("Every answer is saved.")
    elif not isinstance(app.screen, RescuePanel):
        app.push_screen(RescuePanel(conversation, typed_paths(app)), lambda words: _written(app, words, then))


def _chosen(
    app: KeyboardApp, conversation: Conversation, choice: str | None, then: Callable[[], None]
) -> None:
    if choice == "elsewhere":
        save(app, conversation, then)
    elif choice == "lose":
        conversation.recording.copied("")
        then()


def _written(app: KeyboardApp, words: str | None, then: Callable[[], None]) -> None:
    if words:
        _show(app)
        then()
        app.say(words)


def _show(app: App[Any]) -> None:
    from interview.tui.screens.base import BaseScreen

    if isinstance(app.screen, BaseScreen):
        app.screen.show()

"""The Textual app: the interview on a full screen."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from interview.conversation.conversation import Conversation
from interview.errors import FAULT
from interview.library import data_folder
from interview.moments import present
from interview.tui import exit, shutdown, terminal
from interview.tui.jumps import jump
from interview.tui.keyboard import KeyboardApp
from interview.tui.keystrokes import Keystrokes
from interview.tui.messages import Begun
from interview.tui.screens.base import LEAST_HEIGHT, LEAST_WIDTH, BaseScreen, TooSmall
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.left_once import LeftOnce
from interview.tui.themes import CALM, TERMINAL, THEMES, Settings

if TYPE_CHECKING:
    from interview.practice.sitting import Sitting
    from interview.tui.rows.palette import Entry
    from interview.tui.screens.home import BeginPractice
    from interview.worklist.worklist import Worklist

Clock = Callable[[], datetime]
LATER = 2.0
"""Seconds until what can wait is begun."""
MANY_NEW = 5_000
"""New objects after which the collector looks for garbage: with Python's 700 it does at every key."""


def _nothing() -> None:
    """Do nothing; there is nothing that can wait."""


class InterviewApp(KeyboardApp):
    """One program, one interview at a time: the one handed in, or those begun from home."""

    CSS_PATH = "app.tcss"
    TITLE = "Interview"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "suspend_process", show=False),
        Binding("ctrl+s", "keep", show=False),
    ]

    def __init__(
        self,
        conversation: Conversation | None = None,
        *,
        home: Worklist | None = None,
        clock: Clock = present,
        later: Callable[[], object] = _nothing,
        sitting: Sitting | None = None,
        begin_practice: BeginPractice | None = None,
    ) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.conversation = conversation
        self.home = home
        self.sitting = sitting
        """A sitting of practice, where nothing else is done."""
        self.begin_practice = begin_practice
        self.clock = clock
        self.later = later
        self.labels: dict[str, str] = {}
        """Labels that are typed and not given, by the interview they are of."""
        self.paths: dict[str, str] = {}
        """Paths that are typed and not written to, by what would be written."""
        self.left_out = ""
        """What to say of texts that were not kept when the interview was left or the program ended."""
        self.animation_level = "none"
        self._fence = terminal.NoControl()
        self._settings: Settings | None = None
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = CALM.name

    def remember(self, settings: Settings) -> None:
        """Wear the colours chosen before, and keep what is chosen from now on.

        Where none were and the terminal has sixteen colours, they are its own: ours would come out as others.
        """
        self._settings = settings
        few = self.console.color_system in ("standard", "windows")
        self.theme = settings.theme or (TERMINAL.name if few else self.theme)

    def get_default_screen(self) -> Screen[Any]:
        """Open on the interview, on practice, or on home."""
        if self.conversation is not None:
            return self._opened(self.conversation)
        if self.sitting is not None:
            from interview.tui.screens.practice.plan import PlanScreen

            return PlanScreen(self.sitting)
        from interview.tui.screens.home import HomeScreen

        assert self.home is not None
        return HomeScreen(self.home, self.begin_practice)

    def on_mount(self) -> None:
        """Prepare for an end that nobody asked for; once the first frame is out, tidy memory."""
        shutdown.listen(self, self.end)
        self.set_timer(0.2, _freeze)
        self.set_timer(LATER, lambda: self.later())

    def end(self, code: int) -> None:
        """End, nobody being there to ask: enter what may be kept of what is typed."""
        self.left_out = f"{exit.enter_texts(self)} {exit.give_label(self.conversation, self.labels)}".strip()
        exit.keep_typed(self)
        self.exit(return_code=code)

    def on_resize(self, event: events.Resize) -> None:
        """Hide everything while the terminal is too small."""
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    def on_begun(self, message: Begun) -> None:
        """Open the interview that was begun from home.

        In that of a known patient nothing counts that was pressed before one could see whose it is.
        """
        self.conversation = message.conversation
        if message.conversation.is_of_known_patient:
            self.hush(message.time)
        opened = self._opened(message.conversation)
        if message.instead and len(self.screen_stack) > 1:
            self.switch_screen(opened)
        else:
            self.push_screen(opened)

    def say(self, words: str) -> None:
        """Say what came of the last keys, once those are done that are on their way."""
        if isinstance(self.screen, LeftOnce):
            self.screen.call_later(self.screen.say, words)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no control sequence through, whoever drew it."""
        return [*super().get_line_filters(), self._fence]

    def entries(self, screen: Screen[Any]) -> Iterable[Entry]:
        """List the screen's own commands as one uses them, themes and the ways out; no screenshot."""
        from interview.tui.rows.palette import Entry

        orders = screen.orders if isinstance(screen, BaseScreen) else getattr(screen, "ORDERS", ())
        for order in orders:
            yield Entry(order.title, order.words, partial(self._order, screen, order.action), order.shown)
        if self.home is not None and self.conversation is not None:
            yield Entry("Home", "leave this interview; its answers are kept", self.action_home)
        if self.conversation is not None and self.conversation.recording.keeping:
            words = "what is not saved: try again, or write it to another folder"
            yield Entry("Save now, or elsewhere", words, self.action_keep, "ctrl+s")
        for title, theme in THEMES.items():
            yield Entry(f"Colours: {title}", "change the colours", partial(self._wear, theme.name))
        quit_ = partial(self.run_action, "quit")
        yield Entry("Quit", "leave; every saved answer is kept", quit_, "ctrl+q")

    def action_command_palette(self) -> None:
        """Show everything that can be done here, and find anything in the flow by its words."""
        from interview.tui.screens.palette import PalettePanel

        below = self.screen
        if isinstance(below, (TooSmall, PalettePanel)):
            return
        conversation = getattr(below, "conversation", None) or self.conversation
        entries = list(self.entries(below))

        def taken(row: str | None) -> None:
            kind, _, name = (row or "").partition(":")
            if kind == "entry":
                self.call_later(entries[int(name)].run)
            elif kind and conversation is not None:
                self.call_later(jump, self, conversation, kind, name)

        flow = conversation.session.flow if conversation is not None else None
        self.push_screen(PalettePanel(entries, flow), taken)

    async def action_quit(self) -> None:
        """Leave, having asked whether the interview is done, and about answers that are not saved."""
        self._leave(self.exit)

    def action_home(self) -> None:
        """Return to the home screen."""
        if self.home is not None:
            self._leave(self._go_home)

    def action_next(self) -> None:
        """Leave this interview and begin with a new patient, where there is a list of them."""
        if self.home is not None:
            self._leave(self._begin_next)

    def action_keep(self) -> None:
        """Try again to save, or write elsewhere."""
        if self.conversation is not None:
            exit.save(self, self.conversation)

    def action_label(self) -> None:
        """Call the interview something that finds it again."""
        screen, conversation = self.screen, self.conversation
        if conversation is None or conversation.read_only or not isinstance(screen, BaseScreen):
            return
        from interview.tui.screens.field_panels import LabelPanel

        recording = conversation.recording
        panel = LabelPanel(recording.label, recording.call, self.labels, recording.id)
        self.push_screen(panel, lambda _: screen.show())

    def _leave(self, then: Callable[[], None]) -> None:
        exit.keep_typed(self)
        self.left_out = exit.give_label(self.conversation, self.labels)
        if self.conversation is None or isinstance(self.screen, TooSmall):
            then()
        else:
            exit.leave(self, self.conversation, then)

    def _go_home(self) -> None:
        if self.conversation is not None:
            self.conversation.recording.close()
        self.conversation = None
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _begin_next(self) -> None:
        from interview.tui.screens.home import HomeScreen

        self._go_home()
        if isinstance(self.screen, HomeScreen):
            self.screen.call_after_refresh(self.screen.begin)

    def action_help_quit(self) -> None:
        """Say which key quits to someone who presses ctrl+c."""
        self.say("Press ctrl+q to quit. Every answer shown as saved is kept.")

    def _opened(self, conversation: Conversation) -> Screen[Any]:
        """Return the interview, or first what a change of its flow means."""
        if conversation.comparison is None:
            return InterviewScreen(conversation, self.clock)
        from interview.tui.screens.carryover import ChangedScreen

        return ChangedScreen(conversation, conversation.comparison)

    def _order(self, screen: Screen[Any], action: str) -> None:
        self.call_later(screen.run_action, action)

    def _wear(self, theme: str) -> None:
        self.theme = theme
        if self._settings is not None:
            self._settings.keep(theme)

    def _fatal_error(self) -> None:
        """End after a fault. Textual would print local variables here, and with them answers."""
        self._return_code = FAULT
        self._exit_renderables.append(shutdown.farewell(self._exception, self.conversation))
        self._close_messages_no_wait()

    def panic(self, *_: RenderableType) -> None:
        """End after a fault in the same way."""
        self._fatal_error()


def run(conversation: Conversation, *, clock: Clock = present, later: Callable[[], object] = _nothing) -> str:
    """Hold one interview on the full screen; return what to say once it is gone, which is mostly nothing.

    `later` is done once, when the first question has been on the screen for a moment.

    `UsageError` when a debugging variable of Textual is set. `Ended` with the exit code when the program was
    ended by a signal (128 and its number) or a fault (70).
    """
    return run_app(InterviewApp(conversation, clock=clock, later=later))


def run_home(
    home: Worklist,
    *,
    clock: Clock = present,
    later: Callable[[], object] = _nothing,
    begin_practice: BeginPractice | None = None,
) -> str:
    """Show the home screen and hold the interviews begun from it; returns and raises as `run` does."""
    return run_app(InterviewApp(home=home, clock=clock, later=later, begin_practice=begin_practice))


def run_practice(sitting: Sitting) -> str:
    """Practise on the full screen with a sitting that is open; returns and raises as `run` does."""
    run_app(InterviewApp(sitting=sitting))
    return sitting.leave()


def run_app(app: InterviewApp) -> str:
    """Run an app until it is left, and put its interview away; returns and raises as `run` does."""
    terminal.refuse_debugging(os.environ)
    app.keystrokes = Keystrokes()
    app.remember(Settings(data_folder()))
    gc.disable()
    try:
        app.run()
    finally:
        gc.enable()
    if app.return_code:
        shutdown.ignore()
    words = f"{app.left_out} {_put_away(app.conversation, ended=bool(app.return_code))}".strip()
    if app.return_code:
        raise exit.Ended(app.return_code, words)
    return words


def _put_away(conversation: Conversation | None, *, ended: bool) -> str:
    """Let go of an interview that is left; return what to say of it."""
    if conversation is None:
        return ""
    conversation.recording.close()
    if conversation.recording.saved and not ended:
        return ""
    from interview.conversation.full_disk import last_try

    return last_try(conversation)


def _freeze() -> None:
    """Spare the collector everything that lives as long as the program, and let it work from now on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY_NEW)
    gc.enable()

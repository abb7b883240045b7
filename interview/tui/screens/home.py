"""Home: start an interview, or go on with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from interview.conversation.conversation import Conversation
from interview.errors import InterviewError
from interview.tui.footer import HOME_HINTS
from interview.tui.frame import LIST
from interview.tui.keymap import HOME, UNSEEN, Command
from interview.tui.messages import Begun, Picked
from interview.tui.rows.banners import Fits, not_saving
from interview.tui.rows.home import KEYS, LOOK_AFTER, MORE, NEW, NEW_KEY, PRACTICE, home_rows
from interview.tui.screens.base import BaseScreen
from interview.tui.screens.bound_keys import bindings
from interview.tui.widgets.bars import Banner, HintBar, StatusBar
from interview.tui.widgets.row_list import RowList
from interview.worklist.items import SessionItem
from interview.worklist.worklist import BESIDE, CannotGoOn, VisitUnderWay, Worklist

if TYPE_CHECKING:
    from interview.practice.sitting import Sitting

BeginPractice = Callable[[str], "Sitting"]
"""Begins a sitting of practice with a flow; `InterviewError` where it cannot be practised."""
MOST = 3
"""Interviews of a kind that are listed at least; the history has all."""
WHICH_PRACTICE = "PRACTICE: with which flow?"
WHICH = "New patient: begin with what?"
INSTEAD = (("look", "Look at it, read only"), ("new", "Start another interview"))


class HomeScreen(BaseScreen[None]):
    """What can be started and resumed. Posts `Begun`."""

    ORDERS: ClassVar[tuple[Command, ...]] = HOME
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME)
    AUTO_FOCUS = "#home"

    def __init__(self, home: Worklist, begin_practice: BeginPractice | None = None) -> None:
        super().__init__()
        self.home = home
        self.begin_practice = begin_practice

    def compose(self) -> ComposeResult:
        """Lay the parts out."""
        yield StatusBar()
        yield RowList(id="home")
        yield Banner(id="note")
        yield HintBar()

    def on_mount(self) -> None:
        """Say what this is."""
        works = {order.action for order in self.orders} | {"open", "app.command_palette"}
        self.query_one(HintBar).show([hint for hint in HOME_HINTS if hint.action in works])

    @property
    def orders(self) -> Sequence[Command]:
        """Nothing leads to what is kept where nothing is."""
        kept = self.home.history is not None
        off = () if kept else ("history", "find")
        if not self._can_practise:
            off = (*off, "practise")
        return [order for order in self.ORDERS if order.action not in off]

    @property
    def _can_practise(self) -> bool:
        return bool(self.begin_practice and self.home.flow_items())

    def on_resize(self) -> None:
        """Fit the rows to the new size."""
        if hasattr(self, "list"):
            self.show()

    def on_screen_resume(self) -> None:
        """List what there is now; it may have changed since."""
        self.flows = self.home.flow_items()
        self.unfinished, self.finished = self.home.unfinished_items(), self.home.finished_items()
        self.pressing: frozenset[str] = frozenset()
        self.list = self.query_one("#home", RowList)
        about = self.flows[0].title if len(self.flows) == 1 else ""
        self.query_one(StatusBar).show("Interview", about=about)
        self.show()
        self.set_timer(LOOK_AFTER, self._look_for_urgent)
        self.list.move_to(next(iter(self.list.names), ""))
        note = self.query_one(Banner)
        note.say(self._notice)

    def show(self) -> None:
        """Bring the list up to date."""
        rows = home_rows(
            self.flows,
            self.unfinished,
            self.finished,
            columns=min(LIST, self.room.width) - 1,
            most=self._most,
            same_day=self.pressing,
            practice=self._can_practise,
        )
        self.list.show(rows, cursor=self.list.cursor)

    def _notice(self, fits: Fits) -> str:
        """What there is to know before anything is begun, in as many words as there is room for."""
        return not_saving(self.home.problem, fits) or self.home.notice

    @property
    def _most(self) -> int:
        """How many interviews of a kind are listed."""
        kinds = sum(map(bool, (self.unfinished, self.finished)))
        return max(MOST, (self.room.height - 12) // (3 * max(1, kinds)))

    def _look_for_urgent(self) -> None:
        """Mark what cannot wait, what is listed first; the first frame does not wait for that."""
        self._look_at(self.unfinished[: self._most])
        self.set_timer(LOOK_AFTER, lambda: self._look_at(self.unfinished[self._most :]))

    def _look_at(self, items: Sequence[SessionItem]) -> None:
        if not self.is_current:
            return  # a patient may be drawn by the same flow; it is looked for anew when this is back
        pressing = frozenset(item.id for item in items if self.home.is_pressing(item.id))
        if pressing and self.is_attached:
            self.pressing |= pressing
            self.show()

    def on_key(self, event: events.Key) -> None:
        """Choose by key, of what can be seen."""
        self.query_one(Banner).say(self._notice)
        key = event.character or ""
        kept = [name for name in self.list.names if name.startswith(("saved:", "visit:"))]
        if key == NEW_KEY and self.flows:
            event.stop()
            self.begin()
        elif key and key in KEYS and KEYS.index(key) < len(kept):
            event.stop()
            row = kept[KEYS.index(key)]
            if self.list.brought(row):
                self._open(row)
            else:
                self.query_one(Banner).say(UNSEEN.format(key=key))

    def on_picked(self, message: Picked) -> None:
        """Choose by cursor or mouse."""
        if message.row:
            self._open(message.row)

    def action_history(self) -> None:
        """Show everything that is kept."""
        self._history()

    def action_why(self) -> None:
        """List the keys."""
        from interview.tui.rows.help import keys_help

        self.help(keys_help(self.orders))

    def begin(self) -> None:
        """Begin with a new patient: with the only flow there is, or with one that is chosen."""
        from interview.tui.screens.panels import ChoosePanel

        if len(self.flows) == 1:
            self._open(f"flow:{self.flows[0].id}")
            return
        self.app.push_screen(
            ChoosePanel(WHICH, [(item.id, item.title) for item in self.flows]),
            lambda flow: self._open(f"flow:{flow}") if flow else None,
        )

    def action_practise(self) -> None:
        """Practise with the only flow there is, or with one that is chosen."""
        from interview.tui.screens.panels import ChoosePanel

        if len(self.flows) == 1:
            self._practise(self.flows[0].id)
        elif self.flows:
            choices = [(item.id, item.title) for item in self.flows]
            self.app.push_screen(ChoosePanel(WHICH_PRACTICE, choices), self._practise)

    def _practise(self, flow: str | None) -> None:
        from interview.tui.screens.practice.drawing import DrawingPanel

        if flow and self.begin_practice is not None:
            self.app.push_screen(DrawingPanel(partial(self.begin_practice, flow)), self._drawn)

    def _drawn(self, sitting: Sitting | str | None) -> None:
        from interview.tui.screens.practice.plan import PlanScreen

        if isinstance(sitting, str):
            self.say(sitting)
        elif sitting is not None:
            self.app.hush(monotonic())  # type: ignore[attr-defined]  # it was not in sight when they were pressed
            self.app.push_screen(PlanScreen(sitting), lambda _: self.say(sitting.leave()))

    def say(self, words: str) -> None:
        """Say what came of the last keys, in the place of what there is to know before anything is begun."""
        self.call_after_refresh(self.query_one(Banner).say, words)

    def action_open(self) -> None:
        """Do what Enter does."""
        self.list.action_pick("enter")

    def action_find(self) -> None:
        """Look for a kept interview by a text."""
        self._history(search=True)

    def _history(self, *, search: bool = False) -> None:
        from interview.tui.screens.history import HistoryScreen

        if self.home.history is None:
            return
        history = HistoryScreen(self.home, self.home.history)
        self.app.push_screen(history)
        if search:
            history.call_after_refresh(history.action_search)

    def _open(self, row: str) -> None:
        kind, _, name = row.partition(":")
        if kind == MORE:
            self._history()
            return
        if kind == NEW:
            self.begin()
            return
        if kind == PRACTICE:
            self.action_practise()
            return
        ways: dict[str, Callable[[str], Conversation]] = {
            "flow": self.home.begin,
            "saved": self.home.resume,
            "visit": self.home.follow,
            "beside": partial(self.home.follow, beside=True),
        }
        try:
            conversation = ways[kind](name)
        except VisitUnderWay as under_way:
            self._beside(name, under_way)
        except CannotGoOn as cannot:
            self._instead(cannot)
        except InterviewError as error:
            self.query_one(Banner).say(str(error))
        else:
            self.post_message(Begun(conversation))

    def _beside(self, visit: str, under_way: VisitUnderWay) -> None:
        """Offer to go on with an unfinished interview of the same patient, or to begin a visit beside it."""
        from interview.tui.screens.panels import ChoosePanel

        rows = {"go_on": f"saved:{under_way.session_id}", "beside": f"beside:{visit}"}
        self.app.push_screen(
            ChoosePanel(str(under_way), BESIDE),
            lambda choice: self._open(rows[choice]) if choice else None,
        )

    def _instead(self, cannot: CannotGoOn) -> None:
        """Offer to look at an interview that cannot be gone on with, or to start another one."""
        from interview.tui.screens.panels import ChoosePanel

        try:
            conversation = self.home.look(cannot)
        except InterviewError:
            self.query_one(Banner).say(str(cannot))
            return

        def chosen(choice: str | None) -> None:
            if choice == "look":
                self._look(cannot, conversation)
            elif choice == "new":
                self._open(f"flow:{conversation.session.flow.id}")

        self.app.push_screen(ChoosePanel(str(cannot), INSTEAD), chosen)

    def _look(self, cannot: CannotGoOn, conversation: Conversation) -> None:
        from interview.tui.screens.read_only import ReadingScreen

        self.app.push_screen(ReadingScreen(conversation, lambda: self.home.look(cannot)))

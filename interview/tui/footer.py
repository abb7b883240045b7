"""The footer: which keys work now, in as many words as fit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from interview.conversation.commands import option_keys
from interview.conversation.conversation import Conversation
from interview.conversation.entry import Entry
from interview.flow.answers import Several


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does, in full and in short. `action` is what a click runs; empty for none."""

    key: str
    words: str
    action: str = ""
    short: str = ""
    short_key: str = ""

    @property
    def brief(self) -> Hint:
        """The same with the short words."""
        return Hint(self.short_key or self.key, self.short or self.words, self.action)

    @property
    def width(self) -> int:
        """Columns it takes."""
        return len(self.key) + 1 + len(self.words)


MORE = Hint("ctrl+p", "more", "app.command_palette", short_key="^p")
BACK = Hint("b", "back", "back")
WHY = Hint("?", "why", "why")
SUMMARY = Hint("s", "summary", "summary")
EDIT = Hint("e", "edit", "edit")
SKIP = Hint("u", "not assessed", "not_assessed", "skip")
EDITING = (Hint("↑↓", "move"), Hint("Enter", "change", "pick('enter')"), Hint("Esc", "leave", "escape"))
TYPING = (
    Hint("Enter", "answer", "submit"),
    Hint("F2", "not assessed", "not_assessed", "skip"),
    Hint("F3", "back", "back"),
    Hint("F1", "why", "why"),
    Hint("Esc", "other keys", "escape", "keys"),
    MORE,
)
FINDING = (Hint("↑↓", "move"), Hint("Enter", "choose", "submit"), Hint("Esc", "close", "escape"))
SELECT = Hint("Option- or Fn-drag" if sys.platform == "darwin" else "Shift-drag", "select")
"""Terminals select text themselves while this key is held."""
CLOSE = Hint("Esc", "close", "close")
READING = (CLOSE, Hint("↑↓ PgUp PgDn", "scroll", short_key="↑↓"))
WRITING = (Hint("Enter", "write", "submit"), CLOSE)
READING_HINTS = (
    Hint("↑↓", "move"),
    Hint("s", "summary", "summary"),
    Hint("x", "export", "export"),
    Hint("r", "read again", "again", "again"),
    Hint("Esc", "back", "close"),
    MORE,
)
HOME_HINTS = (
    Hint("↑↓ Enter", "choose", "", "choose"),
    Hint("h", "history", "history"),
    Hint("?", "help", "why"),
    Hint("ctrl+q", "quit", "app.quit"),
    MORE,
)


def fit(hints: Sequence[Hint], width: int) -> tuple[tuple[Hint, ...], int]:
    """Return the hints that fit, and the columns between them.

    The last ones are shortened first; when all are short, the last but one goes, and so on.
    """
    kept = list(hints)
    for at in reversed(range(len(kept))):
        if _width(kept, 2) <= width:
            return tuple(kept), 2
        kept[at] = kept[at].brief
    while len(kept) > 1 and _width(kept, 1) > width:
        del kept[-2]
    return tuple(kept), 2 if _width(kept, 2) <= width else 1


_ABSENT = ("the others are absent", "others absent")
"""What Enter says where it was said before that the others were not checked, which a list still shows."""


def talk_hints(conversation: Conversation) -> tuple[Hint, ...]:
    """Return what can be pressed while a question is asked."""
    entry = conversation.entry
    if entry.typing:
        return TYPING
    choose = Hint(option_keys(len(entry.options)), "tick" if entry.several else "answer")
    if not entry.several:
        return (choose, SKIP, BACK, WHY, EDIT, SUMMARY, *_filter(entry), MORE)
    none = Hint("0", "none", "none")
    before = conversation.earlier
    words = ("done", "") if not isinstance(before, Several) or before.rest_absent else _ABSENT
    done = Hint("Enter", words[0], "enter", words[1], short_key="⏎")
    rest = Hint("r", "rest not checked", "rest", "partly")
    ticking = (done, rest) if entry.touched and entry.ticked else (none,)
    return (choose, *ticking, SKIP, BACK, WHY, *_filter(entry), SUMMARY, MORE)


def _filter(entry: Entry) -> tuple[Hint, ...]:
    return (Hint("/", "find", "filter"),) if entry.question and len(entry.question.options) > 9 else ()


def _width(hints: Sequence[Hint], gap: int) -> int:
    return sum(hint.width for hint in hints) + gap * (len(hints) - 1)


def summary_hints(
    *, reading: bool, text: bool, comment: bool, done: bool = False, fixed: bool = False
) -> tuple[Hint, ...]:
    """Return what can be pressed on the summary: in the list, behind a line (`reading`), or in a preview.

    A `fixed` one is opened from the history and leads to no question.
    """
    shared = (Hint("c", "copy", "copy"), Hint("x", "export", "export"), Hint("f", "format", "format"))
    back = Hint("b", "back to the history" if fixed else "back to the interview", "back", "back")
    if text:
        copy, export, show = shared
        return (copy, export, Hint("Esc", "list", "escape"), show, SELECT, back, MORE)
    goto = () if fixed else (Hint("g", "go to the answer", "goto", "answer"),)
    if reading:
        return (*goto, Hint("Esc", "list", "escape"), *shared, back, MORE)
    remark = (Hint("m", "comment", "comment"),) if comment else ()
    finish = (Hint("d", "done", "done"),) if done else ()
    look = Hint("↑↓ Enter", "look behind a line", "look", "look", "⏎" if done else "")
    return (look, *finish, *goto, *shared, *remark, back, MORE)


def history_hints(*, finished: bool, runnable: bool = True) -> tuple[Hint, ...]:
    """Return what can be pressed on a kept interview; Enter does what is mostly wanted with it.

    One that is not `runnable` is only looked at: its flow is not at hand.
    """
    look = Hint("Enter", "summary", "open", short_key="⏎")
    if not runnable:
        first: tuple[Hint, ...] = (look,)
    elif finished:
        first = (look, Hint("g", "correct", "go_on"))
    else:
        first = (Hint("Enter", "go on", "open", short_key="⏎"), Hint("s", "summary", "look"))
    visit = (Hint("v", "visit", "follow"),) if runnable else ()
    return (
        *first,
        Hint("/", "search", "search", "find"),
        *visit,
        Hint("l", "label", "label"),
        Hint("x", "export", "export"),
        Hint("d", "delete", "delete"),
        Hint("Esc", "back", "escape"),
        MORE,
    )


def choice_hints(count: int) -> tuple[Hint, ...]:
    """Return what can be pressed in a short list."""
    return (Hint(option_keys(count), "choose"), Hint("↑↓ Enter", "move, choose", short_key="↑↓"), CLOSE)


def problem_hints(*, back: bool) -> tuple[Hint, ...]:
    """Return what can be pressed while the problems of a flow are listed."""
    leave = Hint("Esc", "back", "escape") if back else Hint("ctrl+q", "quit", "app.quit")
    return (Hint("↑↓", "scroll"), Hint("F9", "reload now", "app.reload", "reload"), leave, MORE)


def changed_hints(*, confirming: bool) -> tuple[Hint, ...]:
    """Return what can be pressed while a change of flow is told; `confirming` an answer, or not."""
    go_on = Hint("g", "go on", "go_on")
    if not confirming:
        return (Hint("↑↓ Enter", "next", "keep"), go_on, Hint("?", "help", "why"), MORE)
    return (Hint("Enter", "keep", "keep"), Hint("a", "answer anew", "anew", "anew"), go_on, MORE)

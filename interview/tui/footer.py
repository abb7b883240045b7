"""The footer: which keys work now, in as many words as fit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview.conversation.commands import option_keys
from interview.conversation.conversation import Conversation
from interview.conversation.grid import gaps, grid


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does, in full and in short. `action` is what a click runs; empty for none."""

    key: str
    words: str
    action: str = ""
    short: str = ""
    short_key: str = ""
    lit: bool = False
    """Whether it is the usual next step; one at the most is."""

    @property
    def brief(self) -> Hint:
        """The same with the short words."""
        return Hint(self.short_key or self.key, self.short or self.words, self.action, lit=self.lit)

    @property
    def width(self) -> int:
        """Columns it takes."""
        return len(self.key) + bool(self.words) + len(self.words)

    def gap(self, columns: int) -> int:
        """Columns to the next one: keys that share their words stand together."""
        return columns if self.words else 1


MORE = Hint("^p", "all commands", "app.command_palette", "all")
"""Always the last, at the right edge."""
BACK = Hint("b", "back", "back")
WHY = Hint("?", "why", "why")
SUMMARY = Hint("s", "summary", "summary", "sum")
EDIT = Hint("e", "edit", "edit")
FIND = Hint("/", "find", "filter")
SKIP = Hint("u", "not assessed", "not_assessed", "unknown")
ENTER = "⏎"
ELSEWHERE = (BACK, SUMMARY, EDIT, WHY)
"""What goes elsewhere from a question."""
WRITING_TEXT = (
    Hint("F3", "back", "back"),
    Hint("F5", "summary", "summary", "sum"),
    Hint("F1", "why", "why"),
    Hint("Esc", "other keys", "escape", "keys"),
    MORE,
)
"""The same while letters are text."""
EDITING = (Hint("b", "back", "close"), Hint(ENTER, "change", "pick('enter')"), Hint("↑↓", "move"), MORE)
FINDING_KEYS = (
    Hint(ENTER, "take the first", "submit", "take"),
    Hint("↑↓", "choose"),
    Hint("Esc", "close", "escape"),
)
FINDING = (Hint("Esc", "close", "escape"), Hint("↑↓", "move"), Hint(ENTER, "choose", "submit"))
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
LEAVE = Hint("b", "back", "leave")
READ = Hint("v", "the case", "read", "case")
DECIDING = (
    *(Hint(key, words, f"place({key})") for key, words in (("1", "today"), ("2", "soon"), ("3", "later"))),
    Hint("4", "against", "place(4)"),
    Hint("5", "ask first", "place(5)", "ask"),
    Hint("0", "leave out", "place(0)", "out"),
    Hint(ENTER, "commit", "commit"),
)
KEYS = Hint("?", "keys", "why", "how")
PLAN_HINTS = (LEAVE, READ, Hint("a", "ask for a finding", "find", "ask"), KEYS, MORE)


def answer_hints(onward: str, *, small: bool) -> tuple[Hint, ...]:
    """Return what can be pressed on the answers of a case; `onward` is what the usual next key leads to."""
    why, on = Hint(ENTER, "why", "look"), Hint("n", onward, "next", onward.partition(" ")[0], lit=True)
    if small:
        return (LEAVE, why, on, KEYS, MORE)
    return (LEAVE, why, Hint("t", "twist", "twist"), on, READ, KEYS, MORE)


def asked_hints(*, flip: bool, twin: bool) -> tuple[Hint, ...]:
    """Return what else can be pressed on the answers, where the card behind a line has no room to say it."""
    return (*_flip(flip), Hint("t", "twist", "twist"), *behind_hints(flip=False, twin=twin)[1:])


def behind_hints(*, flip: bool, twin: bool) -> tuple[Hint, ...]:
    """Return what can be pressed on what is behind a line; `flip` and `twin` say that the line has one."""
    return (
        Hint(ENTER, "all of it, with sources", "look", "all"),
        *_flip(flip),
        *((Hint("p", "nearest twin", "twin", "twin"),) if twin else ()),
        Hint("m", "I disagree", "disagree", "disagree"),
    )


def _flip(has: bool) -> tuple[Hint, ...]:
    return (Hint("f", "flip question", "flip", "flip"),) if has else ()


TICKING = (
    Hint("Space", "it moves", "pick('space')", "moves"),
    Hint(ENTER, "these move", "pick('enter')", "say so"),
    CLOSE,
)
HOME_HINTS = (
    Hint("q", "quit", "app.quit"),
    Hint(ENTER, "open", "open"),
    Hint("h", "history", "history"),
    Hint("/", "find", "find"),
    Hint("?", "keys", "why"),
    MORE,
)


def fit(hints: Sequence[Hint], width: int) -> tuple[tuple[Hint, ...], int]:
    """Return the hints that fit, and the columns between them.

    The last ones are shortened first; when all are short, the last but one goes, and so on.
    """
    kept = list(hints)
    for at in reversed(range(len(kept))):
        if _width(kept, GAP) <= width:
            return tuple(kept), GAP
        kept[at] = kept[at].brief
    while len(kept) > 1 and _width(kept, 2) > width:
        del kept[-2]
    return tuple(kept), GAP if _width(kept, GAP) <= width else 2


def packed(hints: Sequence[Hint], width: int, *, small: bool) -> list[tuple[tuple[Hint, ...], int]]:
    """Return the hints in one line, on a small screen perhaps in two; each line with the columns between.

    None is left out: words go before keys do.
    """
    if not small:
        kept = list(hints)
        for at in reversed(range(len(kept))):
            if _width(kept, GAP) <= width:
                return [(tuple(kept), GAP)]
            kept[at] = kept[at].brief
        return [(tuple(kept), GAP if _width(kept, GAP) <= width else 1)]
    short = [hint.brief for hint in hints]
    for kept in (list(hints), short):
        if _width(kept, 2) <= width:
            return [(tuple(kept), 2)]
    for kept in (list(hints), short):
        for half in range(len(kept) - 1, 0, -1):
            if max(_width(kept[:half], 2), _width(kept[half:], 2)) <= width:
                return [(tuple(kept[:half]), 2), (tuple(kept[half:]), 2)]
    half = (len(short) + 1) // 2
    return [(tuple(short[:half]), 1), (tuple(short[half:]), 1)]


GAP = 3
"""Columns between two keys."""


def bar_hints(conversation: Conversation, *, writing: bool = False) -> tuple[Hint, ...]:
    """Return the keys of the last line while a question is asked; `writing` while letters are text."""
    if writing and conversation.entry.typing and not conversation.entry.numeric:
        return WRITING_TEXT
    return (*ELSEWHERE, FIND, MORE)


MOST_IN_SIGHT = 8
"""Options of a list from which it is worth to look for one by its words."""


def decision_hints(conversation: Conversation, *, cursor: bool, writing: bool = False) -> tuple[Hint, ...]:
    """Return the keys that answer; `cursor` says that there is a row for Enter to take."""
    entry, keeps = conversation.entry, not conversation.entry.touched and conversation.earlier is not None
    if grid(conversation):
        return _grid_hints(conversation)
    if entry.typing:
        return _typing(conversation, keeps=keeps, writing=writing)
    keep = Hint(ENTER, "keep", "enter")
    if entry.several:
        done = Hint(ENTER, "these, others absent", "enter", "others absent")
        if not entry.ticked:
            done = Hint(ENTER, "nothing recorded yet", "enter", "no answer yet")
        rest = Hint("r", "rest not checked", "rest", "rest not checked")
        return (keep if keeps else done, rest, Hint("0", "none", "none"), SKIP)
    row = Hint(ENTER, "answer with this row", "enter", "this row")
    choose = Hint(option_keys(len(entry.question.options) if entry.question else 0), "answer")
    return (choose, *([keep] if keeps and not cursor else [row] if cursor else []), SKIP)


def _grid_hints(conversation: Conversation) -> tuple[Hint, ...]:
    left = gaps(conversation)
    set_ = Hint("u", "this row, then the next", "not_assessed", "this row")
    rest = () if not left else (Hint("r", "rest not assessed", "rest", "rest"),)
    keeps = conversation.earlier is not None and conversation.active in left
    go_on = Hint(ENTER, "keep" if keeps else "go on", "enter")
    return (Hint("y", "", "yes"), Hint("n", "", "no"), set_, *rest, go_on)


def _typing(conversation: Conversation, *, keeps: bool, writing: bool) -> tuple[Hint, ...]:
    answer = Hint(ENTER, "keep" if keeps else "answer", "submit")
    if conversation.entry.numeric:
        return (answer, SKIP, Hint("0-9", "type"))
    if writing:
        return (
            answer,
            Hint("F2", "not assessed", "not_assessed", "skip"),
            Hint("^j", "new line", "", "line"),
        )
    return (Hint(ENTER, "type on", "enter", "type"), SKIP)


def _width(hints: Sequence[Hint], gap: int) -> int:
    return sum(hint.width for hint in hints) + sum(hint.gap(gap) for hint in hints[:-1])


def summary_hints(
    steps: Sequence[Hint],
    *,
    reading: bool,
    text: bool,
    comment: bool,
    fixed: bool = False,
    on_card: bool = False,
) -> tuple[Hint, ...]:
    """Return what can be pressed on the summary: in the list, behind a line (`reading`), or in a text.

    `steps` are what one does next; those that stand `on_card` are not told again. A `fixed` summary is opened
    from the history, and leads to no question.
    """
    own = tuple(step for step in steps if step.key == BACK.key)
    back = () if on_card and own else own or (BACK,)
    steps = () if on_card else [step for step in steps if step.key != BACK.key]
    if text:
        steps = [step for step in steps if step.lit or step.key in "cxd"]
        return (*back, *steps, Hint("f", "letter or other text", "format", "text"), SELECT, MORE)
    goto = () if fixed else (Hint("g", "answer", "goto"),)
    if reading:
        return (*back, Hint("Esc", "list", "escape"), *goto, *steps, MORE)
    remark = (Hint("m", "comment", "comment"),) if comment else ()
    lead = [step for step in steps if step.lit] + [step for step in steps if step.key == "d" and not step.lit]
    rest = [step for step in steps if step not in lead]
    return (
        *back,
        *lead,
        Hint(ENTER, "why", "look"),
        *rest,
        *goto,
        Hint("f", "text", "format"),
        *remark,
        MORE,
    )


TO_TAKE = (Hint("c", "copy the note", "copy", "copy", lit=True), Hint("x", "export", "export"))
"""What one does with a summary that is only looked at."""


def next_steps(
    usual: str, *, asked: bool = True, done: bool = False, home: bool = False, doubt: bool = False
) -> tuple[Hint, ...]:
    """Return what one does with a summary, the `usual` key lit.

    `asked` says that no question is left, `done` that it can be finished, `home` that there is a list of
    patients, `doubt` that an answer is missing for what might be for today.
    """
    steps = (
        *(() if asked else (Hint("b", "go on", "back"),)),
        *((Hint("r", "answer that", "return", "answer"),) if doubt else ()),
        Hint("c", "copy the note" if asked else "copy the note so far", "copy", "copy"),
        Hint("x", "export", "export"),
        *((Hint("d", "finish", "done"),) if done else ()),
        *((Hint("L", "label", "app.label"),) if asked and not doubt else ()),
        *((Hint("n", "next patient", "next", "next"),) if asked and home else ()),
    )
    return tuple(replace(step, lit=step.key == usual) for step in steps)


NOTHING_KEPT = (Hint("b", "back", "escape"), Hint("?", "keys", "why"), MORE)


def history_hints(*, finished: bool, runnable: bool = True) -> tuple[Hint, ...]:
    """Return what can be pressed on a kept interview; Enter does what is mostly wanted with it.

    One that is not `runnable` is only looked at: its flow is not at hand.
    """
    look = Hint(ENTER, "summary", "open")
    if not runnable:
        first: tuple[Hint, ...] = (look,)
    elif finished:
        first = (look, Hint("g", "correct", "go_on"))
    else:
        first = (Hint(ENTER, "go on", "open"), Hint("s", "summary", "look"))
    visit = (Hint("v", "visit", "follow"),) if runnable else ()
    return (
        Hint("b", "back", "escape"),
        *first,
        Hint("/", "find", "search"),
        *visit,
        Hint("l", "label", "label"),
        Hint("x", "export", "export"),
        Hint("Del", "delete", "delete"),
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

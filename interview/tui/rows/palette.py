"""Everything that can be done from here, by name; and with a text typed, whatever in the flow has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from interview.flow.model import Flow
from interview.summary.citations import full, short
from interview.text import nearest
from interview.tui.rows.row import Row, clipped, heading, row

MOST = 30
"""Questions, lines and sources that are listed; more letters find fewer."""
NARROW = 50
LEAST = 12
"""Columns in which the beginning of more words still says something."""
NOTHING = "Nothing has this text."


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be done, with its key."""

    title: str
    words: str
    run: Callable[[], object]
    shown: str = ""
    also: str = ""
    """What else it is found by, which is not shown."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A question, a line or a source of the flow, found by its words."""

    kind: str
    id: str
    title: str
    more: str = ""


KINDS = {"question": "Questions", "line": "Lines of the plan", "source": "Sources"}


def jumps(flow: Flow, text: str) -> tuple[Jump, ...]:
    """Return what has every word of a text, questions first, first what is called so; nothing for none."""
    if not text.split():
        return ()
    every, kinds = tuple(_every(flow)), tuple(KINDS)
    found = (every[place] for place in nearest(text, ((one.title, one.more) for one in every)))
    return tuple(sorted(found, key=lambda one: kinds.index(one.kind)))[:MOST]


def matching(entries: Sequence[Entry], text: str) -> tuple[int, ...]:
    """Return the places of the commands that have every word of a text, first what is called so."""
    return tuple(nearest(text, ((one.title, f"{one.words} {one.also}") for one in entries)))


def palette_rows(
    entries: Sequence[Entry], found: Iterable[Jump], columns: int, nothing: str = NOTHING
) -> list[Row]:
    """Return the commands with their keys at the right, then what was found, or that it is nothing; row names
    are `entry:N` and `KIND:ID`."""
    rows = [_entry(at, entry, columns) for at, entry in enumerate(entries)]
    kind = ""
    for jump in found:
        if jump.kind != kind:
            kind = jump.kind
            rows.append(heading(KINDS[kind], indent=1))
        room = columns - cell_len(jump.title) - 6
        more = f"  {clipped(jump.more, room)}" if room >= min(LEAST, cell_len(jump.more)) else ""
        rows.append(row(jump.title, (more, "muted"), lead="   ", name=f"{kind}:{jump.id}"))
    return rows or [row((nothing, "muted"), lead=" ")]


def source_rows(flow: Flow, name: str) -> list[Row]:
    """Return a source in full, and what rests on it."""
    source = flow.sources[name]
    lines = [line.title for line in flow.recommendations.values() if name in line.sources]
    questions = [question.label for question in flow.questions.values() if name in question.sources]
    rows = [row((full(source), "strong"))]
    for title, found in (("Lines that rest on it", lines), ("Questions", questions)):
        rows += [row(), heading(title), *(row(one, lead="  ") for one in found)] if found else []
    return rows


def _entry(at: int, entry: Entry, columns: int) -> Row:
    room = columns - len(entry.title) - len(entry.shown) - 8
    words = clipped(entry.words, room) if columns >= NARROW and room > 8 else ""
    right = ((f"{entry.shown} ", "key"),) if entry.shown else ()
    return row(
        entry.title, (f"  {words}" if words else "", "muted"), lead=" ", name=f"entry:{at}", right=right
    )


def _every(flow: Flow) -> Iterator[Jump]:
    for question in flow.questions.values():
        yield Jump("question", question.id, question.label, question.ask)
    for line in flow.recommendations.values():
        yield Jump("line", line.id, line.title, "" if line.row.title == line.title else line.row.title)
    for source in flow.sources.values():
        yield Jump("source", source.id, short(source), full(source))

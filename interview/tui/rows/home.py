"""The first screen: a new patient, always first and always `n`; then what can be gone on with or followed."""

from __future__ import annotations

from collections.abc import Container, Sequence

from rich.cells import cell_len

from interview.conversation.commands import OPTION_KEYS
from interview.tui.rows.row import BLANK, Part, Row, clipped, heading, place, row, whole
from interview.worklist.items import FlowItem, SessionItem, numbered

NEW_KEY = "n"
PRACTICE_KEY, PRACTICE = "p", "practice"
"""The key and the name of the row that leads to practice."""
NEW = "new"
"""The name of the row that begins with a new patient, where there are several flows."""
MORE = "more"
"""The name of the row that leads to those that are not listed."""
KEYS = "".join(key for key in OPTION_KEYS if key not in (NEW_KEY, "h", "q", PRACTICE_KEY))
"""Of the interviews that are kept; `h` is the history, `q` quits, `p` practises."""
NO_LABEL_YET = "no label needed to begin"
INDENT = "     "
EDGES = 7
"""Columns of the edge around a new patient, and the gap before it."""
SHORTEST_ORIGIN = 24
SAME_DAY = " SAME DAY "
LOOK_AFTER = 0.1
"""Seconds after a list is drawn at which it is looked for what cannot wait."""
LEAST = 8
"""Columns in which a description still says something."""
NARROW = 60
"""Columns under which every line counts."""


def home_rows(
    flows: Sequence[FlowItem],
    unfinished: Sequence[SessionItem],
    finished: Sequence[SessionItem] = (),
    *,
    columns: int,
    most: int,
    same_day: Container[str] = (),
    practice: bool = False,
) -> list[Row]:
    """Return the list, no more than the `most` latest of a kind. A new patient's row never moves."""
    new = _new(flows, columns)
    rows = [BLANK, *_boxed(new, columns)] if columns >= NARROW else new
    keys, several = list(KEYS), not shared_title((*unfinished, *finished))
    for title, kind, items in (("Go on with", "saved", unfinished), ("Return visit", "visit", finished)):
        rows += [BLANK, heading(title, indent=4)] if items else []
        for at, item in enumerate(numbered(items, most)):
            rows += [BLANK] if at and columns >= NARROW else []
            key = keys.pop(0) if keys else "·"
            rows += _kept(item, kind, key, columns, pressing=item.id in same_day, several=several)
        if len(items) > most:
            rows += [BLANK, _more(items[most:], same_day)]
    if len(flows) == 1 and columns >= NARROW and not (unfinished or finished):
        rows += [BLANK, row((flows[0].description, "muted"), lead=INDENT + "  ")]
    if practice:
        about: Part = ("  on a made-up patient, kept apart", "muted")
        rows += [BLANK, row("Practise", about, lead=((f"    {PRACTICE_KEY}  ", "key"),), name=PRACTICE)]
    return rows


def _more(items: Sequence[SessionItem], same_day: Container[str]) -> Row:
    """Return how many are not listed, and in how many of them something cannot wait."""
    pressing = sum(item.id in same_day for item in items)
    tag: tuple[Part, ...] = (("  ", "text"), (f" {pressing}{SAME_DAY}", "alarm")) if pressing else ()
    words = f"{len(items)} more: h shows all that is kept"
    return row((words, "muted"), *tag, lead=INDENT + "  ", name=MORE)


def history_rows(
    kept: Sequence[SessionItem], search: str, count: int, columns: int, same_day: Container[str] = ()
) -> list[Row]:
    """Return kept interviews, or those that a search found, and how many more of `count` there are.

    The flow of each is told only where there are several (`shared_title`).
    """
    if not kept:
        words = "No kept interview has this text." if search else "No interview is kept here."
        return [row((words, "muted"), lead="  ")]
    rows: list[Row] = []
    several = not shared_title(kept)
    for item in kept:
        name = f"session:{item.id}"
        called = item.label or item.begun or item.when
        tag: tuple[Part, ...] = (("  ", "text"), (SAME_DAY, "alarm")) if item.id in same_day else ()
        rows.append(row((called, "strong"), *tag, lead="  ", name=name, right=_when(item)))
        pieces = (item.about, _count(item), item.title if several else "")
        rows.append(row((whole(filter(None, pieces), columns - 4, " · "), "muted"), lead="    ", name=name))
    more = count - len(kept)
    return [*rows, row((f"{more} earlier", "muted"), lead="  ")] if more > 0 else rows


def shared_title(items: Sequence[SessionItem]) -> str:
    """Return the flow that all of these interviews are of; empty where there are several, or none."""
    titles = {item.title for item in items}
    return titles.pop() if len(titles) == 1 else ""


def _new(flows: Sequence[FlowItem], columns: int) -> list[Row]:
    if not flows:
        return [row(("No flow was found.", "muted"), lead="  ")]
    right: tuple[Part, ...] = ((NO_LABEL_YET, "muted"),) if columns >= NARROW else ()
    only = flows[0] if len(flows) == 1 else None
    name, origin = (f"flow:{only.id}", _origin(only)) if only else (NEW, ("", "warning"))
    new = row(("New patient", "strong"), origin, lead=_lead(NEW_KEY), name=name, right=right)
    return [new] if only else [new, *(_flow(item, columns) for item in flows)]


def _flow(item: FlowItem, columns: int) -> Row:
    """Return a flow in one line: where it came from is never left out, and is cut last."""
    room = columns - len(INDENT) - EDGES
    title = clipped(item.title, room - (SHORTEST_ORIGIN if item.origin else 0))
    origin = f"  {place(item.origin, room - cell_len(title) - 2)}" if item.origin else ""
    left = room - cell_len(title) - cell_len(origin) - 2
    about = f"  {clipped(item.description, left)}" if left > LEAST else ""
    return row(title, (origin, "warning"), (about, "muted"), lead=_lead("·"), name=f"flow:{item.id}")


def _origin(item: FlowItem) -> Part:
    return (f"  from {item.origin}" if item.origin else "", "warning")


def _lead(key: str) -> tuple[Part, ...]:
    return ((f"  {key}  ", "key"),)


def _boxed(rows: list[Row], columns: int) -> list[Row]:
    """Draw the one bright edge of the screen around rows."""
    width = max(10, columns - 4)
    inside = [
        row(
            *one.text,
            lead=((" │", "edge"), *one.lead),
            name=one.name,
            right=(*one.right, (" ", "text"), ("│ ", "edge")),
        )
        for one in rows
    ]
    return [
        row((f" ╭{'─' * width}╮", "accent")),
        *inside,
        row((f" ╰{'─' * width}╯", "accent")),
    ]


def _kept(
    item: SessionItem, kind: str, key: str, columns: int, *, pressing: bool, several: bool
) -> list[Row]:
    """Return an interview in two rows: whose it is and how long ago, then what is known of it.

    Where there are those of several flows, by which one comes before that. On a narrow screen the first row
    has no room for more than the label.
    """
    name, narrow = f"{kind}:{item.id}", columns < NARROW
    label: Part = (item.label or item.when.partition(",")[0], "strong")
    visit: tuple[Part, ...] = () if narrow else ((f"  {item.visit}  ", "muted"),)
    tag: tuple[Part, ...] = ((SAME_DAY, "alarm"),) if pressing else ()
    first = (label, *visit) if narrow else (label, *visit, *tag)
    room = max(20, columns - 9 - (len(SAME_DAY) + 1) * (narrow and pressing))
    title = (clipped(item.title, room // 2),) if several else ()
    left = room - sum(cell_len(one) + 3 for one in title)
    about = whole((*title, _known(item, left), _count(item)), room, " · ")
    second = (*tag, (" ", "text"), (about, "muted")) if narrow and tag else ((about, "muted"),)
    return [
        row(*first, lead=((f"    {key}  ", "key"),), name=name, right=_when(item)),
        row(*second, lead="       ", name=name),
    ]


def _known(item: SessionItem, columns: int) -> str:
    """Return what is known of an interview in whole pieces: the first answers, and which was the last."""
    *before, last = item.about.split("; ")
    room = columns - cell_len(last) - 2
    if before and cell_len(before[0]) <= room:
        return f"{whole(before, room)}; {last}"
    return whole((*before, last), columns)


def _when(item: SessionItem) -> tuple[Part, ...]:
    words = item.age or (item.when if item.label or item.begun else "")
    return ((f"{words}  ", "muted"),) if words else ()


def _count(item: SessionItem) -> str:
    return "1 answer" if item.answers == 1 else f"{item.answers} answers"

"""The first screen: a new patient, always first and always `n`; then what can be gone on with or followed."""

from __future__ import annotations

from collections.abc import Sequence

from interview.conversation.commands import OPTION_KEYS
from interview.tui.rows.row import BLANK, Row, heading, row
from interview.worklist.items import FlowItem, SessionItem

NEW_KEY = "n"
NEW = "new"
"""The name of the row that begins with a new patient, where there are several flows."""
KEYS = "".join(key for key in OPTION_KEYS if key not in (NEW_KEY, "h"))
"""Of the interviews that are kept; `h` is the history."""


def home_rows(
    flows: Sequence[FlowItem], unfinished: Sequence[SessionItem], finished: Sequence[SessionItem] = ()
) -> list[Row]:
    """Return the list. The flows come first, so that what begins with a new patient never moves."""
    rows = [heading("New patient", indent=1), *_new(flows)]
    keys = [f"  {key} " for key in KEYS]
    for title, kind, items in (("Go on with", "saved", unfinished), ("Return visit", "visit", finished)):
        if items:
            rows += [BLANK, heading(title, indent=1)]
        for item in items:
            lead = (keys.pop(0) if keys else "  · ", "key")
            rows.append(row(item.title, (f"  {item.words}", "muted"), lead=lead, name=f"{kind}:{item.id}"))
    return rows


def history_rows(kept: Sequence[SessionItem], search: str, count: int) -> list[Row]:
    """Return kept interviews, or those that a search found, and how many more of `count` there are."""
    if not kept:
        words = "No kept interview has this text." if search else "No interview is kept here."
        return [row((words, "muted"), lead=" ")]
    rows = [
        row(item.words, (f"  {item.title}", "muted"), lead=" ", name=f"session:{item.id}") for item in kept
    ]
    more = count - len(kept)
    return [*rows, row((f"{more} earlier", "muted"), lead=" ")] if more > 0 else rows


def _new(flows: Sequence[FlowItem]) -> list[Row]:
    if not flows:
        return [row(("No flow was found.", "muted"), lead="   ")]
    if len(flows) == 1:
        return [_flow(flows[0], NEW_KEY)]
    choose = row("Choose what to begin with", lead=(f"  {NEW_KEY} ", "key"), name=NEW)
    return [choose, *(_flow(item, "·") for item in flows)]


def _flow(item: FlowItem, key: str) -> Row:
    origin = f"  from {item.origin}" if item.origin else ""
    about = (f"  {item.description}", "muted")
    return row(item.title, (origin, "warning"), about, lead=(f"  {key} ", "key"), name=f"flow:{item.id}")

"""The first screen: what can be started or resumed."""

from __future__ import annotations

from collections.abc import Sequence

from interview.tui.keymap import option_key
from interview.tui.offers import FlowItem, SessionItem
from interview.tui.rows.row import BLANK, Row, heading, row


def home_rows(
    flows: Sequence[FlowItem], saved: Sequence[SessionItem], finished: Sequence[SessionItem] = ()
) -> list[Row]:
    """Return the list: unfinished interviews, the flows that can be started, the visits that can follow."""
    rows: list[Row] = []
    if saved:
        rows += [
            heading("Go on with", indent=1),
            *(_saved(at, offer, "saved") for at, offer in enumerate(saved)),
            BLANK,
        ]
    rows.append(heading("Start", indent=1))
    if not flows:
        rows.append(row(("No flow was found.", "muted"), lead="   "))
    rows += [_flow(at, offer) for at, offer in enumerate(flows, start=len(saved))]
    if finished:
        first = len(saved) + len(flows)
        rows += [
            BLANK,
            heading("Return visit", indent=1),
            *(_saved(at, offer, "visit") for at, offer in enumerate(finished, start=first)),
        ]
    return rows


def history_rows(kept: Sequence[SessionItem], search: str, count: int) -> list[Row]:
    """Return kept interviews, or those that a search found, and how many more of `count` there are."""
    if not kept:
        words = "No kept interview has this text." if search else "No interview is kept here."
        return [row((words, "muted"), lead=" ")]
    rows = [
        row(offer.words, (f"  {offer.title}", "muted"), lead=" ", name=f"session:{offer.id}")
        for offer in kept
    ]
    more = count - len(kept)
    return [*rows, row((f"{more} earlier", "muted"), lead=" ")] if more > 0 else rows


def _saved(at: int, offer: SessionItem, kind: str) -> Row:
    return row(
        offer.title,
        (f"  {offer.words}", "muted"),
        lead=(f"  {option_key(at) or '·'} ", "key"),
        name=f"{kind}:{offer.id}",
    )


def _flow(at: int, offer: FlowItem) -> Row:
    origin = f"  from {offer.origin}" if offer.origin else ""
    about = (f"  {offer.description}", "muted")
    lead = (f"  {option_key(at) or '·'} ", "key")
    return row(offer.title, (origin, "warning"), about, lead=lead, name=f"flow:{offer.id}")

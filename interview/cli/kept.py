"""A kept session's summary: the note as it was on its day, or any form made again from what was kept."""

from __future__ import annotations

from argparse import Namespace

from interview.cli.commands.render import rendered_session, wish_of
from interview.export.formats import Wish
from interview.store import Saved, Store
from interview.store.continuing import as_held
from interview.store.visits import visits_before


def rendered(store: Store, saved: Saved, arguments: Namespace) -> bytes:
    """Return the summary of a kept session in the form asked for.

    The note is the very text of the day the session was finished, unless it should be made again. Everything
    else is made from the flow the session was held with, dated by when it was finished or answered last;
    `StoreError` when that flow cannot be had.
    """
    if _is_plain_note(arguments) and (note := store.note(saved.id)):
        return note.encode()
    at = saved.finished or saved.last or saved.begun
    session = as_held(store, saved)
    earlier = visits_before(store, saved, session.logic)
    return rendered_session(session, arguments, at=at, origin=saved.origin, visits=earlier, kept_as=saved.id)


def _is_plain_note(arguments: Namespace) -> bool:
    """Tell whether the note is asked for as it is kept: in the usual form, with nothing wished otherwise."""
    return arguments.format == "note" and not arguments.again and wish_of(arguments) == Wish()

"""A kept session's summary, made with the flow it was held with: the same today as on its day."""

from __future__ import annotations

from argparse import Namespace

from interview.cli.render import rendered_session
from interview.store import Saved, Store
from interview.store.continuing import as_held
from interview.store.visits import visits_before


def rendered(store: Store, saved: Saved, arguments: Namespace) -> bytes:
    """Return the summary of a kept session in the form asked for, dated by when it was finished or answered
    last; `StoreError` when the flow it was held with cannot be had."""
    at = saved.finished or saved.last or saved.begun
    session = as_held(store, saved)
    earlier = visits_before(store, saved, session.logic)
    return rendered_session(session, arguments, at=at, visits=earlier, kept_as=saved.id)

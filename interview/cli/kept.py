"""A kept session's summary, made with the flow that was kept with it: the same today as on its day."""

from __future__ import annotations

from argparse import Namespace

from interview.cli.render import rendered_session
from interview.engine import Session, replay
from interview.errors import FlowError, UsageError
from interview.flow.load import load_kept
from interview.flow.logic import compile_flow
from interview.store import Saved, Store


def rendered(store: Store, saved: Saved, arguments: Namespace) -> str:
    """Return the summary of a kept session in the form asked for, dated by its last answer."""
    return rendered_session(session_of(store, saved), arguments, at=saved.last or saved.begun)


def session_of(store: Store, saved: Saved) -> Session:
    """Return a kept session under its own flow; `UsageError` when that flow cannot be had."""
    files = store.kept_flow(saved.content_hash)
    if not files:
        raise UsageError(
            f"the flow of this session ({saved.flow_id} {saved.flow_version}) was not kept with it"
        )
    try:
        logic = compile_flow(load_kept(files))
    except FlowError as error:
        raise UsageError(f"the flow kept with this session cannot be read by this version: {error}") from None
    return replay(logic, store.events(saved.id))

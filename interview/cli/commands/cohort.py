"""`interview sessions cohort`: every kept session of a flow as a table, with the codebook of its columns."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from interview.cli.terminal import complain, say
from interview.engine import Session, replay
from interview.engine.session import under_last
from interview.errors import UsageError
from interview.export.csv.table import Held, codebook, table, versions
from interview.export.files import destination, write_new
from interview.flow.logic.compiler import Logic
from interview.moments import local
from interview.store import Saved, Store, StoreError
from interview.store.visits import as_held
from interview.text import one_line, shown_path


def command(store: Store, arguments: Namespace) -> int:
    """Write the table and its codebook; a session whose flow was not kept is left out and named."""
    target = destination(arguments.output, "cohort", ".csv")
    if target is None:
        raise UsageError(
            "a table and its codebook are two files, and standard output is one; name a file or a folder"
        )
    beside = target.with_name(f"{target.stem}-codebook{target.suffix}")
    for path in (target, beside):
        if path.exists() or path.is_symlink():
            name = shown_path(path)
            raise UsageError(f"{name} exists already and is left as it is; choose another name")
    sessions = tuple(_held(store, arguments.flow))
    if not sessions:
        flow = one_line(arguments.flow)
        raise UsageError(f"no session of '{flow}' is kept; see 'interview sessions list'")
    write_new(target, table(sessions, free_text=arguments.free_text))
    write_new(beside, codebook(versions(sessions), free_text=arguments.free_text))
    count = "1 session" if len(sessions) == 1 else f"{len(sessions)} sessions"
    say(f"{count} in {shown_path(target)}, explained in {shown_path(beside)}")
    return 0


def _held(store: Store, flow: str) -> Iterator[Held]:
    """Yield the kept sessions of a flow, the earliest first."""
    logics: dict[tuple[str, str], Logic] = {}
    mine = (saved for saved in store.sessions() if saved.flow_id == flow)
    found = sorted(mine, key=lambda one: local(one.begun))
    for saved in found:
        try:
            session = _as_held(store, saved, logics)
        except StoreError as error:
            complain(f"interview: {saved.id} is left out. {error}")
            continue
        yield Held(session, saved.moment, saved.id, saved.follows, bool(saved.finished))


def _as_held(store: Store, saved: Saved, logics: dict[tuple[str, str], Logic]) -> Session:
    """Return a session under the version it was held with, each version loaded once."""
    log = store.legible(saved.id)
    version = (under_last(log.events, saved.content_hash), saved.origin)
    if version not in logics:
        logics[version] = as_held(store, saved).logic
    return replay(logics[version], log.of(logics[version].flow))

"""`interview sessions`: what is kept on this computer, to look at, to move and to delete."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interview.cli.answers import STANDARD_INPUT
from interview.cli.desk import in_local_time
from interview.cli.render import deliver
from interview.cli.terminal import complain, read_line, say
from interview.errors import UsageError
from interview.export.files import write_new
from interview.export.sessions import pack, unpack
from interview.library import data_folder
from interview.store import Saved, Store
from interview.store.identifiers import warning

SHORT_ID = 8
"""Leading characters of a session's id that a list shows; any that name one session will do."""


def command(arguments: Namespace) -> int:
    """Do what was asked for with the kept sessions."""
    action = arguments.action
    store = Store(data_folder(), read_only=action in ("list", "show", "export"))
    if action in ("list", "show", "export") and not (data_folder() / "sessions.db").exists():
        store = Store(data_folder())
    try:
        return _ACTIONS[action](store, arguments)
    finally:
        if store.notice:
            complain(f"interview: {store.notice}")
        store.close()


def _list(store: Store, arguments: Namespace) -> int:
    found = store.sessions(arguments.search or "")
    for saved in found:
        say(_line(saved))
    if not found:
        say("No session is kept here." if not arguments.search else "No session matches.")
    return 0


def _show(store: Store, arguments: Namespace) -> int:
    from interview.cli.kept import rendered

    deliver(rendered(store, find(store, arguments.id), arguments), arguments)
    return 0


def _export(store: Store, arguments: Namespace) -> int:
    text = pack(store.export(find(store, arguments.id).id))
    if arguments.output is None:
        say(text.rstrip("\n"))
    else:
        write_new(Path(arguments.output), text)
    return 0


def _import(store: Store, arguments: Namespace) -> int:
    text = sys.stdin.read() if arguments.file == STANDARD_INPUT else _read(Path(arguments.file))
    session_id = store.import_(unpack(text))
    say(f"Kept as {session_id[:SHORT_ID]}.")
    return 0


def _label(store: Store, arguments: Namespace) -> int:
    saved = find(store, arguments.id)
    doubt = warning(arguments.text)
    if doubt:
        complain(f"interview: {doubt}")
        if not _agreed("Use this label all the same?", arguments.yes):
            return 0
    store.label(saved.id, arguments.text)
    return 0


def _delete(store: Store, arguments: Namespace) -> int:
    saved = find(store, arguments.id)
    say(_line(saved))
    if _agreed("Delete this session for good?", arguments.yes):
        store.delete(saved.id)
        say("Deleted.")
    return 0


def _purge(store: Store, arguments: Namespace) -> int:
    limit = datetime.now(UTC) - timedelta(days=_days(arguments.older_than))
    before = limit.isoformat(timespec="seconds")
    old = store.purge(before, dry_run=True)
    for saved in old:
        say(_line(saved))
    if not old:
        say("No session is that old.")
    elif not arguments.dry_run and _agreed(f"Delete {_counted(old)} for good?", arguments.yes):
        say(f"Deleted {_counted(store.purge(before))}.")
    return 0


def _line(saved: Saved) -> str:
    state = "finished" if saved.finished else "unfinished"
    label = f"  {saved.label}" if saved.label else ""
    when = in_local_time(saved.last or saved.begun)
    flow = f"{saved.flow_id} {saved.flow_version}"
    return f"{saved.id[:SHORT_ID]}  {when}  {flow}  {saved.answers} answers, {state}{label}"


def find(store: Store, prefix: str) -> Saved:
    """Return the session whose id begins like this; `UsageError` when none or several do."""
    found = [saved for saved in store.sessions() if saved.id.startswith(prefix)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"'{prefix}' begins the ids of {len(found)} sessions; give more of it")
    raise UsageError(f"no kept session has an id that begins with '{prefix}'; see 'interview sessions list'")


def _days(text: str) -> int:
    number, unit = text[:-1], text[-1:]
    factors = {"d": 1, "w": 7, "m": 30, "y": 365}
    if unit not in factors or not number.isdecimal():
        raise UsageError(f"--older-than takes a time such as 90d, 12w, 6m or 2y, not '{text}'")
    return int(number) * factors[unit]


def _agreed(question: str, yes: bool) -> bool:
    """Return whether the person agrees; without one at a terminal, only `--yes` does."""
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(f"{question} Nobody can be asked here; --yes says so beforehand")
    return (read_line(f"{question} [y/N] ") or "").strip().lower() in ("y", "yes")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError("this is not a file of a session") from None


def _counted(sessions: Iterable[Saved]) -> str:
    count = len(tuple(sessions))
    return "1 session" if count == 1 else f"{count} sessions"


_ACTIONS: dict[str, Callable[[Store, Namespace], int]] = {
    "list": _list,
    "show": _show,
    "export": _export,
    "import": _import,
    "label": _label,
    "delete": _delete,
    "purge": _purge,
}

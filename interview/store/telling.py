"""What a person should know about a recording before going on, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from interview.engine.session import EventKind, Session
from interview.flow.logic.compiler import Logic
from interview.moments import day
from interview.store.errors import StoreError
from interview.store.session_index import Saved

NOTE_DAMAGED = (
    "The note that was kept when this was finished is damaged and cannot be shown. One made again from the "
    "answers may differ from it."
)
ALL_SAVED = "Every answer is saved. This goes on from here:"
_UNSAID = (EventKind.CARRIED, EventKind.JUDGED)
"""What happens without anybody saying something."""


def going_on(flow: str, session_id: str) -> str:
    """Return the line that goes on with a session, to be shown whole; `flow` is how its flow is asked for."""
    return f"  interview run {flow} --continue {session_id:.8}"


def notes_made_anew(count: int) -> str:
    """Say what becomes of the kept notes of later visits when a visit is deleted; empty for none."""
    if not count:
        return ""
    notes, go, they = ("note", "goes", "it compares") if count == 1 else ("notes", "go", "they compare")
    visits = "1 return visit" if count == 1 else f"{count} return visits"
    return f"The kept {notes} of {visits} {go} too; made anew, {they} nothing with what is deleted."


def flow_changed(saved: Saved, logic: Logic) -> str:
    """Say that the flow has changed since a session was begun; empty when it has not.

    `StoreError` when the session belongs to another flow.
    """
    flow = logic.flow
    if saved.flow_id != flow.id:
        raise StoreError(f"This session belongs to the flow '{saved.flow_id}', not to '{flow.id}'.")
    if saved.logic_hash == flow.logic_hash:
        return ""
    return (
        f"The questions or rules of '{flow.id}' have changed since this session was begun "
        f"(version {saved.flow_version} then, {flow.version} now). "
        "Answers that no longer fit are asked again."
    )


def nothing_touched(flow_id: str, versions: tuple[str, str]) -> str:
    """Say that a changed flow touches no answer and no conclusion."""
    then, now = versions
    return (
        f"The rules of '{flow_id}' have changed since last time (version {then} then, {now} now). "
        "Every answer still fits, and what follows from the answers is the same."
    )


def written_again(entries: int) -> str:
    """Say that answers that were saved had gone from the file, and are in it again."""
    what = "1 entry was" if entries == 1 else f"{entries} entries were"
    return (
        "While this interview was open, the file of saved sessions was removed or an older copy of it came "
        f"back (a backup, a snapshot, a sync). {what} missing in it and written again from this window. "
        "Other interviews may lack what was answered since that copy was made."
    )


def return_visit(visits: Sequence[Session], label: str) -> str:
    """Say which visit this one comes after; empty for a first visit."""
    if not visits:
        return ""
    last = next((one.at for one in reversed(visits[-1].events) if one.kind not in _UNSAID), "")
    after = (str(day(last)) if last else "", label)
    return f"Return visit after {', '.join(part for part in after if part)}."

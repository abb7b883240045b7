"""The store: sessions and their events, each event on disk before `append` returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from uuid import NAMESPACE_OID, uuid4, uuid5

from interview.engine.session import Event
from interview.flow.model import Flow
from interview.store import event_log, locks, session_index, snapshots, transfer
from interview.store.damage import copies
from interview.store.database import Database, look_at_database, open_database
from interview.store.errors import DiskFull, OpenElsewhere, StoreError, UnknownSession, explained
from interview.store.legibility import Legible, legible
from interview.store.locks import Lock
from interview.store.private_files import erase, exposure, file_identity, private_folder, private_folder_in
from interview.store.row_values import is_session_id
from interview.store.schema import older_copies
from interview.store.session_index import Saved
from interview.store.snapshots import Elsewhere
from interview.store.sql import ENCRYPTED_NAME, PLAIN_NAME, errors, is_encrypted, plain_words
from interview.text import one_line

_ROOM = (
    "Deleting needs a little room for a moment, so that a power cut harms no other session: about as much as "
    "what is deleted. This session was left as it is. Remove another file of this disk first, then try again."
)


class Store:
    """The saved sessions of one folder.

    `Store(folder)` touches nothing until it is used; `Store.open(folder)` finds out at once whether the
    folder can be used. After any failure the file is closed, and the next call opens it anew. With
    `read_only` nothing is ever changed or held, so a session that is open in another window can be looked at.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, passphrase: str = "") -> None:
        self.folder = folder
        self.read_only = read_only
        self.notice = ""
        """What the person should know about opening the file, such as that a damaged one was set aside."""
        self.problem = ""
        """Why the sessions could not be used the last time, in plain words; empty when they could."""
        self.elsewhere: Elsewhere = lambda name: {}
        """Where a flow may be had whose kept files are damaged."""
        self._passphrase = passphrase
        self._database: Database | None = None
        self._file: tuple[int, int] | None = None
        self._held: dict[str, Lock] = {}

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, passphrase: str = "") -> Self:
        """Open or begin the sessions of a folder; `StoreError` when that is not possible."""
        store = cls(folder, read_only=read_only, passphrase=passphrase)
        with store._using():
            return store

    def looking(self) -> Self:
        """Return the same sessions for looking only, as is possible where nothing can be written."""
        looking = type(self)(self.folder, read_only=True, passphrase=self._passphrase)
        looking.elsewhere = self.elsewhere
        return looking

    def begin(
        self,
        flow: Flow,
        *,
        at: str,
        label: str = "",
        follows: str = "",
        origin: str = "",
        session_id: str = "",
    ) -> str:
        """Put a new session on disk, with its flow, and return its id; this program alone may add to it.

        `follows` is the id of the earlier session when this is a return visit, `origin` where the flow was
        read from when it is not the shipped one. Beginning the same session once more changes nothing.
        """
        session_id = session_id or str(uuid4())
        row = (session_id, flow.id, flow.version, flow.logic_hash, flow.content_hash, at)
        self.hold(session_id)
        try:
            with self._changing() as connection:
                connection.execute(
                    "INSERT OR IGNORE INTO session VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, '', '')",
                    (*row, one_line(label), follows),
                )
                snapshots.hold(connection, session_id, flow, origin)
        except StoreError:
            self.release(session_id)
            raise
        return session_id

    def hold(self, session_id: str) -> None:
        """Keep a session for this program alone; `StoreError` names the window that has it."""
        self._must_write()
        if session_id in self._held:
            return
        path = _lock_path(self.folder, session_id)
        with plain_words(path.parent):
            private_folder_in(private_folder(self.folder), path.parent.name)
            lock = locks.take(path)
        if lock is None:
            raise OpenElsewhere(locks.holder(path))
        self._held[session_id] = lock

    def release(self, session_id: str) -> None:
        """Let other programs continue a session."""
        if lock := self._held.pop(session_id, None):
            lock.release(remove=True)

    def append(self, session_id: str, event: Event, flow: Flow | None = None, origin: str = "") -> None:
        """Put one event on disk. On return it is there, whatever happens next.

        An event that is there already is left as it is. A finished session is unfinished again. With `flow`,
        the session is held under that one from here on.
        """
        self.hold(session_id)
        with self._changing() as connection:
            if flow is not None:
                snapshots.hold(connection, session_id, flow, origin)
            if event_log.append(connection, session_id, event):
                snapshots.forget_note(connection, session_id)
                connection.execute(
                    "UPDATE session SET finished = NULL WHERE id = ? AND finished IS NOT NULL", (session_id,)
                )

    def events(self, session_id: str) -> tuple[Event, ...]:
        """Return a session's events in the order they were saved; `StoreError` when one was tampered with."""
        with self._using() as connection:
            return tuple(event_log.event_of(row) for row in event_log.rows_of(connection, session_id))

    def legible(self, session_id: str) -> Legible:
        """Return a session's events, the answers of damaged entries as unreadable; `notice` then tells so."""
        with self._using() as connection:
            found = legible(connection, session_id)
        self.notice = str(found) or self.notice
        return found

    def last_event(self, session_id: str) -> tuple[int, str] | None:
        """Return the number and the id of a session's last event; None when there is no such session."""
        with self._using() as connection:
            return event_log.last_event(connection, session_id)

    def find(self, session_id: str) -> Saved:
        """Return what a list of sessions shows of one session; `UnknownSession` when there is none."""
        with self._using() as connection:
            found = session_index.find(connection, session_id)
        if found is None:
            raise UnknownSession(f"There is no saved session {session_id}.")
        return found

    def unfinished(self) -> tuple[Saved, ...]:
        """Return the sessions that were begun, have an answer and were not finished; the latest first."""
        with self._using() as connection:
            return session_index.unfinished(connection)

    def sessions(self, search: str = "") -> tuple[Saved, ...]:
        """Return every session with an answer, the latest first.

        With `search`, those in whose label, flow or answers the text stands, in capitals or not.
        """
        with self._using() as connection:
            return session_index.matching(connection, search)

    def kept_flow(self, name: str) -> Mapping[str, str]:
        """Return the files of the flow a session was held with, by `Saved.kept`; empty when it is not kept.

        `StoreError` when they are not what they were.
        """
        with self._using() as connection:
            return snapshots.files_of(connection, name, self.elsewhere)

    def kept_content(self, content_hash: str) -> Mapping[str, str]:
        """Return the files of a kept flow with this content, whatever its sign-offs; empty when none is."""
        with self._using() as connection:
            name = snapshots.with_content(connection, content_hash)
            return snapshots.files_of(connection, name, self.elsewhere)

    def note(self, session_id: str) -> str:
        """Return the note of a finished session as it was on that day; empty when it was not kept."""
        with self._using() as connection:
            found = snapshots.note_of(connection, session_id)
        return found["text"] if found else ""

    def note_is_damaged(self, session_id: str) -> bool:
        """Tell whether a note was kept that cannot be read any more."""
        with self._using() as connection:
            return snapshots.note_is_damaged(connection, session_id)

    def label(self, session_id: str, text: str) -> None:
        """Call a session by a label of one line; an empty one takes it away."""
        with self._changing() as connection:
            changed = connection.execute(
                "UPDATE session SET label = ? WHERE id = ?", (one_line(text), session_id)
            )
            if not changed.rowcount:
                raise UnknownSession(f"There is no saved session {session_id}.")

    def finish(
        self, session_id: str, *, at: str, note: str = "", flow: Flow | None = None, origin: str = ""
    ) -> None:
        """Mark a session as finished, so that nobody is asked to go on with it, and keep its note.

        With `flow`, it was held under that one last.
        """
        with self._changing() as connection:
            if flow is not None:
                snapshots.hold(connection, session_id, flow, origin)
            snapshots.put_note(connection, session_id, at, note)
            connection.execute("UPDATE session SET finished = ? WHERE id = ?", (at, session_id))

    def delete(self, session_id: str) -> None:
        """Remove a session, and the notes of the visits after it; their text is overwritten in the file.

        On a full disk, `DiskFull` says how to go on when the copies that go with it do not make enough room.
        """
        try:
            self._delete(session_id)
        except DiskFull:
            self._erase(older_copies(self.folder))
            try:
                self._delete(session_id)
            except DiskFull as error:
                raise DiskFull(f"{error} {_ROOM}") from None
        self._erase(older_copies(self.folder))

    def _delete(self, session_id: str) -> None:
        mine = session_id in self._held
        self.hold(session_id)
        try:
            with self._changing() as connection:
                snapshots.forget_notes_after(connection, session_id)
                session_index.remove(connection, session_id)
                snapshots.forget_unused(connection)
        except StoreError:
            if not mine:
                self.release(session_id)
            raise
        self.release(session_id)

    def purge(self, before: str, *, dry_run: bool = False) -> tuple[Saved, ...]:
        """Delete the sessions in which nothing happened since a moment, and return them.

        A session that is open stays. Damaged files that were set aside go too, when nothing was written to
        them since. `dry_run` only tells which sessions would go.
        """
        if not dry_run:
            self._must_write()
        with self._using() as connection:
            old = session_index.before(connection, before)
        if dry_run:
            return old
        self._erase(
            path for path in copies(self.folder) if session_index.is_before(path.lstat().st_mtime, before)
        )
        gone = tuple(one for one in old if one.id not in self._held and self._deleted(one.id))
        with suppress(DiskFull), self._using() as connection:  # what was deleted is overwritten already
            connection.execute("VACUUM")
        return gone

    def export(self, session_id: str) -> dict[str, Any]:
        """Return a session as plain data, its flow with it; `store.transfer` shows the form."""
        with self._using() as connection:
            taken = transfer.taken_out(connection, session_id, self.elsewhere)
        if taken["session"]["kept"] not in ("", *taken["flows"]):
            self.notice = "The flow of this session is damaged and nowhere else to be had; it is left out."
        return taken

    def import_(self, data: object, origins: Mapping[str, str] | None = None) -> str:
        """Add an exported session, or what it has more than the one here, and return its id.

        `origins` says where each flow known here comes from, by the hash of its files; a session of any other
        flow is marked as imported. Without it, the word of the data is taken. `StoreError` when the data were
        changed, or when the session went on differently here.
        """
        with self._changing() as connection:
            return transfer.put_in(connection, data, origins)

    def damaged(self) -> tuple[Path, ...]:
        """Return the damaged files that were set aside; what was deleted since may still stand in them."""
        return copies(self.folder)

    def close(self) -> None:
        """Close the file and let go of every session. The store can be used again; it then opens anew."""
        self._drop()
        for session_id in tuple(self._held):
            self.release(session_id)

    def _erase(self, files: Iterable[Path]) -> None:
        with plain_words(self._path):
            for path in files:
                erase(path)

    def _deleted(self, session_id: str) -> bool:
        try:
            self.delete(session_id)
        except OpenElsewhere:
            return False
        return True

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """Give the open file. Whatever fails closes it: a failed write must never just be repeated."""
        try:
            if not self.read_only and self._file != file_identity(self._path):
                self._drop()  # another file stands there now: a backup, a snapshot, a sync
            if self._database is None:
                opened = look_at_database if self.read_only else open_database
                self._database = opened(self.folder, self._passphrase)
                self._file = file_identity(self._path)
                told = (self._database.notice, exposure(self.folder))
                self.notice = " ".join(filter(None, told)) or self.notice
            yield self._database.connection
        except BaseException as error:
            self._drop()
            self.problem = str(error)
            if isinstance(error, (OSError, *errors())):
                self.problem = str(explained(error, self._path))
                raise explained(error, self._path) from error
            raise
        self.problem = ""

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        self._must_write()
        with self._using() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _must_write(self) -> None:
        if self.read_only:
            raise StoreError("The saved sessions were opened for looking only; nothing was changed.")

    def _drop(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    @property
    def _path(self) -> Path:
        return self.folder / (ENCRYPTED_NAME if is_encrypted(self.folder) else PLAIN_NAME)


def _lock_path(folder: Path, session_id: str) -> Path:
    """Return where the lock of a session is: within its folder, even for an id that would lead elsewhere."""
    name = session_id if is_session_id(session_id) else str(uuid5(NAMESPACE_OID, one_line(session_id)))
    return folder / "locks" / f"{name}.lock"

"""The store: sessions and their events, each event on disk before `append` returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import NAMESPACE_OID, uuid4, uuid5

from interview.engine.session import Event
from interview.flow.model import Flow
from interview.store import event_log, locks, session_index, snapshots, words
from interview.store.damage import copies, is_alone
from interview.store.database import Database, look_at_database, open_database
from interview.store.errors import Damaged, DiskFull, OpenElsewhere, StoreError, UnknownSession, explained
from interview.store.locks import Lock
from interview.store.private_files import erase, exposure, file_identity, private_folder, private_folder_in
from interview.store.row_values import LONGEST_LABEL, is_session_id
from interview.store.schema import older_copies
from interview.store.session_index import EVERY, Saved
from interview.store.snapshots import Elsewhere
from interview.store.sql import (
    ENCRYPTED_NAME,
    PLAIN_NAME,
    errors,
    is_begun,
    is_encrypted,
    plain_words,
    shrink,
    transaction,
)
from interview.text import one_line

if TYPE_CHECKING:
    from interview.store.checking import Checked
    from interview.store.legibility import Legible
    from interview.store.transfer import NoteOf

_ROOM = (
    "Deleting needs a little room for a moment, so that a power cut harms no other session: about as much as "
    "what is deleted. This session was left as it is. Remove another file of this disk first, then try again."
)

AT_ONCE = 500
"""Sessions that a purge deletes in one transaction, for which other windows wait about a second."""
WORDS_AT_ONCE, CHECKED_AT_ONCE = 50, 5
PURGE_KIB = 64_000
"""Of pages that are held in memory meanwhile: the index of entries is hit all over."""
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the sessions, as a list shows them."""

    sessions: tuple[Saved, ...]
    found: int
    """How many a search found."""
    kept: int
    """How many there are."""


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
        self.is_damaged = False
        """Whether the file is damaged, and was not mended because it is only looked at."""
        self.problem = ""
        """Why the sessions could not be used the last time, in plain words; empty when they could."""
        self.elsewhere: Elsewhere = lambda name: {}
        """Where a flow may be had whose kept files are damaged."""
        self._passphrase = passphrase
        self._database: Database | None = None
        self._file: tuple[int, int] | None = None
        self._held: dict[str, Lock] = {}
        self._flows = words.Flows(lambda name: self.elsewhere(name))
        self._looked_through = self._look_through = False
        """Whether every page was looked through, as damage had shown, and whether the next opening does."""

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, passphrase: str = "") -> Self:
        """Open or begin the sessions of a folder; `StoreError` when that is not possible."""
        store = cls(folder, read_only=read_only, passphrase=passphrase)
        store._read(lambda connection: None)
        return store

    def looking(self) -> Self:
        """Return the same sessions for looking only, as is possible where nothing can be written."""
        looking = type(self)(self.folder, read_only=True, passphrase=self._passphrase)
        looking.elsewhere = self.elsewhere
        return looking

    def take_word_of(self, other: Store) -> None:
        """Tell what the same sessions, opened otherwise, have told."""
        self._tell(other.notice)
        self.is_damaged = self.is_damaged or other.is_damaged

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

        def put(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR IGNORE INTO session VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, '', '')",
                (*row, one_line(label), follows),
            )
            snapshots.hold(connection, session_id, flow, origin)

        self.hold(session_id)
        try:
            self._change(put)
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

        def put(connection: sqlite3.Connection) -> None:
            if flow is not None:
                snapshots.hold(connection, session_id, flow, origin)
            if event_log.append(connection, session_id, event):
                snapshots.forget_note(connection, session_id)
                connection.execute(
                    "UPDATE session SET finished = NULL WHERE id = ? AND finished IS NOT NULL", (session_id,)
                )

        self.hold(session_id)
        self._change(put)

    def events(self, session_id: str) -> tuple[Event, ...]:
        """Return a session's events in the order they were saved; `StoreError` when one was tampered with."""
        return self._read(lambda file: tuple(map(event_log.event_of, event_log.rows_of(file, session_id))))

    def legible(self, session_id: str) -> Legible:
        """Return a session's events, the answers of damaged entries as unreadable; `notice` then tells so."""
        from interview.store.legibility import legible

        found = self._read(lambda file: legible(file, session_id))
        if found.lost and self._distrust():  # a damaged page may hide what stands on others
            found = self._read(lambda file: legible(file, session_id))
        self._tell(str(found))
        return found

    def last_event(self, session_id: str) -> tuple[int, str] | None:
        """Return the number and the id of a session's last event; None when there is no such session."""
        return self._read(lambda file: event_log.last_event(file, session_id))

    def find(self, session_id: str) -> Saved:
        """Return what a list of sessions shows of one session; `UnknownSession` when there is none."""
        found = self._read(lambda file: session_index.find(file, session_id))
        if found is None:
            raise UnknownSession(f"There is no saved session {session_id}.")
        return found

    def beginning(self, prefix: str) -> tuple[Saved, ...]:
        """Return the sessions with an answer whose id begins like this."""
        return self._read(lambda file: session_index.beginning(file, prefix))

    def unfinished(self, flows: Collection[str] | None = None, limit: int = EVERY) -> tuple[Saved, ...]:
        """Return the sessions that were begun, have an answer and were not finished; the latest first.

        With `flows`, only those of these, and with `limit` no more than that.
        """
        return self._read(lambda file: session_index.unfinished(file, flows, limit))

    def not_followed(self, flows: Collection[str], limit: int) -> tuple[Saved, ...]:
        """Return the finished sessions of these flows that no visit followed yet, the latest first."""
        return self._read(lambda file: session_index.not_followed(file, flows, limit))

    def sessions(self, search: str = "", limit: int = EVERY, offset: int = 0) -> tuple[Saved, ...]:
        """Return every session with an answer, the latest first; with `limit`, so many from `offset` on.

        With `search`, those of which the screen says the text, in capitals or not: label, flow, question,
        answer, day, and whether it is finished.
        """
        return self.page(search, limit, offset).sessions

    def page(self, search: str = "", limit: int = EVERY, offset: int = 0) -> Page:
        """Return sessions as `sessions` does, and how many there are with and without the search."""
        if search.strip() and not self.read_only:
            with suppress(StoreError):  # they are only there to be quick
                self.put_words()
        return self._read(lambda file: self._page(file, search, limit, offset))

    def put_words(self, most: int = EVERY) -> int:
        """Write down the words that a search reads, of sessions that have none; return of how many."""
        put = 0
        while most == EVERY or put < most:  # a few at a time: other windows wait meanwhile
            if not self._read(lambda file: words.are_missing(file)):
                break
            put += self._change(lambda file: words.put_missing(file, self._flows.of(file), WORDS_AT_ONCE))
        return put

    def _page(self, file: sqlite3.Connection, search: str, limit: int, offset: int) -> Page:
        count = session_index.count(file)
        if not search.strip():
            return Page(session_index.listed(file, limit, offset), count, count)
        rows = words.found(file, search, words.missing(file, self._flows.of(file)))
        return Page(session_index.listed(file, limit, offset, rows), len(rows), count)

    def kept_flow(self, name: str) -> Mapping[str, str]:
        """Return the files of the flow a session was held with, by `Saved.kept`; empty when it is not kept.

        `StoreError` when they are not what they were.
        """
        return self._read(lambda file: snapshots.files_of(file, name, self.elsewhere))

    def kept_content(self, content_hash: str) -> Mapping[str, str]:
        """Return the files of a kept flow with this content, whatever its sign-offs; empty when none is."""

        def files(file: sqlite3.Connection) -> Mapping[str, str]:
            return snapshots.files_of(file, snapshots.with_content(file, content_hash), self.elsewhere)

        return self._read(files)

    def note(self, session_id: str) -> str:
        """Return the note of a finished session as it was on that day; empty when it was not kept."""
        found = self._read(lambda file: snapshots.note_of(file, session_id))
        return found["text"] if found else ""

    def note_is_damaged(self, session_id: str) -> bool:
        """Tell whether a note was kept that cannot be read any more."""
        return self._read(lambda file: snapshots.note_is_damaged(file, session_id))

    def label(self, session_id: str, text: str) -> None:
        """Call a session by a label of one line; an empty one takes it away, a longer one is refused."""
        label, put = accepted_label(text), "UPDATE session SET label = ? WHERE id = ?"
        if not self._change(lambda file: file.execute(put, (label, session_id)).rowcount):
            raise UnknownSession(f"There is no saved session {session_id}.")

    def finish(
        self, session_id: str, *, at: str, note: str = "", flow: Flow | None = None, origin: str = ""
    ) -> None:
        """Mark a session as finished, so that nobody is asked to go on with it, and keep its note.

        With `flow`, it was held under that one last.
        """

        def put(connection: sqlite3.Connection) -> None:
            if flow is not None:
                snapshots.hold(connection, session_id, flow, origin)
            snapshots.put_note(connection, session_id, at, note)
            connection.execute("UPDATE session SET finished = ? WHERE id = ?", (at, session_id))

        self._change(put)

    def delete(self, session_id: str) -> None:
        """Remove a session, and the notes of the visits after it; their text is overwritten in the file.

        On a full disk, `DiskFull` says how to go on when the copies that go with it do not make enough room.
        """
        mine = session_id in self._held
        self.hold(session_id)
        try:
            self._with_room(lambda: self._change(lambda file: _remove(file, (session_id,))))
        except StoreError:
            if not mine:
                self.release(session_id)
            raise
        self.release(session_id)

    def notes_after(self, *session_ids: str) -> int:
        """Return how many kept notes of later visits go when these sessions are deleted."""
        return self._read(lambda file: snapshots.notes_after(file, *session_ids))

    def purge(self, before: str, *, dry_run: bool = False) -> tuple[Saved, ...]:
        """Delete the sessions in which nothing happened since a moment, and return them.

        A session that is open stays. Damaged files that were set aside go too, when nothing was written to
        them since. `dry_run` only tells which sessions would go.
        """
        if not dry_run:
            self._must_write()
        old = self._read(lambda file: session_index.before(file, before))
        if dry_run:
            return old
        self._erase(
            path for path in copies(self.folder) if session_index.is_before(path.lstat().st_mtime, before)
        )
        if len(old) > 1:
            self._read(lambda file: file.execute(f"PRAGMA cache_size = -{PURGE_KIB}"))
        gone = [one for at in range(0, len(old), AT_ONCE) for one in self._purged(old[at : at + AT_ONCE])]
        with suppress(DiskFull):  # what was deleted is overwritten already
            self._read(shrink)
        return tuple(gone)

    def _purged(self, old: Sequence[Saved]) -> list[Saved]:
        """Delete those that no window has, and return them; on a full disk a few at a time."""

        def remove(file: sqlite3.Connection) -> list[Saved]:
            free = [one for one in old if not self._is_open(one.id)]
            _remove(file, [one.id for one in free])
            return free

        try:
            return self._with_room(lambda: self._change(remove))
        except DiskFull:
            if len(old) == 1:
                raise
            return [*self._purged(old[: len(old) // 2]), *self._purged(old[len(old) // 2 :])]

    def _with_room(self, delete: Callable[[], _Result]) -> _Result:
        """Delete something, and what goes with it: the copies of before the tables changed."""
        try:
            deleted = delete()
        except DiskFull:
            self._erase(older_copies(self.folder))
            try:
                deleted = delete()
            except DiskFull as error:
                raise DiskFull(f"{error} {_ROOM}") from None
        self._erase(older_copies(self.folder))
        return deleted

    def export(self, session_id: str) -> dict[str, Any]:
        """Return a session as plain data, its flow with it; `store.transfer` shows the form."""
        from interview.store import transfer

        taken = self._read(lambda file: transfer.taken_out(file, session_id, self.elsewhere))
        if taken["session"]["kept"] not in ("", *taken["flows"]):
            self._tell("The flow of this session is damaged and nowhere else to be had; it is left out.")
        return taken

    def import_(
        self, data: object, origins: Mapping[str, str] | None = None, note_of: NoteOf | None = None
    ) -> str:
        """Add an exported session, or what it has more than the one here, and return its id.

        `origins` says where each flow known here comes from, by the hash of its files; a session of any other
        flow is marked as imported. Without it, the word of the data is taken. A note that `note_of` does not
        make in the same words is marked as well. `StoreError` when the data were changed, or when the session
        went on differently here.
        """
        from interview.store import transfer

        return self._change(lambda file: transfer.put_in(file, data, origins, note_of))

    def check(self, pause: Callable[[], None] = lambda: None, *, every_page: bool = False) -> Checked:
        """Look through every session, a few at a time, with a `pause` between: other windows can write.

        With `every_page`, the pages of the file come first, unless another window uses it and would wait.
        What can be mended is. `StoreError` when the sessions cannot be read.
        """
        from interview.store.checking import Checked, checked

        found, flows = Checked(pages=every_page and self._looked_through_alone()), dict[str, str]()
        if not self.read_only:
            self._change(session_index.mend)
        sessions = self._read(session_index.ids)
        for at in range(0, len(sessions), CHECKED_AT_ONCE):
            some = sessions[at : at + CHECKED_AT_ONCE]
            found += self._read(lambda file, some=some: checked(file, some, flows, self.elsewhere))  # type: ignore[misc]
            pause()
        return found

    def _looked_through_alone(self) -> bool:
        """Look through every page where no other window uses the file; tell whether that was done."""
        self._drop()
        with plain_words(self._path):
            if not is_begun(self.folder) or not is_alone(self.folder):
                return False
        self._looked_through = self._look_through = True
        self._read(lambda file: None)
        return True

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

    def _is_open(self, session_id: str) -> bool:
        """Tell whether a window has a session. One that takes it just then writes again what is deleted."""
        path = _lock_path(self.folder, session_id)
        if session_id in self._held or not path.exists():
            return session_id in self._held
        lock = locks.take(path)
        if lock is not None:
            lock.release(remove=True)
        return lock is None

    def _read(self, ask: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Return what `ask` finds in the file; where that is damaged, it is mended and asked once more."""
        try:
            with self._using() as connection:
                return ask(connection)
        except Damaged:
            if not self._distrust():
                raise
        with self._using() as connection:
            return ask(connection)

    def _change(self, change: Callable[[sqlite3.Connection], _Result]) -> _Result:
        """Change the file in one transaction, which is on disk on return."""

        def changed(connection: sqlite3.Connection) -> _Result:
            with transaction(connection):
                return change(connection)

        self._must_write()
        return self._read(changed)

    def _distrust(self) -> bool:
        """Have every page of the file looked through before it is used again; False when that was done."""
        if self._looked_through:
            return False
        self._drop()
        self._looked_through = self._look_through = True
        return True

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """Give the open file. Whatever fails closes it: a failed write must never just be repeated."""
        try:
            if not self.read_only and self._file != file_identity(self._path):
                self._drop()  # another file stands there now: a backup, a snapshot, a sync
            if self._database is None:
                opened = look_at_database if self.read_only else open_database
                self._database = opened(self.folder, self._passphrase, self._look_through)
                self._file, self._look_through = file_identity(self._path), False
                self._tell(" ".join(filter(None, (self._database.notice, exposure(self.folder)))))
                self.is_damaged = self._database.is_damaged
            yield self._database.connection
        except BaseException as error:
            self._drop()
            self.problem = str(error)
            if isinstance(error, (OSError, *errors())):
                self.problem = str(explained(error, self._path))
                raise explained(error, self._path) from error
            raise
        self.problem = ""

    def _tell(self, notice: str) -> None:
        if notice not in self.notice:
            self.notice = f"{self.notice} {notice}".strip()

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


def accepted_label(text: str) -> str:
    """Return a label as it is kept, in one line; `StoreError` when it is too long."""
    label = one_line(text)
    if len(label) > LONGEST_LABEL:
        raise StoreError(f"This label has {len(label):,} characters; up to {LONGEST_LABEL} are taken.")
    return label


def _remove(connection: sqlite3.Connection, sessions: Iterable[str]) -> None:
    for session_id in sessions:
        snapshots.forget_notes_after(connection, session_id)
        session_index.remove(connection, session_id)
    snapshots.forget_unused(connection)


def _lock_path(folder: Path, session_id: str) -> Path:
    """Return where the lock of a session is: within its folder, even for an id that would lead elsewhere."""
    name = session_id if is_session_id(session_id) else str(uuid5(NAMESPACE_OID, one_line(session_id)))
    return folder / "locks" / f"{name}.lock"

"""The file of sessions, and how SQLite opens it: as it is, or through SQLCipher with a passphrase."""

from __future__ import annotations

import os
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from interview.installation import to_install
from interview.store.errors import StoreError, WrongPassphrase, explained, primary_code
from interview.text import shown_path

PLAIN_NAME = "sessions.db"
ENCRYPTED_NAME = "sessions-encrypted.db"
CONVERTED_NAME = "sessions-converted.db"
"""The new file while sessions are encrypted or decrypted."""
BUSY_SECONDS = 2.0
LEAST_CHARACTERS = 8
"""Of a passphrase."""
_SALT, _ROUNDS = 16, 256_000
"""Bytes of salt at the beginning of an encrypted file, and rounds that make its key: as in SQLCipher 4."""

_FEW, _MUCH = 1000, 4
"""Pages that are written anew in an instant; and what a longer file may hold unused, a page in so many."""

_PRAGMAS = (
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "fullfsync=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "foreign_keys=ON",
    "temp_store=MEMORY",
)


@dataclass(frozen=True, slots=True)
class SessionFile:
    """A file of sessions, there or not. Without a key it is a plain one."""

    path: Path
    key: str = field(default="", repr=False)
    """What the passphrase gives with the salt at the beginning of the file, in SQLCipher's own form."""

    def at(self, path: Path) -> SessionFile:
        """Return another file with the same key."""
        return SessionFile(path, self.key)

    def connect(self, how: str = "") -> sqlite3.Connection:
        """Open the file; `how` takes SQLite's URI parameters, such as `mode=ro`."""
        where = f"{self.path.absolute().as_uri()}?{how}" if how else str(self.path)
        return self._keyed(where, uri=bool(how))

    def in_memory(self) -> sqlite3.Connection:
        """Open an empty database in memory, into which this file can be copied."""
        return self._keyed(":memory:", uri=False)

    def prepared(self) -> sqlite3.Connection:
        """Open the file in the durable and private way."""
        connection = self.connect()
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def through_cipher(self) -> sqlite3.Connection:
        """Open the file through SQLCipher, plain or not, so that one of the other kind can be attached."""
        return self._keyed(str(self.path), uri=False, module=cipher())

    def _keyed(self, where: str, *, uri: bool, module: Any = None) -> sqlite3.Connection:
        module = module or (cipher() if self.key else sqlite3)
        connection: sqlite3.Connection = module.connect(
            where, uri=uri, timeout=BUSY_SECONDS, isolation_level=None
        )
        connection.text_factory = _readable
        if module is not sqlite3:
            connection.execute("PRAGMA cipher_log_level = NONE")  # it would write over the screen
        if self.key:
            connection.execute(f'PRAGMA key = "{self.key}"')
        return connection


def session_file(folder: Path, passphrase: str = "") -> SessionFile:
    """Return the file of sessions of a folder; `StoreError` when a passphrase is missing, wrong or idle."""
    if not is_encrypted(folder):
        if passphrase:
            raise StoreError(
                f"The saved sessions in {shown_path(folder)} are not encrypted, so a passphrase does not "
                "protect them. 'interview sessions encrypt' encrypts them."
            )
        return SessionFile(folder / PLAIN_NAME)
    if not passphrase:
        raise StoreError(
            f"The saved sessions in {shown_path(folder)} are encrypted, and no passphrase was given."
        )
    path = folder / ENCRYPTED_NAME
    with path.open("rb") as beginning:
        file = SessionFile(path, key_of(passphrase, beginning.read(_SALT)))
    _must_open(file)
    return file


def key_of(passphrase: str, salt: bytes) -> str:
    """Return the key of a passphrase as SQLCipher 4 derives it, so that its own tools open the file too."""
    text = unicodedata.normalize("NFC", passphrase).encode()
    from hashlib import pbkdf2_hmac

    return f"x'{pbkdf2_hmac('sha512', text, salt, _ROUNDS, 32).hex()}{salt.hex()}'"


def new_salt() -> bytes:
    """Return a salt for a new file."""
    return os.urandom(_SALT)


def cipher() -> Any:
    """Return SQLCipher; `StoreError` says what to install when it is missing."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise StoreError(
            f"Encrypted sessions need SQLCipher; install it with: {to_install('encrypted')}"
        ) from None
    return dbapi2


def is_encrypted(folder: Path) -> bool:
    """Tell whether the sessions of a folder need a passphrase."""
    with suppress(PermissionError):  # told when the file is used
        return os.path.lexists(folder / ENCRYPTED_NAME)  # a link to a disk that is not there counts too
    return False


def is_begun(folder: Path) -> bool:
    """Tell whether a folder has sessions."""
    with suppress(PermissionError):
        return is_encrypted(folder) or os.path.lexists(folder / PLAIN_NAME)
    return False


def errors() -> tuple[type[Exception], ...]:
    """Return the errors of every SQLite in use."""
    loaded = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error, loaded.Error) if loaded else (sqlite3.Error,)


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turn errors of the disk and of SQLite into a `StoreError` about this file."""
    try:
        yield
    except Exception as error:
        if isinstance(error, (OSError, *errors())):
            raise explained(error, path) from error
        raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything, on disk on return, or nothing: after a failure the connection must be closed."""
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")


def shrink(connection: sqlite3.Connection) -> None:
    """Give back the room that nothing uses, where it is much of the file: all else is written anew."""
    pages, free = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count")
    )
    if pages <= _FEW or free * _MUCH > pages:
        connection.execute("VACUUM")


def copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy a whole database; one that another program keeps is waited for only as long as for anything."""
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master")  # `backup` itself would wait for ever
    source.backup(target)
    source.execute("ROLLBACK")


_readable = partial(str, encoding="utf-8", errors="replace")
"""Text as it stands in a row. Damage in one shows there, and does not close the whole file."""


def _must_open(file: SessionFile) -> None:
    """Refuse a wrong passphrase, which looks the same as a first page that is damaged."""
    connection = file.connect()
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except errors() as error:
        if primary_code(error) != sqlite3.SQLITE_NOTADB:
            raise
        raise WrongPassphrase(
            f"The passphrase does not open the saved sessions in {shown_path(file.path)}, or the beginning "
            "of the file is damaged. They were left as they are."
        ) from None
    finally:
        connection.close()

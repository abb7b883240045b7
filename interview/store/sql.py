"""The file of sessions, and how SQLite opens it: as it is, or through SQLCipher with a passphrase."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interview.store.errors import StoreError, primary_code

PLAIN_NAME = "sessions.db"
ENCRYPTED_NAME = "sessions-encrypted.db"
BUSY_SECONDS = 2.0

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
    """A file of sessions, there or not. An empty passphrase stands for a plain file."""

    path: Path
    passphrase: str = field(default="", repr=False)

    def at(self, path: Path) -> SessionFile:
        """Return another file with the same passphrase."""
        return SessionFile(path, self.passphrase)

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

    def _keyed(self, where: str, *, uri: bool) -> sqlite3.Connection:
        module = _cipher() if self.passphrase else sqlite3
        connection: sqlite3.Connection = module.connect(
            where, uri=uri, timeout=BUSY_SECONDS, isolation_level=None
        )
        if self.passphrase:
            connection.execute("PRAGMA cipher_log_level = NONE")  # it would write over the screen
            connection.execute(f"PRAGMA key = {_quoted(self.passphrase)}")
        return connection


def session_file(folder: Path, passphrase: str = "") -> SessionFile:
    """Return the file of sessions of a folder; `StoreError` when a passphrase is missing or not needed."""
    if not is_encrypted(folder):
        if passphrase:
            raise StoreError(
                f"The saved sessions in {folder} are not encrypted, so no passphrase opens them."
            )
        return SessionFile(folder / PLAIN_NAME)
    if not passphrase:
        raise StoreError(f"The saved sessions in {folder} are encrypted, and no passphrase was given.")
    file = SessionFile(folder / ENCRYPTED_NAME, passphrase)
    _must_open(file)
    return file


def is_encrypted(folder: Path) -> bool:
    """Tell whether the sessions of a folder need a passphrase."""
    with suppress(PermissionError):  # told when the file is used
        return (folder / ENCRYPTED_NAME).exists()
    return False


def errors() -> tuple[type[Exception], ...]:
    """Return the errors of every SQLite in use."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error, cipher.Error) if cipher else (sqlite3.Error,)


def copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy a whole database; one that another program keeps is waited for only as long as for anything."""
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master")  # `backup` itself would wait for ever
    source.backup(target)
    source.execute("ROLLBACK")


def _must_open(file: SessionFile) -> None:
    """Refuse a wrong passphrase, which looks the same as a first page that is damaged."""
    connection = file.connect()
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except errors() as error:
        if primary_code(error) != sqlite3.SQLITE_NOTADB:
            raise
        raise StoreError(
            f"The passphrase does not open the saved sessions in {file.path}. They were left as they are."
        ) from None
    finally:
        connection.close()


def _cipher() -> Any:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise StoreError(
            "Encrypted sessions need SQLCipher, which is not installed: pip install 'interview[encrypted]'."
        ) from None
    return dbapi2


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

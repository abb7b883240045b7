"""A connection that fails where it is told to, as a disk does: before a statement took effect, or after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest


@dataclass
class Fault:
    """What fails from now on: statements that begin like this, with this code of SQLite's."""

    statement: str = ""
    code: int = sqlite3.SQLITE_IOERR_FSYNC
    after: bool = False
    """Whether the statement takes effect although it is said to have failed."""
    times: int = 1
    reported: int = field(default=0, init=False)

    def strikes(self, sql: str) -> bool:
        return bool(self.statement) and self.times > 0 and sql.lstrip().startswith(self.statement)

    def error(self) -> sqlite3.Error:
        self.times -= 1
        self.reported += 1
        error = sqlite3.OperationalError("injected")
        error.sqlite_errorcode = self.code
        return error


class FailingConnection(sqlite3.Connection):
    fault: Fault

    def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        strikes = self.fault.strikes(sql)
        if strikes and not self.fault.after:
            raise self.fault.error()
        cursor = super().execute(sql, *arguments)
        if strikes:
            raise self.fault.error()
        return cursor


def inject(monkeypatch: pytest.MonkeyPatch) -> Fault:
    """Let every file that is opened from now on fail as the returned fault says."""
    fault = Fault()
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connected(where: str, **options: Any) -> sqlite3.Connection:
        connection = connect(where, factory=FailingConnection, **options)
        assert isinstance(connection, FailingConnection)
        connection.fault = fault
        return connection

    monkeypatch.setattr("interview.store.sql.sqlite3.connect", connected)
    return fault

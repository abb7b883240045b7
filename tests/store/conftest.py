from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, locks, sql
from tests.store.small import AT, event, small_flow


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for another program ends at once, so that no test waits."""
    monkeypatch.setattr(locks, "WAIT", 0.0)
    monkeypatch.setattr(sql, "BUSY_SECONDS", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def open_store(folder: Path) -> Iterator[Callable[[], Store]]:
    """Open stores on the one folder, as several windows would; they are closed after the test."""
    opened: list[Store] = []

    def open_one() -> Store:
        opened.append(Store.open(folder))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()


@pytest.fixture
def filled(folder: Path) -> str:
    """A folder with one session of enough text to fill several pages; the session's id."""
    store = Store.open(folder)
    session_id = store.begin(small_flow(), at=AT)
    for number in range(12):
        store.append(session_id, event(Text(f"answer {number} " + "x" * 1500)))
    store.close()
    return session_id

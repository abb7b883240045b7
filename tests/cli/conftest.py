"""A command line on its own: no flows, sessions or file modes of the person who runs the tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INTERVIEW_FLOWS", raising=False)
    monkeypatch.delenv("INTERVIEW_DEBUG", raising=False)
    before = os.umask(0o077)
    yield
    os.umask(before)

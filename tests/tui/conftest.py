"""The full screen on its own: no settings, files and clipboard of the person who runs the tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INTERVIEW_DEBUG", raising=False)
    monkeypatch.setattr("interview.export.clipboard.copy", lambda text: "")

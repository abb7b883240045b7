from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow
from tests.flow.folders import write

Loads = Callable[[Mapping[str, str | bytes] | str], Flow]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder named as the example flow."""
    path = tmp_path / "example"
    path.mkdir()
    return path


@pytest.fixture
def load(folder: Path) -> Loads:
    """Write files, text alone being `flow.yaml`, and load them as a flow."""
    return lambda files: load_flow(write(folder, files))

"""A page of a browser with LHC-Forms in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.chromium import Page

FETCHED = Path(os.environ.get("LFORMS", ".clients")).absolute()
"""Where `make clients` put LHC-Forms."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("lforms")
    shutil.copy(Path(__file__).parent / "lforms.html", folder)
    (folder / "lforms").symlink_to(FETCHED, target_is_directory=True)
    with Page() as opened:
        opened.open(folder / "lforms.html")
        yield opened

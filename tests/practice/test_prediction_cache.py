"""Predictions are kept for the flow they were made for, and for no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from interview.flow.loading import cache_file
from interview.flow.model import Flow
from interview.practice.patients import Patients
from interview.practice.pool import pool
from interview.practice.prediction_cache import keep_predictions, kept_predictions
from interview.practice.predictions import Predictions, predict
from interview.practice.twins import Twins
from tests.practice.small import small


@pytest.fixture
def made(tmp_path: Path) -> tuple[Flow, Predictions, Path]:
    logic, cache = small(tmp_path), tmp_path / "cache"
    found = predict(logic.flow, pool(Twins(Patients(logic)), Random(1), size=20))
    keep_predictions(logic.flow, found, cache)
    return logic.flow, found, cache


def test_they_come_back_as_they_were(made: tuple[Flow, Predictions, Path]) -> None:
    flow, found, cache = made
    back = kept_predictions(flow, cache)
    assert back is not None
    assert back == found


def test_other_words_weights_logic_or_program_make_them_anew(
    made: tuple[Flow, Predictions, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    flow, _, cache = made
    assert kept_predictions(replace(flow, content_hash="other"), cache) is None
    assert kept_predictions(replace(flow, logic_hash="other"), cache) is None
    monkeypatch.setattr(cache_file, "__version__", "99")
    assert kept_predictions(flow, cache) is None


def test_a_damaged_file_is_not_used(made: tuple[Flow, Predictions, Path]) -> None:
    flow, _, cache = made
    (file,) = cache.iterdir()
    data = file.read_bytes()
    for damaged in (b"", data[:-5], data.replace(b"soon", b"late"), data.split(b"\n")[1]):
        file.write_bytes(damaged)
        assert kept_predictions(flow, cache) is None


def test_a_folder_that_takes_nothing_is_no_trouble(
    made: tuple[Flow, Predictions, Path], tmp_path: Path
) -> None:
    flow, found, _ = made
    (tmp_path / "file").write_text("")
    keep_predictions(flow, found, tmp_path / "file")
    assert kept_predictions(flow, tmp_path / "file") is None

"""Predictions are worked out once, for later cases too, and by a process that leaves nothing behind."""

from __future__ import annotations

import json
from io import FileIO
from pathlib import Path
from random import Random

import pytest

from interview.flow.model import Flow
from interview.practice import prediction_process
from interview.practice.case_code import new_code
from interview.practice.prediction_cache import kept_predictions
from interview.practice.prediction_process import main, prepare
from tests.practice.small import EVEN, small


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    return small(tmp_path, EVEN).flow


def test_what_is_kept_is_not_worked_out_again(
    flow: Flow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(flow, tmp_path / "cache", Random(1), size=20)
    first = kept_predictions(flow, tmp_path / "cache")
    assert first is not None
    monkeypatch.setattr(prediction_process, "predict", lambda *_: pytest.fail("worked out"))
    prepare(flow, tmp_path / "cache", Random(2), first.cases)
    assert kept_predictions(flow, tmp_path / "cache") == first


def test_later_cases_are_added_to_those_that_are_kept(flow: Flow, tmp_path: Path) -> None:
    first, later = (str(new_code(flow, Random(seed))) for seed in (77, 78))
    prepare(flow, tmp_path / "cache", Random(1), [first], size=20)
    before = kept_predictions(flow, tmp_path / "cache")
    assert before is not None
    assert first in before.cases
    prepare(flow, tmp_path / "cache", Random(1), [first, later], size=20)
    after = kept_predictions(flow, tmp_path / "cache")
    assert after is not None
    assert list(after.cases) == [*before.cases, later]
    for code in before.cases:
        assert after.patient(code).right == before.patient(code).right


def test_codes_that_are_none_of_the_flow_are_left_out(flow: Flow, tmp_path: Path) -> None:
    prepare(flow, tmp_path / "cache", Random(1), ["elsewhere-1-222222", "nonsense", "small-0.1.0-c07"], 20)
    known = kept_predictions(flow, tmp_path / "cache")
    assert known is not None
    assert all(code.startswith("small-0.1.0-") for code in known.cases)
    assert "small-0.1.0-c07" not in known.cases


def test_the_program_does_what_its_input_says_and_says_nothing(
    flow: Flow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    code = str(new_code(flow, Random(77)))
    told = {"flow": str(tmp_path), "cache": str(tmp_path / "cache"), "codes": [code], "size": 20}
    (tmp_path / "told").write_text(json.dumps(told) + "\n")
    monkeypatch.setattr(prediction_process, "_end_with", lambda source: None)
    with FileIO(tmp_path / "told") as source:
        main(source)
    known = kept_predictions(flow, tmp_path / "cache")
    assert known is not None
    assert code in known.cases
    assert capfd.readouterr() == ("", "")

"""The shipped flow, line by line."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.library import flow_folder
from interview.store import Store
from tests.plain.bedside import hold, recording

TYPICAL = ("0", "est", "yes", "typ", "0", "0", "1", "n", "n", "0", "0", "0", "n", "0", "0", "0")
"""An established, typical patient with nothing else to report: sixteen answers on twelve screens."""


@cache
def ibm() -> Logic:
    return compile_flow(load_flow(flow_folder("ibm-management").path))


def test_a_typical_patient_takes_sixteen_short_answers_and_gets_the_note() -> None:
    under_way = recording(logic=ibm())
    held = hold(under_way, *TYPICAL)
    assert len(under_way.session.answers) == len(TYPICAL)
    assert "That was the last question" in held.text
    assert "exercise" in held.after("PLAN").lower()
    assert sum("left." in line for line in held.lines) == 12


def test_an_answer_that_ends_the_plan_is_explained_and_ends_the_questions() -> None:
    held = hold(recording(logic=ibm()), "0", "not")
    ends = ibm().flow.ends
    assert ends is not None
    assert " ".join(held.text.split()).count(ends.say) >= 1
    assert "That was the last question" in held.text


def test_everything_unassessed_still_ends_in_a_note() -> None:
    held = hold(recording(logic=ibm()), *["u"] * 60)
    assert held.code == 0
    assert "exercise" in held.after("PLAN").lower()


@pytest.mark.parametrize("replies", [TYPICAL[:5], TYPICAL], ids=["left", "ended"])
def test_as_a_program_in_a_pipe_it_keeps_what_it_was_told(tmp_path: Path, replies: tuple[str, ...]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "interview", "run", "ibm-management", "--plain"],
        input="\n".join(replies) + "\n",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "INTERVIEW_DATA": str(tmp_path)},
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "\x1b" not in run.stdout
    store = Store.open(tmp_path)
    assert [saved.answers for saved in store.unfinished()] == ([5] if replies != TYPICAL else [])
    store.close()

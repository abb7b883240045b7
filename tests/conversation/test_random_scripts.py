"""Whatever a person does, in whatever order, both faces record the same, and what it means."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.flow.answers import Reason
from tests.conversation.faces import FACES, Patient, Sitting, held
from tests.conversation.steps import Act, Add, Back, Disk, Done, Edit, Enter, Label, Pass, Quit, Rest, Say
from tests.effort import tries
from tests.plain.bedside import QUESTIONS, bedside
from tests.store.failures import inject

SAID = st.builds(Say, st.integers(0, 11))
STEPS: st.SearchStrategy[Act] = st.one_of(
    SAID,
    SAID,
    SAID,
    st.just(Enter()),
    st.just(Enter()),
    st.just(Back()),
    st.builds(Edit, st.sampled_from([question.id for question in QUESTIONS])),
    st.builds(Pass, st.sampled_from([Reason.NOT_ASSESSED, Reason.PENDING])),
    st.builds(Disk, st.booleans()),
    st.builds(Add, st.sampled_from(["choking", "weight_loss"])),
    st.just(Rest()),
    st.builds(Label, st.sampled_from(["bed 4", "bed 5"])),
    st.builds(Quit, st.booleans()),
    st.just(Done()),
)
FIRST = st.builds(Sitting, st.lists(SAID, min_size=3, max_size=6))
LATER = st.lists(
    st.builds(Sitting, st.lists(STEPS, min_size=1, max_size=5), visit=st.booleans()), min_size=1, max_size=2
)
"""After something was said there is something to keep, to change and to go back to."""


@settings(max_examples=tries(8), deadline=None)
@given(FIRST, LATER)
def test_both_faces_record_the_same_from_any_script(first: Sitting, later: list[Sitting]) -> None:
    patients: dict[str, Patient] = {}
    for name, face in FACES.items():
        with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
            patch.setenv("HOME", folder)
            patient = held(face, Path(folder) / "kept", bedside(), inject(patch), [first, *later])
            assert patient.astray == []
            patients[name] = patient
    assert patients["app"].logs == patients["plain"].logs
    assert patients["app"].kept == patients["plain"].kept

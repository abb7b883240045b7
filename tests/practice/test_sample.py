"""Patients as bits: every one of a set, and the one at a place in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview.practice.sample import nth, ones


@given(st.sets(st.integers(0, 300)))
def test_the_patients_of_a_set_come_in_order_and_each_is_found_by_its_place(patients: set[int]) -> None:
    bits = sum(1 << patient for patient in patients)
    assert list(ones(bits)) == sorted(patients)
    assert [nth(bits, place) for place in range(len(patients))] == sorted(patients)

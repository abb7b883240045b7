from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.store import StoreError
from interview.store.answer_json import answer_from_json, answer_to_json
from interview.text import clean_text

WORDS = st.text(max_size=20)
ANSWERS = st.one_of(
    st.none(),
    st.builds(NotAssessed, st.sampled_from(Reason)),
    st.builds(Chosen, WORDS),
    st.builds(Several, st.frozensets(WORDS, max_size=4), st.booleans()),
    st.builds(Number, st.floats(allow_nan=False, allow_infinity=False)),
    st.builds(Number, st.integers(-(10**9), 10**9)),
    st.builds(Text, st.text().map(clean_text)),
)


@given(ANSWERS)
def test_every_answer_comes_back_as_it_was(answer: Answer | None) -> None:
    assert answer_from_json(answer_to_json(answer)) == answer


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        (Chosen("yes"), '{"chosen":"yes"}'),
        (Several(frozenset({"b", "a"}), False), '{"rest_absent":false,"several":["a","b"]}'),
        (Several(), '{"rest_absent":true,"several":[]}'),
        (Number(45), '{"number":45}'),
        (Number(Decimal("64.1")), '{"number":64.1}'),
        (Number(Decimal("64.10")), '{"number":"64.10"}'),
        (Number(Decimal("0.12345678901234567891")), '{"number":"0.12345678901234567891"}'),
        (Text("été\n"), '{"text":"\\u00e9t\\u00e9\\n"}'),
        (NotAssessed(Reason.PENDING), '{"not_assessed":"pending"}'),
        (None, "null"),
    ],
)
def test_the_form_on_disk_never_changes(answer: Answer | None, form: str) -> None:
    assert answer_to_json(answer) == form
    assert answer_from_json(form) == answer


@pytest.mark.parametrize(
    "parts",
    [
        {},
        [],
        "yes",
        True,
        {"chosen": 1},
        {"chosen": "yes", "more": 1},
        {"several": ["a"]},
        {"several": [1], "rest_absent": True},
        {"several": ["a"], "rest_absent": 1},
        {"number": True},
        {"number": "45"},
        {"number": "64.1"},
        {"number": "64,10"},
        {"number": " 64.10"},
        {"number": "NaN"},
        {"number": float("inf")},
        {"number": 10**1000},
        {"text": None},
        {"not_assessed": "forgotten"},
    ],
)
def test_an_unknown_form_is_refused_and_never_guessed(parts: object) -> None:
    with pytest.raises(StoreError, match="saved answer cannot be read"):
        answer_from_json(json.dumps(parts))


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15))
def test_a_row_of_any_program_is_written_again_as_it_stands(value: float) -> None:
    body = json.dumps({"number": value}, separators=(",", ":"))
    assert answer_to_json(answer_from_json(body)) == body


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12) | st.decimals("-1e9", "1e9", places=3))
def test_a_number_comes_back_with_every_digit_and_any_reader_of_json_keeps_it(value: Decimal) -> None:
    body = answer_to_json(Number(value))
    found = answer_from_json(body)
    assert isinstance(found, Number)
    assert f"{found.value:f}" == f"{value:f}"
    assert json.dumps(json.loads(body), separators=(",", ":")) == body


def test_a_torn_text_is_refused() -> None:
    with pytest.raises(StoreError, match="saved answer cannot be read"):
        answer_from_json('{"chosen":"y')

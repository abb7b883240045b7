"""Nothing that is no id, moment or number is taken for one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.store.answer_json import answer_from_json
from interview.store.errors import StoreError
from interview.store.row_values import is_moment, is_session_id, is_short_text, is_word


@given(st.text() | st.uuids().map(str))
def test_only_a_uuid_is_the_id_of_a_session(text: str) -> None:
    try:
        assert is_session_id(text) == (str(UUID(text)) == text)
    except ValueError:
        assert not is_session_id(text)


ID = "2f0e9b6c-9f5e-4d0a-8b5e-6f2f7a9c1d3e"


@pytest.mark.parametrize("text", ["", "../../x", f"{ID}/../x", f"{ID}\n", ID.upper(), 5, None])
def test_an_id_that_leads_elsewhere_is_none(text: object) -> None:
    assert not is_session_id(text)


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9998, 12, 31)), st.timezones())
def test_a_moment_can_be_shown_anywhere(moment: datetime, zone: object) -> None:
    assert is_moment(f"{moment.isoformat(timespec='seconds')}Z")
    assert is_moment(f"{moment.isoformat(timespec='seconds')}+14:00")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "nope",
            "2026-03-01",
            "2026-03-01T10:00:00",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
        ),
        *("2026-02-30T10:00:00Z", "2026-03-01T99:00:00Z", "20260301T100000Z", "２026-03-01T10:00:00Z"),
        *("2026-03-01T10:00:00Z\n", "\ud800", "2026-03-01T10:00:00+99:99"),
    ],
)
def test_a_time_that_could_not_be_shown_is_none(text: str) -> None:
    assert not is_moment(text)


@pytest.mark.parametrize(
    "value",
    [
        "NaN",
        "Infinity",
        "1e400",
        str(10**400),
        "true",
        '"five"',
        "null",
        '"5"',
        '"1e999999999"',
        '"1e-999999999"',
    ],
)
def test_what_cannot_be_worked_with_is_no_number(value: str) -> None:
    with pytest.raises(StoreError):
        answer_from_json(f'{{"number": {value}}}')


@pytest.mark.parametrize("text", ["\ud800", "a\nb", "\x1b[2J", "x" * 201, "\u202eabc"])
def test_what_a_list_could_not_show_is_no_line_of_text(text: str) -> None:
    assert not is_short_text(text)
    assert not is_word(text)

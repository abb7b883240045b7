"""What is taken for granted while the plan could still end is said once, in the words of the flow."""

from __future__ import annotations

from dataclasses import replace

from interview.flow.answers import Chosen
from interview.summary.assumption import assumption, firmness, goes_on
from tests.engine.examples import answered, clinic

ENDS = clinic().ends
assert ENDS
WORDED = replace(clinic(), ends=replace(ENDS, meanwhile="it is IBM"))


def test_it_is_said_in_the_words_of_the_flow() -> None:
    session = answered(WORDED, {"sticks": Chosen("yes")})
    assert goes_on(session) == "it is IBM"
    assert assumption(session) == "This holds only as long as it is IBM; still open: status."
    assert firmness(session) == "as long as it is IBM, whatever the other missing answers are"


def test_without_such_words_it_is_said_plainly() -> None:
    assert (
        assumption(answered(clinic(), {}))
        == "This holds only as long as the plan goes on; still open: status."
    )


def test_nothing_is_assumed_once_the_end_is_settled() -> None:
    for status in ("suspected", "not_ibm"):
        session = answered(WORDED, {"status": Chosen(status)})
        assert goes_on(session) == assumption(session) == ""
        assert firmness(session) == "whatever the missing answers are"

"""Where an interview goes: a result pending at the last visit is asked for before all that can wait."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from interview.conversation.confirmation import Confirmation
from interview.conversation.conversation import Conversation
from interview.conversation.prompts import said_before
from interview.flow.answers import Answer, Chosen, NotAssessed, Reason, Several
from interview.store import Recording
from tests.summary.patients import logic

FIRST, SECOND = datetime(2026, 11, 22, 10, tzinfo=UTC), datetime(2027, 2, 23, 10, tzinfo=UTC)
PENDING = NotAssessed(Reason.PENDING)


def returning(**said: Answer) -> Conversation:
    """A return visit after one at which this was said."""
    first = Recording.begin(None, logic(), clock=lambda: FIRST)
    for question, answer in said.items():
        first.answer(question, answer)
    second = Recording.begin(None, logic(), clock=lambda: SECOND)
    return Conversation(second, Confirmation(second.session, visits=[first.session], on=SECOND.date()))


@pytest.mark.parametrize(
    "said",
    [
        {"highest_ck": PENDING},
        {"diagnosis_status": Chosen("suspected"), "biopsy_done": PENDING},
        {"diagnosis_status": Chosen("suspected"), "biopsy_done": Chosen("yes"), "biopsy_protein": PENDING},
    ],
    ids=["ck", "biopsy", "part of a biopsy"],
)
def test_a_pending_result_is_asked_for_first_once_it_is_known_what_is_urgent(said: dict[str, Answer]) -> None:
    visit = returning(**said)
    assert visit.active == "urgent_problems"
    visit.answer(Several())
    visit.next()
    assert visit.active == list(said)[-1]
    assert said_before(visit) == ("last time (2026-11-22): result pending", False)


def test_what_is_still_pending_is_asked_for_once() -> None:
    visit = returning(highest_ck=PENDING)
    visit.answer(Several())
    visit.next()
    visit.answer(PENDING)
    visit.next()
    assert visit.active == "diagnosis_status"


def test_without_a_pending_result_the_order_is_that_of_the_flow() -> None:
    visit = returning(highest_ck=NotAssessed(), biopsy_done=NotAssessed(Reason.DECLINED))
    visit.answer(Several())
    visit.next()
    assert visit.active == "diagnosis_status"

"""A review covers exactly what was read: a change, or time, ends it in plain sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from interview.flow.conditions.syntax import Always
from interview.flow.model import Fact, Flow, Review
from interview.flow.review import Standing, line_hash, review_state, standing
from tests.engine.examples import clinic, is_

HASH = "552ca906aa11bb22"
REVIEWED = Review("A. Clinician", "2026-03-10", HASH)


@pytest.mark.parametrize(
    ("review", "now", "on", "expected"),
    [
        (Review(), HASH, date(2026, 4, 1), Standing.NONE),
        (REVIEWED, HASH, date(2026, 4, 1), Standing.CURRENT),
        (replace(REVIEWED, content_hash=HASH[:8]), HASH, date(2026, 4, 1), Standing.CURRENT),
        (REVIEWED, "ffff" + HASH, date(2026, 4, 1), Standing.CHANGED),
        (replace(REVIEWED, content_hash=""), HASH, date(2026, 4, 1), Standing.CHANGED),
        (REVIEWED, HASH, date(2028, 3, 9), Standing.CURRENT),
        (REVIEWED, HASH, date(2028, 3, 10), Standing.EXPIRED),
        (replace(REVIEWED, date=""), HASH, date(2026, 4, 1), Standing.EXPIRED),
        (replace(REVIEWED, date="2026-02-30"), HASH, date(2026, 4, 1), Standing.EXPIRED),
        (REVIEWED, HASH, None, Standing.CURRENT),
    ],
)
def test_whether_a_review_counts(review: Review, now: str, on: date | None, expected: Standing) -> None:
    assert standing(review, now, on) is expected


def test_the_state_is_said_in_words() -> None:
    assert review_state(Review(), HASH) == "not yet reviewed by a clinician"
    assert review_state(REVIEWED, HASH) == "reviewed by A. Clinician, 2026-03-10"
    assert review_state(REVIEWED, "0" * 16) == "changed since the review by A. Clinician, 2026-03-10"


def changed(flow: Flow, line: str, **changes: object) -> Flow:
    lines = {**flow.recommendations, line: replace(flow.recommendations[line], **changes)}  # type: ignore[arg-type]
    return replace(flow, recommendations=lines)


def test_the_hash_of_a_line_follows_its_wording_and_its_condition() -> None:
    flow = clinic()
    before = line_hash(flow, "therapy")
    assert line_hash(changed(flow, "therapy", say="Something else."), "therapy") != before
    assert line_hash(changed(flow, "therapy", when=Always()), "therapy") != before
    assert line_hash(changed(flow, "rescreen", say="Something else."), "therapy") == before


def test_the_hash_of_a_line_follows_the_facts_it_rests_on() -> None:
    flow = clinic()
    facts = {"swallow": Fact("swallow", is_("sticks", "yes"), "swallow")}
    assert line_hash(replace(flow, facts=facts), "therapy") != line_hash(flow, "therapy")
    assert line_hash(replace(flow, facts=facts), "trial") == line_hash(flow, "trial")


def test_a_review_of_a_line_does_not_change_what_is_reviewed() -> None:
    flow = clinic()
    assert line_hash(changed(flow, "therapy", review=REVIEWED), "therapy") == line_hash(flow, "therapy")

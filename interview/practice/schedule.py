"""When a rule should be seen again, by FSRS (`fsrs`): the longer, the more often and surely it was right.

Only what says something counts as seen: the rule in practice, and any rule that was wrong. A line that was
rightly left out among others teaches little, and an answer that is only defensible shows nothing. Intervals
are in whole days, and nothing is left to chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from fsrs import Card, Rating, Scheduler

from interview.moments import local
from interview.practice.attempt import Attempt
from interview.practice.progress import Decision, decisions_in

_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_RIGHT = {1: Rating.Hard, 2: Rating.Good, 3: Rating.Easy}
"""How well a rule that was right is known, by how sure the person was."""


def due(history: Iterable[Attempt]) -> dict[str, date]:
    """Return the day on which each rule that was seen should be seen again, the earliest first."""
    cards: dict[str, Card] = {}
    for decision in decisions_in(history):
        in_practice = decision.line == decision.attempt.rule
        if decision.shows and (in_practice or not decision.right):
            at = _in_utc(decision.attempt.begun)
            card = cards.get(decision.line) or Card(card_id=0, due=at)
            cards[decision.line], _ = _SCHEDULER.review_card(card, _rating(decision), at)
    days = {line: card.due.date() for line, card in cards.items()}
    return dict(sorted(days.items(), key=lambda one: (one[1], one[0])))


def _rating(decision: Decision) -> Rating:
    return _RIGHT.get(decision.attempt.sure or 1, Rating.Hard) if decision.right else Rating.Again


def _in_utc(at: str) -> datetime:
    return local(at).astimezone(UTC)

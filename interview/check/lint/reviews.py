"""Reviews: whether they say what was reviewed, still cover the content, and are recent enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from interview.check.diagnostics.diagnostic import Finding
from interview.check.lint.dates import age_code, months_between
from interview.check.locations import Written
from interview.flow.model import Flow, Review
from interview.flow.review import SHORTEST_HASH, Standing, line_hash, standing


@dataclass(frozen=True, slots=True)
class _Signed:
    """A review, where it stands, and the content hash of what it is about as that is now."""

    review: Review
    path: tuple[str, ...]
    content_hash: str


def reviews(flow: Flow, written: Written, today: date) -> Iterator[Finding]:
    """Yield what is wrong with the reviews of a flow; one that names nobody is no review."""
    for signed in _signed(flow):
        if signed.review.by:
            yield from _review(signed, written, today)


def _signed(flow: Flow) -> Iterator[_Signed]:
    yield _Signed(flow.review, ("reviewed",), flow.content_hash)
    for line in flow.recommendations.values():
        if line.review.by:
            path = ("recommendations", line.id, "reviewed")
            yield _Signed(line.review, path, line_hash(flow, line.id))


def _review(signed: _Signed, written: Written, today: date) -> Iterator[Finding]:
    review, path = signed.review, signed.path
    missing = [name for name in ("date", "content_hash") if not getattr(review, name)]
    day = _day(review.date)
    if missing:
        now = signed.content_hash[:SHORTEST_HASH]
        said = f"the review by {review.by} gives no {' and no '.join(missing)}; the hash is now {now}"
        yield Finding(written.key(*path), "unclear-review", said)
    elif day is None:
        said = f"{review.date} is not a day of the calendar"
        yield Finding(written.value(*path, "date"), "unclear-review", said)
    else:
        yield from _validity(signed, day, written, today)


def _validity(signed: _Signed, day: date, written: Written, today: date) -> Iterator[Finding]:
    review, path = signed.review, signed.path
    months = months_between(day, today)
    code = age_code(months, "ageing-review", "expired-review")
    if day > today:
        yield Finding(written.value(*path, "date"), "future-date", f"{review.date} has not come yet")
    elif code:
        said = f"reviewed by {review.by} on {review.date}, {months} months ago"
        yield Finding(written.value(*path, "date"), code, said)
    if standing(review, signed.content_hash) is Standing.CHANGED:
        now = signed.content_hash[:SHORTEST_HASH]
        said = f"this is not the hash of what stands here now, which is {now}: not what {review.by} reviewed"
        yield Finding(written.value(*path, "content_hash"), "changed-since-review", said)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

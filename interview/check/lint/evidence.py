"""What a line stands on: sources, the day evidence was looked for, codes, and reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.locations import Locations
from interview.errors import FlowError
from interview.flow.model import Evidence, Flow, Recommendation, Review
from interview.flow.review import SHORTEST_HASH, VALID_MONTHS, Standing, line_hash, standing
from interview.flow.terminology import codes_beside
from interview.moments import months_between

AGEING, STALE = 12, VALID_MONTHS
"""Months after which content is to be looked at again, and after which it is not to be relied on."""


def dates_of_evidence(flow: Flow, written: Locations, today: date) -> Iterator[Diagnostic]:
    """Yield what is wrong with the month up to which evidence was looked for.

    The month counts in full, so its age is counted from the first day of the next one.
    """
    year, month = map(int, flow.evidence_to.split("-"))
    place = written.value("evidence_to")
    if year == 0 or (year, month) > (today.year, today.month):
        yield Diagnostic(place, "future-date", f"{flow.evidence_to} is not a month that has come yet")
        return
    after = date(year + month // 12, month % 12 + 1, 1) if year < date.max.year else date.max
    months = months_between(after, today)
    code = age_code(months, "ageing-evidence", "stale-evidence")
    if code:
        yield Diagnostic(
            place, code, f"evidence was looked for up to {flow.evidence_to}, {months} months ago"
        )


def sources(flow: Flow) -> Iterator[Diagnostic]:
    """Yield what rests on nothing, and what nothing rests on."""
    for line in flow.recommendations.values():
        if not line.sources and not _own_choice(line):
            yield Diagnostic(line.place, "no-source", f"'{line.id}' names no source")
    cited = _cited(flow)
    for source in flow.sources.values():
        if source.id not in cited:
            yield Diagnostic(source.place, "uncited-source", f"nothing cites '{source.id}'")
    borne = {name for line in flow.recommendations.values() for name in line.controversies}
    for controversy in flow.controversies.values():
        if controversy.id not in borne:
            said = f"'{controversy.id}' bears on no recommendation"
            yield Diagnostic(controversy.place, "unused-controversy", said)


def _own_choice(line: Recommendation) -> bool:
    return set(line.evidence) == {Evidence.DESIGN_CHOICE}


def _cited(flow: Flow) -> set[str]:
    cited = chain(
        (question.sources for question in flow.questions.values()),
        (fact.sources for fact in flow.facts.values()),
        (table.sources for table in flow.tables.values()),
        (line.sources for line in flow.recommendations.values()),
        (controversy.sources for controversy in flow.controversies.values()),
        [flow.patient_page.sources if flow.patient_page else ()],
    )
    return set(chain(*cited))


def codes(folder: Path, flow: Flow) -> Iterator[Diagnostic]:
    """Yield every mistake in the codes of a flow; nothing when it has none."""
    try:
        codes_beside(folder, flow)
    except FlowError as error:
        for found in error.problems:
            yield Diagnostic(found.place, found.code, found.message, found.excerpt)


@dataclass(frozen=True, slots=True)
class _Signed:
    """A review, where it stands, and the content hash of what it is about as that is now."""

    review: Review
    path: tuple[str, ...]
    content_hash: str


def reviews(flow: Flow, written: Locations, today: date) -> Iterator[Diagnostic]:
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


def _review(signed: _Signed, written: Locations, today: date) -> Iterator[Diagnostic]:
    review, path = signed.review, signed.path
    missing = [name for name in ("date", "content_hash") if not getattr(review, name)]
    day = _day(review.date)
    if missing:
        now = signed.content_hash[:SHORTEST_HASH]
        said = f"the review by {review.by} gives no {' and no '.join(missing)}; the hash is now {now}"
        yield Diagnostic(written.key(*path), "unclear-review", said)
    elif day is None:
        said = f"{review.date} is not a day of the calendar"
        yield Diagnostic(written.value(*path, "date"), "unclear-review", said)
    else:
        yield from _validity(signed, day, written, today)


def _validity(signed: _Signed, day: date, written: Locations, today: date) -> Iterator[Diagnostic]:
    review, path = signed.review, signed.path
    months = months_between(day, today)
    code = age_code(months, "ageing-review", "expired-review")
    if day > today:
        yield Diagnostic(written.value(*path, "date"), "future-date", f"{review.date} has not come yet")
    elif code:
        said = f"reviewed by {review.by} on {review.date}, {months} months ago"
        yield Diagnostic(written.value(*path, "date"), code, said)
    if standing(review, signed.content_hash) is Standing.CHANGED:
        now = signed.content_hash[:SHORTEST_HASH]
        said = f"this is not the hash of what stands here now, which is {now}: not what {review.by} reviewed"
        yield Diagnostic(written.value(*path, "content_hash"), "changed-since-review", said)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def age_code(months: int, ageing: str, stale: str) -> str:
    """Return the code for an age in full months past a day: the first past 12, the second past 24."""
    if months >= STALE:
        return stale
    return ageing if months >= AGEING else ""

"""Evidence that was looked for too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from interview.check.diagnostics.diagnostic import Finding
from interview.check.lint.dates import age_code, months_between
from interview.check.locations import Written
from interview.flow.model import Flow


def dates_of_evidence(flow: Flow, written: Written, today: date) -> Iterator[Finding]:
    """Yield what is wrong with the month up to which evidence was looked for.

    The month counts in full, so its age is counted from the first day of the next one.
    """
    year, month = map(int, flow.evidence_to.split("-"))
    place = written.value("evidence_to")
    if year == 0 or (year, month) > (today.year, today.month):
        yield Finding(place, "future-date", f"{flow.evidence_to} is not a month that has come yet")
        return
    after = date(year + month // 12, month % 12 + 1, 1) if year < date.max.year else date.max
    months = months_between(after, today)
    code = age_code(months, "ageing-evidence", "stale-evidence")
    if code:
        yield Finding(place, code, f"evidence was looked for up to {flow.evidence_to}, {months} months ago")

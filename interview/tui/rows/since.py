"""What has changed since the last visit, with a small chart of each measure."""

from __future__ import annotations

from interview.summary.since_last_visit import LineShift, Measure, Shift, Since
from interview.tui.rows.row import BLANK, Row, heading, row

BARS = "▁▂▃▄▅▆▇█"


def since_rows(since: Since) -> list[Row]:
    """Return what changed, measures first; nothing on a first visit."""
    if not since.at:
        return []
    return [
        BLANK,
        heading(f"Since last time ({since.at[:10]})", indent=1),
        *map(_measure, since.measures),
        *map(_answer, since.changed),
        *(_line(line, "+ ", "holds now") for line in since.gained),
        *(_line(line, "- ", "ruled out now") for line in since.lost),
        *_reopened(since),
        *_nothing(since),
    ]


def since_detail(since: Since, name: str) -> list[Row]:
    """Return the dated readings behind a measure, or the lines that are open now; nothing for other rows."""
    if name == "open":
        return [heading("Held last time, open now"), *(row(line.title) for line in since.reopened)]
    measure = next((one for one in since.measures if one.question == name), None)
    if measure is None:
        return []
    dated = [row((f"{one.at[:10]}  ", "muted"), f"{one.value} {measure.unit}") for one in measure.readings]
    kept = [] if measure.repeated else [row(("Not repeated at this visit.", "muted"))]
    return [heading(measure.label), *dated, *kept]


def chart(values: list[float]) -> str:
    """Return one bar for each value, the lowest of them the shortest."""
    low, high = min(values), max(values)
    span = (high - low) or 1
    return "".join(BARS[round((value - low) / span * (len(BARS) - 1))] for value in values)


def _measure(measure: Measure) -> Row:
    values = [reading.value for reading in measure.readings]
    said = f"{' > '.join(values)} {measure.unit}".rstrip()
    said += "" if measure.repeated else f", not repeated since {measure.readings[-1].at[:10]}"
    bars = chart([float(value) for value in values])
    return row(
        (f"{measure.label}  ", "muted"),
        (f"{bars}  ", "accent"),
        said,
        lead=" · ",
        name=f"since:{measure.question}",
    )


def _answer(shift: Shift) -> Row:
    then = (f"  (then: {shift.before})", "muted")
    return row((f"{shift.label}  ", "muted"), shift.after, then, lead=" · ", name=f"since:{shift.question}")


def _line(line: LineShift, sign: str, words: str) -> Row:
    return row(line.title, (f"  {words}", "muted"), lead=f" {sign}", name=f"since:{line.id}")


def _reopened(since: Since) -> list[Row]:
    """Return how many lines wait for answers; they stand below, and early in a visit they are many."""
    count = len(since.reopened)
    words = "1 line that held is open now" if count == 1 else f"{count} lines that held are open now"
    return [row((words, "muted"), lead=" ? ", name="since:open")] if count else []


def _nothing(since: Since) -> list[Row]:
    changed = since.measures or since.changed or since.gained or since.lost or since.reopened
    return [] if changed else [row(("Nothing has changed so far.", "muted"), lead=" · ")]

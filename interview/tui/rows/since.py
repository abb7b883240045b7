"""What has changed since the last visit, with a small chart of each measure."""

from __future__ import annotations

from interview.summary.model import LineShift, Measure, Shift, Since
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
        *(_line(line, "- ", "holds no more") for line in since.lost),
        *_nothing(since),
    ]


def chart(values: list[float]) -> str:
    """Return one bar for each value, the lowest of them the shortest."""
    low, high = min(values), max(values)
    span = (high - low) or 1
    return "".join(BARS[round((value - low) / span * (len(BARS) - 1))] for value in values)


def _measure(measure: Measure) -> Row:
    values = [reading.value for reading in measure.readings]
    said = f"{' > '.join(values)} {measure.unit}".rstrip()
    bars = chart([float(value) for value in values])
    return row((f"{measure.label}  ", "muted"), (f"{bars}  ", "accent"), said, lead=" · ")


def _answer(shift: Shift) -> Row:
    then = (f"  (then: {shift.before})", "muted")
    return row((f"{shift.label}  ", "muted"), shift.after, then, lead=" · ")


def _line(line: LineShift, sign: str, words: str) -> Row:
    return row(line.title, (f"  {words}", "muted"), lead=f" {sign}")


def _nothing(since: Since) -> list[Row]:
    changed = since.measures or since.changed or since.gained or since.lost
    return [] if changed else [row(("Nothing has changed so far.", "muted"), lead=" · ")]

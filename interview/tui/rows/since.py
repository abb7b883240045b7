"""What is otherwise than at the last visit: then and now beside each other, and what became of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

from interview.flow.answer_text import with_unit
from interview.summary.since_last_visit import LineShift, Measure, Since
from interview.tui.rows.row import BLANK, Part, Row, heading, row

BARS = "▁▂▃▄▅▆▇█"
MARK, LABEL, THEN, NOW = 7, 20, 15, 15
"""Columns of the mark, of what is compared, of what it was then, and is now, at the least."""
NARROW = 60
TONES = {"new": "accent", "worse": "warning", "better": "ok", "gone": "muted", "gap": "warning"}
FIRST = "This is the first visit: there is nothing to compare it with."
SAME = "Nothing is otherwise than last time so far."
MEANING = "new = known now, not known then. That is not the same as worse."


def since_rows(since: Since, today: str, columns: int) -> list[Row]:
    """Return then and now, what became of the plan, and each measure over all visits."""
    if not since.at:
        return [row((FIRST, "muted"), lead="   ")]
    compared = _comparisons(since)
    longest = max((cell_len(label) + 2 for _, _, label, *_ in compared), default=0)
    label = max(LABEL, min(longest, columns - 3 - MARK - THEN - NOW))
    rows = [_dates(since, today, columns, label), *(_compared(one, columns, label) for one in compared)]
    plan = [*_plan(since)]
    rows += [BLANK, heading("Plan", indent=3), *plan] if plan else []
    if since.measures:
        rows += [BLANK, heading("Measures", indent=3), *map(_measure, since.measures)]
    if not (since.rows or since.changed or plan or since.measures):
        rows.append(row((SAME, "muted"), lead="   "))
    marks = {mark for mark, *_ in compared}
    return [*rows, BLANK, row((MEANING, "muted"), lead="   ")] if "new" in marks else rows


def _comparisons(since: Since) -> list[tuple[str, str, str, str, str]]:
    """Return mark, question, label, then and now of what changed."""
    told = [(one.mark, one.question, one.label, one.then, one.now) for one in since.rows]
    named = {question for _, question, *_ in told}
    return told + [
        ("new", one.question, one.label, one.before, one.after)
        for one in since.changed
        if one.question not in named
    ]


def _dates(since: Since, today: str, columns: int, label: int) -> Row:
    if columns < NARROW:
        return row((f"{since.at[:10]}, and now {today}", "muted"), lead="   ")
    return row((f"{since.at[:10]:<{THEN}}", "muted"), (today, "strong"), lead=" " * (3 + MARK + label))


def _compared(one: tuple[str, str, str, str, str], columns: int, room: int) -> Row:
    """Return then and now beside each other, `room` being the columns of what is compared."""
    mark, question, label, then, now = one
    lead: tuple[Part, ...] = ((f"   {mark:<{MARK}}", TONES.get(mark, "muted")),)
    tone = "warning" if mark == "gap" else "strong"
    name = f"since:{question}" if question else ""
    if columns < NARROW or cell_len(label) >= room or cell_len(then) >= THEN:
        return row(label, (f"  {then} → ", "muted"), (now, tone), lead=lead, name=name)
    lead = (*lead, (_padded(label, room), "text"), (_padded(then, THEN), "muted"))
    return row((now, tone), lead=lead, name=name)


def _padded(text: str, columns: int) -> str:
    return set_cell_size(text, columns)


def _plan(since: Since) -> Iterator[Row]:
    for line in since.gained:
        yield _line_shift(line, "new", "accent", "text")
    for line in since.lost:
        yield _line_shift(line, "out", "muted", "muted")
    count = len(since.reopened)
    if count:
        which = "1 line that applied is" if count == 1 else f"{count} lines that applied are"
        yield row(
            (f"{which} not settled now", "muted"), lead=((f"   {'?':<{MARK}}", "muted"),), name="since:open"
        )


def _line_shift(line: LineShift, word: str, tone: str, said: str) -> Row:
    return row((line.title, said), lead=((f"   {word:<{MARK}}", tone),), name=f"since:{line.id}")


def since_detail(since: Since, name: str) -> list[Row]:
    """Return the dated readings behind a measure, or the lines that are open now; nothing for other rows."""
    if name == "open":
        return [heading("Applied last time, not settled now"), *(row(line.title) for line in since.reopened)]
    measure = next((one for one in since.measures if one.question == name), None)
    if measure is None:
        return []
    dated = [
        row((f"{one.at[:10]}  ", "muted"), with_unit(one.value, measure.unit)) for one in measure.readings
    ]
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
        lead="   ",
        name=f"since:{measure.question}",
    )

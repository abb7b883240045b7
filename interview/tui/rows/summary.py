"""The summary as a list to move through, and what is behind each of its lines.

A row's name says what it stands for: `line:ID` a recommendation, `table:ID` a decision table, `number:ID` a
derived number, `ask:ID` a question that can be answered now, `answer:ID` an answer on record, `group:NAME` a
group that opens and closes.
"""

from __future__ import annotations

from collections.abc import Set

from interview.flow.answer_text import one_of, with_unit
from interview.summary.findings import Answered
from interview.summary.model import (
    Change,
    Citation,
    FlowInfo,
    Line,
    NumberLine,
    OpenGroup,
    Reason,
    Section,
    Summary,
    TableLine,
)
from interview.summary.since_last_visit import LineShift, Measure, Shift, Since
from interview.tui.rows.interview import URGENCY_MARKS
from interview.tui.rows.row import BLANK, Part, Row, heading, row

UNASKED, RULED_OUT, ANSWERS = "group:unasked", "group:ruled_out", "group:answers"

URGENCIES = {"same_day": "same day", "soon": "soon", "routine": "routine"}
STANCES = {"for": "for", "against": "advised against", "caution": "with caution", "inform": "information"}

BARS = "▁▂▃▄▅▆▇█"


def summary_rows(summary: Summary, opened: Set[str]) -> list[Row]:
    """Return the list; groups that are not in `opened` show their heading only."""
    asked = [group for group in summary.open if group.asked]
    unasked = [group for group in summary.open if not group.asked]
    return [
        *_head(summary),
        *since_rows(summary.since),
        *(found for section in summary.sections for found in _section(section)),
        *_criteria(summary),
        *_open(asked),
        *_group(UNASKED, "Open: never asked", _open_rows(unasked), opened),
        *_group(RULED_OUT, "Ruled out", [_line(line) for line in summary.ruled_out], opened),
        *_group(ANSWERS, "Answers", _answers(summary), opened),
    ]


def basis(flow: FlowInfo) -> str:
    """Return which content a summary stands on, and whether anybody has reviewed it."""
    origin = f" · from {flow.origin}" if flow.origin else ""
    errors = f" · {flow.errors}" if flow.errors else ""
    return f"{flow.title} {flow.version}{errors} · {flow.reviewed}{origin}"


def _head(summary: Summary) -> list[Row]:
    rows = [row((basis(summary.flow), "muted"), lead=" ")]
    if summary.ended:
        rows.append(row((summary.ended, "strong"), lead=" "))
    if summary.assumption:
        rows.append(row((summary.assumption, "muted"), lead=" "))
    rows += [row((notice.text, "warning"), lead=(" ! ", "warning")) for notice in summary.warnings]
    if not summary.lines:
        rows += [BLANK, row(("Nothing holds yet.", "muted"), lead=" ")]
    return rows


def _section(section: Section) -> list[Row]:
    return [BLANK, heading(section.title, indent=1), *map(_line, section.lines)]


def _line(line: Line) -> Row:
    mark, tone = URGENCY_MARKS[line.urgency]
    text: Part = (line.title, "text" if line.status == "holds" else "muted")
    return row(text, lead=(f" {mark}", tone), name=f"line:{line.id}")


def _criteria(summary: Summary) -> list[Row]:
    rows = [*map(_number, summary.numbers), *map(_table, summary.tables)]
    return [BLANK, heading("Criteria and verdicts", indent=1), *rows] if rows else []


def _number(number: NumberLine) -> Row:
    said: Part = _still(number) if number.missing else (number.told, "text")
    return row((f"{number.label}  ", "muted"), said, lead=" · ", name=f"number:{number.id}")


def _table(table: TableLine) -> Row:
    said: Part = (table.outcome, "text") if table.outcome else _still(table)
    return row((f"{table.label}  ", "muted"), said, lead=" · ", name=f"table:{table.id}")


def _still(found: TableLine | NumberLine) -> Part:
    """Return what is still possible; no more than "open" where the answers rule out nothing."""
    return (found.told if found.narrowed else "open", "muted")


def _open(groups: list[OpenGroup]) -> list[Row]:
    return [BLANK, heading("Open", indent=1), *_open_rows(groups)] if groups else []


def _open_rows(groups: list[OpenGroup]) -> list[Row]:
    rows: list[Row] = []
    for group in groups:
        rows += [_missing(reason) for reason in group.missing]
        rows += [row((line.title, "muted"), lead="     ", name=f"line:{line.id}") for line in group.lines]
    return rows


def _missing(reason: Reason) -> Row:
    why = f"  {reason.answer}" if reason.answer else ""
    return row(reason.label, (why, "muted"), lead=(" ? ", "accent"), name=f"ask:{reason.question}")


def _answers(summary: Summary) -> list[Row]:
    given = [_answered(answer) for answer in summary.answers]
    return given + [_missing(reason) for reason in summary.not_assessed]


def _answered(answer: Answered) -> Row:
    rest = "" if answer.active else "  (kept; does not count)"
    parts: tuple[Part, ...] = ((f"{answer.label}  ", "muted"), (answer.answer, "text"), (rest, "muted"))
    return row(*parts, lead=" → ", name=f"answer:{answer.question}")


def _group(name: str, title: str, rows: list[Row], opened: Set[str]) -> list[Row]:
    if not rows:
        return []
    sign = "▾" if name in opened else "▸"
    count = len({found.name for found in rows if found.name.startswith(("line:", "answer:"))}) or len(rows)
    head = row((title, "heading"), (f"  {count}", "muted"), lead=(f" {sign} ", "accent"), name=name)
    return [BLANK, head, *(rows if name in opened else [])]


def detail_rows(summary: Summary, name: str) -> list[Row]:
    """Return what is behind a row of the summary list; nothing for a row that has nothing behind it."""
    kind, _, identity = name.partition(":")
    if kind == "line":
        return _line_detail(_lines(summary)[identity], summary)
    if kind == "table":
        return _table_detail(next(table for table in summary.tables if table.id == identity))
    if kind == "number":
        return _number_detail(next(number for number in summary.numbers if number.id == identity))
    return since_detail(summary.since, identity) if kind == "since" else []


def behind(summary: Summary, name: str) -> tuple[Reason, ...]:
    """Return the answers a row stands on, or waits for."""
    kind, _, identity = name.partition(":")
    if kind == "line":
        line = _lines(summary)[identity]
        return line.because + line.depends_on
    if kind == "table":
        return next(table.missing for table in summary.tables if table.id == identity)
    if kind == "number":
        return next(number.operands for number in summary.numbers if number.id == identity)
    if kind in ("ask", "answer"):
        return (Reason(identity, "", "", ""),)
    return ()


def _lines(summary: Summary) -> dict[str, Line]:
    waiting = tuple(line for group in summary.open for line in group.lines)
    return {line.id: line for line in (*summary.lines, *waiting, *summary.ruled_out)}


def _line_detail(line: Line, summary: Summary) -> list[Row]:
    tags = " · ".join((STANCES[line.stance], URGENCIES[line.urgency], *line.evidence))
    return [
        row((line.title, "strong")),
        row((tags, "muted")),
        BLANK,
        row(line.say if line.status != "open" or not line.if_open else line.if_open),
        *([BLANK, row((line.more, "muted"))] if line.more else []),
        BLANK,
        row((_status(line, summary), "accent")),
        *_reasons("Because", line.because),
        *([row((f"through: {', '.join(line.facts)}", "muted"), lead="  ")] if line.facts else []),
        *_reasons("Depends on", line.depends_on),
        *_changes(line.would_change),
        *_rule(line),
        *_sources(line.sources),
        *_texts("Sources disagree", line.controversies),
    ]


def _status(line: Line, summary: Summary) -> str:
    if line.status == "open":
        return "Open: cannot be judged before the answers below."
    if line.status == "holds" and not line.because and not summary.assumption:
        return "Holds for everyone."
    stands = "Holds" if line.status == "holds" else "Ruled out"
    firm = line.robust or not line.because
    return f"{stands} {summary.firm}." if firm else f"{stands} on these answers."


def _table_detail(table: TableLine) -> list[Row]:
    outcome = table.outcome or f"still possible: {one_of(table.possible)}"
    rows = [row((table.label, "strong")), row(outcome)]
    rows += [BLANK, row((table.note, "muted"))] if table.note else []
    return [*rows, *_reasons("Depends on", table.missing), *_sources(table.sources)]


def _number_detail(number: NumberLine) -> list[Row]:
    still = "still possible: " if number.missing else ""
    return [
        row((number.label, "strong")),
        row(f"{still}{number.told}"),
        *([BLANK, row((number.note, "muted"))] if number.note else []),
        *_reasons("Worked out from", number.operands),
        *_sources(number.sources),
    ]


def _rule(line: Line) -> list[Row]:
    """Return when a line holds by the flow, and where that is written."""
    place = [row((line.place, "muted"), lead="  ")] if line.place else []
    return [BLANK, heading("Rule"), row(f"holds {line.condition}", lead="  "), *place]


def _reasons(title: str, reasons: tuple[Reason, ...]) -> list[Row]:
    rows = [
        row((f"{reason.label}: ", "muted"), reason.answer or "not asked", lead="  ") for reason in reasons
    ]
    return [BLANK, heading(title), *rows] if rows else []


def _changes(changes: tuple[Change, ...]) -> list[Row]:
    rows = [
        row(change.text, (f": {change.status.replace('_', ' ')}", "accent"), lead="  ") for change in changes
    ]
    return [BLANK, heading("Would change"), *rows] if rows else []


def _sources(sources: tuple[Citation, ...]) -> list[Row]:
    rows = [row(cited.full, (f" ({cited.kind})", "muted"), lead=f"  {cited.number} ") for cited in sources]
    return [BLANK, heading("Sources"), *rows] if rows else []


def _texts(title: str, texts: tuple[str, ...]) -> list[Row]:
    return [BLANK, heading(title), *(row(text, lead="  ") for text in texts)] if texts else []


def since_rows(since: Since) -> list[Row]:
    """Return what changed, measures first; nothing on a first visit."""
    if not since.at:
        return []
    return [
        BLANK,
        heading(f"Since last time ({since.at[:10]})", indent=1),
        *map(_measure, since.measures),
        *map(_answer, since.changed),
        *(_line_shift(line, "+ ", "holds now") for line in since.gained),
        *(_line_shift(line, "- ", "ruled out now") for line in since.lost),
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
        lead=" · ",
        name=f"since:{measure.question}",
    )


def _answer(shift: Shift) -> Row:
    then = (f"  (then: {shift.before})", "muted")
    return row((f"{shift.label}  ", "muted"), shift.after, then, lead=" · ", name=f"since:{shift.question}")


def _line_shift(line: LineShift, sign: str, words: str) -> Row:
    return row(line.title, (f"  {words}", "muted"), lead=f" {sign}", name=f"since:{line.id}")


def _reopened(since: Since) -> list[Row]:
    """Return how many lines wait for answers; they stand below, and early in a visit they are many."""
    count = len(since.reopened)
    words = "1 line that held is open now" if count == 1 else f"{count} lines that held are open now"
    return [row((words, "muted"), lead=" ? ", name="since:open")] if count else []


def _nothing(since: Since) -> list[Row]:
    changed = since.measures or since.changed or since.gained or since.lost or since.reopened
    return [] if changed else [row(("Nothing has changed so far.", "muted"), lead=" · ")]

"""The plan of a summary as a list to move through, and what is not known.

A row's name says what it stands for: `line:ID` a recommendation, `table:ID` a decision table, `number:ID` a
derived number, `ask:ID` a question that can be answered now, `answer:ID` an answer on record, `group:NAME` a
group that opens and closes, `tab:NAME` another part of the summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from rich.cells import cell_len

from interview.engine import Status
from interview.flow.model import Stance, Urgency
from interview.summary.answer_phrases import as_read
from interview.summary.findings import Answered
from interview.summary.model import (
    EVERYONE,
    FlowInfo,
    Line,
    NumberLine,
    OpenGroup,
    Reason,
    Summary,
    TableLine,
)
from interview.tui.rows.plan import AGAINST, TO_KNOW, URGENCY_MARKS
from interview.tui.rows.row import BLANK, CUT, Part, Row, listed, place, row, whole

KNOW, RULED_OUT, ANSWERS = "group:know", "group:ruled_out", "group:answers"
UNKNOWN = "tab:unknown"
TAGS = {
    Urgency.SAME_DAY: ("SAME DAY", "alarm"),
    Urgency.SOON: ("SOON", "soon"),
    Urgency.ROUTINE: ("ROUTINE", "tag"),
}
NARROW, WIDE = 60, 110
"""Columns under which a reason has no room beside its line, and from which they begin in one."""
NARROW_LINES = 3
"""Lines of a reason on a narrow screen, about."""
TAGGED = 17
"""Columns before the words beside a tag, and after them."""
COLUMN = 62
"""Where they begin then."""
NO_ALL_CLEAR = "Nothing same-day on these answers; that is no all-clear."
OPEN = as_read(Status.OPEN)
LEGEND = "! soon  · routine  x against  i to know  ? not known"


def plan_rows(summary: Summary, opened: Set[str], columns: int, cursor: str = "") -> list[Row]:
    """Return the plan; groups that are not in `opened` show their heading only.

    On a narrow screen the reason stands below the line under the `cursor` alone.
    """
    rows = _head(summary)
    for urgency, (title, tone) in TAGS.items():
        lines = [line for line in summary.plan if line.urgency is urgency]
        if lines:
            count = "1 point" if len(lines) == 1 else f"{len(lines)} points"
            rows += [BLANK, _tag(title, tone, count)]
            rows += [part for line in lines for part in line_rows(line, columns, cursor)]
    know = [part for line in summary.remarks for part in line_rows(line, columns, cursor)]
    rows += [BLANK] if know or summary.open or summary.ruled_out or summary.answers else []
    room = columns - TAGGED
    named = listed((line.short or line.title for line in summary.remarks), room, "; ")
    rows += _group(KNOW, "TO KNOW", know, opened, named)
    if summary.open:
        rows += [BLANK] if know and KNOW in opened else []
        rows.append(_tag("NOT KNOWN", "tag", _not_known(summary, room), name=UNKNOWN))
    rows += _criteria(summary, columns)
    rows += [BLANK] if summary.ruled_out or summary.answers else []
    rows += _group(RULED_OUT, "RULED OUT", [_line(line) for line in summary.ruled_out], opened)
    rows += _group(ANSWERS, "ANSWERS", _answers(summary), opened, count=summary.given)
    return rows[1:] if rows and rows[0] == BLANK else rows


def unknown_rows(summary: Summary) -> list[Row]:
    """Return what is not known: the missing answers, each with the lines that wait for it."""
    asked = [group for group in summary.open if group.asked]
    unasked = [group for group in summary.open if not group.asked]
    if not summary.open:
        return [row(("Nothing in the plan waits for an answer.", "muted"), lead="   ")]
    named: set[str] = set()
    rows = _open_rows(asked, named)
    if unasked:
        rows += [BLANK] if rows else []
        rows.append(_tag("NEVER ASKED", "tag", "the interview does not come to these by itself"))
        rows += _open_rows(unasked, named)
    return rows


def line_rows(line: Line, columns: int, cursor: str = "") -> list[Row]:
    """Return a line that holds, with what it rests on."""
    name, title = f"line:{line.id}", line.short or line.title
    lead: tuple[Part, ...] = ((" " if columns < NARROW else "   ", "text"), line_mark(line))
    if columns < NARROW:
        rows = [row(title, lead=lead, name=name)]
        if cursor == name:
            reasons = listed(line.reasons or (EVERYONE,), NARROW_LINES * (columns - 4))
            rows.append(row((reasons, "muted"), lead="   ", name=name))
        return rows
    if columns >= WIDE:
        gap = " " * max(2, COLUMN - 3 - cell_len(title))
        return [row(title, (f"{gap}{_because(line, columns - COLUMN - 2)}", "muted"), lead=lead, name=name)]
    because = _because(line, columns - cell_len(title) - 9)
    return [row(title, lead=lead, name=name, right=((f"{because} ", "muted"),))]


def line_mark(line: Line) -> Part:
    """Return the mark of a line: how soon, against, or only to know."""
    if line.remark:
        return TO_KNOW
    if line.urgency is Urgency.ROUTINE and line.stance is Stance.AGAINST:
        return AGAINST
    return URGENCY_MARKS[line.urgency]


def basis(flow: FlowInfo) -> str:
    """Return which content a summary stands on, and whether anybody has reviewed it."""
    origin = f" · from {flow.origin}" if flow.origin else ""
    errors = f" · {flow.errors}" if flow.errors else ""
    return f"{flow.title} {flow.version}{errors} · {flow.reviewed}{origin}"


def legend_rows(flow: FlowInfo, columns: int) -> list[Row]:
    """Return what the marks mean, and on what content it all stands; else that alone."""
    state = f"{flow.version} {flow.content_hash[:8]}, {flow.reviewed}"
    more = " · ".join(part for part in (state, flow.errors) if part)
    if flow.origin:
        more = f"{more} · {place(flow.origin, columns - cell_len(more) - 6)}"
    if cell_len(LEGEND) + cell_len(more) + 6 <= columns:
        return [row((LEGEND, "muted"), lead="   ", right=((f"{more} ", "muted"),))]
    return [row((more, "muted"), lead="   ")]


def _because(line: Line, room: int) -> str:
    """Return as many whole findings as there is room for; the first also where there is none."""
    first, *_ = reasons = line.reasons or (EVERYONE,)
    return whole(reasons, room, ", ") if cell_len(first) <= room else first


def _tag(title: str, tone: str, words: str, *, name: str = "", opens: str = "") -> Row:
    gap = " " * max(1, 13 - len(title) - 2 - len(opens))
    lead: tuple[Part, ...] = (("  ", "text"), (f" {title} ", tone), (opens, "accent"), (gap, "text"))
    return row((words, "muted"), lead=lead, name=name)


def _head(summary: Summary) -> list[Row]:
    rows = []
    if summary.ended:
        rows.append(row((summary.ended, "strong"), lead="   "))
    if summary.assumption:
        rows.append(row((summary.assumption, "muted"), lead="   "))
    rows += [row((notice.text, "warning"), lead=(" ! ", "warning")) for notice in summary.warnings]
    if not summary.lines:
        rows.append(row(("Nothing applies yet.", "muted"), lead="   "))
    elif not summary.pressing:
        rows.append(row((NO_ALL_CLEAR, "muted"), lead="   "))
    return rows


def _not_known(summary: Summary, columns: int) -> str:
    """Say how many open lines would not wait, and what these wait for, as far as there is room: beside it, or
    where that cuts the first, on two lines below."""
    groups = (*summary.brief, *summary.open)
    every = {line.id: line.urgency for group in groups for line in group.lines}
    soon = {name for name, urgency in every.items() if urgency is not Urgency.ROUTINE}
    counted, said = (soon, "may be due soon") if soon else (every.keys(), "not settled")
    waiting = [group for group in groups if any(line.id in counted for line in group.lines)]
    names = dict.fromkeys(reason.name or reason.label for group in waiting for reason in group.missing)
    said = f"{len(counted)} {said}"
    if not names:
        return said
    said = f"{said}, waiting for "
    beside = listed(names, columns - len(said))
    return f"{said}{listed(names, 2 * columns - 6) if CUT in beside else beside}"


def _line(line: Line) -> Row:
    text: Part = (line.title, "text" if line.status == "holds" else "muted")
    return row(text, lead=(("   ", "text"), line_mark(line)), name=f"line:{line.id}")


def _criteria(summary: Summary, columns: int) -> list[Row]:
    tables = [_table(table, columns) for table in summary.tables]
    rows = [*map(_number, summary.numbers), *tables]
    return [BLANK, _tag("CRITERIA", "tag", "and numbers"), *rows] if rows else []


def _number(number: NumberLine) -> Row:
    said: Part = (number.told if number.narrowed else "not settled", "muted" if number.missing else "text")
    return row((f"{number.label}  ", "muted"), said, lead="   · ", name=f"number:{number.id}")


def _table(table: TableLine, columns: int) -> Row:
    """Return the outcome; of an open table that it is open and what is missing, as what is possible still
    would read as if it held."""
    said: Part = (table.outcome, "text") if table.outcome else (_open(table, columns), "muted")
    return row((f"{table.label}  ", "muted"), said, lead="   · ", name=f"table:{table.id}")


def _open(table: TableLine, columns: int) -> str:
    lines = NARROW_LINES if columns < NARROW else 2
    room = lines * columns - cell_len(table.label) - len(f"{OPEN} (missing: )") - 16
    missing = listed((reason.label for reason in table.missing), room, "; ")
    return f"{OPEN} (missing: {missing})" if missing else OPEN


def _open_rows(groups: Iterable[OpenGroup], named: set[str]) -> list[Row]:
    """Return the groups; a question that several of them wait for is chosen where it stands first."""
    rows: list[Row] = []
    for group in groups:
        for reason in group.missing:
            missing = _missing(reason)
            rows.append(replace(missing, name="") if missing.name in named else missing)
            named.add(missing.name)
        rows += [_waiting(line) for line in group.lines]
    return rows


def _waiting(line: Line) -> Row:
    mark, tone = line_mark(line)
    lead: tuple[Part, ...] = (("     ", "text"), (mark, tone))
    return row((line.short or line.title, "muted"), lead=lead, name=f"line:{line.id}")


def _missing(reason: Reason) -> Row:
    why = f"  {reason.answer}" if reason.answer else ""
    return row(reason.label, (why, "muted"), lead=("   ? ", "accent"), name=f"ask:{reason.question}")


def _answers(summary: Summary) -> list[Row]:
    given = [_answered(answer) for answer in summary.answers]
    free = [row(("Comment  ", "muted"), summary.comment, lead="   → ")] if summary.comment else []
    return given + free + [_missing(reason) for reason in summary.not_assessed]


def _answered(answer: Answered) -> Row:
    rest = "" if answer.active else "  (kept; does not count)"
    parts: tuple[Part, ...] = ((f"{answer.label}  ", "muted"), (answer.answer, "text"), (rest, "muted"))
    return row(*parts, lead="   → ", name=f"answer:{answer.question}")


def _group(
    name: str, title: str, rows: list[Row], opened: Set[str], words: str = "", count: int | None = None
) -> list[Row]:
    """Return a group, with the lines in it counted where nothing else is."""
    if not rows:
        return []
    if count is None:
        count = len({found.name for found in rows if found.name.startswith("line:")})
    opens = "▾" if name in opened else "▸"
    said = words if words and name not in opened else str(count)
    return [_tag(title, "tag", said, name=name, opens=opens), *(rows if name in opened else [])]

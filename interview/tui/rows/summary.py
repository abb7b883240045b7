"""The summary as a list to move through. A row's name says what it stands for.

`line:ID` a recommendation, `table:ID` a decision table, `ask:ID` a question that can be answered now,
`answer:ID` an answer on record, `group:NAME` a group that opens and closes.
"""

from __future__ import annotations

from collections.abc import Set

from interview.summary.findings import Answered
from interview.summary.model import FlowInfo, Line, OpenGroup, Reason, Section, Summary, TableLine
from interview.tui.rows.row import BLANK, Part, Row, heading, row
from interview.tui.rows.side import STANCE_TAGS, URGENCY_MARKS
from interview.tui.rows.since import since_rows

UNASKED, RULED_OUT, ANSWERS = "group:unasked", "group:ruled_out", "group:answers"


def summary_rows(summary: Summary, opened: Set[str]) -> list[Row]:
    """Return the list; groups that are not in `opened` show their heading only."""
    asked = [group for group in summary.open if group.asked]
    unasked = [group for group in summary.open if not group.asked]
    return [
        *_head(summary),
        *since_rows(summary.since),
        *(found for section in summary.sections for found in _section(section)),
        *_criteria(summary.tables),
        *_open(asked),
        *_group(UNASKED, "Open: never asked", _open_rows(unasked), opened),
        *_group(RULED_OUT, "Ruled out", [_line(line) for line in summary.ruled_out], opened),
        *_group(ANSWERS, "Answers", _answers(summary), opened),
    ]


def basis(flow: FlowInfo) -> str:
    """Return which content a summary stands on, and whether anybody has reviewed it."""
    origin = f" · from {flow.origin}" if flow.origin else ""
    return f"{flow.title} {flow.version} · {flow.reviewed}{origin}"


def _head(summary: Summary) -> list[Row]:
    rows = [row((basis(summary.flow), "muted"), lead=" ")]
    if summary.ended:
        rows.append(row((summary.ended, "strong"), lead=" "))
    rows += [row((notice.text, "warning"), lead=(" ! ", "warning")) for notice in summary.warnings]
    if not summary.lines:
        rows += [BLANK, row(("Nothing holds yet.", "muted"), lead=" ")]
    return rows


def _section(section: Section) -> list[Row]:
    return [BLANK, heading(section.title, indent=1), *map(_line, section.lines)]


def _line(line: Line) -> Row:
    mark, tone = URGENCY_MARKS[line.urgency]
    stance: Part = (STANCE_TAGS.get(line.stance, ""), "warning")
    text: Part = (line.title, "text" if line.status == "holds" else "muted")
    return row(text, stance, lead=(f" {mark}", tone), name=f"line:{line.id}")


def _criteria(tables: tuple[TableLine, ...]) -> list[Row]:
    return [BLANK, heading("Criteria and verdicts", indent=1), *map(_table, tables)] if tables else []


def _table(table: TableLine) -> Row:
    said: Part = (table.outcome, "text") if table.outcome else ("open", "muted")
    return row((f"{table.label}  ", "muted"), said, lead=" · ", name=f"table:{table.id}")


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

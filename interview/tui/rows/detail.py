"""What is behind a row of the summary: reasons, sources, what would change it; and which answers."""

from __future__ import annotations

from interview.flow.answer_text import one_of
from interview.summary.model import Change, Citation, Line, NumberLine, Reason, Summary, TableLine
from interview.tui.rows.row import BLANK, Row, heading, row
from interview.tui.rows.since import since_detail

URGENCIES = {"same_day": "same day", "soon": "soon", "routine": "routine"}
STATES = {"holds": "applies", "open": "not settled", "ruled_out": "ruled out"}
STANCES = {"for": "advised", "against": "advised against", "caution": "with caution", "inform": "information"}


def detail_rows(summary: Summary, name: str) -> list[Row]:
    """Return what is behind a row of the summary list; nothing for a row that has nothing behind it."""
    kind, _, identity = name.partition(":")
    if kind == "line":
        return _line_detail(_lines(summary)[identity], summary)
    if kind == "table":
        return _table_detail(next(table for table in summary.tables if table.id == identity))
    if kind == "number":
        return _number_detail(next(number for number in summary.numbers if number.id == identity))
    if kind in ("ask", "answer"):
        return _question_detail(summary, identity)
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
    evidence = (f"evidence: {', '.join(line.evidence)}",) if line.evidence else ()
    tags = " · ".join((STANCES[line.stance], URGENCIES[line.urgency], *evidence))
    return [
        row((line.title, "strong")),
        row((tags, "muted")),
        BLANK,
        row(line.say if line.status != "open" or not line.if_open else line.if_open),
        BLANK,
        row((_status(line, summary), "accent")),
        *_reasons("Because", line.because),
        *([row((f"Through: {'; '.join(line.facts)}", "muted"), lead="  ")] if line.facts else []),
        *_reasons("Depends on", line.depends_on),
        *_changes(line.would_change),
        *([BLANK, heading("More"), row((line.more, "muted"))] if line.more else []),
        *_rule(line),
        *_sources(line.sources),
        *_texts("Sources disagree", line.controversies),
    ]


def _status(line: Line, summary: Summary) -> str:
    if line.status == "open":
        return "Not settled: cannot be judged before the answers below."
    if line.status == "holds" and not (line.because or line.facts or summary.assumption):
        return "Applies to everyone."
    stands = "Applies" if line.status == "holds" else "Ruled out"
    firm = line.firm or ("" if line.because else summary.firm)
    return f"{stands} {firm or 'on these answers'}."


def _question_detail(summary: Summary, question: str) -> list[Row]:
    """Return which lines rest on an answer, or wait for it."""
    rests: dict[str, list[Row]] = {"Behind": [], "Waiting for it": []}
    label = ""
    for line in _lines(summary).values():
        for title, reasons in zip(rests, (line.because, line.depends_on), strict=True):
            if found := next((one for one in reasons if one.question == question), None):
                label = found.label
                rests[title].append(row((line.short or line.title, "muted"), lead="  "))
    parts = (part for title, rows in rests.items() if rows for part in (BLANK, heading(title), *rows))
    return [row((label, "strong")), *parts] if label else []


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
    return [BLANK, heading("Rule"), row(f"applies {line.condition}", lead="  "), *place]


def _reasons(title: str, reasons: tuple[Reason, ...]) -> list[Row]:
    rows = [
        row((f"{reason.label}: ", "muted"), reason.answer or "not asked", lead="  ") for reason in reasons
    ]
    return [BLANK, heading(title), *rows] if rows else []


def _changes(changes: tuple[Change, ...]) -> list[Row]:
    rows = [row(change.text, (f": {STATES[change.status]}", "accent"), lead="  ") for change in changes]
    return [BLANK, heading("Would change"), *rows] if rows else []


def _sources(sources: tuple[Citation, ...]) -> list[Row]:
    rows = [row(cited.full, (f" ({cited.kind})", "muted"), lead=f"  {cited.number} ") for cited in sources]
    return [BLANK, heading("Sources"), *rows] if rows else []


def _texts(title: str, texts: tuple[str, ...]) -> list[Row]:
    return [BLANK, heading(title), *(row(text, lead="  ") for text in texts)] if texts else []

"""The plan as it stands beside a question: on two rows below it, or in a panel at its side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from rich.cells import cell_len

from interview.conversation.live_conclusions import LiveConclusions
from interview.conversation.prompts import settled
from interview.engine import Status, Useful
from interview.engine.values_in_words import line_in_words
from interview.flow.model import Flow, Recommendation, Stance, Urgency
from interview.summary.stance import is_remark, with_stance
from interview.summary.urgency import by_urgency
from interview.tui.rows.interview import warning_words
from interview.tui.rows.row import BLANK, Part, Row, clipped, row

SO_FAR = "Plan so far"
URGENCY_MARKS: dict[str, Part] = {
    Urgency.SAME_DAY: ("‼ ", "warning"),
    Urgency.SOON: ("! ", "warning"),
    Urgency.ROUTINE: ("· ", "muted"),
}
AGAINST: Part = ("x ", "warning")
TO_KNOW: Part = ("i ", "muted")
GROUPS = {
    Urgency.SAME_DAY: ("SAME DAY", "warning"),
    Urgency.SOON: ("SOON", "warning"),
    Urgency.ROUTINE: ("ROUTINE", "heading"),
}
MOST_USEFUL = 5
"""Missing answers that are named at the side."""


def mark(line: Recommendation) -> Part:
    """Return the mark of a line: how soon, against, or only to know."""
    if is_remark(line):
        return TO_KNOW
    if line.urgency is Urgency.ROUTINE and line.stance is Stance.AGAINST:
        return AGAINST
    return URGENCY_MARKS[line.urgency]


def titled(line: Recommendation) -> str:
    """Return what a line is called in a row, its stance included."""
    return with_stance(line.row.title or line.title, line.stance, remark=is_remark(line))


def plan_rows(found: LiveConclusions, columns: int) -> list[Row]:
    """Return two rows: what applies since the last answer, or leads the plan, and how much is settled."""
    fresh = found.fresh
    lines = [line for line in _by_urgency(found) if not _in_banner(line, found)]
    new = [line for line in lines if line.id in fresh]
    shown: list[tuple[Recommendation | str, bool]] = [(warning, False) for warning in warnings(found)]
    shown += [(line_in_words(found.session, line), line.id in fresh) for line in new[:2] or lines[:1]]
    indent = len(SO_FAR) + 4
    first = _one(*shown[0], columns - indent) if shown else ((" ", "text"),)
    counts = _settled(found)[0]
    second: tuple[Part, ...] = ()
    if len(shown) > 1:
        second = (*_one(*shown[1], columns - indent - cell_len(counts) - 4), ("    ", "text"))
    return [
        row(*first, lead=((f"  {SO_FAR}  ", "muted"),), name="plan"),
        row(*second, (counts, "muted"), lead=" " * indent, name="plan"),
    ]


def plan_line(found: LiveConclusions, columns: int) -> Row:
    """Return in one row what holds since the last answer, and how much does in all."""
    new = [line for line in _by_urgency(found) if line.id in found.fresh and not _in_banner(line, found)]
    counts = _settled(found)[1]
    room = columns - len(counts) - 4
    if not new:
        return row((_settled(found)[0], "muted"), lead="  ")
    return row(*_one(line_in_words(found.session, new[0]), True, room), (f"  {counts}", "muted"), lead="  ")


def side_rows(found: LiveConclusions) -> list[Row]:
    """Return the panel: the lines that hold by how soon, then which missing answers would settle most."""
    flow, fresh = found.session.flow, found.fresh
    lines = [line_in_words(found.session, line) for line in _by_urgency(found)]
    rows: list[Row] = []
    for warning in warnings(found):
        rows += [row((warning, "warning"), lead=((" ! ", "warning"),)), BLANK]
    to_do = [line for line in lines if not is_remark(line)]
    for urgency, (title, tone) in GROUPS.items():
        rows += _group(title, tone, [line for line in to_do if line.urgency is urgency], fresh)
    rows += _group("TO KNOW", "heading", [line for line in lines if is_remark(line)], fresh)
    rows += list(_useful(flow, found.useful[:MOST_USEFUL]))
    return rows[:-1] if rows and rows[-1] is BLANK else rows


def counts_row(found: LiveConclusions) -> Row:
    """Return how much applies and how much is not settled."""
    return row((_settled(found)[0], "muted"))


def _in_banner(line: Recommendation, found: LiveConclusions) -> bool:
    """Tell whether a line stands in the banner, so that it need not stand here."""
    return found.urgent is not None and line.id in found.urgent.lines


def _by_urgency(found: LiveConclusions) -> list[Recommendation]:
    """Return the lines that hold, the most urgent first, what only informs last."""
    lines = found.session.flow.recommendations
    return sorted((lines[name] for name in by_urgency(found.conclusions)), key=is_remark)


def warnings(found: LiveConclusions) -> Iterator[str]:
    """Yield the warnings about the answer that was given last."""
    answered = list(found.session.answers)
    for warning in found.conclusions.warnings:
        if answered and answered[-1] in warning.questions:
            yield warning_words(warning, found.conclusions)


def _settled(found: LiveConclusions) -> tuple[str, str]:
    unsettled = sum(status is Status.OPEN for status in found.conclusions.statuses.values())
    return settled(len(found.holding), unsettled)


def _one(line: Recommendation | str, new: bool, room: int) -> tuple[Part, ...]:
    sign = ("! ", "warning") if isinstance(line, str) else mark(line)
    words = line if isinstance(line, str) else titled(line)
    tail: tuple[Part, ...] = (("  new", "accent"),) if new else ()
    room = max(8, room - cell_len(sign[0]) - 5 * bool(tail))
    return (sign, (clipped(words, room), "text"), *tail)


def _group(title: str, tone: str, lines: Iterable[Recommendation], fresh: Set[str]) -> list[Row]:
    rows = [_line(line, line.id in fresh) for line in lines]
    return [row((title, tone), lead=" "), *rows, BLANK] if rows else []


def _line(line: Recommendation, fresh: bool) -> Row:
    return row(titled(line), ("  new" if fresh else "", "accent"), lead=((" ", "text"), mark(line)))


def _useful(flow: Flow, useful: tuple[Useful, ...]) -> Iterator[Row]:
    touching = [one for one in useful if one.touches]
    if not touching:
        return
    yield row(("WOULD SETTLE MOST", "heading"), lead=" ")
    for one in touching:
        points = "1 point" if one.touches == 1 else f"{one.touches} points"
        settles = f"{one.settles} of {points}" if one.settles else f"bears on {points}"
        label = flow.questions[one.question].label
        yield row((label, "muted"), lead=((" ? ", "accent"),), right=((f"{settles} ", "text"),))
    yield BLANK

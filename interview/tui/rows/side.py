"""The side panel: what is concluded so far, what is open, and which question would settle most."""

from __future__ import annotations

from collections.abc import Set

from interview.engine import Conclusions, Status, Useful
from interview.flow.model import Flow, Recommendation, Stance, Urgency
from interview.tui.rows.row import BLANK, Part, Row, heading, row

URGENCY_MARKS: dict[str, Part] = {
    Urgency.SAME_DAY: ("‼ ", "warning"),
    Urgency.SOON: ("! ", "warning"),
    Urgency.ROUTINE: ("· ", "muted"),
}
STANCE_TAGS: dict[str, str] = {Stance.AGAINST: "  against", Stance.CAUTION: "  caution"}
"""Behind a title, for the stances that a title alone could leave in doubt."""


def side_rows(conclusions: Conclusions, useful: tuple[Useful, ...], fresh: Set[str]) -> list[Row]:
    """Return the panel; `fresh` lines hold since the last answer."""
    holding = [name for name, status in conclusions.statuses.items() if status is Status.HOLDS]
    open_ = sum(status is Status.OPEN for status in conclusions.statuses.values())
    counts = row(
        (f"{len(holding)}", "strong"), (" hold   ", "muted"), (f"{open_}", "strong"), (" open", "muted")
    )
    rows = [heading("Concluded so far"), counts, *_useful(conclusions.session.flow, useful)]
    return rows + _holding(conclusions.session.flow, holding, fresh)


def _useful(flow: Flow, useful: tuple[Useful, ...]) -> list[Row]:
    if not useful or not useful[0].touches:
        return []
    best = useful[0]
    settles = f"would settle {best.settles} of them" if best.settles else f"bears on {best.touches} of them"
    label = flow.questions[best.question].label
    return [row((label, "text"), (f"  {settles}", "muted"), lead=("? ", "accent"))]


def _holding(flow: Flow, holding: list[str], fresh: Set[str]) -> list[Row]:
    rows: list[Row] = []
    order = list(Urgency)
    for section, title in flow.sections.items():
        lines = [line for line in map(flow.recommendations.__getitem__, holding) if line.section == section]
        if lines:
            lines.sort(key=lambda line: order.index(line.urgency))
            rows += [BLANK, heading(title), *(_line(line, line.id in fresh) for line in lines)]
    return rows


def _line(line: Recommendation, fresh: bool) -> Row:
    stance, new = STANCE_TAGS.get(line.stance, ""), "  new" if fresh else ""
    title = (line.title, "strong" if fresh else "text")
    return row(title, (stance, "warning"), (new, "ok"), lead=URGENCY_MARKS[line.urgency])

"""Pictures of what decides: what feeds one recommendation, or all of them."""

from __future__ import annotations

from interview.check.graph.dependency_graph import ENDS, Parts, line_id, part_id
from interview.check.graph.graph import Arrow, Picture
from interview.errors import UsageError, did_you_mean
from interview.flow.conditions.syntax import names
from interview.flow.logic.dependencies import behind, used_by
from interview.flow.model import Ends, Flow, Recommendation
from interview.text import one_line

_ONE = (
    "Everything that decides the recommendation “{title}”, from the questions on the left by way of facts, "
    "tables and numbers to the line on the right."
)
_ALL = (
    "Everything that decides anything: {questions} questions on the left, facts, tables and numbers, and "
    "{lines} recommendations on the right."
)


def feeding_picture(flow: Flow, recommendation: str) -> Picture:
    """Return what decides one recommendation; `UsageError` with the nearest id when there is none such."""
    line = flow.recommendations.get(recommendation)
    if line is None:
        said = f"there is no recommendation '{one_line(recommendation)}'"
        raise UsageError(said + did_you_mean(recommendation, flow.recommendations))
    ends = flow.ends if flow.ends and line.id not in flow.ends.keep else None
    said = _ONE.format(title=line.title)
    return _picture(flow, (line,), ends, Parts(flow), (line.title, said))


def whole_picture(flow: Flow) -> Picture:
    """Return what decides all recommendations, each part by its name alone."""
    lines = tuple(flow.recommendations.values())
    said = _ALL.format(questions=len(flow.questions), lines=len(lines))
    return _picture(flow, lines, None, Parts(flow, brief=True), (flow.title, said))


def _picture(
    flow: Flow, lines: tuple[Recommendation, ...], ends: Ends | None, parts: Parts, told: tuple[str, str]
) -> Picture:
    ending = names(ends.when) if ends else frozenset()
    direct = {line.id: _direct(line) for line in lines}
    involved = behind(flow, ending.union(*direct.values()))
    boxes = [parts.named(name) for name in involved]
    arrows = [Arrow(part_id(used), part_id(name)) for name in involved for used in used_by(flow, name)]
    arrows += (Arrow(part_id(used), ENDS) for used in involved if used in ending)
    arrows += (
        Arrow(part_id(used), line_id(name))
        for name, uses in direct.items()
        for used in involved
        if used in uses
    )
    if ends:
        boxes.append(parts.ends(ends))
        arrows += (Arrow(ENDS, line_id(line.id), "rules it out", side=True) for line in lines)
    boxes += map(parts.line, lines)
    return Picture(*told, tuple(boxes), tuple(arrows), across=True)


def _direct(line: Recommendation) -> frozenset[str]:
    return frozenset((line.while_open,)) if line.while_open else names(line.when)

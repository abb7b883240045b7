"""A comparison as Markdown for the description of a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from interview.check.diff.difference import Comparison, Detail, Difference, Rewording, Shift, Version
from interview.check.diff.reports import marked_lines
from interview.check.diff.telling import ONLY_UNANSWERED, SHOWN, grouped, move, tag, unlisted, verdict
from interview.summary.templates.escaping import escape_markdown
from interview.text import one_line

_WIDTH = 100
_HASH = 12


def to_markdown(found: Comparison) -> str:
    """Return the report; text of the flows is escaped, so that it shows as it was written."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Comparison) -> Iterator[str]:
    yield f"**{escape_markdown(verdict(found))}**"
    yield ""
    yield from _versions(found.old, found.new)
    for heading, members in grouped(found.differences):
        yield from ("", f"### {heading}", "")
        for name, about in groupby(members, key=lambda difference: difference.id):
            yield from _differences(name, list(about))
    if found.rewordings:
        yield from ("", "### Wording, which changes no advice")
        for rewording in found.rewordings:
            yield from _rewording(rewording)


def _versions(old: Version, new: Version) -> Iterator[str]:
    yield "| | old | new |"
    yield "|---|---|---|"
    for name, values in (
        ("read from", [_cell(version.name) for version in (old, new)]),
        ("flow", [_cell(f"{version.flow.id} {version.flow.version}") for version in (old, new)]),
        ("logic", [f"`{version.flow.logic_hash[:_HASH]}`" for version in (old, new)]),
        ("content", [f"`{version.flow.content_hash[:_HASH]}`" for version in (old, new)]),
    ):
        yield f"| {name} | {' | '.join(values)} |"


def _differences(name: str, about: list[Difference]) -> Iterator[str]:
    first = about[0]
    remark = f" *({tag(first)})*" if tag(first) else ""
    title = f" {_cell(first.title)}" if first.title else ""
    yield f"- `{name}`{remark}{title}"
    for difference in about:
        yield from _difference(difference)


def _difference(difference: Difference) -> Iterator[str]:
    for detail in difference.details:
        yield f"  - {_detail(detail)}"
    for shift in difference.shifts:
        yield from _shift(shift)
    for remark in filter(None, (ONLY_UNANSWERED * difference.only_unanswered, difference.undecided)):
        yield f"  - {_cell(remark)}"


def _detail(detail: Detail) -> str:
    aspect = _cell(detail.aspect)
    if detail.old and detail.new:
        return f"{aspect}: {_cell(detail.old)} → **{_cell(detail.new)}**"
    return f"{aspect}: {_cell(detail.old or detail.new)}"


def _shift(shift: Shift) -> Iterator[str]:
    conditions = shift.when[:SHOWN]
    if len(shift.when) == 1 and not shift.more:
        yield f"  - {_cell(move(shift))} `{conditions[0]}`"
        return
    yield f"  - {_cell(move(shift))}"
    yield from (f"    - `{condition}`" for condition in conditions)
    if unlisted(shift):
        yield f"    - {unlisted(shift)}"


def _rewording(rewording: Rewording) -> Iterator[str]:
    body = list(marked_lines(rewording, _WIDTH))
    fence = "`" * max(3, 1 + max((len(run) for line in body for run in re.findall("`+", line)), default=0))
    yield from ("", f"`{rewording.id}`, {_cell(rewording.aspect)}", "", f"{fence}diff", *body, fence)


def _cell(text: str) -> str:
    """Return text for one line, inside a table or not."""
    return escape_markdown(one_line(text))

"""A comparison as text for the terminal, as Markdown for a pull request, and as JSON (docs/diff.md)."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from interview.check.diff.difference import (
    Change,
    ChangeKind,
    Comparison,
    Detail,
    Difference,
    Rewording,
    Shift,
    Version,
)
from interview.summary.templates.escaping import escape_markdown
from interview.text import one_line

_MARKDOWN_WIDTH = 100
_HASH = 12

_WIDTH = 96

SHOWN = 6
"""Conditions listed of one shift; the others are counted."""

_GROUPS = {
    "Recommendations": (ChangeKind.RECOMMENDATION, ChangeKind.OPEN_WORDING),
    "Tables and facts": (ChangeKind.TABLE, ChangeKind.FACT, ChangeKind.NUMBER, ChangeKind.SCORE),
    "Questions": (ChangeKind.QUESTION, ChangeKind.APPLIES),
    "Warnings, limits and the end": (
        ChangeKind.CONFLICT,
        ChangeKind.CONSTRAINT,
        ChangeKind.URGENT,
        ChangeKind.ENDS,
    ),
}
_MOVES = {
    ("ruled_out", "holds"): "now also holds when",
    ("holds", "ruled_out"): "no longer holds when",
    ("open", "holds"): "now holds, and was open, when",
    ("open", "ruled_out"): "now ruled out, and was open, when",
    ("holds", "open"): "now open, and held, when",
    ("ruled_out", "open"): "now open, and was ruled out, when",
    ("not asked", "asked"): "now also asked when",
    ("asked", "not asked"): "no longer asked when",
    ("does not apply", "applies"): "now also applies when",
    ("applies", "does not apply"): "no longer applies when",
    ("goes on", "ends"): "the interview now also ends when",
    ("ends", "goes on"): "the interview no longer ends when",
    ("not shown", "shown"): "warning now also shown when",
    ("shown", "not shown"): "warning no longer shown when",
    ("not worded", "worded"): "now also worded while open when",
    ("worded", "not worded"): "no longer worded while open when",
    ("", "holds"): "holds when",
    ("holds", ""): "held when",
    ("", "impossible"): "patients now taken to be impossible:",
    ("impossible", ""): "patients no longer taken to be impossible:",
    ("possible", "impossible"): "patients now also taken to be impossible:",
    ("impossible", "possible"): "patients no longer taken to be impossible:",
}

ONLY_UNANSWERED = "the same once every question is answered; while some are not, it may differ"

_LOOK = "Meaning may have changed: look"
_WORDING = "Wording, which changes no advice"

SCHEMA = 1
"""Rises when a key goes or changes its meaning."""

Json = dict[str, object]


def to_markdown(found: Comparison) -> str:
    """Return the report; text of the flows is escaped, so that it shows as it was written."""
    return "\n".join(_markdown_lines(found)) + "\n"


def _markdown_lines(found: Comparison) -> Iterator[str]:
    yield f"**{escape_markdown(verdict(found))}**"
    yield ""
    yield from _markdown_versions(found.old, found.new)
    for heading, members in grouped(found.differences):
        yield from ("", f"### {heading}", "")
        for name, about in groupby(members, key=lambda difference: difference.id):
            yield from _markdown_differences(name, list(about))
    for heading, rewordings in _worded(found):
        yield from ("", f"### {heading}")
        for rewording in rewordings:
            yield from _markdown_rewording(rewording)


def _markdown_versions(old: Version, new: Version) -> Iterator[str]:
    yield "| | old | new |"
    yield "|---|---|---|"
    for name, values in (
        ("read from", [_markdown_cell(version.name) for version in (old, new)]),
        ("flow", [_markdown_cell(f"{version.flow.id} {version.flow.version}") for version in (old, new)]),
        ("logic", [f"`{version.flow.logic_hash[:_HASH]}`" for version in (old, new)]),
        ("content", [f"`{version.flow.content_hash[:_HASH]}`" for version in (old, new)]),
    ):
        yield f"| {name} | {' | '.join(values)} |"


def _markdown_differences(name: str, about: list[Difference]) -> Iterator[str]:
    first = about[0]
    remark = f" *({tag(first)})*" if tag(first) else ""
    title = f" {_markdown_cell(first.title)}" if first.title else ""
    yield f"- `{name}`{remark}{title}"
    for difference in about:
        yield from _markdown_difference(difference)


def _markdown_difference(difference: Difference) -> Iterator[str]:
    for detail in difference.details:
        yield f"  - {_markdown_detail(detail)}"
    for shift in difference.shifts:
        yield from _markdown_shift(shift)
    for remark in filter(None, (ONLY_UNANSWERED * difference.only_unanswered, difference.undecided)):
        yield f"  - {_markdown_cell(remark)}"


def _markdown_detail(detail: Detail) -> str:
    aspect = _markdown_cell(detail.aspect)
    if detail.old and detail.new:
        return f"{aspect}: {_markdown_cell(detail.old)} → **{_markdown_cell(detail.new)}**"
    return f"{aspect}: {_markdown_cell(detail.old or detail.new)}"


def _markdown_shift(shift: Shift) -> Iterator[str]:
    conditions = shift.when[:SHOWN]
    if len(shift.when) == 1 and not shift.more:
        yield f"  - {_markdown_cell(move(shift))} `{conditions[0]}`"
        return
    yield f"  - {_markdown_cell(move(shift))}"
    yield from (f"    - `{condition}`" for condition in conditions)
    if unlisted(shift):
        yield f"    - {unlisted(shift)}"


def _markdown_rewording(rewording: Rewording) -> Iterator[str]:
    body = list(marked_lines(rewording, _MARKDOWN_WIDTH))
    fence = "`" * max(3, 1 + max((len(run) for line in body for run in re.findall("`+", line)), default=0))
    yield from ("", f"`{rewording.id}`, {_markdown_cell(rewording.aspect)}", "", f"{fence}diff", *body, fence)


def _markdown_cell(text: str) -> str:
    """Return text for one line, inside a table or not."""
    return escape_markdown(one_line(text))


def to_text(found: Comparison) -> str:
    """Return the report: the verdict, what behaves differently, and what is worded differently."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Comparison) -> Iterator[str]:
    yield from _version("old", found.old)
    yield from _version("new", found.new)
    yield ""
    yield from textwrap.wrap(verdict(found), _WIDTH)
    for heading, members in grouped(found.differences):
        yield from ("", heading)
        for name, about in groupby(members, key=lambda difference: difference.id):
            yield from _differences(name, list(about))
    for heading, rewordings in _worded(found):
        yield from ("", heading)
        for rewording in rewordings:
            yield from _rewording(rewording)


def _version(side: str, version: Version) -> Iterator[str]:
    flow = version.flow
    yield f"{side}  {flow.id} {flow.version}  ({version.name})"
    yield f"     logic {flow.logic_hash[:_HASH]}  content {flow.content_hash[:_HASH]}"


def _differences(name: str, about: list[Difference]) -> Iterator[str]:
    first = about[0]
    title = f" - {first.title}" if first.title else ""
    remark = f" ({tag(first)})" if tag(first) else ""
    yield from _wrapped(f"{name}{remark}{title}", 2, 6)
    for difference in about:
        yield from _difference(difference)


def _difference(difference: Difference) -> Iterator[str]:
    for detail in difference.details:
        yield from _wrapped(change(detail.aspect, detail.old, detail.new), 4, 8)
    for shift in difference.shifts:
        yield from _shift(shift)
    if difference.only_unanswered:
        yield from _wrapped(ONLY_UNANSWERED, 4, 4)
    if difference.undecided:
        yield from _wrapped(difference.undecided, 4, 4)


def change(aspect: str, old: str, new: str) -> str:
    """Return a property that changed, on one line."""
    return f"{aspect}: {old} -> {new}" if old and new else f"{aspect}: {old or new}"


def _shift(shift: Shift) -> Iterator[str]:
    yield f"    {move(shift)}"
    for condition in shift.when[:SHOWN]:
        yield from _wrapped(f"- {condition}", 6, 8)
    if unlisted(shift):
        yield f"      {unlisted(shift)}"


def _rewording(rewording: Rewording) -> Iterator[str]:
    yield f"  {rewording.id}, {rewording.aspect}"
    yield from marked_lines(rewording, _WIDTH, "    ")


def marked_lines(rewording: Rewording, width: int, indent: str = "") -> Iterator[str]:
    """Yield the old text behind `-` and the new one behind `+`, wrapped; an empty one is left out."""
    for mark, text in (("-", rewording.old), ("+", rewording.new)):
        for line in _each_line(text, width - len(indent) - 2):
            yield f"{indent}{mark} {line}"


def _each_line(text: str, width: int) -> Iterable[str]:
    return (line for part in text.splitlines() for line in textwrap.wrap(part, width, break_on_hyphens=False))


def _wrapped(text: str, first: int, rest: int) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=" " * first, subsequent_indent=" " * rest, break_on_hyphens=False
    )


def grouped(found: Sequence[Difference]) -> Iterator[tuple[str, list[Difference]]]:
    """Yield the differences under their headings; empty headings are left out."""
    for heading, kinds in _GROUPS.items():
        members = [difference for difference in found if difference.kind in kinds]
        if members:
            yield heading, members


def move(shift: Shift) -> str:
    """Return what happened to those whom a shift concerns, as the beginning of a sentence."""
    known = _MOVES.get((shift.before, shift.after))
    if known:
        return known
    if not shift.before:
        return f"{shift.after} when"
    return f"now {shift.after}, and was {shift.before}, when" if shift.after else f"was {shift.before} when"


def unlisted(shift: Shift) -> str:
    """Return how many conditions are not shown; empty when all are."""
    left = len(shift.when) - SHOWN
    if shift.more:
        return f"and at least {max(left, 0) + 1} more"
    return f"and {left} more" if left > 0 else ""


def _worded(found: Comparison) -> Iterator[tuple[str, list[Rewording]]]:
    """Yield the rewordings under their headings, those that may change a meaning first."""
    for heading, doubtful in ((_LOOK, True), (_WORDING, False)):
        members = [one for one in found.rewordings if one.doubtful is doubtful]
        if members:
            yield heading, members


def tag(difference: Difference) -> str:
    """Return what became of the whole thing: added or removed; empty when it merely changed."""
    return "" if difference.change is Change.CHANGED else difference.change.value


def verdict(found: Comparison) -> str:
    """Return in a few sentences what the comparison has shown; of two flows of different ids, that too."""
    old, new = found.old.flow.id, found.new.flow.id
    other = "" if old == new else f"Two different flows, '{old}' and '{new}', not two versions of one. "
    return f"{other}{_shown_by(found)}"


def _shown_by(found: Comparison) -> str:
    if found.equivalent:
        same = "Proved equivalent: every answer leads to the same questions and the same conclusions."
        return f"{same} Only wording differs." if found.rewordings else same
    if not found.advice_differs and found.doubtful:
        named = ", ".join(f"'{name}'" for name in found.doubtful)
        rules = "other behaviour differs" if found.differences else "the rules are the same"
        return f"Meaning may have changed: look at the words and units of {named}. Apart from them {rules}."
    if not found.advice_differs:
        return (
            "The advice is proved the same for every patient who has answered what applies; "
            "other behaviour differs."
        )
    lines = {
        difference.id for difference in found.differences if difference.kind is ChangeKind.RECOMMENDATION
    }
    return f"The advice differs: {len(lines)} recommendation{'s' * (len(lines) != 1)}."


def to_contract(found: Comparison) -> Json:
    """Return a comparison as plain data."""
    return {
        "schema": SCHEMA,
        "old": _plain_version(found.old),
        "new": _plain_version(found.new),
        "equivalent": found.equivalent,
        "same_advice": not found.advice_differs and not found.doubtful,
        "meaning_may_differ": list(found.doubtful),
        "differences": [asdict(difference) for difference in found.differences],
        "rewordings": [{**asdict(one), "meaning_may_differ": one.doubtful} for one in found.rewordings],
    }


def _plain_version(version: Version) -> Json:
    flow = version.flow
    return {
        "read_from": version.name,
        "id": flow.id,
        "version": flow.version,
        "logic_hash": flow.logic_hash,
        "content_hash": flow.content_hash,
    }

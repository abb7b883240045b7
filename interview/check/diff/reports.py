"""A comparison as text for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from interview.check.diff.difference import Comparison, Difference, Rewording, Shift, Version
from interview.check.diff.telling import ONLY_UNANSWERED, SHOWN, grouped, move, tag, unlisted, verdict

_WIDTH = 96
_HASH = 12
"""Leading characters of a hash that tell two versions apart."""


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
    if found.rewordings:
        yield from ("", "Wording, which changes no advice")
        for rewording in found.rewordings:
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

"""A code of `interview check`: how grave it is, what it means, how to mend it, and a flow that shows it.

The flow is the sound one with one fault: an edit of its text, marked where the fault is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from interview.check.diagnostics.diagnostic import Severity
from interview.errors import Place

TODAY = date(2026, 6, 1)
"""The day on which the examples are checked."""
MARK = "«"
"""Stands in an example where the fault is reported, and is taken out of the file."""
_LONGEST = 90
_MOST_LINES = 14
_ITEM = 2
"""Columns by which items are indented."""

SOUND = """\
flow: falls
title: Falls
version: "1"
intended_use: An example.
evidence_to: 2026-02
sections: {therapy: Therapy, advice: Advice}
interview:
  - fallen
  - aid
  - hazards
  - age
questions:
  fallen:
    ask: Has the patient fallen since the last visit?
    label: Falls
    type: yes_no
  aid:
    ask: Which walking aid is used?
    label: Walking aid
    type: one
    answers:
      frame: Frame
      other: Another aid, or none
  hazards:
    ask: Which hazards are there at home?
    label: Hazards
    type: several
    none: No hazard
    answers:
      rugs: Loose rugs
      stairs: Steep stairs
  age:
    ask: How old is the patient?
    label: Age
    type: number
    unit: years
    range: [18, 110]
facts:
  unsteady:
    when: fallen is yes or aid is frame
    label: Unsteady on the feet
tables:
  risk:
    label: Risk of falls
    policy: first
    outcomes:
      high: high
      low: low
    rows:
      - when: unsteady and age >= 65
        then: high
      - when: hazards has all of (rugs, stairs)
        then: high
    otherwise: low
recommendations:
  review:
    section: therapy
    stance: for
    urgency: soon
    title: Review of falls
    say: Consider a review of falls.
    when: risk is high
    evidence: [guideline]
    sources: [smith2020]
  leaflet:
    section: advice
    stance: inform
    urgency: routine
    title: Leaflet on falls
    say: Offer the leaflet on falls.
    when: risk is low
    evidence: [guideline]
    sources: [smith2020]
sources:
  smith2020:
    kind: guideline
    type: article-journal
    title: A made-up guideline
    issued: 2020
"""
"""A flow in which nothing is found."""
SOUND_HASH = "0aa1b05b573ad3d6087d928dd1cc0f458493785e3c01f77da67ccd9a74133741"
"""Its content hash, for the examples of reviews."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding."""

    id: str
    severity: Severity
    title: str
    meaning: str
    mend: str
    example: Callable[[], Example] | None = None
    """A flow with this one fault; none where no file alone can show it."""

    @property
    def told_by(self) -> str:
        """What is typed to read all about the code."""
        return f"interview check --explain {self.id}"


def error(name: str, title: str, meaning: str, mend: str, example: Callable[[], Example] | None) -> Code:
    """Return a code that fails a check."""
    return Code(name, Severity.ERROR, title, meaning, mend, example)


def warning(name: str, title: str, meaning: str, mend: str, example: Callable[[], Example] | None) -> Code:
    """Return a code that fails a check only with `--strict`."""
    return Code(name, Severity.WARNING, title, meaning, mend, example)


def note(name: str, title: str, meaning: str, mend: str, example: Callable[[], Example] | None) -> Code:
    """Return a code that fails no check."""
    return Code(name, Severity.NOTE, title, meaning, mend, example)


@dataclass(frozen=True, slots=True)
class Example:
    """A small flow with one fault."""

    files: Mapping[str, bytes]
    place: Place
    """Where the fault is reported, the file within the folder `falls`."""
    snippet: str
    """The lines to look at; empty when they would show nothing."""

    def write(self, folder: Path) -> Path:
        """Write the flow into a folder, which may not exist yet, and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
        return folder


def edit(*changes: str) -> Callable[[], Example]:
    """Return an example that changes pieces of the sound flow: old, new, old, new, and so on."""

    def build() -> Example:
        return files({"flow.yaml": changed(*changes)})()

    return build


def files(texts: Mapping[str, str], encoding: str = "utf-8") -> Callable[[], Example]:
    """Return an example made of these files; without a mark the first one is to blame from its start."""

    def build() -> Example:
        name, text = next(((n, t) for n, t in texts.items() if MARK in t), ("flow.yaml", ""))
        before = text.partition(MARK)[0]
        place = Place(f"falls/{name}", before.count("\n") + 1, len(before) - before.rfind("\n"))
        clean = {n: t.replace(MARK, "") for n, t in texts.items()}
        snippet = _around(clean[name], place.line) if name in clean else ""
        return Example({n: t.encode(encoding) for n, t in clean.items()}, place, snippet)

    return build


def changed(*changes: str) -> str:
    """Return the sound flow with pieces replaced; `ValueError` when a piece does not stand there once."""
    text = SOUND
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times")
        text = text.replace(old, new)
    return text


def _around(text: str, line: int) -> str:
    """Return a line with the whole item it belongs to, or with the keys above it where that is too long."""
    lines = text.split("\n")
    for first in (_item(lines, line - 1), line - 1):
        block = [*_above(lines, first), *_block(lines, first)]
        shown = "\n".join(block)
        if len(block) <= _MOST_LINES and max(map(len, block)) <= _LONGEST and "".join(block).isprintable():
            return shown
    return ""


def _item(lines: list[str], at: int) -> int:
    """Return where the declared item begins that a line belongs to."""
    return next(here for here in range(at, -1, -1) if _indent(lines[here]) <= _ITEM)


def _above(lines: list[str], at: int) -> list[str]:
    """Return the keys that a line stands under."""
    above, indent = [], _indent(lines[at])
    for other in reversed(lines[:at]):
        if _indent(other) < indent:
            above.append(other)
            indent = _indent(other)
    return above[::-1]


def _block(lines: list[str], at: int) -> list[str]:
    """Return a line and all that stands below it."""
    after = range(at + 1, len(lines))
    end = next((here for here in after if _indent(lines[here]) <= _indent(lines[at])), len(lines))
    return lines[at:end]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

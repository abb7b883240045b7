"""A note as rows: the very text, with its headings, its urgency and its reasons told apart by their tone."""

from __future__ import annotations

import re

from interview.tui.rows.row import Part, Row, row

_HEADING = re.compile(r"^(?:NOTE(?= \d)|SINCE LAST TIME|[A-Z][A-Z ]{3,}(?=$| \(|, by))")
_ROW = re.compile(r"^(\d+\. )((?:SAME DAY|SOON)?(?:, )?(?:NEW)?:? ?)")


def note_rows(text: str) -> list[Row]:
    """Return a text line by line, every letter as it is."""
    return [row(*_parts(line)) for line in text.split("\n")]


def _parts(line: str) -> tuple[Part, ...]:
    if found := _HEADING.match(line):
        return ((found[0], "key"), (line[found.end() :], "muted"))
    found = _ROW.match(line)
    if found is None:
        return ((line, "text"),)
    title, dash, because = line[found.end() :].partition(" - ")
    tone = "alarm" if found[2].startswith("SAME DAY") else "warning"
    return ((found[1], "muted"), (found[2], tone), (title, "text"), (f"{dash}{because}", "muted"))

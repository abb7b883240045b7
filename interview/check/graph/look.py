"""Colours and edges of boxes. Every one has dark text on a light ground; shapes tell them apart as well."""

from __future__ import annotations

from dataclasses import dataclass

from interview.check.graph.graph import Kind

INK = "#1a1a1a"
QUIET = "#4a4a4a"
LINE = "#5b6670"
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Look:
    """A box's ground and edge, how round its corners are, and how thick its edge is, in points."""

    fill: str
    stroke: str
    round: int = 3
    thick: float = 1.2


LOOKS = {
    Kind.START: Look("#eef0f2", LINE, 16),
    Kind.END: Look("#eef0f2", LINE, 16),
    Kind.SCREEN: Look("#eaf3fb", "#2f6b9a"),
    Kind.QUESTION: Look("#eaf3fb", "#2f6b9a"),
    Kind.NUMBER: Look("#f3effa", "#6a4c9c", 12),
    Kind.FACT: Look("#fdf6e0", "#8a6a0a", 12),
    Kind.TABLE: Look("#f3effa", "#6a4c9c", 0, 2.4),
    Kind.RECOMMENDATION: Look("#e9f6ec", "#2c7a3f", 3, 2.4),
    Kind.JUNCTION: Look(LINE, LINE, 5),
}

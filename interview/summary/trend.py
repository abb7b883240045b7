"""The readings of a measure as a small curve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

WIDTH, HEIGHT = 120, 32
_EDGE = 4
"""Room around the curve, so that its ends can be marked."""


def curve(times: Sequence[str], values: Sequence[float]) -> str:
    """Return the points of an SVG polyline in a box of `WIDTH` by `HEIGHT`, by time (UTC, ISO 8601).

    The largest value touches the top; a value that never changes stays in the middle.
    """
    across = _spread([datetime.fromisoformat(at).timestamp() for at in times], WIDTH)
    up = _spread(values, HEIGHT)
    return " ".join(f"{x:.1f},{HEIGHT - y:.1f}" for x, y in zip(across, up, strict=True))


def _spread(values: Sequence[float], length: int) -> list[float]:
    lowest, span = min(values), max(values) - min(values)
    room = length - 2 * _EDGE
    return [_EDGE + room * ((value - lowest) / span if span else 0.5) for value in values]

"""What has changed since the last visit, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from interview.engine import Status
from interview.summary.trend import curve


@dataclass(frozen=True, slots=True)
class Shift:
    """An answer that differs from last time; empty for not assessed, never asked, or not applying."""

    question: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineShift:
    """A recommendation that stands otherwise than last time; `before` is empty where it was not there."""

    id: str
    title: str
    before: str
    after: Status


@dataclass(frozen=True, slots=True)
class Reading:
    """A number at one visit; `at` is UTC, ISO 8601."""

    at: str
    value: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that was measured at an earlier visit, the oldest reading first."""

    question: str
    label: str
    unit: str
    readings: tuple[Reading, ...]
    repeated: bool = True
    """False when it was not measured at this visit: the one of the last reading was kept."""

    @property
    def curve(self) -> str:
        """The readings as the points of an SVG polyline, in a box of 120 by 32."""
        times, values = zip(*((one.at, float(one.value)) for one in self.readings), strict=True)
        return curve(times, values)


@dataclass(frozen=True, slots=True)
class Since:
    """What is otherwise than at the last visit, which was at `at` (UTC, ISO 8601; empty without one)."""

    at: str = ""
    changed: tuple[Shift, ...] = ()
    """Answers that differ, but for those among the measures."""
    new: tuple[Shift, ...] = ()
    withdrawn: tuple[Shift, ...] = ()
    lines: tuple[LineShift, ...] = ()
    measures: tuple[Measure, ...] = ()

    @property
    def gained(self) -> tuple[LineShift, ...]:
        """Lines that hold now and did not."""
        return tuple(line for line in self.lines if line.after is Status.HOLDS)

    @property
    def lost(self) -> tuple[LineShift, ...]:
        """Lines that held and are ruled out now."""
        return tuple(line for line in self._held if line.after is Status.RULED_OUT)

    @property
    def reopened(self) -> tuple[LineShift, ...]:
        """Lines that held and wait for an answer now."""
        return tuple(line for line in self._held if line.after is Status.OPEN)

    @property
    def _held(self) -> tuple[LineShift, ...]:
        return tuple(line for line in self.lines if line.before == Status.HOLDS.value)

    @property
    def nothing(self) -> bool:
        """True when all is as it was."""
        return not (self.changed or self.new or self.withdrawn or self.lines or self.measures)


NO_VISIT = Since()

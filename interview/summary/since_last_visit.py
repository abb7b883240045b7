"""What is otherwise than at the last visit, in the flow's words and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview.engine import Session, Status
from interview.engine import return_visit as engine
from interview.engine.given_answers import Visits
from interview.engine.values_in_words import line_in_words
from interview.flow.answer_text import in_words, to_plain
from interview.flow.answers import Answer
from interview.flow.decimals import numeral, plain
from interview.flow.model import Question
from interview.moments import in_utc, local, written
from interview.summary.comparison import Comparison, compare, unchanged
from interview.summary.stance import with_stance

WIDTH, HEIGHT = 120, 32
_EDGE = 4
"""Room around the curve, so that its ends can be marked."""


def since_last_time(visits: Visits, now: Session) -> Since:
    """Return what changed since the last of these visits, the oldest first; `NO_VISIT` without one."""
    found = engine.since(visits, now)
    if found is None or not visits:
        return NO_VISIT
    questions = {**visits[-1].flow.questions, **now.flow.questions}
    measured = {one.question for one in found.measures}
    return Since(
        at=_local(found.at),
        changed=_shifts(questions, (one for one in found.changed if one.question not in measured)),
        new=_shifts(questions, found.new),
        withdrawn=_shifts(questions, found.withdrawn),
        lines=tuple(_line(now, shift) for shift in found.lines),
        measures=tuple(_measure(questions[one.question], one) for one in found.measures),
        rows=compare(visits, now),
        same=tuple(sorted(unchanged(visits[-1], now))),
    )


def since_as_data(visits: Visits, now: Session) -> dict[str, object] | None:
    """Return the same in the machine form, described in docs/json.md; None without an earlier visit."""
    found = engine.since(visits, now)
    if found is None:
        return None
    shifts = (*found.changed, *found.new, *found.withdrawn)
    return {
        "at": in_utc(found.at),
        "answers": {
            one.question: {"before": _plain(one.before), "after": _plain(one.after)} for one in shifts
        },
        "recommendations": {
            one.recommendation: {"before": one.before, "after": one.after} for one in found.lines
        },
        "measures": {
            one.question: [
                {"at": in_utc(reading.at), "value": plain(reading.value)} for reading in one.readings
            ]
            for one in found.measures
        },
        "not_repeated": [one.question for one in found.measures if not one.repeated],
    }


def _plain(answer: Answer | None) -> object:
    return None if answer is None else to_plain(answer)


def _shifts(questions: dict[str, Question], shifts: Iterable[engine.AnswerShift]) -> tuple[Shift, ...]:
    return tuple(
        Shift(
            one.question,
            questions[one.question].label,
            _said(questions[one.question], one.before),
            _said(questions[one.question], one.after),
        )
        for one in shifts
    )


def _said(question: Question, answer: Answer | None) -> str:
    return "" if answer is None else in_words(question, answer)


def _line(now: Session, shift: engine.StatusShift) -> LineShift:
    line = line_in_words(now, now.flow.recommendations[shift.recommendation])
    return LineShift(line.id, with_stance(line.title, line.stance), shift.before or "", shift.after)


def _measure(question: Question, measure: engine.Measure) -> Measure:
    readings = tuple(Reading(_local(reading.at), numeral(reading.value)) for reading in measure.readings)
    return Measure(question.id, question.label, question.unit, readings, measure.repeated)


def _local(at: str) -> str:
    return written(local(at)) if at else ""


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
    """A number at one visit; `at` is the moment, with its zone."""

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
    """What is otherwise than at the last visit, which was at `at` (ISO 8601 with its zone, or empty)."""

    at: str = ""
    changed: tuple[Shift, ...] = ()
    """Answers that differ, but for those among the measures."""
    new: tuple[Shift, ...] = ()
    withdrawn: tuple[Shift, ...] = ()
    lines: tuple[LineShift, ...] = ()
    measures: tuple[Measure, ...] = ()
    rows: tuple[Comparison, ...] = ()
    """Then and now, for the short note."""
    same: tuple[str, ...] = ()
    """The questions with the answer of last time."""

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


def curve(times: Sequence[str], values: Sequence[float]) -> str:
    """Return the points of an SVG polyline in a box of `WIDTH` by `HEIGHT`, by time.

    The largest value touches the top; a value that never changes stays in the middle.
    """
    across = _spread([local(at).timestamp() for at in times], WIDTH)
    up = _spread(values, HEIGHT)
    return " ".join(f"{x:.1f},{HEIGHT - y:.1f}" for x, y in zip(across, up, strict=True))


def _spread(values: Sequence[float], length: int) -> list[float]:
    lowest, span = min(values), max(values) - min(values)
    room = length - 2 * _EDGE
    return [_EDGE + room * ((value - lowest) / span if span else 0.5) for value in values]

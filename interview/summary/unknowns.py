"""What is not known, by what it would decide, the most urgent first, of as urgent ones what decides most.

Each question stands once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from interview.flow.model import Stance, Urgency
from interview.summary.model import Line, Reason, Summary
from interview.summary.phrases import remaining, start
from interview.summary.urgency import rank

ALSO = "Also not known: "
NAMED = 4
"""How many parts of a list are named one by one."""
WIDTH = 74
"""Columns of a row without its dash."""
_WHEN = {Urgency.SAME_DAY: "SAME DAY ", Urgency.SOON: "SOON ", Urgency.ROUTINE: ""}


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """Questions without an answer that decide the same, as one row."""

    text: str
    names: str
    """What is to be found out, without what it would decide; results on their way left out."""
    brief: tuple[str, ...]
    """The same, each list by its own name."""
    questions: tuple[str, ...]
    lines: tuple[str, ...]
    """The ids of the open lines that wait for one of them."""
    urgency: Urgency
    """How soon the most urgent of these would be; routine where nothing hangs on the questions."""
    chase: str = ""
    """The results on their way, by their names; empty for none. A row with one is never left out."""


@dataclass(slots=True)
class _Row:
    urgency: Urgency
    names: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """By question, and by the line that waits for it, what of it is not known."""
    whole: dict[str, str] = field(default_factory=dict)
    """By question, what a list checked in part is called."""
    lines: dict[str, Line] = field(default_factory=dict)
    decides: dict[Urgency, dict[str, None]] = field(default_factory=dict)
    """What is said in this row to hang on it, by how soon it would be."""
    telling: set[str] = field(default_factory=set)
    """The ids of the lines of which that is said."""
    pending: set[str] = field(default_factory=set)
    """The questions of which a result is on its way."""

    def add(self, reason: Reason, line: Line) -> None:
        self.names.setdefault(reason.question, {})[line.id] = reason.short
        self.whole[reason.question] = reason.name
        self.lines[line.id] = line
        if reason.pending:
            self.pending.add(reason.question)

    def take(self, other: _Row) -> None:
        for question, names in other.names.items():
            self.names.setdefault(question, {}).update(names)
        self.whole |= other.whole
        self.lines |= other.lines
        self.telling |= other.telling
        self.pending |= other.pending
        for when, said in other.decides.items():
            self.decides.setdefault(when, {}).update(said)

    def shared(self, other: _Row) -> tuple[int, int]:
        """Return of how many of its lines another row tells, and how many wait for something there."""
        return len(other.telling & self.lines.keys()), len(other.lines.keys() & self.lines)

    def goes_with(self, other: _Row) -> bool:
        """Return whether all that this row tells hangs on what another one names, and is as urgent."""
        return self.urgency is other.urgency and self.telling <= other.lines.keys()

    @property
    def weight(self) -> tuple[int, int, int]:
        """Return what rows are sorted by: how soon something would be to be done of what it tells, how much
        would be as soon, and how soon any of it would be. A warning never counts as more than soon."""
        told = [line for name, line in self.lines.items() if name in self.telling]
        to_do = [rank(line.urgency) for line in told if line.stance is Stance.FOR]
        warned = min((rank(line.urgency) for line in told), default=len(Urgency))
        soonest = min((*to_do, max(warned, rank(Urgency.SOON))))
        return soonest, -to_do.count(soonest), rank(self.urgency)

    @property
    def named(self) -> str:
        return self._named(self.names)

    @property
    def to_find_out(self) -> str:
        """What is named, results on their way left out."""
        return self._named(name for name in self.names if name not in self.pending)

    @property
    def brief(self) -> tuple[str, ...]:
        """What is to be found out, each list by its own name."""
        asked = [(self.whole[name], self._parts(name)) for name in self.names if name not in self.pending]
        return tuple(
            name
            for whole, parts in asked
            for name in (parts if parts == [whole] or "," in whole else [remaining(whole)])
        )

    @property
    def chase(self) -> str:
        return start(self._named(name for name in self.names if name in self.pending))

    def _named(self, questions: Iterable[str]) -> str:
        named = (
            name
            for question in questions
            for names in [self._parts(question)]
            for name in (names if len(names) <= NAMED else [remaining(self.whole[question])])
        )
        return ", ".join(dict.fromkeys(named))

    def _parts(self, question: str) -> list[str]:
        """Return what of a question is not known, as far as a line waits for it of which the row tells."""
        by_line = self.names[question]
        told = [name for name in by_line if name in self.telling] or list(by_line)
        return list(dict.fromkeys(part for name in told for part in by_line[name]))

    @property
    def text(self) -> str:
        said = (f"{_WHEN[when]}{', '.join(self.decides[when])}" for when in Urgency if when in self.decides)
        return ": ".join(filter(None, (start(self.named), "; ".join(said))))


def unknowns(summary: Summary) -> tuple[UnknownRow, ...]:
    """Return the rows of what is not known."""
    asked = {reason.question: reason for reason in summary.not_assessed}
    waiting = {line.id: (line, _missing(line, asked)) for line in _waiting(summary)}
    soonest = _soonest(waiting.values())
    rows: dict[tuple[Urgency, str], _Row] = {}
    home: dict[str, _Row] = {}
    for line, missing in waiting.values():
        for reason in missing:
            urgency = soonest[reason.question]
            row = rows.setdefault((urgency, reason.sentence or reason.question), _Row(urgency))
            row.add(reason, line)
            home[reason.question] = row
    spread = Counter(question for one in summary.bearing for question in one.questions)
    for line, missing in waiting.values():
        closest = sorted(missing, key=lambda reason: spread[reason.question])
        _decide(line, [home[reason.question] for reason in closest])
    telling = sorted(_telling(list(rows.values())), key=lambda row: row.weight)
    found = [
        UnknownRow(
            row.text, row.to_find_out, row.brief, tuple(row.names), tuple(row.lines), row.urgency, row.chase
        )
        for row in telling
    ]
    return tuple(_packed((*found, *_rest(summary, set(home)))))


def _waiting(summary: Summary) -> list[Line]:
    """Return the open lines for a note: those that wait for what is asked, or that say what to find out."""
    groups = (group for group in summary.open if group.asked or group.prompts)
    return [line for group in groups for line in group.lines if not line.remark]


def _missing(line: Line, asked: Mapping[str, Reason]) -> tuple[Reason, ...]:
    """Return what a line waits for that the interview comes to, or else all of it.

    What makes sense only once another question is answered is called by that one.
    """
    gated = [asked.get(reason.gate, reason) for reason in line.depends_on]
    comes = [reason for reason in gated if reason.question in asked or reason.short != (reason.name,)]
    return tuple({reason.question: reason for reason in comes or gated}.values())


def _soonest(waiting: Iterable[tuple[Line, tuple[Reason, ...]]]) -> dict[str, Urgency]:
    """Return for each question how soon the most urgent line would be that waits for it."""
    found: dict[str, Urgency] = {}
    for line, missing in waiting:
        for reason in missing:
            sooner = found.get(reason.question, line.urgency)
            found[reason.question] = min(sooner, line.urgency, key=rank)
    return found


def _decide(line: Line, rows: list[_Row]) -> None:
    """Say what a line would be in one row: the one of its own urgency in which most of its questions stand.

    Of as many it is the first row; rows come by how little else their questions bear on.

    A line that can wait is not told where its questions stand in more urgent rows only, unless it is against
    something: whether that is so is told wherever it hangs on.
    """
    fitting = [row for row in rows if row.urgency is line.urgency]
    if line.urgency is not Urgency.ROUTINE or line.stance is Stance.AGAINST:
        fitting = fitting or rows
    if fitting:
        best = max(fitting, key=lambda row: sum(other is row for other in fitting))
        best.decides.setdefault(_said(line), {})[line.decides] = None
        best.telling.add(line.id)


def _said(line: Line) -> Urgency:
    """Return how soon a line is said to be; of a warning for today nothing, as nothing is to be done then."""
    return line.urgency if line.due_today or line.urgency is not Urgency.SAME_DAY else Urgency.ROUTINE


def _telling(rows: list[_Row]) -> list[_Row]:
    """Return rows that say what they decide: one whose lines are told elsewhere joins the row of most."""
    telling = [row for row in rows if row.decides]
    for row in (row for row in rows if not row.decides):
        alike = [one for one in telling if one.urgency is row.urgency and one.lines.keys() & row.lines]
        if alike:
            max(alike, key=row.shared).take(row)
        else:
            telling.append(row)
    return _together(telling)


def _together(rows: list[_Row]) -> list[_Row]:
    """Return rows, one question as part of another where the lines it is said to decide hang on that too."""
    left = list(rows)
    for row in rows:
        fitting = [other for other in left if other is not row and row.goes_with(other)]
        if len(row.names) == 1 < len(row.telling) and fitting:
            min(fitting, key=lambda other: len(other.names)).take(row)
            left.remove(row)
    return left


def _rest(summary: Summary, told: set[str]) -> Iterator[UnknownRow]:
    """Yield what was not assessed and decides nothing now, results on their way apart."""
    left = [one for one in summary.not_assessed if one.question not in told and one.gate not in told]
    for pending, before in ((True, ""), (False, ALSO)):
        reasons = [reason for reason in left if reason.pending is pending]
        if reasons:
            named = ", ".join(dict.fromkeys(name for one in reasons for name in one.short))
            questions = tuple(one.question for one in reasons)
            names, chase = ("", start(named)) if pending else (named, "")
            brief = () if pending else tuple(dict.fromkeys(one.name for one in reasons))
            yield UnknownRow(start(f"{before}{named}"), names, brief, questions, (), Urgency.ROUTINE, chase)


def _packed(rows: Iterable[UnknownRow]) -> Iterator[UnknownRow]:
    """Yield rows, routine ones together as far as they fit in one line."""
    waiting: UnknownRow | None = None
    for row in rows:
        if waiting and len(waiting.text) + len(row.text) + 2 <= WIDTH and _alike(waiting, row):
            waiting = UnknownRow(
                f"{waiting.text}. {row.text}",
                ", ".join(names for names in (waiting.names, row.names) if names),
                waiting.brief + row.brief,
                waiting.questions + row.questions,
                waiting.lines + row.lines,
                row.urgency,
                ". ".join(chase for chase in (waiting.chase, row.chase) if chase),
            )
            continue
        if waiting:
            yield waiting
        waiting = row
    if waiting:
        yield waiting


def _alike(first: UnknownRow, second: UnknownRow) -> bool:
    routine = first.urgency is second.urgency is Urgency.ROUTINE
    return routine and bool(first.chase) is bool(second.chase)

"""Practice under way, for any face: one case after another, each committed to before anything is shown.

It prints nothing and knows no key. Everything that happens is an event, which is handed on to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile
from random import Random
from types import MappingProxyType

from interview.check.cases.case_file import WrittenCase
from interview.check.cases.responses import Response
from interview.check.cases.training import trained
from interview.errors import InterviewError, UsageError
from interview.flow.logic.compiler import Logic
from interview.flow.model import Flow
from interview.moments import day, written
from interview.practice.attempt import SURE, Attempt, EventKind, PracticeEvent, after, attempts, marks_of
from interview.practice.case import Case, open_case
from interview.practice.case_code import CaseCode, read_code, written_code
from interview.practice.drawn_case import rule_of
from interview.practice.exam import Exam
from interview.practice.feedback import Feedback, feedback
from interview.practice.marking import mark
from interview.practice.misunderstandings import Misunderstandings
from interview.practice.otherwise import Flip, Twist
from interview.practice.patients import NoPatient, Patients
from interview.practice.progress import first_times
from interview.practice.queue import next_code
from interview.practice.twins import Twins
from interview.text import clean_text

_TEST = re.compile(r"[1-9][0-9]{0,2} [0-9a-f]{16}( .+)?")
MOST_CODES = 50
"""Codes tried until one has a patient."""
WRITTEN = 0.4
"""How often a written case nobody has had comes in place of a drawn one about the same rule."""

Keep = Callable[[PracticeEvent], None]


class Mode(StrEnum):
    """When feedback is given."""

    LEARN = "learn"
    """After each case."""
    TEST = "test"
    """After the last case of the test."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test: so many cases, and no answer before the last is committed to."""

    name: str
    """What its attempts are known by: how many cases it has, which test it is, and the title of an exam."""
    done: tuple[Attempt, ...] = ()
    under_way: Attempt | None = None

    @property
    def cases(self) -> int:
        """How many cases it has."""
        return int(self.name.split()[0])

    @property
    def over(self) -> bool:
        """Whether every case of it is committed to."""
        return len(self.done) >= self.cases


def is_exam(name: str) -> bool:
    """Return whether a test is an exam, by what its attempts are known by: it has a title."""
    return len(name.split(" ", 2)) > 2


def _test(history: Iterable[Attempt], name: str) -> Test:
    mine = [one for one in history if one.mode == f"{Mode.TEST} {name}"]
    done = tuple(one for one in mine if one.committed)
    return Test(name, done, next((one for one in mine if not one.committed), None))


def disclosed(history: Sequence[Attempt]) -> tuple[Attempt, ...]:
    """Return the attempts whose answers may be told: not those of a test that is under way."""

    def is_withheld(attempt: Attempt) -> bool:
        mode, _, name = attempt.mode.partition(" ")
        return mode == Mode.TEST and bool(_TEST.fullmatch(name)) and not _test(history, name).over

    return tuple(one for one in history if not is_withheld(one))


def of_another_state(history: Sequence[Attempt], exam: Exam) -> tuple[Attempt, ...]:
    """Return the attempts of an exam of this title that had other cases: the flow, the program or the file
    has changed since."""
    ours, title = f"{Mode.TEST} {exam.name}", f" {exam.title}"
    named = (one for one in history if one.mode.startswith(f"{Mode.TEST} ") and one.mode.endswith(title))
    return tuple(one for one in named if one.mode != ours)


def withheld(history: Sequence[Attempt], is_here: Callable[[Attempt], bool]) -> frozenset[str]:
    """Return the codes of cases of a test that is under way, whose answers may not be told yet; of an exam
    also those of its cases that have not begun.

    A test with a case that `is_here` no longer knows can never be gone on with, and withholds nothing.
    """
    told = {attempt.id for attempt in disclosed(history)}
    gone = {attempt.mode for attempt in history if not is_here(attempt)}
    mine = (one for one in history if one.id not in told and one.mode not in gone)
    return frozenset(code for one in mine for code in (one.code, *one.listed))


def under_way(history: Sequence[Attempt], is_here: Callable[[Attempt], bool]) -> frozenset[str]:
    """Return the codes of cases whose answers may not be told yet: no plan stands, or a test is not over."""
    undecided = (one.code for one in history if one.mode == Mode.LEARN and not one.committed)
    return withheld(history, is_here).union(undecided)


def is_to_come(told: Iterable[Attempt], code: CaseCode) -> bool:
    """Return whether a case was drawn for an exam that is not over here; of `told` answers may be told."""
    return code.is_for_exam and not any(one.committed and one.code == str(code) for one in told)


def is_known(flow: Flow, written: Container[str], attempt: Attempt) -> bool:
    """Return whether an attempt is at a case of this flow as it is here."""
    try:
        read_code(flow, attempt.code, written)
    except UsageError:
        return False
    return True


class Practice:
    """Practice with one flow. A case that was left in the middle is gone on with."""

    def __init__(
        self,
        logic: Logic,
        *,
        clock: Callable[[], datetime],
        rng: Random,
        keep: Keep = lambda event: None,
        events: Iterable[PracticeEvent] = (),
        seen: Misunderstandings | None = None,
        written: Mapping[str, WrittenCase] = MappingProxyType({}),
        release: Callable[[], None] = lambda: None,
    ) -> None:
        self.twins = Twins(Patients(logic))
        self._clock, self._rng, self._keep = clock, rng, keep
        self._written, self._seen, self._release = written, seen, release
        own = [event for event in events if event.flow == logic.flow.id]
        self._attempts = attempts(own)
        self.problem = ""
        """Why the last event could not be kept; empty when it was. Practice goes on all the same."""
        self.case: Case | None = None
        """The case that is under way, or that feedback is given on."""
        self.attempt: Attempt | None = None

    @property
    def history(self) -> tuple[Attempt, ...]:
        """Every attempt with this flow, the oldest first."""
        return tuple(self._attempts.values())

    @property
    def had_on(self) -> date | None:
        """The day on which this very case was committed to before; None for a case that is new."""
        attempt = self._attempt()
        earlier = takewhile(lambda one: one.id != attempt.id, self.history)
        return max(
            (day(one.begun) for one in earlier if one.code == attempt.code and one.committed), default=None
        )

    def unfinished(self, code: str = "") -> Attempt | None:
        """Return the attempt that was left in the middle, the last or that at a case, if it can be gone on
        with."""
        mine = [one for one in self.history if one.mode == Mode.LEARN and code in ("", one.code)]
        return mine[-1] if mine and not mine[-1].closed and self._is_here(mine[-1]) else None

    def known(self, code: str) -> str:
        """Return a typed code in full; `UsageError` for one that is none of this flow's."""
        return str(read_code(self._flow, code, self._written))

    def is_withheld(self, code: str) -> bool:
        """Return whether a case is one of a test or an exam that is not over, and may not be told yet."""
        to_come = is_to_come(disclosed(self.history), read_code(self._flow, code, self._written))
        return to_come or code in withheld(self.history, self._is_here)

    def new_test(self, cases: int) -> Test:
        """Return a test of which no case has begun."""
        return Test(f"{cases} {self._new_id()}")

    def unfinished_test(self) -> Test | None:
        """Return the test that was left in the middle, if it can be gone on with."""
        parts = (one.mode.partition(" ") for one in reversed(self.history))
        tests = (name for mode, _, name in parts if mode == Mode.TEST and _TEST.fullmatch(name))
        name = next((name for name in tests if not is_exam(name)), None)
        if name is None:
            return None
        test = self.test(name)
        here = all(self._is_here(one) for one in (*test.done, *([test.under_way] if test.under_way else ())))
        return test if here and not test.over else None

    def test(self, name: str) -> Test:
        """Return a test as it stands."""
        return _test(self.history, name)

    def begin(
        self, mode: Mode = Mode.LEARN, code: str = "", test: str = "", listed: Sequence[str] = ()
    ) -> None:
        """Begin a case: this one, or the next; `UsageError` for a code that is none of this flow's.

        `test` is the name of the test it belongs to; `listed` are the codes of every case of an exam.
        """
        case = self._opened(code, mode)
        self.case = case
        self.attempt = None
        is_kept = any(one.listed for one in self.test(test).done)
        self._add(EventKind.BEGUN, str(case.code), f"{mode} {test}".strip(), attempt=self._new_id())
        if listed and not is_kept:
            self._add(EventKind.LISTED, "", " ".join(listed))

    def go_on(self, attempt: Attempt) -> None:
        """Go on with an attempt where it was left."""
        self.case = self._of(attempt)
        self.attempt = attempt
        if attempt.committed:
            self._judge()

    def ask(self, question: str) -> str:
        """Ask for a finding, and return what is found."""
        case = self._case()
        if not self._attempt().committed:
            self._add(EventKind.ASKED, question)
        return case.finding(question)

    def place(self, line: str, response: Response) -> None:
        """Place a line of the list; what stood there before is replaced."""
        if line not in self._case().lines:
            raise KeyError(line)
        self._add(EventKind.PLACED, line, response)

    def commit(self, sure: int) -> None:
        """Commit to the plan: from here on it stands. What may be said of it in a test waits for its end."""
        if sure not in SURE:
            raise ValueError(sure)
        self._add(EventKind.COMMITTED, "", str(sure))
        if self._attempt().mode == Mode.LEARN:
            self._judge()
        else:
            self._mark()

    def flip(self, line: str = "") -> Flip | None:
        """Return the flip question about a line that comes next, unless said otherwise the one in practice.

        None where there is no more, or none at all.
        """
        case = self._case()
        return case.flip_question(self._attempt().flipped(line or case.rule), line)

    def choose_flip(self, flip: Flip, place: int) -> bool:
        """Answer the flip question that comes next; return whether it is right."""
        self._add(EventKind.FLIPPED, flip.line, str(place))
        return place == flip.right

    def twist(self) -> Twist | None:
        """Return the twist that comes next; None where there is no more, or none at all."""
        return self._case().twist_question(len(self._attempt().twists))

    def choose_moved(self, lines: Iterable[str]) -> None:
        """Say which lines move by the twist that comes next."""
        self._add(EventKind.TWISTED, "", " ".join(sorted(lines)))

    def disagree(self, line: str, reason: str) -> None:
        """Keep that the person does not agree with a line, and why."""
        self._add(EventKind.DISAGREED, line, clean_text(reason).strip())

    def close(self) -> None:
        """Leave the case behind; another can begin."""
        self._add(EventKind.CLOSED)

    def prepare(self) -> None:
        """Have made ready what misunderstandings are found by; nothing waits for it."""
        if self._seen is not None:
            self._seen.begin(self.history)

    def end(self) -> None:
        """End practice: what is not ready is left, and another window can begin."""
        if self._seen is not None:
            self._seen.end()
        self._release()

    def feedback(self) -> Feedback | None:
        """Return the feedback on the plan; None before it is committed to."""
        attempt = self._attempt()
        return feedback(self._case(), attempt) if attempt.committed else None

    def feedback_on(self, attempt: Attempt) -> tuple[Case, Feedback]:
        """Return the case of an earlier attempt, and the feedback on it."""
        case = self._of(attempt)
        return case, feedback(case, attempt)

    @property
    def _flow(self) -> Flow:
        return self.twins.patients.flow

    def _case(self) -> Case:
        assert self.case is not None, "no case was begun"
        return self.case

    def _attempt(self) -> Attempt:
        assert self.attempt is not None, "no case was begun"
        return self.attempt

    def _opened(self, code: str, mode: Mode) -> Case:
        today = self._clock().date()
        if code:
            return self._open(read_code(self._flow, code, self._written), today)
        for _ in range(MOST_CODES):
            try:
                return self._open(self._next(today, mode), today)
            except NoPatient as error:
                problem = error
        raise problem

    def _next(self, today: date, mode: Mode) -> CaseCode:
        """Return the code of the next case: at times a written one about the rule whose turn it is.

        Only while learning is it chosen by what somebody may misunderstand: a test is the same for all.
        """
        choose = self._seen.choose if self._seen and mode is Mode.LEARN else next_code
        code = choose(self.twins, tuple(first_times(self.history)), today, self._rng)
        had = {attempt.code for attempt in self.history} | withheld(self.history, self._is_here)
        left = [
            case for case in self._written.values() if str(written_code(self._flow, case.name)) not in had
        ]
        if not left or self._rng.random() >= WRITTEN:
            return code
        rule = rule_of(self.twins, code)
        logic = self.twins.patients.logic
        fit = [case for case in left if rule in (case.rules or trained(logic, case))]
        return written_code(self._flow, fit[int(self._rng.random() * len(fit))].name) if fit else code

    def _of(self, attempt: Attempt) -> Case:
        """Return the case of an attempt."""
        return self._open(read_code(self._flow, attempt.code, self._written), day(attempt.begun))

    def _open(self, code: CaseCode, on: date) -> Case:
        return open_case(self.twins, code, on, self._written)

    def _is_here(self, attempt: Attempt) -> bool:
        return is_known(self._flow, self._written, attempt)

    @property
    def _evidence(self) -> Sequence[Attempt]:
        """The attempts up to this one, but for those of a test that is under way."""
        names = list(self._attempts)
        here = frozenset(names[: names.index(self._attempt().id) + 1])
        return [one for one in first_times(disclosed(self.history)) if one.id in here]

    def _judge(self) -> None:
        """Keep what became of each line, and what the person seems to misunderstand."""
        if not self._attempt().verdicts:
            self._mark()
        if self._seen is not None and not self._attempt().named and self.had_on is None:
            said = self._seen.sentence(self._evidence)
            if said:
                self._add(EventKind.NAMED, "", said)

    def _mark(self) -> None:
        case = self._case()
        marked = mark(case.key, case.lines, self._attempt().placed, case.defensible)
        self._add(EventKind.MARKED, case.rule, marks_of(marked))

    def _new_id(self) -> str:
        return f"{self._rng.getrandbits(64):016x}"

    def _add(self, kind: EventKind, subject: str = "", value: str = "", attempt: str = "") -> None:
        of = attempt or self._attempt().id
        at = written(self._clock())
        event = PracticeEvent(self._new_id(), at, of, self._flow.id, kind, subject, value)
        try:
            self._keep(event)
            self.problem = ""
        except InterviewError as error:
            self.problem = str(error)
        if kind is EventKind.BEGUN:
            self._attempts[of] = Attempt(of, event.flow, subject, value, at)
        else:
            self._attempts[of] = after(self._attempts[of], event)
        self.attempt = self._attempts[of]

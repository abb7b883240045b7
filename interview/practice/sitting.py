"""One sitting of practice: which case comes next, for learning, in a test or in an exam.

What was left in the middle is gone on with. In a test nothing is shown before its last case is committed to.
"""

from __future__ import annotations

from interview.check.cases.responses import Response
from interview.errors import UsageError
from interview.practice.attempt import Attempt
from interview.practice.exam import Exam
from interview.practice.feedback import named
from interview.practice.practice import Mode, Practice, Test
from interview.summary.phrases import start

BANNER = "PRACTICE: a made-up patient, kept apart from real ones. No plan can be copied or exported."

AS_IT_IS = "As the rules have them now:"
"""Said above the list from which the lines of a twist move: it is not the plan that was committed to."""
NOT_ASKABLE = "Nothing of that name can be asked for."
"""Said when somebody looks for a finding and none is found."""
WITHHELD = "The case {case} belongs to a test or an exam that is not over here; it is told once that is."
"""Said when somebody wants to learn by a case whose answers may not be told yet."""
KEPT = "Kept, with the case and the version of the flow."
"""Said when somebody does not agree."""


class Sitting:
    """Practice until the person leaves, or until a test is over; `cases` is how many a test has.

    With a `code` the first case is that one. `typed` is what practice with this flow is begun by, and
    `exam_file` what the file of an exam is called, both as they are typed.
    """

    def __init__(
        self,
        practice: Practice,
        mode: Mode = Mode.LEARN,
        cases: int = 1,
        exam: Exam | None = None,
        code: str = "",
        typed: str = "interview practice",
        exam_file: str = "FILE",
    ) -> None:
        self.practice, self.exam, self._typed = practice, exam, typed
        self._exam_file = exam_file
        self.test: Test | None = None
        """The test as it stands; None while learning."""
        self.resumed = False
        """Whether the case under way was begun another time."""
        self._codes = [practice.known(code)] if code else []
        if any(map(practice.is_withheld, self._codes)):
            raise UsageError(WITHHELD.format(case=self._codes[0]))
        if exam is not None:
            self._codes = [str(one) for one in exam.codes(practice.twins)]
            self.test = practice.test(exam.name)
        elif mode is Mode.TEST:
            self.test = (None if code else practice.unfinished_test()) or practice.new_test(cases)
        self._first = True

    def open(self) -> bool:
        """Open the case to decide on, or whose answers are to be read; False when the test is over.

        `UsageError` for a code that is none of this flow's, `NoPatient` for a flow without patients.
        """
        opened = self._opened_next()
        self.practice.prepare()
        return opened

    def _opened_next(self) -> bool:
        if self.test is not None:
            return self._open_of(self.practice.test(self.test.name))
        left = self.practice.unfinished(*self._codes) if self._first else None
        self._codes, self._first = [] if left else self._codes, False
        self.resumed = left is not None
        if left is not None:
            self.practice.go_on(left)
        else:
            self.practice.begin(Mode.LEARN, self._codes.pop() if self._codes else "")
        return True

    def results(self) -> tuple[Attempt, ...]:
        """Return the attempts of a test that is over."""
        over = self.test is not None and self.test.over
        return self.practice.test(self.test.name).done if over and self.test is not None else ()

    @property
    def place(self) -> str:
        """Which case of a test is under way, such as `Case 2 of 5`; empty while learning."""
        return f"Case {len(self.test.done) + 1} of {self.test.cases}" if self.test is not None else ""

    @property
    def standing(self) -> str:
        """Which test or exam this is, and when its answers come; empty while learning."""
        if self.test is None:
            return ""
        what = f"exam: {self.exam.title}" if self.exam is not None else "a test"
        when = "these are its answers" if self.test.over else f"{self.place}; the answers come at the end"
        return f"{what}. {start(when)}."

    @property
    def result(self) -> str:
        """How a test that is over went."""
        passed = sum(attempt.passed for attempt in self.results())
        what = f"exam '{self.exam.title}'" if self.exam is not None else "test"
        return f"The {what} is over: {passed} of {len(self.results())} cases passed."

    def counted(self) -> str:
        """Return how many lines of the list are placed, and how many left out."""
        practice = self.practice
        assert practice.case is not None
        assert practice.attempt is not None
        responses = practice.attempt.placed.values()
        placed = sum(response is not Response.LEFT_OUT for response in responses)
        return f"{placed} placed, {len(practice.case.lines) - placed} left out"

    @property
    def again(self) -> str:
        """Why this case does not count, where it was had before; empty for one that is new."""
        on = self.practice.had_on
        return f"You had this case on {on}: it is kept, and does not count in your progress." if on else ""

    def no_flip(self, line: str = "") -> str:
        """Return why no flip question comes about a line, unless said otherwise the one in practice."""
        case, attempt = self.practice.case, self.practice.attempt
        assert case is not None
        assert attempt is not None
        name = named(case, line or case.rule)
        if attempt.flipped(line or case.rule):
            return f'There is no other flip question about "{name}".'
        return f'No single answer that fits turns "{name}" round.'

    @property
    def no_twist(self) -> str:
        """Why no twist comes."""
        case, attempt = self.practice.case, self.practice.attempt
        assert case is not None
        if attempt is not None and attempt.twists:
            return "There is no other twist in this case."
        return f'No single finding moves "{named(case, case.rule)}".'

    def no_twin(self, line: str = "") -> str:
        """Return why no twin is shown from whom the patient differs in a line, unless said otherwise the one
        in practice; empty where there is one."""
        case = self.practice.case
        if case is None or case.contrast(line) is not None:
            return ""
        name = named(case, line or case.rule)
        if case.flip_question(0, line) is None:
            return f'No single finding that fits turns "{name}" round, so there is no twin to show.'
        moves = ": t asks which lines move" if line in ("", case.rule) else ""
        return f'No single finding moves "{name}" alone, so there is no twin to show{moves}.'

    def leave(self) -> str:
        """Leave the case under way; return what to say. One whose answers were shown is closed."""
        try:
            return self._left()
        finally:
            self.practice.end()

    def _left(self) -> str:
        practice = self.practice
        if self.results():
            return f"PRACTICE. {self.result}"
        if practice.case is None or practice.attempt is None:
            return ""
        if practice.attempt.committed:
            practice.close()
        if practice.problem:
            return f"Case {practice.case.code} was not kept: {practice.problem}"
        if practice.attempt.committed:
            how = f"'{self._typed} --progress' tells how it goes."
            return f"Case {practice.case.code} is done and kept; {how}"
        way = f" --exam {self._exam_file}" if self.exam else " --test" if self.test is not None else ""
        return f"Case {practice.case.code} is kept; '{self._typed}{way}' goes on with it."

    def _open_of(self, test: Test) -> bool:
        self.test = test
        if test.over:
            return False
        self.resumed = test.under_way is not None
        if test.under_way is not None:
            self.practice.go_on(test.under_way)
        else:
            given = self._codes[len(test.done)] if len(test.done) < len(self._codes) else ""
            self.practice.begin(Mode.TEST, given, test.name, self._codes if self.exam is not None else ())
        return True

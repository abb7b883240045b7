"""What follows from incomplete answers, by trying every completion that could make a difference.

A condition is run on a patient who answers only what it reads. Each read of something unknown is a fork;
all forks are taken, so the outcomes found are exactly those of all completions.

Known answers are in the answers-file form. Answers that make no sense for the patient (biopsy findings
without a biopsy) count as not assessed. While the diagnosis is not given, no completion is "not IBM".
A number not given can be anything in its range. A list that another answer brings up is empty unless that
answer is given; where the answers given break this, it is dropped, and a warning says so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from tests.clinical.contract import (
    ASK_WHEN,
    BROUGHT_UP_BY,
    CONFLICTS,
    FACTS,
    KEEP,
    OUTCOMES,
    TABLES,
    Condition,
)
from tests.clinical.questions import APPLIES_WHEN_YES, NUMBER, ONE, SEVERAL
from tests.clinical.recommendations import RECOMMENDATIONS, WORDED_WHEN

Known = Mapping[str, Any]
Result = TypeVar("Result", bound=Hashable)

HOLDS, RULED_OUT, OPEN = "holds", "ruled_out", "open"
NOT_ASSESSED = ("not_assessed", "not_known", "pending", "declined")
"""The reasons are for the reader; to logic they are all the same."""


class Ticks:
    """What is present of several choices; an option nobody checked is a fork."""

    def __init__(self, patient: Forking, question: str) -> None:
        self._patient, self._question = patient, question
        given = patient.known.get(question, {"chosen": [], "rest": "not_assessed"})
        self._chosen = given["chosen"] if isinstance(given, dict) else given
        self._rest_absent = not isinstance(given, dict)

    def __contains__(self, option: object) -> bool:
        assert option in SEVERAL[self._question], option
        if option in self._chosen:
            return True
        if self._rest_absent:
            return False
        return bool(self._patient.option(self._question, option))

    def __bool__(self) -> bool:
        return bool(self._chosen) or any(option in self for option in SEVERAL[self._question])


class Forking(Mapping[str, Any]):
    """A patient of whom only some answers are known. `script` says which way earlier forks go."""

    def __init__(self, known: Known, script: list[int]) -> None:
        self.known, self.script = known, script
        self.sizes: list[int] = []
        self._taken: dict[Hashable, Any] = {}

    def fork(self, atom: Hashable, values: tuple[Any, ...]) -> Any:
        if atom not in self._taken:
            if len(self.sizes) == len(self.script):
                self.script.append(0)
            self._taken[atom] = values[self.script[len(self.sizes)]]
            self.sizes.append(len(values))
        return self._taken[atom]

    def option(self, question: str, option: str) -> Any:
        """Fork on an option nobody checked, unless what brings it up, or what it brings up, settles it."""
        if question in BROUGHT_UP_BY and not broken(self.known, question):
            by, answer = BROUGHT_UP_BY[question]
            if not (answer in self[by] if by in SEVERAL else self[by] == answer):
                return False
        if self._brings_up(question, option):
            return True
        return self.fork((question, option), (False, True))

    def _brings_up(self, question: str, answer: str) -> bool:
        lists = [name for name, by in BROUGHT_UP_BY.items() if by == (question, answer)]
        return any(_ticked(self.known, name) and not broken(self.known, name) for name in lists)

    def __getitem__(self, question: str) -> Any:
        if question in SEVERAL:
            return Ticks(self, question)
        if question in self.known:
            return self.known[question]
        if question in ONE:
            brought = tuple(o for o in ONE[question] if self._brings_up(question, o))
            return self.fork(question, brought or tuple(o for o in ONE[question] if o != "not_ibm"))
        return self.fork(question, self._telling(question))

    def _telling(self, question: str) -> tuple[float | Fraction, ...]:
        """One number on each side of everything the contract compares this one with."""
        _, low, high = NUMBER[question]
        if question == "onset_age":
            return (45, 46)
        if question == "fvc_sitting":
            supine = self.known.get("fvc_supine")
            falls = [] if supine is None else [Fraction(str(supine)) / left for left in LEFT_LYING]
            return within(low, high, low, 49, 50, 80, *falls)
        if question == "fvc_supine":
            sitting = Fraction(str(self["fvc_sitting"]))
            return within(low, high, low, *(sitting * left for left in LEFT_LYING), high)
        return (low, high)

    def __iter__(self) -> Iterator[str]:
        return iter((*SEVERAL, *ONE, *NUMBER))

    def __len__(self) -> int:
        return len(SEVERAL) + len(ONE) + len(NUMBER)


LEFT_LYING = (Fraction(75, 100), Fraction(80, 100), Fraction(109, 100), Fraction(110, 100))
"""What is left of the capacity on lying down, as a share: at each line that the contract draws, a fall of 25,
20 and -10 %, and between the last two."""


def within(low: int, high: int, *numbers: int | Fraction) -> tuple[Fraction, ...]:
    """Those numbers that lie in the range, each once."""
    return tuple({Fraction(number): None for number in numbers if low <= number <= high})


def _ticked(known: Known, question: str) -> bool:
    given = known.get(question, [])
    return bool(given["chosen"] if isinstance(given, dict) else given)


def broken(known: Known, question: str) -> bool:
    """Whether something is ticked in a list although the answer that brings it up is certainly not given."""
    by, answer = BROUGHT_UP_BY[question]
    given = known.get(by)
    if given is None or not _ticked(known, question):
        return False
    if by in ONE:
        return bool(given != answer)
    return not isinstance(given, dict) and answer not in given


def active(known: Known) -> dict[str, Any]:
    """Drop what is not assessed and what makes no sense for this patient; what counts says that it does."""
    given = {question: answer for question, answer in known.items() if answer not in NOT_ASSESSED}
    sense = {q: a for q, a in given.items() if given.get(APPLIES_WHEN_YES.get(q, "")) != "no"}
    nothing = {"chosen": [], "rest": "not_assessed"}
    return {
        APPLIES_WHEN_YES[q]: "yes" for q, a in sense.items() if q in APPLIES_WHEN_YES and a != nothing
    } | sense


def outcomes(judge: Callable[[Any], Result], known: Known, enough: int = 2) -> set[Result]:
    """Every result over all completions of what is known; stops once `enough` different ones are found."""
    known = active(known)
    found: set[Result] = set()
    script: list[int] = []
    while True:
        patient = Forking(known, script)
        found.add(judge(patient))
        while script and script[-1] + 1 == patient.sizes[len(script) - 1]:
            script.pop()
        if not script or len(found) == enough:
            return found
        script[-1] += 1


def truth(judge: Condition, known: Known) -> bool | None:
    """True or False when every completion agrees, else None."""
    found = outcomes(judge, known)
    return found.pop() if len(found) == 1 else None


def facts(known: Known) -> dict[str, bool | None]:
    return {name: truth(fact, known) for name, fact in FACTS.items()}


def tables(known: Known) -> dict[str, set[str]]:
    return {name: outcomes(table, known, len(OUTCOMES[name])) for name, table in TABLES.items()}


def status(recommendation: str, known: Known) -> str:
    line = RECOMMENDATIONS[recommendation]
    if known.get("diagnosis_status") == "not_ibm" and recommendation not in KEEP:
        return RULED_OUT
    if line.when is None:
        return HOLDS if truth(FACTS[line.while_open], known) is None else RULED_OUT
    return {True: HOLDS, False: RULED_OUT, None: OPEN}[truth(line.when, known)]


def statuses(known: Known) -> dict[str, str]:
    return {name: status(name, known) for name in RECOMMENDATIONS}


def asked(question: str, known: Known) -> bool | None:
    """Whether the interview comes to this question by itself; None while that is undecided."""
    gate = APPLIES_WHEN_YES.get(question)
    applies = truth(lambda p: p[gate] == "yes", known) if gate else True
    wanted = truth(ASK_WHEN[question], known) if question in ASK_WHEN else True
    if applies is False or wanted is False:
        return False
    return True if applies and wanted else None


def conflicts(known: Known) -> int:
    """How many of the contract's contradictions the answers given certainly show."""
    given = active(known)
    shown = sum(truth(conflict, known) is True for conflict in CONFLICTS)
    return shown + sum(broken(given, question) for question in BROUGHT_UP_BY)


def worded(known: Known) -> dict[str, bool]:
    """For the lines of which the contract says so, whether an open one says what to find out."""
    return {
        name: status(name, known) == OPEN and truth(when, known) is True for name, when in WORDED_WHEN.items()
    }

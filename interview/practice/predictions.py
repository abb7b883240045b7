"""What each belief says of each patient: kept as departures from what is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from interview.check.paths.mutation.equivalence import common_logic
from interview.flow.answers import Answer, Chosen, NotAssessed, Several
from interview.flow.model import Flow, QuestionType
from interview.practice.beliefs import Belief, WrongLogic, clinical_mutants, wrong_logics
from interview.practice.key import Response
from interview.practice.pool import PoolCase
from interview.practice.sample import Bits, Sample, ones

KNOWS = 0
"""The place of "knows the rules" among the beliefs."""
NOTHING_WRONG = Belief((), (), ())

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Predicted:
    """One patient: what is right, and which beliefs say something else."""

    rule: str
    """The line that the case is about."""
    lines: tuple[str, ...]
    """The list to decide on."""
    right: Mapping[str, Response]
    """The right response to each line that can be asked."""
    wrong: Mapping[str, Mapping[Response, Sequence[int]]]
    """By line and response, the beliefs that give it where it is not the right one."""

    def departures(self, belief: int) -> list[tuple[str, Response]]:
        """Return what a belief says that is not right, by line."""
        return [
            (line, response)
            for line, said in self.wrong.items()
            for response, held in said.items()
            if belief in held
        ]

    def says(self, belief: int, line: str) -> Response:
        """Return the response of a belief to a line."""
        for response, held in self.wrong.get(line, {}).items():
            if belief in held:
                return response
        return self.right[line]


@dataclass(frozen=True)
class Predictions:
    """The beliefs of a flow, "knows the rules" first, and what they say of patients, by code of the case."""

    beliefs: tuple[Belief, ...]
    patients: Mapping[str, Predicted]

    @cached_property
    def shows(self) -> Sequence[frozenset[str]]:
        """The patients in whom each belief shows."""
        found: list[set[str]] = [set() for _ in self.beliefs]
        for code, patient in self.patients.items():
            held = {belief for said in patient.wrong.values() for part in said.values() for belief in part}
            for belief in held:
                found[belief].add(code)
        return [frozenset(codes) for codes in found]

    @cached_property
    def cases(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the cases about each rule."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, patient in self.patients.items():
            found[patient.rule].append(code)
        return defaultdict(tuple, {rule: tuple(codes) for rule, codes in found.items()})

    def about(self, rule: str) -> tuple[int, ...]:
        """Return the beliefs that show and get a rule wrong: a line, a fact, a table, a score, `ends`."""
        return self._about.get(rule, ())

    @cached_property
    def _about(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, dict[int, None]] = {}
        for place, belief in enumerate(self.beliefs):
            for name in belief.owners:
                if self.shows[place]:
                    found.setdefault(name, {})[place] = None
        return {name: tuple(places) for name, places in found.items()}

    def are_alike(self, belief: int, other: int) -> bool:
        """Return whether two beliefs say the same of every patient, so that no case tells them apart."""
        if KNOWS in (belief, other) or self.shows[belief] != self.shows[other]:
            return False
        patients = (self.patients[code] for code in self.shows[belief])
        return all(patient.departures(belief) == patient.departures(other) for patient in patients)


def predict(
    flow: Flow, cases: Mapping[str, PoolCase], line: str = "", pause: Callable[[], object] = lambda: None
) -> Predictions:
    """Return what all beliefs say of the patients of cases, by code; with a line, those that show in it.

    `pause` is called between pieces of work of some milliseconds, and may raise to break off.
    """
    answers = [case.answers for case in cases.values()]
    logic = common_logic(flow, clinical_mutants(flow))
    pages = _Pages(Sample(logic, answers), pause)
    pages.note_all(wrong_logics(flow, line), [filled(flow, one) for one in answers])
    return Predictions(tuple(pages.beliefs), dict(zip(cases, pages.predicted(cases.values()), strict=True)))


class _Pages:
    """Predictions while they are written."""

    def __init__(self, sample: Sample, pause: Callable[[], object]) -> None:
        self._sample, self._pause = sample, pause
        self._flow = sample.logic.flow
        lines = [name for name, one in self._flow.recommendations.items() if one.is_practised]
        self._right = {line: sample.responses(sample.logic, line) for line in lines}
        self._wrong: dict[tuple[int, str, Response], Bits] = {}
        self.beliefs = [NOTHING_WRONG]

    def note_all(self, wrong: Iterable[WrongLogic], filled: Sequence[Answers]) -> None:
        """Note all faults, those that show alike as one, then that what is not known is taken for no."""
        places: dict[object, int] = {}
        for fault in wrong:
            self._pause()
            if fault.key in places:
                self._join(places[fault.key], fault)
                continue
            if fault.right.diagrams is not self._sample.logic.diagrams:
                self._sample = self._sample.renewed(fault.right)
            places[fault.key] = len(self.beliefs)
            said = {line: self._sample.responses(fault.logic, line) for line in fault.lines}
            self._note(Belief((fault.place,), (fault.owner,), fault.lines), said)
        self._pause()
        blind = Sample(self._sample.logic, filled)
        said = {line: blind.responses(blind.logic, line) for line in self._right}
        self._note(Belief((), (), tuple(self._right)), said)

    def _join(self, place: int, fault: WrongLogic) -> None:
        had = self.beliefs[place]
        owners = dict.fromkeys((*had.owners, fault.owner))
        self.beliefs[place] = Belief((*had.mutants, fault.place), tuple(owners), had.lines)

    def _note(self, belief: Belief, said: Mapping[str, Mapping[Response, Bits]]) -> None:
        for line, responses in said.items():
            for response, bits in responses.items():
                differ = bits & ~self._right[line].get(response, 0)
                if differ:
                    self._wrong[len(self.beliefs), line, response] = differ
        self.beliefs.append(belief)

    def predicted(self, cases: Collection[PoolCase]) -> Iterator[Predicted]:
        """Yield what was noted, patient by patient."""
        asked = {
            line: sum(1 << index for index, case in enumerate(cases) if line in case.asked)
            for line in self._right
        }
        wrong: list[dict[str, dict[Response, list[int]]]] = [{} for _ in cases]
        for (belief, line, response), bits in self._wrong.items():
            for index in ones(bits & asked[line]):
                wrong[index].setdefault(line, {}).setdefault(response, []).append(belief)
        for index, (case, said) in enumerate(zip(cases, wrong, strict=True)):
            yield Predicted(case.rule, case.lines, self._rights(index, case.asked), said)

    def _rights(self, index: int, asked: Collection[str]) -> dict[str, Response]:
        return {
            line: next(response for response, bits in said.items() if bits >> index & 1)
            for line, said in self._right.items()
            if line in asked
        }


def filled(flow: Flow, answers: Answers) -> Answers:
    """Return the answers with no, or none, in the place of each that was asked for and is not known."""
    return {name: _no(flow, name) if isinstance(one, NotAssessed) else one for name, one in answers.items()}


def _no(flow: Flow, name: str) -> Answer:
    match flow.questions[name].type:
        case QuestionType.YES_NO:
            return Chosen("no")
        case QuestionType.SEVERAL:
            return Several(frozenset())
        case _:
            return NotAssessed()

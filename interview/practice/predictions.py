"""What each belief says of each patient, where it is not what is right: a set of patients for each response.

A patient is a bit, so that a flow with a thousand beliefs and two thousand patients takes a few megabytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_

from interview.check.cases.responses import Response
from interview.check.paths.mutation.equivalence import common_logic
from interview.flow.answers import Answer, Chosen, NotAssessed, Several
from interview.flow.model import Flow, QuestionType
from interview.practice.beliefs import Belief, WrongLogic, clinical_mutants, wrong_logics
from interview.practice.pool import PoolCase
from interview.practice.sample import Bits, Sample, ones

KNOWS = 0
"""The place of "knows the rules" among the beliefs."""
NOTHING_WRONG = Belief((), (), ())

Answers = Mapping[str, Answer]
Departures = tuple[tuple[str, Response], ...]
"""What a belief says of a patient that is not right: responses to lines, one each."""
Way = int
"""The same with three bits for each line: 0 where what is right is said."""
WIDTH = 3
Said = Mapping[tuple[str, Response], Bits]
"""The patients of whom a response to a line is given."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What of a case is kept."""

    rule: str
    """The line that the case is about."""
    lines: tuple[str, ...]
    """The list to decide on."""


@dataclass(frozen=True)
class Predictions:
    """The beliefs of a flow, "knows the rules" first, and what they say of the patients of cases."""

    beliefs: tuple[Belief, ...]
    cases: Mapping[str, Listed]
    """By code; the first has bit 0."""
    right: Said
    """The right response to each line that can be asked of a patient."""
    wrong: Sequence[Said]
    """By belief, the responses it gives where they are not the right ones, of lines that can be asked."""
    known: dict[int, Mapping[int, Way]] = field(default_factory=dict, compare=False, repr=False)
    """Of patients who were looked at, by place, what each belief says that is not right."""

    def patient(self, code: str) -> Predicted:
        """Return what is said of the patient of a case; `KeyError` where nothing is predicted."""
        return Predicted(self, self._places[code], self.cases[code])

    @cached_property
    def shows(self) -> Sequence[Bits]:
        """The patients in whom each belief shows."""
        return [reduce(or_, said.values(), 0) for said in self.wrong]

    def codes(self, patients: Bits) -> list[str]:
        """Return the codes of the cases of some patients."""
        return [self._codes[place] for place in ones(patients)]

    def bits(self, codes: Iterable[str]) -> Bits:
        """Return the patients of cases; of those of which nothing is predicted, none."""
        places = (self._places[code] for code in codes if code in self._places)
        return reduce(or_, (1 << place for place in places), 0)

    @cached_property
    def cases_about(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the cases about each rule."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, case in self.cases.items():
            found[case.rule].append(code)
        return defaultdict(tuple, {rule: tuple(codes) for rule, codes in found.items()})

    @cached_property
    def beliefs_about(self) -> Mapping[str, tuple[int, ...]]:
        """The beliefs that show and get a rule wrong: a line, a fact, a table, a score, `ends`."""
        found: dict[str, dict[int, None]] = {}
        for place, belief in enumerate(self.beliefs):
            for name in belief.owners:
                if self.shows[place]:
                    found.setdefault(name, {})[place] = None
        return defaultdict(tuple, {name: tuple(places) for name, places in found.items()})

    def are_alike(self, belief: int, other: int) -> bool:
        """Return whether two beliefs say the same of every patient, so that no case tells them apart."""
        return KNOWS not in (belief, other) and self.wrong[belief] == self.wrong[other]

    def with_more(self, other: Predictions) -> Predictions:
        """Return these and those of the same beliefs about other patients."""
        by, wrong = len(self.cases), zip(self.wrong, other.wrong, strict=True)
        return Predictions(
            self.beliefs,
            {**self.cases, **other.cases},
            _joined(self.right, other.right, by),
            [_joined(one, more, by) for one, more in wrong],
        )

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines that can be asked of somebody."""
        return frozenset(line for line, _ in self.right)

    def within(self, lines: Iterable[str]) -> Way:
        """Return the bits of some lines in a way to answer."""
        found, bits_of = 0, self._bits_of
        for line in lines:
            found |= bits_of.get(line, 0)
        return found

    def differ(self, one: Way, other: Way) -> int:
        """Return on how many lines two ways to answer differ."""
        apart = one ^ other
        return ((apart | apart >> 1 | apart >> 2) & self._lowest).bit_count()

    @cached_property
    def _bits_of(self) -> Mapping[str, Way]:
        every = (1 << WIDTH) - 1
        return {line: every << WIDTH * place for place, line in enumerate(sorted(self.lines))}

    @cached_property
    def _lowest(self) -> Way:
        return reduce(or_, (bits & ~(bits << 1) for bits in self._bits_of.values()), 0)

    @cached_property
    def _ways(self) -> Mapping[tuple[str, Response], Way]:
        """What it is in a way to answer that a response is given to a line."""
        numbers = {response: number for number, response in enumerate(Response, 1)}
        return {
            (line, response): (bits & ~(bits << 1)) * number
            for line, bits in self._bits_of.items()
            for response, number in numbers.items()
        }

    @cached_property
    def _codes(self) -> Sequence[str]:
        return tuple(self.cases)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self.cases)}

    @cached_property
    def _responses(self) -> Mapping[str, list[tuple[Response, Bits]]]:
        """The right responses to each line."""
        found: dict[str, list[tuple[Response, Bits]]] = defaultdict(list)
        for (line, response), bits in self.right.items():
            found[line].append((response, bits))
        return found

    @cached_property
    def _departures(self) -> Mapping[str, list[tuple[Response, int, Bits]]]:
        """What is said of each line that is not right, and by which belief."""
        found: dict[str, list[tuple[Response, int, Bits]]] = defaultdict(list)
        for belief, said in enumerate(self.wrong):
            for (line, response), bits in said.items():
                found[line].append((response, belief, bits))
        return found


def _joined(one: Said, more: Said, by: int) -> Said:
    names = dict.fromkeys((*one, *more))
    return {name: one.get(name, 0) | more.get(name, 0) << by for name in names}


@dataclass(frozen=True, slots=True)
class Predicted:
    """One patient among others: what is right, and which beliefs say something else."""

    among: Predictions
    place: int
    case: Listed

    @property
    def right(self) -> Mapping[str, Response]:
        """The right response to each line that can be asked."""
        found = {line: self.right_response(line) for line in self.among._responses}
        return {line: response for line, response in found.items() if response}

    def right_response(self, line: str) -> Response | None:
        """Return the right response to a line; None where it cannot be asked."""
        said = self.among._responses.get(line, ())
        return next((response for response, bits in said if bits >> self.place & 1), None)

    def wrong(self, line: str) -> Mapping[Response, Sequence[int]]:
        """Return the responses to a line that are not right, and the beliefs that give them."""
        found: dict[Response, list[int]] = {}
        for response, belief, bits in self.among._departures.get(line, ()):
            if bits >> self.place & 1:
                found.setdefault(response, []).append(belief)
        return found

    def departures(self, belief: int) -> Departures:
        """Return what a belief says that is not right, by line."""
        place, wrong = self.place, self.among.wrong[belief].items()
        return tuple([said for said, bits in wrong if bits >> place & 1])

    def ways(self, weights: Mapping[int, float]) -> Mapping[Way, float]:
        """Return how likely each way to answer is that is not right, by how likely beliefs are."""
        found, said = defaultdict[Way, float](float), self._said
        for belief, weight in weights.items():
            if belief in said:
                found[said[belief]] += weight
        return found

    @property
    def _said(self) -> Mapping[int, Way]:
        """What each belief says that is not right."""
        if self.place not in self.among.known:
            found = defaultdict[int, Way](int)
            for line, said in self.among._departures.items():
                for response, belief, bits in said:
                    if bits >> self.place & 1:
                        found[belief] |= self.among._ways[line, response]
            self.among.known[self.place] = dict(found)
        return self.among.known[self.place]

    def says(self, belief: int, line: str) -> Response | None:
        """Return the response of a belief to a line; None where it cannot be asked."""
        return dict(self.departures(belief)).get(line) or self.right_response(line)


def predict(flow: Flow, cases: Mapping[str, PoolCase], line: str = "") -> Predictions:
    """Return what all beliefs say of the patients of cases, by code.

    With a line, those that show in it, and what they say of it and of the lines on the lists of the cases.
    """
    answers = [case.answers for case in cases.values()]
    made = clinical_mutants(flow)
    logic = common_logic(flow, made)
    pages = _Pages(Sample(logic, answers), list(cases.values()))
    looked_at = {name for case in cases.values() for name in case.lines} if line else ()
    pages.note_all(wrong_logics(flow, line, looked_at, logic, made), [filled(flow, one) for one in answers])
    listed = {code: Listed(case.rule, case.lines) for code, case in cases.items()}
    return Predictions(tuple(pages.beliefs), listed, pages.right, pages.wrong)


class _Pages:
    """Predictions while they are written."""

    def __init__(self, sample: Sample, cases: Sequence[PoolCase]) -> None:
        self._sample, flow = sample, sample.logic.flow
        lines = flow.practised
        self._right = {line: sample.responses(sample.logic, line) for line in lines}
        self._asked = {
            line: sum(1 << index for index, case in enumerate(cases) if line in case.asked) for line in lines
        }
        self.beliefs = [NOTHING_WRONG]
        self.wrong: list[Said] = [{}]
        said = ((line, one, bits) for line in lines for one, bits in self._right[line].items())
        self.right: Said = {
            (line, response): among for line, response, bits in said if (among := bits & self._asked[line])
        }

    def note_all(self, wrong: Iterable[WrongLogic], filled: Sequence[Answers]) -> None:
        """Note all faults, those that show alike as one, then that what is not known is taken for no."""
        places: dict[object, int] = {}
        for fault in wrong:
            if fault.key in places:
                self._join(places[fault.key], fault)
                continue
            if fault.right.diagrams is not self._sample.logic.diagrams:
                self._sample = self._sample.renewed(fault.right)
            places[fault.key] = len(self.beliefs)
            said = {line: self._sample.responses(fault.logic, line) for line in fault.lines}
            self._note(Belief((fault.place,), (fault.owner,), fault.lines), said)
        blind = Sample(self._sample.logic, filled)
        said = {line: blind.responses(blind.logic, line) for line in self._right}
        self._note(Belief((), (), tuple(self._right)), said)

    def _join(self, place: int, fault: WrongLogic) -> None:
        had = self.beliefs[place]
        owners = dict.fromkeys((*had.owners, fault.owner))
        self.beliefs[place] = Belief((*had.mutants, fault.place), tuple(owners), had.lines)

    def _note(self, belief: Belief, said: Mapping[str, Mapping[Response, Bits]]) -> None:
        found = {
            (line, response): bits & ~self._right[line].get(response, 0) & self._asked[line]
            for line, responses in said.items()
            for response, bits in responses.items()
        }
        self.beliefs.append(belief)
        self.wrong.append({name: bits for name, bits in found.items() if bits})


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

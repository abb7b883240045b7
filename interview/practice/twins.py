"""Twins: a patient and the same patient with one finding changed.

A line is *decisive* for a patient who has a twin for whom it stands otherwise. What is found by changing one
finding at a time is what the engine finds; diagrams only say which findings cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial
from random import Random

from interview.engine.completions import counted
from interview.engine.conclusions import status, subject
from interview.engine.plan_end import is_kept
from interview.engine.session import Session
from interview.engine.would_change import candidates
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.logic.diagrams import ALWAYS, FALSE, NEVER, OPEN, TRUE
from interview.flow.logic.variables import answer_masks
from interview.flow.model import Stance
from interview.practice.bonds import bonds_of
from interview.practice.patients import Drawn, NoPatient, Patients, opening, with_what_continues
from interview.practice.possible_twins import Basis, PossibleTwins

Masks = Mapping[int, int]
"""Answers: by level, the values that they leave."""
MOST_DRAWS = 400
"""Patients drawn until a line is decisive for one; past that it is taken to be decisive for nobody."""
_SETTLED = {NEVER: FALSE, ALWAYS: TRUE}
MOST_FOR_A_PAIR = 60
"""Patients looked at for a pair that differs in one line."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A patient with one finding changed: the answer that differs, and who the twin is."""

    question: str
    answer: Answer
    session: Session


@dataclass(frozen=True, slots=True)
class Pair:
    """A patient and a twin between whom one line differs, and nothing else but lines of its topic."""

    patient: Session
    twin: Twin
    differ: tuple[str, ...]
    """The lines that differ, the one the pair is about first."""

    @property
    def alone(self) -> bool:
        """Whether nothing else differs at all."""
        return len(self.differ) == 1


@dataclass(frozen=True, slots=True)
class _Turning:
    """A question that a line can turn on for a patient."""

    question: str
    basis: Basis
    near: Set[int]
    """The levels that another answer to it can bear on."""
    here: Masks
    """The answers at these."""
    others: Masks
    left: Sequence[int]
    """What the others leave of the diagrams that the line turns on."""
    levels: Set[int]
    """What that turns on."""
    now: Sequence[int]
    """What all answers leave of these."""
    is_apart: bool
    """Whether that turns on nothing that another answer can bear on."""


class Twins:
    """The twins of a flow's patients."""

    def __init__(self, patients: Patients) -> None:
        self.patients, self._logic = patients, patients.logic
        self._flow = patients.flow
        self._first = opening(self._flow)
        self._rules = self._flow.practised
        self._possible_of: dict[str, PossibleTwins] = {}
        self._bonds = bonds_of(self._logic)

    def rules(self) -> tuple[str, ...]:
        """Return the lines that can be practised; what only informs or holds for all is never asked."""
        return self._rules

    def of(self, patient: Session, line: str) -> Iterator[Twin]:
        """Yield the twins for whom a line stands otherwise."""
        changed = self._of(patient, line, self.patients.is_patient(patient.completions))
        return (self.measured(patient, twin, line) for twin in changed)

    def _of(self, patient: Session, line: str, is_one: bool) -> Iterator[Twin]:
        """Yield them with numbers that nobody may measure, of somebody who is a patient or not."""
        now = status(patient.completions, line)
        for turning in self._turning(patient, self._basis(line)):
            for answer in candidates(patient, turning.question, partial(self._may_matter, turning)):
                after = self._after(patient, turning.question, answer)
                if self._changes_nothing(turning, answer, after) or self._is_nobody(turning, after):
                    continue
                twin = self.patients.instead(patient, turning.question, answer)
                near = self._excluded.get(turning.question, ()) if is_one else None
                is_otherwise = status(twin.completions, line) is not now
                if is_otherwise and self.patients.is_patient(twin.completions, near):
                    yield Twin(turning.question, answer, twin)

    def measured(self, patient: Session, twin: Twin, line: str) -> Twin:
        """Return a twin with a number that somebody would measure, where a line stands the same for it."""
        numbers = self.patients.numbers.get(twin.question)
        wanted = status(twin.session.completions, line)
        measured = (
            numbers.steps_around(twin.answer.value) if numbers and isinstance(twin.answer, Number) else ()
        )
        for value in measured:
            found = self.patients.instead(patient, twin.question, Number(value))
            if status(found.completions, line) is wanted and self.patients.is_patient(found.completions):
                return Twin(twin.question, Number(value), found)
        return twin

    def is_decisive(self, patient: Session, line: str) -> bool:
        """Return whether some twin differs in a line."""
        is_one = self.patients.is_patient(patient.completions)
        return next(self._of(patient, line, is_one), None) is not None

    def draw(self, line: str, rng: Random, unknown: int = 0) -> Session:
        """Return a patient for whom a line is decisive, and of whom up to so many answers are not known,
        beside what the flow says that nobody knows of such a patient.

        One of these bears on the line. What presents a patient, such as whether anything is urgent and how
        firm the diagnosis is, is always known, unless the line turns on nothing else. `NoPatient` where none
        is found.
        """
        possible = self.possible(line)
        known = not unknown and possible.told
        for _ in range(MOST_DRAWS):
            drawn = self.patients.drawn(rng)
            if known and not possible.has_one(self.patients.values(drawn, possible.levels)):
                continue
            answers = self.patients.answers(drawn)
            names = with_what_continues(self._flow, self._unknown(answers, line, rng, unknown))
            names |= self.patients.unknown(answers)
            left = self.patients.without(answers, names) if names else answers
            if not known and not self.can_have_one(drawn, left, line):
                continue
            patient = self.patients.session(left)
            if next(self._of(patient, line, is_one=True), None) is not None:
                return patient
        raise NoPatient(f"No patient was found for whom '{line}' turns on one finding.")

    def pair(self, line: str, rng: Random) -> Pair | None:
        """Return two patients who differ in one finding and in one line; None where no such pair is found.

        Only lines of the same topic may differ beside it, and a pair without any goes first.
        """
        found = None
        for _ in range(MOST_FOR_A_PAIR):
            pair = self.pair_of(self.draw(line, rng), line)
            if pair is not None and pair.alone:
                return pair
            found = found or pair
        return found

    def pair_of(self, patient: Session, line: str) -> Pair | None:
        """Return this patient and a twin who differ in one finding and in one line, as `pair` does."""
        found = None
        for twin in self.of(patient, line):
            pair = Pair(patient, twin, self._differ(patient, twin.session, line))
            if pair.alone:
                return pair
            if found is None and self._is_of_one_topic(pair.differ):
                found = pair
        return found

    def possible(self, line: str) -> PossibleTwins:
        """Return who can have a twin for whom a line stands otherwise, while all that is asked is known."""
        found = self._possible_of.get(line)
        if found is None:
            hidden = frozenset[int]().union(*(self._near.get(name, ()) for name in self.patients.hidden))
            basis, excluded = self._basis(line), self.patients.excluded
            found = PossibleTwins(self._logic, basis, self._bonds, excluded, hidden)
            self._possible_of[line] = found
        return found

    def can_have_one(self, drawn: Drawn, answers: Mapping[str, Answer], line: str) -> bool:
        """Return whether somebody of whom these answers are known can have a twin for whom a line stands
        otherwise."""
        possible = self.possible(line)
        unknown = (name for name, answer in answers.items() if isinstance(answer, NotAssessed))
        masks = self.patients.values_of(drawn, possible.bearing, answers)
        return possible.has_one_beside(masks, unknown)

    def _unknown(self, answers: Mapping[str, Answer], line: str, rng: Random, count: int) -> frozenset[str]:
        if count == 0:
            return frozenset()
        diagrams, flow = self._logic.diagrams, self._flow
        support = diagrams.support(self._logic.node(subject(flow, flow.recommendations[line])))
        behind = [name for name in answers if not support.isdisjoint(self._logic.levels_of(name))]
        may = [name for name in answers if name not in self._first]
        among = [name for name in behind if name in may] or behind
        first = rng.sample(among, min(1, len(among)))
        others = [name for name in may if name not in first]
        return frozenset((*first, *rng.sample(others, min(count - 1, len(others)))))

    def _differ(self, patient: Session, twin: Session, line: str) -> tuple[str, ...]:
        """Return the lines that stand otherwise for a twin; what only informs does not count."""
        others = (
            name
            for name, other in self._flow.recommendations.items()
            if name != line
            and other.stance is not Stance.INFORM
            and status(patient.completions, name) is not status(twin.completions, name)
        )
        return (line, *others)

    def _is_of_one_topic(self, lines: tuple[str, ...]) -> bool:
        topics = {self._flow.recommendations[line].topic for line in lines}
        return len(topics) == 1 and topics != {""}

    def _basis(self, line: str) -> Basis:
        """Return what a line turns on."""
        one = self._flow.recommendations[line]
        own = self._logic.node(subject(self._flow, one))
        nodes = [own] if is_kept(self._flow, line) else [own, self._logic.ends]
        return Basis(nodes, one.while_open is not None)

    def _after(self, patient: Session, question: str, answer: Answer) -> Masks:
        """Return what another answer to a question says, also of what is made of it and known numbers."""
        masks = answer_masks(self._logic.of.get(question, ()), answer)
        if isinstance(answer, Number) and self._leaves_others(question):
            known = counted(patient.answers, patient.completions)
            masks.update(self.patients.made_of({**known, question: answer}, question))
        return masks

    def _changes_nothing(self, turning: _Turning, answer: Answer, after: Masks) -> bool:
        """Return whether another answer cannot matter: the diagrams come to the same whatever else it settles
        otherwise, or it bears on nothing else and leaves them as they are. Where this says no, the engine is
        asked."""
        question, here = turning.question, turning.here
        if question not in self._logic.of:  # a date, of which only what is counted from it has levels
            return False
        if turning.is_apart and self._is_left(turning, after):
            return True
        changed = {level for level, mask in after.items() if here.get(level) != mask}
        touched = changed if isinstance(answer, Several) else self._logic.levels_of(question)
        if not self._alone.issuperset(touched):
            return False
        return changed.isdisjoint(turning.levels) or self._is_left(turning, {**here, **after})

    def _may_matter(self, turning: _Turning, number: str, band: int) -> bool:
        """Return whether the line may stand otherwise with a derived number in a band, and for a patient,
        whatever else that settles otherwise."""
        if not self._leaves_others(turning.question):
            return True
        masks = {self._logic.of[number][0].level: 1 << band}
        same = turning.is_apart and self._is_left(turning, masks)
        return not same and not self._is_nobody(turning, masks)

    def _is_left(self, turning: _Turning, masks: Masks) -> bool:
        """Return whether answers leave the same of the diagrams as now, or what is as open."""
        diagrams = self._logic.diagrams
        for node, now in zip(turning.left, turning.now, strict=True):
            found = diagrams.outcomes(node, masks, {})
            if found != _SETTLED.get(now, OPEN):
                return False
            if found == OPEN and not self._is_as_open(turning, node, masks, now):
                return False
            if turning.basis.rules_out(found):  # of what is looked at first, the line's own
                return True
        return True

    def _is_as_open(self, turning: _Turning, node: int, masks: Masks, now: int) -> bool:
        """Return whether what answers leave open is the same as now, or settled by nothing either."""
        diagrams, free = self._logic.diagrams, self._alone - turning.near
        apart = self._alone.issuperset(diagrams.support(now))
        if apart and free.issuperset(diagrams.support(node) - masks.keys()):
            return True
        left = diagrams.restrict(node, masks, {})
        return left == now or (apart and free.issuperset(diagrams.support(left)))

    def _is_nobody(self, turning: _Turning, after: Masks) -> bool:
        """Return whether an answer beside the others makes somebody who is no patient, whatever else it
        settles otherwise."""
        masks = {**turning.others, **after}
        outcomes, excluded, memo = self._logic.diagrams.outcomes, self._excluded, dict[int, int]()
        return any(outcomes(node, masks, memo) == TRUE for node in excluded.get(turning.question, ()))

    @cached_property
    def _excluded(self) -> Mapping[str, Sequence[int]]:
        """The diagrams of what no patient is that another answer to a question can bear on."""
        support, excluded = self._logic.diagrams.support, self.patients.excluded
        return {
            name: [node for node in excluded if not near.isdisjoint(support(node))]
            for name, near in self._near.items()
        }

    @cached_property
    def _alone(self) -> frozenset[int]:
        """The levels that decide on no question's applying, and that nothing ties to others."""
        return frozenset(range(len(self._logic.variables))) - self._bonds.tied

    @cached_property
    def _near(self) -> Mapping[str, frozenset[int]]:
        """All levels that another answer to a question can bear on, where there are any."""
        near = {name: self._bonds.near(own) for name, own in self._own.items()}
        return {name: levels for name, levels in near.items() if levels}

    def _turning(self, patient: Session, basis: Basis) -> Iterator[_Turning]:
        """Yield the questions that a line, or the end of the plan, can still turn on, not known ones too."""
        diagrams, masks, nodes = self._logic.diagrams, patient.completions.given, basis.nodes
        supports = [diagrams.support(node) for node in nodes]
        now = [diagrams.restrict(node, masks, {}) for node in nodes]
        open_levels = frozenset[int]().union(*map(diagrams.support, now))
        for question in patient.answers:
            near = self._near.get(question, frozenset())
            if all(map(near.isdisjoint, supports)):
                continue
            near -= self._staying(patient, question)
            others = {level: mask for level, mask in masks.items() if level not in near}
            left = [self._left(node, others) for node in nodes]
            levels = frozenset[int]().union(*map(diagrams.support, left))
            if not near.isdisjoint(levels):
                here = {level: masks[level] for level in near if level in masks}
                is_apart = near.isdisjoint(open_levels)
                yield _Turning(question, basis, near, here, others, left, levels, now, is_apart)

    def _left(self, node: int, masks: Masks) -> int:
        """Return what answers leave of a diagram, which is most often nothing."""
        diagrams = self._logic.diagrams
        found = diagrams.outcomes(node, masks, {})
        return diagrams.restrict(node, masks, {}) if found == OPEN else found - 1

    def _staying(self, patient: Session, question: str) -> Set[int]:
        """Return the levels near a question of which other answers say all, whatever the answer to it is."""
        own, near, variables = self._own[question], self._near[question], self._logic.variables
        if near == own or not self._leaves_others(question):
            return frozenset()
        answers = counted(patient.answers, patient.completions)
        known = {name for name, answer in answers.items() if _says_all(answer)}
        return {level for level in near - own if variables[level].name in known}

    def _leaves_others(self, question: str) -> bool:
        """Return whether no other question applies or not by a question, so that their answers count on."""
        return self._own[question].isdisjoint(self._bonds.gating)

    @cached_property
    def _own(self) -> Mapping[str, frozenset[int]]:
        """The levels of each question, and of the numbers made of it."""
        return {name: self._logic.levels_of(name) for name in self._flow.questions}


def _says_all(answer: Answer) -> bool:
    """Return whether an answer leaves nothing open of its question."""
    return isinstance(answer, Chosen | Number) or (isinstance(answer, Several) and answer.rest_absent)

"""Which questions the interview comes to by itself, and what can be known while something is open."""

from __future__ import annotations

from collections.abc import Iterator

from interview.check.proofs.claims import Among, Claim
from interview.check.proofs.patient_space import Patients
from interview.flow.conditions.syntax import All, Always, Condition, Never, Not
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.model import Question


class Walk:
    """Walks through an interview in which every question that is asked is answered.

    An earlier question the walk does not come to stays unassessed, so a condition has to hold whatever its
    answer would have been. A question that is asked only by choice is taken to have been chosen.
    """

    def __init__(self, patients: Patients, mentions: Mentions) -> None:
        self.patients = patients
        self._mentions = mentions
        self._reached: dict[str, int] = {}
        questions = patients.flow.questions.values()
        self._conditional = frozenset(question.id for question in questions if _conditional(question))

    def reached(self, name: str) -> Iterator[list[int]]:
        """Yield diagrams, each list true of patients for whom a question is asked.

        First those for whom all it follows from is asked as well: they are the usual ones, and quickly found.
        """
        order = self._mentions.order([name], asking=True)
        questions = [self.patients.flow.questions[each] for each in order if each in self._conditional]
        nodes = [self.patients.node(_wanted(question)) for question in questions]
        levels = frozenset[int]().union(*map(self.patients.support, nodes))
        yield [*nodes, self.patients.care(levels, Among.GOING_ON)]
        for earlier in self._mentions.order([name], skip=self._reached, asking=True):
            if earlier in self._conditional:
                self._reached[earlier] = NEVER  # while it waits for itself
                self._reached[earlier] = self._where(self.patients.flow.questions[earlier])
        where = self._reached[name]
        yield [where, self.patients.care(self.patients.support(where), Among.GOING_ON)]

    def _where(self, question: Question) -> int:
        node = self.patients.node(_wanted(question))
        return self.patients.whatever(node, Among.GOING_ON, self._unseen, self._conditional)

    def _unseen(self, name: str) -> int:
        """Return where the walk does not come to a question; one that bears on the condition only through a
        constraint is taken to be answered."""
        return self.patients.diagrams.negate(self._reached[name]) if name in self._reached else NEVER


def asked(question: Question) -> Condition:
    """Return the condition under which a question is asked."""
    return All((question.ask_when, question.applies_when))


def known_while_open(
    patients: Patients, known: Condition, waiting: Condition, *, surely: bool
) -> Iterator[list[int]]:
    """Yield diagrams, each list true of patients for whom one condition is known to hold while another is
    still open.

    The other is open through questions that do not apply, or through one question not answered yet: where
    several leave it open, the answers to all but one of them can come in first. An answer to a question that
    turns out not to apply counts until that is known, and one of two numbers can settle their difference more
    exactly than its band; with `surely`, patients who need that are left aside, without it none is missed.
    """
    diagrams, among = patients.diagrams, Among.GOING_ON
    if known == waiting:
        return
    yield from patients.where(Claim(settled=(known,), unsettled=(waiting, Not(waiting))))
    holds, open_ = patients.node(known), patients.node(waiting)
    care = patients.care(patients.support(holds) | patients.support(open_), among)
    true = diagrams.conjoin(care, open_)
    false = diagrams.conjoin(care, diagrams.negate(open_))
    everything = patients.support(true) | patients.support(false)
    for name in patients.beneath(everything, patients.flow.questions):
        levels = patients.levels_of(name)
        either = diagrams.conjoin(diagrams.exists(true, levels), diagrams.exists(false, levels))
        sure = patients.always(patients.implies(care, holds), levels)
        if surely:
            sure = patients.close(sure, patients.inactive, patients.gated)
        elif patients.derived & patients.support(holds):
            sure = ALWAYS
        yield [either, sure]


def _wanted(question: Question) -> Condition:
    """Return the condition under which a question is asked, or can be when it is asked only by choice."""
    return question.applies_when if isinstance(question.ask_when, Never) else asked(question)


def _conditional(question: Question) -> bool:
    return not (isinstance(question.ask_when, Always) and isinstance(question.applies_when, Always))

"""What is reached: which questions the interview comes to, and which answers change anything."""

from __future__ import annotations

from collections.abc import Iterator
from operator import methodcaller

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs.patient_space import Among, Claim, Patients, groups
from interview.check.proofs.proof_run import ProofRun, diagnostic, proved
from interview.flow.conditions.syntax import All, Always, Condition, Never, Not
from interview.flow.logic.dependencies import Mentions, conditions
from interview.flow.logic.diagrams import ALWAYS, NEVER, BudgetError
from interview.flow.model import Question, QuestionType
from interview.flow.values_in_text import named_anywhere


class Reachability:
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
    patients: Patients, completions: Condition, waiting: Condition, *, among: Among, surely: bool
) -> Iterator[list[int]]:
    """Yield diagrams, each list true of patients, of `among`, for whom one condition is known to hold while
    another is still open.

    The other is open through questions that do not apply, or through one question not answered yet: where
    several leave it open, the answers to all but one of them can come in first. Answers to questions that
    apply only for some of its answers say that it has one of those, and one of two numbers can settle their
    difference more exactly than its band; with `surely`, patients who need that are left aside, without it
    none is missed.
    """
    if completions == waiting:
        return
    yield from patients.where(Claim(settled=(completions,), unsettled=(waiting, Not(waiting)), among=among))
    for part in groups(among):
        yield from _before_the_last_answer(patients, completions, waiting, part, surely)


def _before_the_last_answer(
    patients: Patients, completions: Condition, waiting: Condition, among: Among, surely: bool
) -> Iterator[list[int]]:
    diagrams = patients.diagrams
    ended = patients.ended if among is Among.ENDED else ALWAYS
    holds, open_ = patients.node(completions), patients.node(waiting)
    bearing = patients.support(holds) | patients.support(open_) | patients.support(ended)
    bearing |= patients.support(patients.care(bearing, among))
    for name in patients.logic.beneath(bearing, patients.flow.questions):
        levels = patients.logic.levels_of(name)
        said = patients.said_by_answers(levels)
        about = bearing | patients.support(said)
        care = patients.care(patients.with_gates(about, among) if surely else about, among)
        narrowed = diagrams.conjoin(care, said)
        left = narrowed if surely else care
        true, false = diagrams.conjoin(left, open_), diagrams.conjoin(left, diagrams.negate(open_))
        either = diagrams.conjoin(diagrams.exists(true, levels), diagrams.exists(false, levels))
        sure = patients.logic.always(patients.implies(care if surely else narrowed, holds), levels)
        if surely:
            sure = patients.close(sure, patients.inactive, patients.logic.gated)
        elif patients.derived & patients.support(holds):
            sure = ALWAYS
        over = ended if surely else patients.implies(said, ended)
        yield [either, sure, patients.logic.always(over, levels)]


def _wanted(question: Question) -> Condition:
    """Return the condition under which a question is asked, or can be when it is asked only by choice."""
    return question.applies_when if isinstance(question.ask_when, Never) else asked(question)


def _conditional(question: Question) -> bool:
    return not question.is_for_everybody


class Reaching:
    """Finds the questions an interview never comes to."""

    def __init__(self, run: ProofRun) -> None:
        self._run = run
        self._walk: Reachability | None = None

    def question(self, item: Question) -> Iterator[Diagnostic]:
        """Yield why a question is never asked, or that a condition of it says nothing."""
        for condition in (item.applies_when, item.ask_when):
            if not isinstance(condition, Always | Never):
                yield from proved(item.place, f"whether '{item.id}' is asked", self._always(item, condition))
        if item.id not in self._run.faulty:
            yield from proved(item.place, f"whether '{item.id}' is asked", self._unreachable(item))

    def _always(self, item: Question, condition: Condition) -> Iterator[Diagnostic]:
        if self._run.prover.exists(Claim(fails=(condition,), among=Among.ALL)):
            return
        self._run.dead.append(condition)
        self._run.faulty.add(item.id)
        if not self._run.explained(condition):
            word = "applies_when" if condition is item.applies_when else "ask_when"
            yield diagnostic(
                item.place, "always-holds", f"'{word}' of '{item.id}' always holds; leave it out"
            )

    def _unreachable(self, item: Question) -> Iterator[Diagnostic]:
        found = self._why(item)
        if found is None:
            return
        condition, finding_ = found
        self._run.dead.append(condition)
        if not self._run.explained(condition):
            yield finding_
        self._run.faulty.add(item.id)

    def _why(self, item: Question) -> tuple[Condition, Diagnostic] | None:
        prover, wanted = self._run.prover, asked(item)
        if not isinstance(item.applies_when, Always):
            claim = Claim(fails=(Not(item.applies_when),), among=Among.ALL)
            if not prover.exists(claim):
                said = f"'{item.id}' never applies: no answers satisfy its 'applies_when'"
                return item.applies_when, diagnostic(item.place, "unreachable-question", said)
        if isinstance(item.ask_when, Never) or wanted == _ALWAYS_ASKED:
            return None
        patient = prover.find(Claim(fails=(Not(wanted),)))
        if patient is None:
            said = f"'{item.id}' is never asked: no answers satisfy its conditions"
            return wanted, diagnostic(item.place, "unreachable-question", said)
        if prover.search(lambda patients: self._on(patients).reached(item.id)) is None:
            said = f"'{item.id}' is never asked: it needs answers that are not asked for in that case"
            return wanted, diagnostic(item.place, "unreachable-question", said, patient)
        return None

    def _on(self, patients: Patients) -> Reachability:
        if self._walk is None or self._walk.patients is not patients:
            self._walk = Reachability(patients, self._run.prover.mentions)
        return self._walk


_ALWAYS_ASKED = asked(Question("", "", QuestionType.TEXT, ""))


def unused(run: ProofRun) -> Iterator[Diagnostic]:
    """Yield questions, and options of several choices, that no condition depends on.

    Two answers of one choice that no condition tells apart are both in use: an answer has to be said even
    where it decides what another one does.
    """
    used, names = _used(run)
    for question in run.flow.questions.values():
        kinds = (QuestionType.TEXT, QuestionType.MONTH)
        if question.context or question.id in names or question.type in kinds:
            continue
        idle = [o.id for o in question.options if not o.context and o.id not in used[question.id]]
        if not used[question.id]:
            said = f"the answer to '{question.id}' changes nothing; use it, or mark it 'context: true'"
            yield diagnostic(question.place, "unused-answer", said)
        elif question.type is QuestionType.SEVERAL and idle:
            listed = ", ".join(f"'{option}'" for option in idle)
            said = f"{listed} of '{question.id}' decides nothing; use it, or mark it 'context: true'"
            yield diagnostic(question.place, "unused-answer", said)


def _used(run: ProofRun) -> tuple[dict[str, set[str]], set[str]]:
    """Return, for each question, what of it conditions depend on, and questions that cannot be judged."""
    used: dict[str, set[str]] = {name: set() for name in run.flow.questions}
    names = set(run.names(*run.dead)) | named_anywhere(run.flow)
    for condition in set(conditions(run.flow)):
        try:
            parts = run.prover.attempt(methodcaller("depends_on", condition))
        except BudgetError:
            names |= set(run.names(condition))
            continue
        for name, option in parts:
            used[name].add(option)
    return used, names

"""Two versions of a flow ready to be compared: who is concerned by a change, in minimal conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview.check.diff.alignment import align
from interview.check.diff.difference import Shift
from interview.check.diff.patient_groups import Cover, Describer
from interview.check.diff.phrases import term_in_words
from interview.check.diff.statements import is_now, statements, was_before
from interview.check.diff.states import Patients, States, possible_patients
from interview.flow.conditions.syntax import Condition
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.model import Flow


class Pair:
    """Two versions over one space of answers."""

    def __init__(self, old: Flow, new: Flow) -> None:
        aligned = align(old, new)
        self.old, self.new = aligned.old, aligned.new
        """Each version with the questions of both; the old one in shared names."""
        self.match = aligned.match
        self.old_order, self.new_order = aligned.old_order, aligned.new_order
        self.diagrams = aligned.new.diagrams
        possible = possible_patients(aligned.new)
        self.before = Patients(aligned.old, aligned.old_order, possible)
        self.after = Patients(aligned.new, aligned.new_order, possible)
        self._describer = Describer(self.diagrams, possible, list(self._counting()))
        self.same_setting = self._setting(self.before) == self._setting(self.after)
        """True when equal conditions are all it takes for equal conclusions."""

    def truths(self, old: Condition, new: Condition) -> tuple[States, States]:
        """Return for whom an old and a new condition are true, false or open."""
        return self.before.truth(old), self.after.truth(new)

    def shifts(
        self, before: States, after: States, about: Sequence[Condition] = (), without: str = ""
    ) -> tuple[Shift, ...]:
        """Return who goes from one state to another.

        `about` are the conditions behind both; their facts and tables, but for `without`, may serve to say
        it shortly.
        """
        moved = [
            (left, right, patients)
            for left in before
            for right in after
            if left != right and (patients := self.real(self.diagrams.conjoin(before[left], after[right])))
        ]
        if not moved:
            return ()
        known = statements(self.before, self.after, about, without)
        found = []
        for left, right, patients in moved:
            was, now = was_before(left, before[left]), is_now(right, after[right])
            cover = self._describer.describe(patients, known, (*was, *known), (*now, *known))
            found.append(self._shift(left, right, cover))
        return tuple(found)

    def real(self, patients: int) -> int:
        """Return those of the patients that there can be, `NEVER` for none."""
        return self._describer.real(patients)

    def unlike(self, old: int, new: int) -> bool:
        """Return whether two diagrams differ for some combination of answers that there can be."""
        diagrams = self.diagrams
        return old != new and (
            self.real(diagrams.conjoin(old, diagrams.negate(new))) != NEVER
            or self.real(diagrams.conjoin(new, diagrams.negate(old))) != NEVER
        )

    def _shift(self, before: str, after: str, cover: Cover) -> Shift:
        words = tuple(term_in_words(self.new, term) for term in cover.terms)
        return Shift(before, after, words, more=not cover.complete)

    def _counting(self) -> Iterator[int]:
        """Yield for each variable the patients whose answer counts in either version."""
        for variable in self.new.variables:
            sides = [side.active.get(variable.name, ALWAYS) for side in (self.before, self.after)]
            yield self.diagrams.any_of(sides)

    @staticmethod
    def _setting(side: Patients) -> tuple[object, ...]:
        """Return everything beside a condition that decides what follows from answers."""
        logic = side.logic
        musts = [logic.node(constraint.must) for constraint in logic.flow.constraints.values()]
        return side.active, logic.applies, musts, logic.ends

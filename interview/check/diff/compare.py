"""Two versions of a flow in, all that differs between them out, and which patients are concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from interview.check.diff import states
from interview.check.diff.alignment import Item, Match, align, each
from interview.check.diff.difference import (
    UNIT,
    Change,
    ChangeKind,
    Comparison,
    Detail,
    Difference,
    Shift,
    Version,
)
from interview.check.diff.patient_groups import (
    Cover,
    Describer,
    is_now,
    statements,
    term_in_words,
    was_before,
)
from interview.check.diff.rewordings import rewordings
from interview.check.diff.states import ABSENT, Patients, States, View, possible_patients
from interview.flow.answer_text import as_written
from interview.flow.conditions.printer import in_words, number, worked_out_in_words
from interview.flow.conditions.syntax import Condition
from interview.flow.logic.diagrams import ALWAYS, NEVER, BudgetError
from interview.flow.model import DerivedNumber, Flow, Question, Recommendation, Score

NONE = "none"


def compare(old: Version, new: Version) -> Comparison:
    """Compare two versions: what behaves differently and for whom, and what is only worded differently."""
    found = tuple(differences(old.flow, new.flow))
    return Comparison(old, new, found, tuple(rewordings(old.flow, new.flow)))


def differences(old: Flow, new: Flow) -> Iterator[Difference]:
    """Yield everything that behaves differently, kind by kind, each in the order of the flow."""
    pair = Pair(old, new)
    for compare in (_lines, _tables, _facts, _questions, _conflicts, _constraints, _settings, _numbers):
        yield from compare(pair, old, new)


def _lines(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    shared = pair.old.flow
    for name, left, right in each(shared.recommendations, new.recommendations):
        about = Difference(ChangeKind.RECOMMENDATION, name, _title(left, right, "title"))
        if left and right:
            about = replace(about, details=tuple(line_details(left, right)))
        elif given := right or left:
            about = replace(about, details=tuple(added_details(new if right else old, given)))
        yield from _compared(pair, about, states.line_view, left, right)
        if left and right:
            wording = replace(about, kind=ChangeKind.OPEN_WORDING, details=())
            yield from _compared(pair, wording, states.open_wording_view, left, right)


def _tables(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    for name, left, right in each(pair.old.flow.tables, new.tables):
        about = Difference(ChangeKind.TABLE, name, _title(left, right, "label"))
        yield from _compared(pair, about, states.table_view, left, right)


def _facts(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    """Facts that only one version has are left to the rewordings: they matter through what uses them."""
    for name, left, right in each(pair.old.flow.facts, new.facts):
        if left and right:
            about = Difference(ChangeKind.FACT, name, right.label)
            yield from _compared(pair, about, states.fact_view, left, right)


def _questions(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    own = {shared: old.questions[name] for name, shared in pair.match.names.items() if name in old.questions}
    places = dict(moved(pair.old_order, pair.new_order))
    for name, before, after in each(own, new.questions):
        about = Difference(ChangeKind.QUESTION, name, _title(before, after, "label"))
        left = pair.old.flow.questions[name] if before else None
        right = pair.new.flow.questions[name] if after else None
        if before and after:
            found = [*question_details(before, after, pair.match), *filter(None, [places.get(name)])]
            about = replace(about, details=tuple(found))
        elif before and before.id != name:
            about = replace(about, details=(Detail("id", before.id, f"called {name} below"),))
        yield from _compared(pair, about, states.asked_view, left, right)
        if left and right:
            applies = replace(about, kind=ChangeKind.APPLIES, details=())
            yield from _compared(pair, applies, states.applies_view, left, right)


def _conflicts(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    shared = {name: pair.old.flow.conflicts[name] for name in old.conflicts}
    for name, left, right in each(shared, new.conflicts):
        about = Difference(ChangeKind.CONFLICT, name, _title(left, right, "say"))
        yield from _compared(pair, about, states.conflict_view, left, right)


def _constraints(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    for name, left, right in each(pair.old.flow.constraints, new.constraints):
        about = Difference(ChangeKind.CONSTRAINT, name, _title(left, right, "say"))
        yield from _compared(pair, about, states.constraint_view, left, right)


def _settings(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    urgent = Difference(ChangeKind.URGENT, new.urgent or old.urgent, "Urgent banner")
    yield from _compared(pair, urgent, states.urgent_view, pair.old.flow, pair.new.flow)
    ends = Difference(ChangeKind.ENDS, "ends", "Early end of the interview")
    yield from _compared(pair, ends, states.ends_view, pair.old.flow, pair.new.flow)


def _numbers(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    for name, left, right in each(old.numbers, new.numbers):
        if left and right and (details := tuple(number_details(left, right, pair.match))):
            yield Difference(ChangeKind.NUMBER, name, right.label, details=details)
    for name, before, after in each(old.scores, new.scores):
        if before and after and pair.match.names[name] != name:
            details = tuple(changed("points", _points(before), _points(after)))
            yield Difference(ChangeKind.SCORE, name, after.label, details=details)


def _title(old: object | None, new: object | None, attribute: str) -> str:
    return str(getattr(new if new is not None else old, attribute))


def _compared(
    pair: Pair,
    about: Difference,
    view: Callable[[Patients, Item], View],
    old: Item | None,
    new: Item | None,
) -> Iterator[Difference]:
    """Yield `about` with those whom the change concerns; nothing when nothing changed."""
    pair.make_room()
    try:
        left = None if old is None else view(pair.before, old)
        right = None if new is None else view(pair.after, new)
        found = _changed(pair, about, left, right) if left and right else _only(pair, about, left, right)
    except BudgetError as error:
        found = replace(about, undecided=str(error))
    if found:
        yield found


def _changed(pair: Pair, about: Difference, old: View, new: View) -> Difference | None:
    nodes = [(old.nodes.get(key, NEVER), new.nodes.get(key, NEVER)) for key in {*old.nodes, *new.nodes}]
    unlike = any(pair.unlike(*both) for both in nodes)
    shifts = (
        pair.shifts(old.states, new.states, (*old.about, *new.about), _itself(about))
        if unlike or not pair.same_setting
        else ()
    )
    only_unanswered = unlike and not shifts
    if not (shifts or only_unanswered or about.details):
        return None
    return replace(about, shifts=shifts, only_unanswered=only_unanswered)


def _itself(about: Difference) -> str:
    """Return the fact or table that cannot serve to describe itself; empty for anything else."""
    return about.id if about.kind in (ChangeKind.FACT, ChangeKind.TABLE) else ""


def _only(pair: Pair, about: Difference, old: View | None, new: View | None) -> Difference:
    """Return a difference for something that is added or removed, with those whom it concerns."""
    given = old or new
    if given is None:
        return about
    notable = {name: node for name, node in given.states.items() if name in given.notable}
    before, after = (notable, ABSENT) if old else (ABSENT, notable)
    change = Change.REMOVED if old else Change.ADDED
    return replace(about, change=change, shifts=pair.shifts(before, after, given.about, _itself(about)))


def line_details(old: Recommendation, new: Recommendation) -> Iterator[Detail]:
    """Yield what changed in how a recommendation is given: stance, urgency and section."""
    for aspect in ("stance", "urgency", "section"):
        before, after = (getattr(line, aspect).replace("_", " ") for line in (old, new))
        yield from changed(aspect, before, after)


def added_details(flow: Flow, line: Recommendation) -> Iterator[Detail]:
    """Yield how a recommendation is given that only one version has."""
    urgency = line.urgency.replace("_", " ")
    yield Detail("given", "", f"{line.stance}, {urgency}, in {flow.sections[line.section]}")


def number_details(old: DerivedNumber, new: DerivedNumber, match: Match) -> Iterator[Detail]:
    """Yield what a derived number is derived from, when that changed."""
    if match.names[old.id] != new.id:
        yield Detail("worked out as", worked_out_in_words(old), worked_out_in_words(new))


def _points(score: Score) -> str:
    return "; ".join(f"{number(part.give)} if {in_words(part.when)}" for part in score.points)


def question_details(old: Question, new: Question, match: Match) -> Iterator[Detail]:
    """Yield what changed in what can be answered, and in what a missing answer counts as."""
    yield from changed("id", old.id, new.id)
    yield from changed("type", old.type, new.type)
    yield from changed(UNIT, old.unit, new.unit)
    yield from changed("range", _range(old), _range(new))
    yield from _options(old, new, match)
    yield from changed("asked again after", _days(old), _days(new))
    yield from changed("offered from last time", old.last_time, new.last_time)
    yield from changed("found by", old.found_by or "", new.found_by or "")
    counts = [_counts(question) for question in (old, new)]
    shared = match.answer(old.id, old.otherwise)
    if shared != new.otherwise:
        yield Detail("counts, where it does not apply, as", *counts)


def moved(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, Detail]]:
    """Yield each question of both versions that is asked in another place, by its shared name."""
    before, after = ([name for name in order if name in other] for order, other in ((old, new), (new, old)))
    kept = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {name for block in kept for name in after[block.b : block.b + block.size]}
    for name in after:
        if name not in stayed:
            yield name, Detail("asked", _place(before, name), _place(after, name))


def changed(aspect: str, old: str, new: str) -> Iterator[Detail]:
    """Yield the property when it is not what it was."""
    if old != new:
        yield Detail(aspect, old or NONE, new or NONE)


def _options(old: Question, new: Question, match: Match) -> Iterator[Detail]:
    before, after = ([option.id for option in question.options] for question in (old, new))
    shared = {match.option(old.id, option): option for option in before}
    for option in after:
        if option not in shared:
            yield Detail("answer added", "", option)
        elif shared[option] != option:
            yield Detail("answer renamed", shared[option], option)
    for option, own in shared.items():
        if option not in after:
            yield Detail("answer removed", own, "")


def _range(question: Question) -> str:
    limits = question.range
    if limits is None:
        return ""
    return f"{number(limits.low)} to {number(limits.high)}{', whole' if limits.whole else ''}"


def _days(question: Question) -> str:
    return f"{question.valid_for} days" if question.valid_for else ""


def _counts(question: Question) -> str:
    return as_written(question.otherwise) if question.otherwise else "not assessed"


def _place(order: list[str], name: str) -> str:
    index = order.index(name)
    return f"after {order[index - 1]}" if index else "first"


class Pair:
    """Two versions over one space of answers."""

    def __init__(self, old: Flow, new: Flow) -> None:
        self._versions = old, new
        self._begin()

    def make_room(self) -> None:
        """Begin anew where what was worked out for other parts leaves too little for one more."""
        if self.diagrams.half_full:
            self._begin()

    def _begin(self) -> None:
        aligned = align(*self._versions)
        self.old, self.new = aligned.old, aligned.new
        """Each version with the questions of both; the old one in shared names."""
        self.match = aligned.match
        self.old_order, self.new_order = aligned.old_order, aligned.new_order
        self.diagrams = aligned.new.diagrams
        possible = possible_patients(aligned.new)
        self.before = Patients(aligned.old, possible)
        self.after = Patients(aligned.new, possible)
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
        completions = statements(self.before, self.after, about, without)
        found = []
        for left, right, patients in moved:
            was, now = was_before(left, before[left]), is_now(right, after[right])
            cover = self._describer.describe(
                patients, completions, (*was, *completions), (*now, *completions)
            )
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

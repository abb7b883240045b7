"""What asks, concludes or advises differently, and for which patients."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from interview.check.diff import views
from interview.check.diff.details import added_details, line_details, moved, number_details, question_details
from interview.check.diff.difference import Change, Detail, Difference, Kind
from interview.check.diff.pair import Pair
from interview.check.diff.states import Patients
from interview.check.diff.views import ABSENT, View
from interview.flow.logic.diagrams import NEVER, BudgetError
from interview.flow.model import Flow

_Item = TypeVar("_Item")


def differences(old: Flow, new: Flow) -> Iterator[Difference]:
    """Yield everything that behaves differently, kind by kind, each in the order of the flow."""
    pair = Pair(old, new)
    for compare in (_lines, _tables, _facts, _questions, _conflicts, _constraints, _settings, _numbers):
        yield from compare(pair, old, new)


def each(
    old: Mapping[str, _Item], new: Mapping[str, _Item]
) -> Iterator[tuple[str, _Item | None, _Item | None]]:
    """Yield what stands under each id before and after, in the new order; what is gone comes last."""
    for name, item in new.items():
        yield name, old.get(name), item
    for name, item in old.items():
        if name not in new:
            yield name, item, None


def _lines(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    shared = pair.old.flow
    for name, left, right in each(shared.recommendations, new.recommendations):
        about = Difference(Kind.RECOMMENDATION, name, _title(left, right, "title"))
        if left and right:
            about = replace(about, details=tuple(line_details(left, right)))
        elif given := right or left:
            about = replace(about, details=tuple(added_details(new if right else old, given)))
        yield from _compared(pair, about, views.line_view, left, right)
        if left and right:
            wording = replace(about, kind=Kind.OPEN_WORDING, details=())
            yield from _compared(pair, wording, views.open_wording_view, left, right)


def _tables(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    for name, left, right in each(pair.old.flow.tables, new.tables):
        about = Difference(Kind.TABLE, name, _title(left, right, "label"))
        yield from _compared(pair, about, views.table_view, left, right)


def _facts(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    """Facts that only one version has are left to the rewordings: they matter through what uses them."""
    for name, left, right in each(pair.old.flow.facts, new.facts):
        if left and right:
            about = Difference(Kind.FACT, name, right.label)
            yield from _compared(pair, about, views.fact_view, left, right)


def _questions(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    own = {shared: old.questions[name] for name, shared in pair.match.names.items() if name in old.questions}
    places = dict(moved(pair.old_order, pair.new_order))
    for name, before, after in each(own, new.questions):
        about = Difference(Kind.QUESTION, name, _title(before, after, "label"))
        left = pair.old.flow.questions[name] if before else None
        right = pair.new.flow.questions[name] if after else None
        if before and after:
            found = [*question_details(before, after, pair.match), *filter(None, [places.get(name)])]
            about = replace(about, details=tuple(found))
        elif before and before.id != name:
            about = replace(about, details=(Detail("id", before.id, f"called {name} below"),))
        yield from _compared(pair, about, views.asked_view, left, right)
        if left and right:
            applies = replace(about, kind=Kind.APPLIES, details=())
            yield from _compared(pair, applies, views.applies_view, left, right)


def _conflicts(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    shared = {name: pair.old.flow.conflicts[name] for name in old.conflicts}
    for name, left, right in each(shared, new.conflicts):
        about = Difference(Kind.CONFLICT, name, _title(left, right, "say"))
        yield from _compared(pair, about, views.conflict_view, left, right)


def _constraints(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    for name, left, right in each(pair.old.flow.constraints, new.constraints):
        about = Difference(Kind.CONSTRAINT, name, _title(left, right, "say"))
        yield from _compared(pair, about, views.constraint_view, left, right)


def _settings(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    urgent = Difference(Kind.URGENT, new.urgent or old.urgent, "Urgent banner")
    yield from _compared(pair, urgent, views.urgent_view, pair.old.flow, pair.new.flow)
    ends = Difference(Kind.ENDS, "ends", "Early end of the interview")
    yield from _compared(pair, ends, views.ends_view, pair.old.flow, pair.new.flow)


def _numbers(pair: Pair, old: Flow, new: Flow) -> Iterator[Difference]:
    for name, left, right in each(old.differences, new.differences):
        if left and right and (details := tuple(number_details(left, right, pair.match))):
            yield Difference(Kind.NUMBER, name, right.label, details=details)


def _title(old: object | None, new: object | None, attribute: str) -> str:
    return str(getattr(new if new is not None else old, attribute))


def _compared(
    pair: Pair,
    about: Difference,
    view: Callable[[Patients, _Item], View],
    old: _Item | None,
    new: _Item | None,
) -> Iterator[Difference]:
    """Yield `about` with those whom the change concerns; nothing when nothing changed."""
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
    return about.id if about.kind in (Kind.FACT, Kind.TABLE) else ""


def _only(pair: Pair, about: Difference, old: View | None, new: View | None) -> Difference:
    """Return a difference for something that is added or removed, with those whom it concerns."""
    given = old or new
    if given is None:
        return about
    states = {name: node for name, node in given.states.items() if name in given.notable}
    before, after = (states, ABSENT) if old else (ABSENT, states)
    change = Change.REMOVED if old else Change.ADDED
    return replace(about, change=change, shifts=pair.shifts(before, after, given.about, _itself(about)))

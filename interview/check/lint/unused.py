"""What is declared and makes no difference, and what is cut off without a word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.locations import Locations
from interview.check.proofs.patient_space import Among, Claim, NotProvedError
from interview.check.proofs.prover import Prover
from interview.check.proofs.witness import in_words
from interview.errors import FlowError
from interview.flow.conditions.printer import in_words as condition_in_words
from interview.flow.conditions.syntax import Condition, names
from interview.flow.logic.dependencies import conditions, used_by
from interview.flow.model import Flow, Recommendation, Stance, Urgency
from interview.flow.terminology import codes_beside
from interview.flow.values_in_text import named_anywhere

_PARTS = (("fact", "facts"), ("table", "tables"), ("number", "numbers"), ("score", "scores"))


def unused_parts(folder: Path, flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield facts, tables, numbers and scores that nothing uses, and sections in which nothing stands."""
    used = _used(flow) | _coded(folder, flow)
    for what, part in _PARTS:
        for name in getattr(flow, part):
            if name not in used:
                code = "unused-table" if what == "table" else "unused-part"
                place = written.key(part, name)
                yield Diagnostic(place, code, f"nothing uses the {what} '{name}'")
    filled = {line.section for line in flow.recommendations.values()}
    for name in flow.sections:
        if name not in filled:
            said = f"no recommendation stands in the section '{name}'"
            yield Diagnostic(written.key("sections", name), "unused-part", said)


def points_not_counted(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield points beside answers that no score counts, and those that are nought whenever they are given."""
    counted = {part.of for score in flow.scores.values() for part in score.points}
    for question in flow.questions.values():
        giving = [option.id for option in question.options if option.points is not None]
        if giving and question.id not in counted:
            place = written.key("questions", question.id, "answers", giving[0], "points")
            said = f"no score counts '{question.id}', so the points beside its answers change nothing"
            yield Diagnostic(place, "points-not-counted", said)
    for score in flow.scores.values():
        for part in score.points:
            if not part.of and not part.give:
                said = f"'{score.id}' gives 0 where {condition_in_words(part.when)}, which changes no sum"
                yield Diagnostic(part.place, "points-not-counted", said)


def _used(flow: Flow) -> set[str]:
    """Return every name that something else in the flow follows from."""
    stated = chain.from_iterable(names(condition) for condition in conditions(flow))
    numbers = chain.from_iterable(used_by(flow, name) for name in flow.numbers)
    prompts = (line.while_open or "" for line in flow.recommendations.values())
    return {*stated, *numbers, *prompts, *named_anywhere(flow), flow.urgent}


def _coded(folder: Path, flow: Flow) -> set[str]:
    """Return the facts that have codes beside the flow, by which an export says them."""
    try:
        return set(codes_beside(folder, flow).parts)
    except FlowError:  # told as what it is
        return set(flow.facts)


def ended_urgent(flow: Flow, prover: Prover) -> Iterator[Diagnostic]:
    """Yield lines for the same day that an answer ends with the rest of the plan, with a patient."""
    if flow.ends is None:
        return
    for line in flow.recommendations.values():
        pressing = line.urgency is Urgency.SAME_DAY and line.stance in (Stance.FOR, Stance.AGAINST)
        if pressing and line.id not in flow.ends.keep:
            yield from _ended(line, flow.ends.when, prover)


def _ended(line: Recommendation, ends: Condition, prover: Prover) -> Iterator[Diagnostic]:
    try:
        patient = prover.find(Claim(settled=(ends, line.when), among=Among.ALL))
    except NotProvedError as error:
        yield Diagnostic(line.place, "not-proved", f"whether 'ends' rules out '{line.id}': {error}")
        return
    if patient is not None:
        said = f"'ends' rules out '{line.id}', which is for the same day; name it under 'keep'"
        yield Diagnostic(line.place, "ended-urgent", said, patient=in_words(patient))

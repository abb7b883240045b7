"""Whether anybody is left for practice to draw, and weights by which nobody is drawn otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.locations import Locations
from interview.check.proofs.patient_space import Among, Claim, NotProvedError
from interview.check.proofs.prover import Prover
from interview.check.proofs.reachability import asked
from interview.flow.conditions.syntax import All, Condition, Has, Is, Not, names, within
from interview.flow.model import Flow, Question, QuestionType, Usual


def nobody_to_draw(flow: Flow, written: Locations, budget: int) -> Iterator[Diagnostic]:
    """Yield the `unlikely` with which nobody is left, or that the weights under `usual` leave nobody."""
    if not flow.unlikely and not flow.usual:
        return
    never = _never_drawn(flow)
    prover = Prover(replace(flow, unlikely={**flow.unlikely, **never}), budget)
    warned = (conflict.when for conflict in flow.conflicts.values())
    apart, unlikely = (*warned, *never.values()), tuple(flow.unlikely)
    excluded = tuple(_where_asked(prover, one) for one in (*apart, *flow.unlikely.values()))

    def is_somebody_left(count: int) -> bool:
        claim = Claim(unsettled=excluded[: len(apart) + count], among=Among.ALL)
        return prover.exists(claim)

    try:
        if is_somebody_left(len(unlikely)):
            return
        last = next(count for count in range(len(unlikely) + 1) if not is_somebody_left(count))
    except NotProvedError as error:
        place = written.key("unlikely" if unlikely else "usual")
        yield Diagnostic(place, "not-proved", f"whether practice can draw anybody: {error}")
        return
    if last:
        said = f"with '{unlikely[last - 1]}' nobody is left for practice to draw"
        yield Diagnostic(written.key("unlikely", unlikely[last - 1]), "nobody-to-draw", said)
    else:
        said = "warnings and these weights leave nobody for practice to draw"
        yield Diagnostic(written.key("usual"), "nobody-to-draw", said)


def idle_weights(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield each `others` under `usual` of which nothing comes, whatever it says, and why."""
    for name, usual in flow.usual.items():
        if usual.others is not None and (why := _without_others(flow.questions[name], usual)):
            said = f"'others' of '{name}' changes nothing: {why}"
            yield Diagnostic(written.key("usual", name, "others"), "unused-key", said)


def _without_others(question: Question, usual: Usual) -> str:
    """Return why the answers to a question are as likely without a weight of the others; empty where not."""
    if usual.answers.keys() >= {option.id for option in question.options}:
        return "each answer has a weight of its own"
    if not usual.answers and question.type is QuestionType.YES_NO:
        return "yes and no are equally likely where neither has a weight of its own"
    return ""


def _where_asked(prover: Prover, condition: Condition) -> Condition:
    """Return where a condition is so of somebody who is asked for all that it can follow from; of whom it is
    so without that, is not looked at."""
    behind = prover.mentions.order(names(condition))
    questions = (one for name in behind if (one := prover.flow.questions.get(name)))
    return All((condition, *(asked(one) for one in questions if not one.is_for_everybody)))


def _never_drawn(flow: Flow) -> Mapping[str, Condition]:
    """Return by names of their own the answers that are never drawn: weights of 0, numbers out of range."""
    return {f"usual {place}": one for place, one in enumerate(_without_weight(flow))}


def _without_weight(flow: Flow) -> Iterator[Condition]:
    for name, usual in flow.usual.items():
        question = flow.questions.get(name)
        if usual.range:
            yield Not(within(name, usual.range.low, usual.range.high))
        elif question and question.type is QuestionType.SEVERAL:
            for option in question.options:
                if usual.of(option.id) in (0, 1):
                    has = Has(name, option.id)
                    yield has if usual.of(option.id) == 0 else Not(has)
        elif question:
            never = (option.id for option in question.options if usual.of(option.id) == 0)
            yield from (Is(name, frozenset({answer})) for answer in never)

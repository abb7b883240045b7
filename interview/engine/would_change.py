"""The smallest changes of answer that would give a recommendation another status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from interview.engine.completions import Completions, complete, counted, possible_sums, questions_at
from interview.engine.conclusions import Status, status, subject
from interview.engine.plan_end import is_kept, is_over
from interview.engine.session import Session, accepts
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.decimals import trimmed
from interview.flow.logic.bands import Band, exactly
from interview.flow.logic.days import answer_of, is_date, said
from interview.flow.logic.derived import leaves, limits
from interview.flow.logic.diagrams import ALWAYS, NEVER, BudgetError
from interview.flow.logic.fitting import fitting
from interview.flow.logic.variables import YES, Variable
from interview.flow.model import QuestionType

MOST_STEPS = 20_000
"""Steps on diagrams taken to find answers that first let a question apply: a tenth of a second's work."""
MOST_NUMBERS = 12
"""Answers to one question that are told one by one; of more, and of those that derived numbers are made of,
the ones at which the status changes."""
MOST_KNOWN = 10_000
"""Ways in which numbers were looked for that fit together, of which is kept what was found."""
Judge = Callable[[str, int], bool]
"""Tells of a derived number and the place of one of its bands whether something may turn on it."""


@dataclass(frozen=True, slots=True)
class Change:
    """Answers that would give a recommendation another status."""

    answers: Mapping[str, Answer]
    status: Status


def changes(session: Session, recommendation: str, now: Status) -> tuple[Change, ...]:
    """Return every single answer that would change the status; where none adds or drops the line, a set
    of as few answers as possible that does."""
    singles = list(_singles(session, recommendation, now))
    wanted = {Status.HOLDS, Status.RULED_OUT} - {now} - {change.status for change in singles}
    sets = [change for status in sorted(wanted) if (change := _fewest(session, recommendation, status))]
    order = [Status.HOLDS, Status.RULED_OUT, Status.OPEN]
    return tuple(sorted([*singles, *sets], key=lambda change: order.index(change.status)))


def turns_on_one(session: Session, recommendation: str) -> bool:
    """Return whether some single answer would change the status."""
    now = status(session.completions, recommendation)
    return next(_singles(session, recommendation, now), None) is not None


def candidates(session: Session, question: str, may_matter: Judge = lambda *_: True) -> Iterator[Answer]:
    """Yield the answers that the question accepts and that differ from the one on record, one for each way
    logic can tell apart. Numbers that put a derived one in a band are looked for if that may matter."""
    now, seen = counted(session.answers, session.completions).get(question), set[Answer]()
    for answer in _possible(session, question, now, may_matter):
        if answer in seen or not accepts(session.flow.questions[question], answer):
            continue
        seen.add(answer)
        if not _same(session, question, answer, now):
            yield answer


def _possible(session: Session, question: str, now: Answer | None, may_matter: Judge) -> Iterator[Answer]:
    asked = session.flow.questions[question]
    if asked.type is QuestionType.SEVERAL:
        chosen = now.chosen if isinstance(now, Several) else frozenset()
        yield Several(chosen)
        for option in asked.options:
            yield Several(chosen ^ {option.id})
    elif asked.type is QuestionType.NUMBER:
        everything = limits(session.flow, question)
        yield from (Number(band.example(everything)) for band in session.logic.of[question][0].bands)
        yield from _with_others(session, question, may_matter)
    elif is_date(session.flow, question):
        yield from _with_others(session, question, may_matter)
    else:
        yield from (Chosen(option.id) for option in asked.options)


def _with_others(session: Session, question: str, may_matter: Judge) -> Iterator[Answer]:
    """Yield an answer for each band of a derived number whose other parts are known."""
    for name in _made_with(session, question):
        others = _known(session, [leaf for leaf in leaves(session.flow, name) if leaf != question])
        if others is not None:
            bands = enumerate(session.logic.of[name][0].bands)
            for band in (band for place, band in bands if may_matter(name, place)):
                for found in _fitting(session, {name: band}, others):
                    yield answer_of(session.flow, question, found[question])


def _made_with(session: Session, question: str) -> Iterator[str]:
    """Yield the tied numbers that a question's number is an operand of."""
    flow = session.flow
    return (name for name in session.logic.forms.tied if question in leaves(flow, name))


def _known(session: Session, among: Iterable[str]) -> dict[str, Band] | None:
    """Return questions, scores and days as bands of what they are; None when one is not known."""
    found: dict[str, Band] = {}
    for leaf in among:
        if known := said(session.answers.get(leaf) or session.completions.days.get(leaf)):
            found[leaf] = known
        elif leaf in session.flow.scores and len(sums := possible_sums(session.completions, leaf)) == 1:
            found[leaf] = exactly(*sums)
        else:
            return None
    return found


def _fitting(
    session: Session, wanted: Mapping[str, Band], within: Mapping[str, Band]
) -> Iterator[Mapping[str, Decimal]]:
    """Yield numbers within some bands that put derived numbers in theirs, if such are found."""
    known, within = session.logic.fitting, {**(_known(session, session.completions.days) or {}), **within}
    key = (tuple(wanted.items()), tuple(within.items()))
    if key not in known:
        if len(known) >= MOST_KNOWN:
            known.clear()
        known[key] = None
        with suppress(BudgetError):
            known[key] = fitting(session.flow, wanted, within)
    found = known[key]
    if found is not None:
        yield {question: trimmed(value) for question, value in found.items()}


def _same(session: Session, question: str, answer: Answer, now: Answer | None) -> bool:
    """Return whether no condition can tell two answers apart."""
    if not (isinstance(answer, Number) and isinstance(now, Number)) or any(_made_with(session, question)):
        return answer == now
    variable = session.logic.of[question][0]
    return variable.band_of(answer.value) == variable.band_of(now.value)


def _singles(session: Session, recommendation: str, now: Status) -> Iterator[Change]:
    for question in _bearing(session, recommendation):
        tried = [(answer, status(then, recommendation)) for answer, then in _others(session, question)]
        if is_date(session.flow, question):
            tried = list({then: (answer, then) for answer, then in reversed(tried)}.values())
        many = len(tried) > MOST_NUMBERS or any(_made_with(session, question))
        kept = _first_of_each_run(tried) if many else tried
        yield from (Change({question: answer}, then) for answer, then in kept if then is not now)


def _others(session: Session, question: str) -> tuple[tuple[Answer, Completions], ...]:
    """Return the `candidates` of a question, each with what it would leave open."""
    known = session.completions.others
    if question not in known:
        known[question] = tuple(
            (answer, _instead(session, {question: answer})) for answer in candidates(session, question)
        )
    return known[question]


def _first_of_each_run(tried: Iterable[tuple[Answer, Status]]) -> Iterator[tuple[Answer, Status]]:
    """Yield, of many numbers in a row that give the same status, the one next to those that give another."""
    numbers = sorted(
        ((answer.value, then) for answer, then in tried if isinstance(answer, Number)), key=itemgetter(0)
    )
    yield from ((answer, then) for answer, then in tried if not isinstance(answer, Number))
    runs = [(then, [value for value, _ in run]) for then, run in groupby(numbers, key=itemgetter(1))]
    for place, (then, values) in enumerate(runs):
        yield Number(values[0] if place else values[-1]), then


def _bearing(session: Session, recommendation: str) -> tuple[str, ...]:
    """Return the questions a recommendation can depend on: those of its condition, and of the end."""
    logic, flow = session.logic, session.flow
    levels = logic.diagrams.support(logic.node(subject(flow, flow.recommendations[recommendation])))
    if is_over(session.completions, recommendation):
        levels |= logic.diagrams.support(logic.ends)
    return questions_at(logic, levels)


def after(session: Session, changed: Mapping[str, Answer], recommendation: str) -> Status:
    """Return the status a recommendation would have with these answers instead."""
    return status(_instead(session, changed), recommendation)


def _instead(session: Session, changed: Mapping[str, Answer]) -> Completions:
    """Return what these answers would leave open."""
    instead, key = session.completions.instead, frozenset(changed.items())
    if key not in instead:
        instead[key] = complete(session.logic, {**session.answers, **changed, **session.completions.days})
    return instead[key]


def _fewest(session: Session, recommendation: str, wanted: Status) -> Change | None:
    """Return a set of as few answers as the diagram needs to reach a status; None where none is found."""
    if session.flow.recommendations[recommendation].while_open:
        return None
    given = _given_masks(session)
    for goal in _goals(session, recommendation, wanted):
        answers = _as_answers(session, session.logic.diagrams.cheapest(goal, given, ALWAYS) or {})
        possible = all(accepts(session.flow.questions[name], answer) for name, answer in answers.items())
        if answers and possible and after(session, answers, recommendation) is wanted:
            for question in tuple(answers):
                fewer = {name: answer for name, answer in answers.items() if name != question}
                if after(session, fewer, recommendation) is wanted:
                    answers = fewer
            return Change(answers, wanted)
    return None


def _goals(session: Session, recommendation: str, wanted: Status) -> Iterator[int]:
    """Yield where a line has a status; then where it is known to have it, by questions that apply as well."""
    flow, logic, diagrams = session.flow, session.logic, session.logic.diagrams
    node = logic.node(flow.recommendations[recommendation].when)
    goal = node if wanted is Status.HOLDS else diagrams.negate(node)
    going_on = diagrams.negate(logic.ends)
    if going_on == NEVER and is_kept(flow, recommendation):
        going_on = ALWAYS
    yield diagrams.conjoin(goal, going_on)
    known = NEVER
    with suppress(BudgetError), diagrams.spending(MOST_STEPS):
        levels = diagrams.support(goal) | diagrams.support(going_on)
        care = diagrams.conjoin(going_on, logic.tied(levels))
        known = diagrams.conjoin(logic.known(goal, care), care)
    yield known


def _given_masks(session: Session) -> dict[int, int]:
    given = counted(session.answers, session.completions)
    levels = {variable.level for name in given for variable in session.logic.of.get(name, ())}
    return {level: mask for level, mask in session.completions.masks.items() if level in levels}


def _as_answers(session: Session, values: Mapping[int, int]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    wanted: dict[str, Band] = {}
    within: dict[str, Band] = {}
    for level, value in values.items():
        variable = session.logic.variables[level]
        if variable.name in session.flow.numbers:
            wanted[variable.name] = variable.bands[value]
            continue
        before = answers.get(variable.name, session.answers.get(variable.name))
        answers[variable.name] = _answer(session, variable, value, before)
        if variable.bands:
            within[variable.name] = variable.bands[value]
    return answers | _operands(session, wanted, within) if wanted else answers


def _operands(session: Session, wanted: Mapping[str, Band], within: Mapping[str, Band]) -> dict[str, Answer]:
    """Return numbers that put derived numbers in bands: as few others than those on record as possible."""
    among = dict.fromkeys(leaf for name in wanted for leaf in leaves(session.flow, name))
    recorded = {leaf: band for leaf in among for band in (_known(session, [leaf]) or {}).values()}
    for changed in ("", *reversed(among)):
        kept = {leaf: band for leaf, band in recorded.items() if leaf != changed}
        for found in _fitting(session, wanted, {**kept, **within}):
            asked = {name: value for name, value in found.items() if name in session.flow.questions}
            return {question: answer_of(session.flow, question, value) for question, value in asked.items()}
    return {}


def _answer(session: Session, variable: Variable, value: int, before: Answer | None) -> Answer:
    if variable.option:
        chosen = before.chosen if isinstance(before, Several) else frozenset()
        return Several(chosen | {variable.option} if 1 << value == YES else chosen - {variable.option})
    if variable.values:
        return Chosen(variable.values[value])
    return Number(variable.bands[value].example(limits(session.flow, variable.name)))

"""What becomes of a patient with one finding otherwise, in words: a flip question, a twist, a contrast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import islice
from random import Random

from interview.check.cases.responses import Response, right_response
from interview.check.cases.training import yields
from interview.engine.conclusions import Status, status, subject
from interview.engine.session import Session
from interview.engine.would_change import candidates
from interview.flow.answers import Answer, Several
from interview.flow.conditions.syntax import names
from interview.flow.logic.dependencies import behind
from interview.flow.logic.variables import answer_mask
from interview.flow.model import Flow, Option
from interview.practice.grounds import SO, because
from interview.practice.key import Key, key_of
from interview.practice.twins import Twin, Twins
from interview.practice.vignette import if_it_were
from interview.summary.answer_phrases import added_and_removed
from interview.summary.phrases import lower, told

FLIPS = 4
"""Changes to choose from, one of which turns the line round."""
MOST_CHANGES = 60
"""Other answers tried for the changes of a flip question that turn nothing round."""
MOST_OF_ONE = 2
"""Other answers to one question in a flip question, beside the one that turns the line round."""

OF_SENTENCE = 2
"""How much nearer a change is by being told in the same sentence than by bearing on the same line, section or
urgency."""


@dataclass(frozen=True)
class Otherwise:
    """A patient with one finding otherwise, of whom reasons are worked out once they are told."""

    before: Key
    twin: Twin

    def because(self, line: str) -> str:
        """Return why a line stands as it does then: what was changed first, also where all that a line has to
        say of a list is what is still so."""
        told, changed = self._key.line(line), self._changed
        settled = told.status is not Status.OPEN
        if self._is_fewer and settled and {*changed}.isdisjoint(told.reasons):
            return ", ".join(changed)
        said, so, verdict = because(self._key, told, self.twin.question, changed).partition(SO)
        return f"{self._as_new.get(said, said)}{so}{verdict}"

    @property
    def _is_fewer(self) -> bool:
        """Whether less of a list is so than before, and something still is."""
        before, after = self.before.patient.answers.get(self.twin.question), self.twin.answer
        if not isinstance(before, Several) or not isinstance(after, Several):
            return False
        return bool(after.chosen) and after.chosen < before.chosen

    @cached_property
    def _changed(self) -> tuple[str, ...]:
        """What is otherwise of a list, as the reasons of a line have it."""
        name = self.twin.question
        added, removed = added_and_removed(self.before.patient.answers.get(name), self.twin.answer)
        options = self.before.flow.questions[name].options
        said = {one.id: _reason(one) for one in options}
        more = (text for option, text in said.items() if option in added)
        return (*more, *(f"no {text}" for option, text in said.items() if option in removed))

    @property
    def _as_new(self) -> Mapping[str, str]:
        """What is added to a list as the change tells it, by how the reasons of a line have it: of an answer
        that joins several findings, the one that is new."""
        name, flow = self.twin.question, self.before.flow
        added, _ = added_and_removed(self.before.patient.answers.get(name), self.twin.answer)
        options = [one for one in flow.questions[name].options if one.id in added]
        spoken = flow.spoken.get(name, flow.questions[name])
        news = {
            one: told(spoken, Several(frozenset({one.id}), rest_absent=False)).positive for one in options
        }
        return {_reason(one): ", ".join(said) or _reason(one) for one, said in news.items()}

    @cached_property
    def _key(self) -> Key:
        """The key, without the answers that no longer apply: they are not known of the twin."""
        session, on = self.twin.session, self.before.on
        gone = session.completions.inactive
        left = {name: one for name, one in session.answers.items() if name not in gone}
        return key_of(Session(session.logic, (), left, session.completions), on)


@dataclass(frozen=True, slots=True)
class Flip:
    """Which one answer would turn a line round? One of the changes does, the others do not."""

    line: str
    changes: tuple[str, ...]
    """As clauses, to be read after "if"."""
    right: int
    """The place of the one that does."""
    now: Response
    """What is right as the patient is."""
    then: Response
    """What is right then."""
    otherwise: Otherwise = field(repr=False)
    """The patient as it would be then."""

    @property
    def because(self) -> str:
        """Why it is so then."""
        return self.otherwise.because(self.line)


@dataclass(frozen=True, slots=True)
class Twist:
    """One finding is otherwise: which lines of the list move, and what is right for them then?"""

    change: str
    """As a clause, to be read after "if"."""
    moved: Mapping[str, Response]
    otherwise: Otherwise = field(repr=False)
    """The patient as it would be then."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The same patient but for one finding, and all that is otherwise then: a line, or lines of its topic."""

    change: str
    """As a clause, to be read after "if"."""
    lines: Mapping[str, Response]
    """What is right then for each line that differs; the line it is about first."""
    otherwise: Otherwise = field(repr=False)
    """The patient as it is then."""


def as_told(twins: Twins, patient: Session, twin: Twin, line: str) -> Twin | None:
    """Return a twin as its words say it; None where a line turns by what they do not say."""
    answer = _named(patient, twin.question, twin.answer)
    if answer == twin.answer:
        return twin
    found = twins.patients.instead(patient, twin.question, answer)
    same = status(found.completions, line) is status(twin.session.completions, line)
    return Twin(twin.question, answer, found) if same else None


def flip_by(twins: Twins, key: Key, line: str, right: Twin, rng: Random, words: Flow | None = None) -> Flip:
    """Return the question about a line that this twin turns round, in the `words` in which the patient was
    told."""
    wrong = list(islice(_in_vain(twins, key, line, right.question, rng), FLIPS - 1))
    changes = [(right.question, right.answer), *wrong]
    texts = list(dict.fromkeys(_clause(key.patient, question, answer, words) for question, answer in changes))
    order = sorted(range(len(texts)), key=lambda _: rng.random())
    rule = key.flow.recommendations[line]
    return Flip(
        line=line,
        changes=tuple(texts[place] for place in order),
        right=order.index(0),
        now=right_response(rule, key.status(line)),
        then=right_response(rule, status(right.session.completions, line)),
        otherwise=Otherwise(key, right),
    )


def _in_vain(twins: Twins, key: Key, line: str, right: str, rng: Random) -> Iterator[tuple[str, Answer]]:
    """Yield changes of answers that leave a line as it is, the nearest to what turns it first, since what is
    about something else gives itself away."""
    patient, logic, given = key.patient, key.patient.logic, key.patient.completions.given
    sentence, near = _sentence_of(key.flow, right), _near(key, line)

    def place(change: tuple[str, Answer]) -> tuple[int, float]:
        name, answer = change
        masks = ((one.level, answer_mask(one, answer)) for one in logic.of.get(name, ()))
        levels = {level for level, mask in masks if given.get(level) != mask}
        is_of_sentence = name == right or (sentence and sentence == _sentence_of(key.flow, name))
        alike = sum(not levels.isdisjoint(one) for one in near) + (OF_SENTENCE if is_of_sentence else 0)
        return -alike, rng.random()

    every = ((name, answer) for name in sorted(patient.answers) for answer in candidates(patient, name))
    changes = sorted(((name, _named(patient, name, answer)) for name, answer in every), key=place)
    told = Counter[str]()
    for name, answer in changes[:MOST_CHANGES]:
        if told[name] == MOST_OF_ONE:
            continue
        twin = twins.patients.instead(patient, name, answer)
        if twins.patients.is_patient(twin.completions) and status(twin.completions, line) is key.status(line):
            told[name] += 1
            yield name, _named(patient, name, twins.measured(patient, Twin(name, answer, twin), line).answer)


def _near(key: Key, line: str) -> tuple[Set[int], ...]:
    """Return the levels that this line is about, those that the lines of its section are, and those that the
    lines of its urgency are."""
    lines = key.flow.recommendations
    section = [one.id for one in lines.values() if one.section == lines[line].section]
    urgency = [one.id for one in lines.values() if one.urgency == lines[line].urgency]
    about = {one: _about(key, one) for one in {*section, *urgency}}
    return tuple(frozenset[int]().union(*(about[one] for one in some)) for some in ([line], section, urgency))


def _about(key: Key, line: str) -> frozenset[int]:
    """Return the levels that a line turns on and its condition asks for."""
    flow, logic = key.flow, key.patient.logic
    asked = behind(flow, names(subject(flow, flow.recommendations[line])))
    levels = frozenset[int]().union(*(logic.levels_of(name) for name in asked if name in flow.questions))
    return levels & logic.diagrams.support(key.node(line))


def _sentence_of(flow: Flow, question: str) -> str:
    return flow.questions[question].phrase.sentence


def moved_by(key: Key, lines: tuple[str, ...], twin: Twin) -> dict[str, Response]:
    """Return the lines of the list that stand otherwise for a twin, and what is right for them then; what
    yields then to another line is not said to move."""
    then = partial(status, twin.session.completions)
    return {
        name: right_response(key.flow.recommendations[name], found)
        for name in lines
        if (found := then(name)) is not key.status(name) and not yields(key.flow, name, then)
    }


def twist_by(key: Key, twin: Twin, moved: Mapping[str, Response], words: Flow | None = None) -> Twist:
    """Return the twist in which these lines move."""
    clause = _clause(key.patient, twin.question, twin.answer, words)
    return Twist(clause, moved, Otherwise(key, twin))


def contrast_with(key: Key, twin: Twin, differ: Sequence[str], words: Flow | None = None) -> Contrast:
    """Return the contrast with a twin for whom these lines differ."""
    then, recommendations = partial(status, twin.session.completions), key.flow.recommendations
    asked = [name for name in differ if name == differ[0] or not yields(key.flow, name, then)]
    return Contrast(
        _clause(key.patient, twin.question, twin.answer, words),
        {name: right_response(recommendations[name], then(name)) for name in asked},
        Otherwise(key, twin),
    )


def _named(patient: Session, question: str, answer: Answer) -> Answer:
    """Return an answer as naming it says it: of a list of which nothing is known, that some of it is so says
    nothing of the rest."""
    if isinstance(patient.answers.get(question), Several) or not isinstance(answer, Several):
        return answer
    return replace(answer, rest_absent=not answer.chosen and answer.rest_absent)


def _clause(patient: Session, question: str, answer: Answer, words: Flow | None) -> str:
    """Return an answer that is otherwise as a clause; of a list of which nothing was known, all it says."""
    flow, before = patient.flow, patient.answers.get(question)
    said = if_it_were(flow, question, before, answer, words)
    if isinstance(before, Several) or not (isinstance(answer, Several) and answer.chosen):
        return said
    return ", ".join((said, *told(flow.spoken.get(question, flow.questions[question]), answer).rest))


def _reason(option: Option) -> str:
    return option.phrase.reason or lower(option.label)

"""A case: a patient as told, what can be asked for, the list to decide on, and what is asked afterwards.

All of it follows from the code, so that the same case can be given to somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice
from random import Random
from types import MappingProxyType

from interview.check.cases.case_file import WrittenCase
from interview.check.cases.responses import Response, harm
from interview.check.cases.training import trained
from interview.engine.conclusions import Status, conclude, status
from interview.engine.session import Session
from interview.flow.answers import Answer, Chosen, NotAssessed, Reason, Several, Text, says_something
from interview.flow.conditions.syntax import Has, walk
from interview.flow.model import TODAY, Flow, QuestionType
from interview.practice.case_code import CaseCode
from interview.practice.decisions import decisions
from interview.practice.drawn_case import drawn_case
from interview.practice.key import Key, key_of
from interview.practice.otherwise import (
    Contrast,
    Flip,
    Twist,
    as_told,
    contrast_with,
    flip_by,
    moved_by,
    twist_by,
)
from interview.practice.patients import NoPatient, opening, with_what_continues
from interview.practice.twins import Twin, Twins
from interview.practice.vignette import (
    NO_MATTER,
    Colour,
    colour,
    every_word,
    finding,
    in_full,
    in_prose,
    no_finding,
    vignette,
)
from interview.summary.phrases import lacking, lower, start, unknown
from interview.summary.presuppositions import denied_by, presupposing

HELD_BACK = (0, 2, 3, 4)
"""How many findings are told only when they are asked for; each as likely."""
MOST_WORDS = 150
"""Of somebody longer to tell, more has to be asked for: nobody listens for much more than a minute."""
MOST_TWINS = 12
MOST_TRIES = 60
MOST_DENIED = 2
"""Answers of a list that are named where none of them is so; more are told as the list is."""


@dataclass(frozen=True)
class Case:
    """A case to practise on."""

    code: CaseCode
    rule: str
    """The line in practice, which nobody is told before the end."""
    key: Key
    lines: tuple[str, ...]
    """The list to decide on."""
    vignette: tuple[str, ...]
    told: Session
    """What the vignette says."""
    held: tuple[str, ...]
    """The questions whose answers are known and have to be asked for."""
    twins: Twins = field(repr=False, compare=False)
    """Those of the flow, for what is asked after the commit; nothing of it is worked out before."""
    title: str = ""
    """What a written case is about, for the end only; a drawn one has no title."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """What the author of a written case adds to lines."""
    defensible: Mapping[str, Sequence[Response]] = field(default_factory=dict)
    """Responses to lines that count as right too, by the judgement of the author of a written case; none of
    them does harm."""
    stages: Mapping[str, str] = field(default_factory=dict)
    """Questions that a later stage of a written case answers, each with the text of that stage."""
    who: Colour | None = None
    """Who a drawn patient is; None where a text says so."""

    @property
    def patient(self) -> Session:
        """The patient, with all that is known."""
        return self.key.patient

    @property
    def flip(self) -> Flip | None:
        """The first flip question."""
        return self.flip_question(0)

    @property
    def twist(self) -> Twist | None:
        """The first twist."""
        return self.twist_question(0)

    def flip_question(self, at: int, line: str = "") -> Flip | None:
        """Return a flip question about a line of the list, unless said otherwise the one in practice.

        Each is about another finding. None where there are no more, or none at all as no single answer would
        turn the line round.
        """
        if line in ("", self.rule):
            line, others, purpose = self.rule, self._others[::2], f"flip {at}" if at else "flip"
        else:
            order, purpose = self.code.rng(f"flip order {line}"), f"flip {line} {at}"
            others = _by_finding(self._plainest(line), order)
        rng = self.code.rng(purpose)
        return flip_by(self.twins, self.key, line, others[at], rng, self._words) if at < len(others) else None

    def twist_question(self, at: int) -> Twist | None:
        """Return a twist, each of another finding and none of a flip question; None where there are no more.

        Where the line in practice turns on nothing else, another line of the list moves; where none does, a
        flip question has asked for the finding.
        """
        apart = self._twists(self._others[1::2]) or self._twists(self._moving) or self._twists(self._others)
        return twist_by(self.key, *apart[at], self._words) if at < len(apart) else None

    def _twists(self, twins: Iterable[Twin]) -> tuple[tuple[Twin, Mapping[str, Response]], ...]:
        """Return these twins with what moves, but for those by which nothing does that would be asked."""
        made = ((twin, moved_by(self.key, self.lines, twin)) for twin in twins)
        return tuple((twin, moved) for twin, moved in made if moved)

    def contrast(self, line: str = "") -> Contrast | None:
        """Return the contrast about a line of the list, unless said otherwise the one in practice.

        None where no single finding changes that line and nothing but its topic.
        """
        line = line or self.rule
        if line not in self._contrasts:
            pair = self.twins.pair_of(self.patient, line)
            twin = as_told(self.twins, self.patient, pair.twin, line) if pair is not None else None
            found = (
                contrast_with(self.key, twin, pair.differ, self._words)
                if pair is not None and twin is not None
                else None
            )
            self._contrasts[line] = found
        return self._contrasts[line]

    @cached_property
    def _contrasts(self) -> dict[str, Contrast | None]:
        return {}

    @cached_property
    def _others(self) -> tuple[Twin, ...]:
        """Twins for whom the line in practice stands otherwise, each by another finding."""
        return _by_finding(self._turning, self.code.rng("flip order"))

    @cached_property
    def _moving(self) -> tuple[Twin, ...]:
        """Twins for whom another line of the list stands otherwise, the line in practice as it is."""
        found: list[Twin] = []
        for line in self.lines:
            found += [one for one in self._plainest(line) if not self._turns(one)][:1]
        return _by_finding(found, self.code.rng("twist order"))

    def _turns(self, twin: Twin) -> bool:
        return status(twin.session.completions, self.rule) is not self.key.status(self.rule)

    @cached_property
    def _turning(self) -> tuple[Twin, ...]:
        return self._plainest(self.rule)

    def _plainest(self, line: str) -> tuple[Twin, ...]:
        """Return twins for whom a line stands otherwise by what they have: if there is none, by what would be
        asked of them and is not known, or by an answer that ends this plan or lets it go on. The line in
        practice turns on something in any case."""
        every = tuple(islice(self.twins.of(self.patient, line), MOST_TRIES))
        meant = (one for twin in every if (one := as_told(self.twins, self.patient, twin, line)) is not None)
        plain = [one for one in meant if not self._is_forgetful(one, line)]
        found = plain or (every if line == self.rule else ())
        ended = self._ended(self.patient)
        lasting = [one for one in found if self._ended(one.session) == ended] or found
        settled = [one for one in lasting if status(one.session.completions, line) is not Status.OPEN]
        return tuple((settled or lasting)[:MOST_TWINS])

    def _is_forgetful(self, twin: Twin, line: str) -> bool:
        """Return whether a line is open for a twin for want of what is known of the patient: that a swallow
        was never imaged turns nothing round."""
        gone = twin.session.completions.inactive - self.patient.completions.inactive
        lost = any(says_something(self.patient.answers.get(name, NotAssessed())) for name in gone)
        return lost and status(twin.session.completions, line) is Status.OPEN

    @staticmethod
    def _ended(patient: Session) -> bool:
        return patient.completions.truth(patient.logic.ends) is True

    @property
    def questions(self) -> tuple[str, ...]:
        """What can be found out of a patient: free text only where this one has any."""
        every = self.patient.flow.questions.values()
        return tuple(
            one.id for one in every if one.type is not QuestionType.TEXT or one.id in self.patient.answers
        )

    def askable(self) -> tuple[str, ...]:
        """Return the questions that can be asked for: those that the vignette does not answer."""
        return tuple(name for name in self.questions if name not in self.told.answers)

    def told_already(self, question: str, asked: Iterable[str]) -> str:
        """Return what to say where a finding is told already, at first or when others were asked for; empty
        where it can be asked for."""
        found = self.finding(question)
        if question not in self.askable():
            return f"The case tells it already: {found}"
        return f"Told already: {found}" if found in map(self.finding, asked) else ""

    def words(self, question: str) -> str:
        """Return what a finding can be found by: its label and question, what it can be, and how any of that
        would be told."""
        asked = self.patient.flow.questions[question]
        options = (option.label for option in asked.options)
        told = (text for flow in (self.patient.flow, self._words) for text in every_word(flow, question))
        return " ".join((asked.label, asked.ask, *options, *told))

    def finding(self, question: str) -> str:
        """Return what is found when a question is asked for; of a stage, all that its text tells.

        Of what makes no sense beside another finding, such as the volume of an FVC that was never measured,
        that is told.
        """
        return self.stages.get(question) or self._finding(question)

    def _finding(self, question: str) -> str:
        """Return the same in the words of the flow."""
        flow = self._words
        if denying := self._denying(question):
            name = ", ".join(unknown(flow.spoken.get(question, flow.questions[question]), None))
            told = "; ".join(self._denial(question, one) for one in denying)
            says_so = all(isinstance(self.patient.answers.get(one), Chosen) for one in denying)
            return start(f"{name}: {told}." if says_so else f"{name}: does not arise ({told}).")
        if (answer := self._known(question)) is not None:
            return finding(flow, question, answer, self.key.conclusions.facts)
        return no_finding(flow, question, "not known" if self.is_not_known(question) else NO_MATTER)

    def _denial(self, question: str, by: str) -> str:
        """Return in a few words what another answer says by which a question does not arise."""
        lacked = lacking(self.patient.flow.questions[by], self._lacked(question, by))
        return ", ".join(lacked) or lower(self._finding(by)).removesuffix(".")

    def _lacked(self, question: str, by: str) -> frozenset[str]:
        """Return what is not so of a list and would have to be for a question to arise; none where that is
        told of all of the list, or by an answer of another type."""
        answer, questions = self.patient.answers.get(by), self.patient.flow.questions
        conditions = (questions[question].applies_when, questions[question].ask_when)
        every = [one for condition in conditions for one in walk(condition)]
        wanted = {one.option for one in every if isinstance(one, Has) and one.question == by}
        absent = frozenset(wanted - answer.chosen) if isinstance(answer, Several) else frozenset[str]()
        return absent if len(absent) <= MOST_DENIED else frozenset()

    @cached_property
    def _words(self) -> Flow:
        """The flow in whose words the patient is told: of an answer that joins several findings, a written
        case tells all, since its text may have any of them in mind."""
        return self.patient.flow if self.who is not None else in_full(self.patient.flow)

    def is_not_known(self, question: str) -> bool:
        """Return whether nobody knows the answer to a question that arises."""
        asked = self.patient.flow.questions[question].ask_when
        arises = self.patient.completions.truth(self.patient.logic.node(asked)) is not False
        return self._known(question) is None and not self._denying(question) and arises

    def _known(self, question: str) -> Answer | None:
        """Return an answer; None where it is not known."""
        answer = self.patient.answers.get(question)
        return None if isinstance(answer, NotAssessed) else answer

    @property
    def whole(self) -> tuple[str, ...]:
        """The patient with all that can be asked for, as one reads it on paper."""
        conclusions = self.key.conclusions
        if self.who is not None:
            return vignette(conclusions, self.who, _missing(self.patient))
        told = (*self.vignette, *dict.fromkeys(self.stages.values()))
        unstaged = [name for name in self.held if name not in self.stages]
        return (*told, *in_prose(conclusions, unstaged, self._words))

    def known_after(self, asked: Iterable[str]) -> Session:
        """Return the patient as far as somebody knows who was told the case and asked for some findings.

        Who hears that there was no past treatment has not heard what else there is of treatment.
        """
        together = ((one, name) for one in asked for name in self.together(one))
        names = (name for one, name in together if name == one or not self._lacked(one, name))
        found = {name: self.patient.answers[name] for name in names if name in self.patient.answers}
        return self.twins.patients.session({**self.patient.completions.days, **self.told.answers, **found})

    def together(self, question: str) -> tuple[str, ...]:
        """Return the questions that are answered when one is asked for: all of its stage, or what says that
        it makes no sense here."""
        text = self.stages.get(question)
        if text:
            return tuple(name for name, told in self.stages.items() if told == text)
        return (question, *self._denying(question))

    def _denying(self, question: str) -> tuple[str, ...]:
        """Return the questions whose answers are told where somebody asks for what these rule out."""
        return () if question in self.patient.answers else denied_by(self.patient, question)

    def bears_on(self, question: str) -> tuple[str, ...]:
        """Return the lines of the list that a question can decide, also by what presupposes it."""
        logic = self.patient.logic
        names = (question, *presupposing(logic, question))
        levels = frozenset[int]().union(*map(logic.levels_of, names))
        return tuple(
            name for name in self.lines if not levels.isdisjoint(logic.diagrams.support(self.key.node(name)))
        )


def before_finding(labels: Sequence[str], text: str) -> str:
    """Return what stands before a finding that is told: what was asked for; nothing where its text begins so,
    as "Food sticks." does."""
    label = ", ".join(labels)
    return "" if re.match(rf"{re.escape(label)}\b", text, re.IGNORECASE) else label


def open_case(
    twins: Twins, code: CaseCode, on: date, written: Mapping[str, WrittenCase] = MappingProxyType({})
) -> Case:
    """Return the case of a code; `NoPatient` where its rule is decisive for nobody.

    `written` are the written cases of the flow, by name.
    """
    if code.seed in written:
        return _written(twins, code, on, written[code.seed])
    drawn = drawn_case(twins, code)
    patient = drawn.patient
    who = colour(patient.flow, patient.answers, code.rng("colour"))
    for answers in _told_at_first(twins, patient.answers, code.rng("held back")):
        told = twins.patients.session(answers)
        text = vignette(conclude(told), who, _missing(patient))
        if len(" ".join(text).split()) <= MOST_WORDS:
            break
    made = _case(twins, code, on, (drawn.rule,), patient, told, text)
    return replace(made, who=who)


def _written(twins: Twins, code: CaseCode, on: date, case: WrittenCase) -> Case:
    """Return a written case; what it does not tell, and would be asked, is not known.

    The line in practice is the first of its rules for which somebody else can be shown.
    """
    rules = case.rules or trained(twins.patients.logic, case)
    if not rules:
        raise NoPatient(f"The case {code} has no line that turns on one finding.")
    missing = {name: NotAssessed(Reason.NOT_KNOWN) for name in twins.patients.asked}
    answers = twins.patients.without({**missing, **case.answers}, missing.keys() - case.answers.keys())
    patient, (first, *later) = twins.patients.session(answers), case.stages
    turning = next((line for line in rules if twins.is_decisive(patient, line)), rules[0])
    rules = (turning, *(line for line in rules if line != turning))
    told = twins.patients.session(first.answers)
    today = case.answers.get(TODAY)
    seen = (f"Seen on {today.text}.",) if isinstance(today, Text) else ()
    made = _case(twins, code, on, rules, patient, told, (first.text, *seen), case.defensible)
    stages = {name: stage.text for stage in later for name in stage.answers}
    return replace(made, title=case.title, notes=case.notes, stages=stages)


def _case(
    twins: Twins,
    code: CaseCode,
    on: date,
    rules: tuple[str, ...],
    patient: Session,
    told: Session,
    text: tuple[str, ...],
    defensible: Mapping[str, Sequence[Response]] = MappingProxyType({}),
) -> Case:
    """Return the case of a patient; the first of its rules is the one in practice."""
    key, rule = key_of(patient, on), rules[0]
    lines = decisions(key, rule, code.rng("list"), (*rules[1:], *defensible))
    held = [name for name, answer in patient.answers.items() if not isinstance(answer, NotAssessed)]
    return Case(
        code=code,
        rule=rule,
        key=key,
        lines=lines,
        vignette=text,
        told=told,
        held=tuple(name for name in held if name not in told.answers),
        twins=twins,
        defensible={line: kept for line, said in defensible.items() if (kept := _kept(key, line, said))},
    )


def _kept(key: Key, line: str, said: Sequence[Response]) -> tuple[Response, ...]:
    """Return what is defensible beside the rule's own response, of what an author calls so: no harm is."""
    right = key.right.get(line)
    return tuple(one for one in said if one is not right and harm(key.conclusions, line, one) is None)


def _told_at_first(twins: Twins, answers: Mapping[str, Answer], rng: Random) -> Iterator[dict[str, Answer]]:
    """Yield the answers without some that have to be asked for, then without one more each time.

    At most half have to be; how a patient is presented always stands.
    """
    first = opening(twins.patients.flow)
    may = [
        name for name, answer in answers.items() if name not in first and not isinstance(answer, NotAssessed)
    ]
    count = HELD_BACK[int(rng.random() * len(HELD_BACK))]
    back, most = sorted(may, key=lambda _: rng.random()), len(may) // 2
    for held in range(min(count, most), most + 1):
        left = twins.patients.without(answers, with_what_continues(twins.patients.flow, back[:held]))
        yield {name: answer for name, answer in left.items() if not isinstance(answer, NotAssessed)}


def _missing(patient: Session) -> tuple[str, ...]:
    """Return the questions that present a patient and whose answer nobody knows."""
    first, answers = opening(patient.flow), patient.answers
    return tuple(name for name in answers if name in first and isinstance(answers[name], NotAssessed))


def _by_finding(twins: Sequence[Twin], rng: Random) -> tuple[Twin, ...]:
    """Return the first twin of each finding, from a place of the row on."""
    found = dict[str, Twin]()
    first = int(rng.random() * len(twins))
    for twin in (*twins[first:], *twins[:first]):
        found.setdefault(twin.question, twin)
    return tuple(found.values())

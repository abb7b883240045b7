"""The parts of a summary: engine conclusions put into the flow's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from interview.engine import Conclusions, Explanation, Session, Status, missing
from interview.engine.completions import counted
from interview.engine.conclusions import subject
from interview.engine.derived_numbers import is_known, number, operands, parts, settled_number, shown
from interview.engine.explanation import missing_operands
from interview.engine.values_in_words import figure_in_words, filled, line_in_words
from interview.engine.would_change import Change as EngineChange
from interview.errors import errors_in_flow
from interview.flow.answer_text import in_words, with_label
from interview.flow.answers import Answer, Chosen, NotAssessed, Several, Text, says_something
from interview.flow.answers import Reason as Pending
from interview.flow.conditions.labels import Labels, held
from interview.flow.conditions.syntax import names
from interview.flow.decimals import numeral
from interview.flow.logic.dependencies import behind
from interview.flow.model import (
    DerivedNumber,
    Flow,
    Question,
    QuestionType,
    Recommendation,
    Score,
    Stance,
)
from interview.flow.review import line_hash, review_state
from interview.summary.answer_phrases import as_change, as_reason, if_it_were, on_record
from interview.summary.assumption import firmness
from interview.summary.citations import evidence_in_words, short
from interview.summary.findings import Answered
from interview.summary.model import NOT_KNOWN, Change, Citation, FlowInfo, Line, NumberLine, Reason, TableLine
from interview.summary.phrases import Told, beside, findings, lower, outcome, told, unknown
from interview.summary.presuppositions import denies, groundless, implied_by, presupposed
from interview.summary.same_answers import known_elsewhere, same
from interview.summary.stance import NEGATING, is_remark, with_stance
from interview.summary.urgency import deciding

NARROW = 2
"""On how many sections a question bears at most that is particular to the lines it decides."""


@dataclass(frozen=True, slots=True)
class ConclusionText:
    """Puts the conclusions of one session into words, with its numbered sources."""

    conclusions: Conclusions
    explained: Mapping[str, Explanation]
    citations: Mapping[str, Citation]
    on: date
    """The day of the summary, on which a review counts or is out of date."""
    bearing: Mapping[str, int] = field(default_factory=dict)
    """For each question, on how many sections it bears."""

    @property
    def flow(self) -> Flow:
        """The flow whose words are used."""
        return self.conclusions.session.flow

    def lines(self, names: Iterable[str]) -> tuple[Line, ...]:
        """Return recommendations with all that is behind them."""
        return tuple(self._line(self.flow.recommendations[name], self.explained[name]) for name in names)

    def _line(self, line: Recommendation, explanation: Explanation) -> Line:
        if_open, line = self.if_open(line), line_in_words(self.conclusions.session, line)
        missing = self._missing(line.id, explanation.depends_on)
        return Line(
            id=line.id,
            status=explanation.status,
            stance=line.stance,
            urgency=line.urgency,
            section=line.section,
            title=with_stance(line.title, line.stance, remark=is_remark(line)),
            say=line.say,
            more=line.more,
            if_open=if_open,
            because=self._because(line.id, explanation.because),
            facts=tuple(self._judgement(fact) for fact in explanation.facts),
            depends_on=missing,
            would_change=tuple(self._change(change) for change in explanation.would_change),
            firm=firmness(self.conclusions.session, explanation.despite) if explanation.despite else "",
            evidence=tuple(evidence_in_words(kind) for kind in line.evidence),
            sources=self._cited(line.sources),
            controversies=tuple(self._controversy(name) for name in line.controversies),
            reviewed=self._reviewed(line),
            remark=is_remark(line),
            for_patient=line.for_patient,
            condition=held(line, Labels(self.flow)),
            short=self._short(line),
            reasons=self._awaited(explanation, missing) or self._findings(line.id, explanation),
            decides=line.row.decides or lower(self._title(line) or line.title),
            joins=line.row.joins.line if line.row.joins else "",
            shared=line.row.joins.title if line.row.joins else "",
            adds=line.row.adds,
            asks=line.row.asks,
            letter=line.row.letter,
            suggestion=line.row.patient,
            place=self._place(line),
            kept=self.flow.ends is not None and line.id in self.flow.ends.keep,
        )

    def _short(self, line: Recommendation) -> str:
        """Return the title in one row; what is known already is not asked for in it."""
        title = self._title(line)
        if line.stance is Stance.AGAINST and line.row.about:
            return f"AGAINST {line.row.about if NEGATING.search(title or 'no') else lower(title)}"
        if title and line.stance is not Stance.AGAINST:
            return title
        return with_stance(title or line.title, line.stance, remark=is_remark(line))

    def _title(self, line: Recommendation) -> str:
        """Return the title of the flow for a row; empty where it has none."""
        known = (title for name, title in line.row.known.items() if self._is_known(name))
        return next(known, line.row.title)

    def _is_known(self, name: str) -> bool:
        """Return whether a question was answered yes, or none of a list; or a table or number is settled."""
        if name in self.flow.tables:
            return len(self.conclusions.tables[name]) == 1
        if name in self.flow.numbers:
            return settled_number(self.conclusions.session, name) is not None
        return self._answer(name) in (Chosen("yes"), Several())

    def _awaited(self, explanation: Explanation, missing: Iterable[Reason]) -> tuple[str, ...]:
        """Return what is not known, of a line that holds because of that; what is particular to it leads."""
        if explanation.status is not Status.HOLDS:
            return ()
        by_spread = sorted(missing, key=lambda reason: self.bearing.get(reason.question, 0))
        names = [name for reason in by_spread for name in reason.short]
        return tuple(dict.fromkeys((NOT_KNOWN.format(names[0]), *names[1:]))) if names else ()

    def _findings(self, recommendation: str, explanation: Explanation) -> tuple[str, ...]:
        """Return what a line rests on as it is dictated; a number that is worked out stands for its parts."""
        options = deciding(self.conclusions, recommendation)
        said: dict[str, tuple[str, ...]] = {}
        instead = set()
        visits: list[str] = []
        telling = self._telling(explanation.because)
        implied = implied_by(self.conclusions.session, telling)
        for name in telling:
            question, answer = self.flow.questions[name], self._answer(name)
            left = _without(answer, implied.get(name, frozenset()))
            if left == answer or _decides(left, options.get(name, {})):
                said[name] = findings(question, left, options.get(name, {}))
        for derived in (self.flow.numbers[name] for name in self._derived(recommendation)):
            words = self._settled_above_zero(derived)
            if not derived.names:  # time between visits, which follows from no answer
                visits += [self._judgement(derived.id)]
                continue
            *others, last = derived.names
            if words and derived.phrase.told and {*others, last} <= said.keys():
                said[last] = (derived.phrase.reason.replace("{}", words),)
                instead |= {*others} - self._compared(recommendation, explanation)
        line = self.flow.recommendations[recommendation]
        own = set(behind(self.flow, names(subject(self.flow, line))))
        by_weight = sorted(
            (name for name in said if name not in instead),
            key=lambda name: (name not in own, *self._weight(name, options.get(name, {}))),
        )
        return tuple(dict.fromkeys([*(one for name in by_weight for one in said[name]), *visits]))

    def _compared(self, recommendation: str, explanation: Explanation) -> frozenset[str]:
        """Return the numbers that rule a line out by themselves too, beside what is worked out of them."""
        if explanation.status is not Status.RULED_OUT:
            return frozenset()
        facts = (self.flow.facts[name].when for name in explanation.facts if name in self.flow.facts)
        conditions = (subject(self.flow, self.flow.recommendations[recommendation]), *facts)
        return frozenset().union(*map(names, conditions))

    def _telling(self, because: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out a yes that another of these answers presupposes, such as that FVC was measured."""
        implied = {
            name
            for other in because
            for name, option in presupposed(self.flow.questions[other].applies_when)
            if self._answer(name) == Chosen(option)
        }
        return tuple(name for name in because if name not in implied)

    def _weight(self, name: str, options: Mapping[str, bool]) -> tuple[bool, bool, bool, int]:
        """Return what reasons are sorted by: what was ticked, what else is so, what is not.

        What was ticked, or is not so, comes before the like that bears on more. What bears on much of the
        plan, as a diagnosis does, is told after what is particular to the line; an urgent problem never is.
        That something narrow is not so, such as that checks are not done, is told as early as what is so.
        `options` are those that decide, and whether by being present.
        """
        question, answer = self.flow.questions[name], self._answer(name)
        absent = answer is not None and not told(question, answer).positive
        if isinstance(answer, Several) and options:
            absent = not any(wanted and option in answer.chosen for option, wanted in options.items())
        ticked = absent or question.type in (QuestionType.SEVERAL, QuestionType.YES_NO)
        bears = self.bearing.get(name, 0)
        broad = not absent and bears > len(self.flow.sections) / 3 and name not in self._urgent()
        return absent and bears > NARROW, broad, not ticked, bears if ticked else 0

    def _urgent(self) -> Collection[str]:
        return behind(self.flow, {self.flow.urgent}) if self.flow.urgent else ()

    def _derived(self, recommendation: str) -> tuple[str, ...]:
        worked_through = self.explained[recommendation].facts
        return tuple(name for name in self.flow.numbers if name in worked_through)

    def _settled_above_zero(self, figure: DerivedNumber | Score) -> str:
        """Return a settled number above 0 without its unit; empty for any other."""
        found = settled_number(self.conclusions.session, figure.id)
        return numeral(shown(self.flow, figure.id, found)) if found is not None and found > 0 else ""

    def _missing(self, recommendation: str, questions: tuple[str, ...]) -> tuple[Reason, ...]:
        """Return the questions a line waits for, with what of each is not known.

        One whose matter is known by other answers is left out, unless the line waits for nothing else.
        """
        options = deciding(self.conclusions, recommendation)
        session = self.conclusions.session
        elsewhere = known_elsewhere(session.flow, counted(session.answers, session.completions))

        def missing(known: Mapping[str, frozenset[str]]) -> tuple[Reason, ...]:
            asked = zip(map(self.flow.questions.__getitem__, questions), self.reasons(questions), strict=True)
            return tuple(
                replace(reason, short=words)
                for question, reason in asked
                if (
                    words := unknown(
                        question,
                        self._answer(question.id),
                        options.get(question.id, ()),
                        known.get(question.id, frozenset()),
                    )
                )
            )

        return missing(elsewhere) or missing({})

    def _place(self, line: Recommendation) -> str:
        """Return where a line stands, in a kept flow as in the one it was."""
        _, _, file = line.place.file.partition("/")
        return f"{self.flow.id}/{file}:{line.place.line}" if file else ""

    def _reviewed(self, line: Recommendation) -> str:
        """Return the state of a line's own review; nothing for a line that has none."""
        if not line.review.by:
            return ""
        return review_state(line.review, line_hash(self.flow, line.id), self.on)

    def table(self, name: str, *, narrowed: bool, named: bool) -> TableLine:
        """Return a table's outcome, or those still possible and what is missing."""
        table = self.flow.tables[name]
        left = self.conclusions.tables[name]
        settled = len(left) == 1
        return TableLine(
            id=name,
            label=table.label,
            outcome=table.outcomes[left[0]] if settled else "",
            possible=() if settled else tuple(table.outcomes[outcome] for outcome in left),
            narrowed=narrowed,
            missing=self.reasons(missing(self.conclusions, name)),
            note=table.note,
            sources=self._cited(table.sources),
            dictated=outcome(table.phrase, table.outcomes[left[0]]) if settled else Told(),
            named=named,
        )

    def number(self, name: str) -> NumberLine | None:
        """Return a derived number or score, or what it can still be and what is missing.

        None if it does not apply.
        """
        figure, session = self.flow.figures[name], self.conclusions.session
        found, everything = number(session, name), session.logic.everything(name)
        if found is None:
            return None
        return NumberLine(
            id=name,
            label=figure.name,
            told=figure_in_words(session, name),
            narrowed=is_known(session, name) and (found.low, found.high) != (everything.low, everything.high),
            missing=self.reasons(missing_operands(session, name)),
            operands=self.reasons(operands(self.flow, name)),
            note=figure.note if isinstance(figure, Score) else "",
            sources=self._cited(figure.sources if isinstance(figure, Score) else ()),
            dictated=outcome(figure.phrase, words) if (words := self._settled_above_zero(figure)) else Told(),
            parts=parts(self.flow, name),
            step=not figure.phrase.told and any(name in one.names for one in self.flow.numbers.values()),
        )

    def reasons(self, questions: Iterable[str]) -> tuple[Reason, ...]:
        """Return questions with the answers on record; empty for none and for a plain "not assessed"."""
        return tuple(
            replace(
                _reason(question, on_record(question, self._answer(name))),
                short=unknown(question, self._answer(name)),
                name=question.phrase.unknown or lower(question.label),
                sentence=question.phrase.sentence,
                gate=self._gate(question),
                pending=self._answer(name) == NotAssessed(Pending.PENDING),
            )
            for name in questions
            if (question := self.flow.questions[name])
        )

    def _gate(self, question: Question) -> str:
        """Return the question without an answer that says whether this one applies; empty for none."""
        gates = names(question.applies_when)
        waiting = (name for name in self.flow.questions if name in gates)
        return next((name for name in waiting if not says_something(self._answer(name) or NotAssessed())), "")

    def _because(self, recommendation: str, questions: Iterable[str]) -> tuple[Reason, ...]:
        """Return the answers behind a line, of several choices only what decides it."""
        options = deciding(self.conclusions, recommendation)
        return tuple(
            replace(
                _reason(question, as_reason(question, self._answer(name), options.get(name, {}))),
                short=findings(question, self._answer(name), options.get(name, {})),
            )
            for name in questions
            if (question := self.flow.questions[name])
        )

    def _answer(self, name: str) -> Answer | None:
        return self.conclusions.session.answers.get(name)

    def if_open(self, line: Recommendation) -> str:
        """Return the wording for an open line, only where the condition for it holds for certain."""
        session = self.conclusions.session
        if not line.if_open or self.conclusions.statuses[line.id] is not Status.OPEN:
            return ""
        said = session.completions.truth(session.logic.node(line.if_open.when))
        return filled(session, line.if_open.say) if said else ""

    def _judgement(self, name: str) -> str:
        """Name a fact, negated where it is false, or a table or derived number with what it is."""
        if name in self.flow.facts:
            label = self.flow.facts[name].label
            return f"{label}: no" if self.conclusions.facts[name] is False else label
        if name in self.flow.figures:
            found = self.number(name)
            return f"{found.label}: {found.told}" if found else self.flow.figures[name].name
        table, left = self.flow.tables[name], self.conclusions.tables[name]
        return f"{table.label}: {table.outcomes[left[0]]}" if len(left) == 1 else table.label

    def _change(self, change: EngineChange) -> Change:
        changed = [(self.flow.questions[name], self._answer(name), to) for name, to in change.answers.items()]
        answers = tuple(_reason(q, as_change(q, before, to)) for q, before, to in changed)
        clauses = " and ".join(if_it_were(q, before, to) for q, before, to in changed)
        return Change(answers, change.status, f"if {clauses}")

    def _cited(self, sources: Iterable[str]) -> tuple[Citation, ...]:
        return tuple(self.citations[source] for source in sources)

    def _controversy(self, name: str) -> str:
        controversy = self.flow.controversies[name]
        names = ", ".join(short(self.flow.sources[source]) for source in controversy.sources)
        return f"{controversy.say} ({names})" if names else controversy.say


def _reason(question: Question, words: str) -> Reason:
    return Reason(question.id, question.label, words, with_label(question, words))


def answered(
    conclusions: Conclusions, words: Mapping[str, Question] = MappingProxyType({})
) -> tuple[Answered, ...]:
    """Return the answers that say something, free text left out, in the order of the flow.

    `words` are questions that are told in other words than those of a note.
    """
    session = conclusions.session
    empty = groundless(session)
    implied = implied_by(session, session.answers)
    for name, option in _said_before(session):
        implied[name] = implied.get(name, frozenset()) | {option}
    return tuple(
        Answered(
            question=name,
            label=question.label,
            answer=in_words(question, answer),
            active=name not in session.completions.inactive,
            negative=denies(question, answer),
            found_by=question.found_by or "",
            told=beside(told(question, answer, implied.get(name, frozenset())), question, conclusions.facts),
            partly=_partly(question, answer),
            fixed=question.phrase.fixed,
            name=question.phrase.unknown or lower(question.label),
            choices=len(question.options) if question.type is QuestionType.SEVERAL else 0,
            implied=name in empty or (isinstance(answer, Chosen) and answer.option in implied.get(name, ())),
        )
        for name, answer in session.answers.items()
        if (question := words.get(name, session.flow.questions[name])).type is not QuestionType.TEXT
        and not isinstance(answer, NotAssessed)
    )


def _without(answer: Answer | None, options: frozenset[str]) -> Answer | None:
    """Return an answer without some of what was ticked in it."""
    return replace(answer, chosen=answer.chosen - options) if isinstance(answer, Several) else answer


def _decides(answer: Answer | None, options: Mapping[str, bool]) -> bool:
    """Return whether what is left of a list still says something of what decides."""
    ticked = answer.chosen if isinstance(answer, Several) else frozenset[str]()
    return bool(ticked) and (not options or any(not so or one in ticked for one, so in options.items()))


def _said_before(session: Session) -> Iterator[tuple[str, str]]:
    """Yield what was ticked that an earlier answer says as well, such as infections asked about twice."""
    order = list(session.flow.questions)
    for pair in same(session.flow):
        ticked = [name for name, option in pair if option in _ticked(session, name)]
        if len(ticked) == len(pair):
            yield max(pair, key=lambda one: order.index(one[0]))


def _ticked(session: Session, name: str) -> frozenset[str]:
    """Return what was ticked in a list that counts."""
    answer = session.answers.get(name)
    counts = isinstance(answer, Several) and name not in session.completions.inactive
    return answer.chosen if isinstance(answer, Several) and counts else frozenset()


def _partly(question: Question, answer: Answer) -> str:
    """Return what a list is called of which a part was not checked; else nothing."""
    if isinstance(answer, Several) and not answer.rest_absent and len(answer.chosen) < len(question.options):
        return question.phrase.unknown or lower(question.label)
    return ""


def comment(conclusions: Conclusions) -> str:
    """Return the free text of a session, each answer's label before it where there are several."""
    session = conclusions.session
    texts = [
        (question.label, in_words(question, answer))
        for name, answer in session.answers.items()
        if (question := session.flow.questions[name]).type is QuestionType.TEXT and isinstance(answer, Text)
    ]
    if len(texts) == 1:
        return texts[0][1]
    return "\n".join(f"{label}: {text}" for label, text in texts)


def flow_info(flow: Flow, origin: str, on: date, errors: int = 0) -> FlowInfo:
    """Return which content a summary is made from."""
    return FlowInfo(
        id=flow.id,
        title=flow.title,
        version=flow.version,
        logic_hash=flow.logic_hash,
        content_hash=flow.content_hash,
        reviewed=review_state(flow.review, flow.content_hash, on),
        evidence_to=flow.evidence_to,
        intended_use=flow.intended_use,
        origin=origin,
        about=flow.about,
        errors=errors_in_flow(errors),
    )

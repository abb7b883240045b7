"""The parts of a summary: engine conclusions put into the flow's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from interview.engine import Change as EngineChange
from interview.engine import Conclusions, Explanation, Status, missing
from interview.engine.derived_numbers import number
from interview.engine.explanation import unassessed
from interview.errors import errors_in_flow
from interview.flow.answer_text import in_words, span, with_label
from interview.flow.answers import Answer, Chosen, NotAssessed, Several, Text
from interview.flow.conditions.labels import Labels, held
from interview.flow.conditions.syntax import Always
from interview.flow.logic.compiler import limits
from interview.flow.model import Flow, Question, QuestionType, Recommendation, Stance, Urgency
from interview.flow.review import line_hash, review_state
from interview.summary.answer_phrases import as_change, as_reason, if_it_were, on_record
from interview.summary.citations import evidence_in_words, short
from interview.summary.findings import Answered
from interview.summary.model import Change, Citation, FlowInfo, Line, NumberLine, Reason, TableLine
from interview.summary.stance import with_stance
from interview.summary.urgency import deciding


@dataclass(frozen=True, slots=True)
class ConclusionText:
    """Puts the conclusions of one session into words, with its numbered sources."""

    conclusions: Conclusions
    explained: Mapping[str, Explanation]
    citations: Mapping[str, Citation]
    on: date
    """The day of the summary, on which a review counts or is out of date."""

    @property
    def flow(self) -> Flow:
        """The flow whose words are used."""
        return self.conclusions.session.flow

    def lines(self, names: Iterable[str]) -> tuple[Line, ...]:
        """Return recommendations with all that is behind them."""
        return tuple(self._line(self.flow.recommendations[name], self.explained[name]) for name in names)

    def _line(self, line: Recommendation, explanation: Explanation) -> Line:
        return Line(
            id=line.id,
            status=explanation.status,
            stance=line.stance,
            urgency=line.urgency,
            section=line.section,
            title=with_stance(line.title, line.stance, remark=is_remark(line)),
            say=line.say,
            more=line.more,
            if_open=self.if_open(line),
            because=self._because(line.id, explanation.because),
            facts=tuple(self._judgement(fact) for fact in explanation.facts),
            depends_on=self.reasons(explanation.depends_on),
            would_change=tuple(self._change(change) for change in explanation.would_change),
            robust=explanation.robust,
            evidence=tuple(evidence_in_words(kind) for kind in line.evidence),
            sources=self._cited(line.sources),
            controversies=tuple(self._controversy(name) for name in line.controversies),
            reviewed=self._reviewed(line),
            remark=is_remark(line),
            for_patient=line.for_patient,
            condition=held(line, Labels(self.flow)),
            place=self._place(line),
        )

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
            named=named,
        )

    def number(self, name: str) -> NumberLine | None:
        """Return a derived number, or what it can still be and what is missing; None if it does not apply."""
        derived, session = self.flow.differences[name], self.conclusions.session
        found, everything = number(session, name), limits(self.flow, name)
        if found is None:
            return None
        operands = (derived.minuend, derived.subtrahend)
        return NumberLine(
            id=name,
            label=derived.name,
            told=span(found.low, found.high, derived.unit),
            narrowed=(found.low, found.high) != (everything.low, everything.high),
            missing=self.reasons(unassessed(session, operands)),
            operands=self.reasons(operands),
        )

    def reasons(self, questions: Iterable[str]) -> tuple[Reason, ...]:
        """Return questions with the answers on record; empty for none and for a plain "not assessed"."""
        return tuple(
            _reason(question, on_record(question, self._answer(name)))
            for name in questions
            if (question := self.flow.questions[name])
        )

    def _because(self, recommendation: str, questions: Iterable[str]) -> tuple[Reason, ...]:
        """Return the answers behind a line, of several choices only what decides it."""
        options = deciding(self.conclusions, recommendation)
        return tuple(
            _reason(question, as_reason(question, self._answer(name), options.get(name, {})))
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
        return line.if_open.say if session.completions.truth(session.logic.node(line.if_open.when)) else ""

    def _judgement(self, name: str) -> str:
        """Name a fact, negated where it is false, or a table or derived number with what it is."""
        if name in self.flow.facts:
            label = self.flow.facts[name].label
            return f"not: {label}" if self.conclusions.facts[name] is False else label
        if name in self.flow.differences:
            found = self.number(name)
            return f"{found.label}: {found.told}" if found else self.flow.differences[name].name
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


def answered(conclusions: Conclusions) -> tuple[Answered, ...]:
    """Return the answers that say something, free text left out, in the order of the flow."""
    session = conclusions.session
    return tuple(
        Answered(
            question=name,
            label=question.label,
            answer=in_words(question, answer),
            active=name not in session.completions.inactive,
            negative=_negative(question, answer),
            found_by=question.found_by or "",
        )
        for name, answer in session.answers.items()
        if (question := session.flow.questions[name]).type is not QuestionType.TEXT
        and not isinstance(answer, NotAssessed)
    )


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


def is_remark(line: Recommendation) -> bool:
    """Return whether a line only informs: it says so or is a caution for everyone, and it is not pressing."""
    for_everyone = line.stance is Stance.CAUTION and not line.while_open and isinstance(line.when, Always)
    return line.urgency is Urgency.ROUTINE and (line.stance is Stance.INFORM or for_everyone)


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
        errors=errors_in_flow(errors),
    )


def _negative(question: Question, answer: Answer) -> bool:
    if isinstance(answer, Several):
        return not answer.chosen and answer.rest_absent
    return question.type is QuestionType.YES_NO and answer == Chosen("no")

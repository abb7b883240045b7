"""An interview under way, for any face: where it stands, and what a person does there.

It holds no widget, prints nothing and knows no key: a face shows it and calls it, and every face records the
same events from the same script.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from interview.conversation.confirmation import Confirmation
from interview.conversation.entry import Draft, Entry, Refusal, doubt_about
from interview.conversation.navigation import next_question, question_before, together
from interview.engine import EventKind, Session, screen_of
from interview.engine.given_answers import given, outdated
from interview.flow.answers import Answer, Chosen, NotAssessed, Reason, Text
from interview.flow.logic.days import lies_behind
from interview.flow.model import Question, QuestionType, Screen
from interview.moments import day
from interview.store.recording import Recording

if TYPE_CHECKING:
    from interview.engine.carryover import Comparison
    from interview.engine.given_answers import Visits
    from interview.engine.return_visit import Earlier


class Conversation:
    """One interview under way.

    `comparison` is what a changed flow made of the answers, where that has to be told first, `changed` the
    same in a sentence where it touches nothing. `resumed` says that it goes on with one that was kept.
    `read_only` is why it is only looked at.
    """

    def __init__(
        self,
        recording: Recording,
        confirmation: Confirmation | None = None,
        *,
        comparison: Comparison | None = None,
        changed: str = "",
        resumed: bool = False,
        read_only: str = "",
    ) -> None:
        self.recording = recording
        self.confirmation = confirmation or Confirmation(recording.session)
        self.comparison = comparison
        self.changed = changed
        self.resumed = resumed
        """True until something is said after going on with a kept interview."""
        self.read_only = read_only
        self.active = ""
        """The id of the question being asked; empty at the end."""
        self.by_choice = ""
        """A question on the screen only because the person opened it."""
        self.entry = Entry()
        self.drafts: dict[str, Draft] = {}
        """What is ticked or typed and not entered yet, by question."""
        self.turn = 0
        """Counts how often a question was put, so that a view knows when to begin afresh."""
        self.note = ""
        """What a face says about what was done last; gone with the next question."""
        self._doubted: Answer | None = None
        self.leave_question()

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.recording.session

    @property
    def question(self) -> Question | None:
        """The question being asked; None at the end."""
        return self.session.flow.questions.get(self.active)

    @property
    def screen(self) -> Screen | None:
        """The screen it stands on; None at the end."""
        return screen_of(self.session, self.active) if self.active else None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions on the screen, in order."""
        return together(self.session, self.active, self.by_choice)

    @property
    def earlier(self) -> Answer | None:
        """The answer on record to the question being asked, or the one of the last visit that is offered."""
        return self.offered.answer if self.offered else self.session.answers.get(self.active)

    @property
    def offered(self) -> Earlier | None:
        """The answer of the last visit, while the question has none of today."""
        return None if self.active in self.session.answers else self.offers.get(self.active)

    @property
    def offers(self) -> Mapping[str, Earlier]:
        """Answers of the last visit that may be kept, by question. None counts until it is."""
        return self.confirmation.offers(self.session)

    @property
    def reminders(self) -> Mapping[str, Earlier]:
        """What was said at the last visit, by question, whether it may be kept or is asked anew."""
        return self.confirmation.reminders

    @property
    def visits(self) -> Visits:
        """The visits before this one, each under the flow of its day; None when the last is not kept."""
        return self.confirmation.visits

    @property
    def to_confirm(self) -> frozenset[str]:
        """The questions whose answers wait to be confirmed: they apply again, or have changed."""
        return self.confirmation.waiting(self.session)

    @property
    def unconfirmed(self) -> frozenset[str]:
        """The questions that changed since they were answered, whether they apply at present or not."""
        return frozenset(self.confirmation.changed(self.session))

    @property
    def settled(self) -> bool:
        """True unless a change of the flow is still to be told, or an answer to be confirmed."""
        return self.comparison is None and not self.unconfirmed

    def answer(self, answer: Answer, to: str = "") -> None:
        """Record an answer, to the question being asked or to another one: said now, a reading of today.

        The same as was said at this visit is no event, unless it had to be confirmed. A number takes back
        those kept from last time that belong to one day with it.
        """
        question = to or self.active
        same = answer == self.session.answers.get(question) and question in given(self.session)
        if same and not self._waits(question):
            return
        self._append(EventKind.ANSWERED, question, answer)
        for name in outdated(self.session, question):
            self._append(EventKind.CLEARED, name)

    def take_in(self, answers: Mapping[str, Answer]) -> None:
        """Record answers that came in a file as said now, and go to where the interview stands."""
        for question, answer in answers.items():
            if question in self.session.flow.questions:
                self.answer(answer, question)
        self.leave_question()

    def keep(self, question: str = "") -> None:
        """Let what was said before stand, with its day: a number that is kept was not measured again.

        What is on record and waits for nothing stays as it is.
        """
        question = question or self.active
        said = self.confirmation.changed(self.session).get(question)
        if question not in self.session.answers and question in self.offers:
            self._append(EventKind.CONFIRMED, question, self.offers[question].answer)
        elif said is not None and said != self.session.answers.get(question):
            self.answer(said, question)
        elif self._waits(question):
            self._append(EventKind.CONFIRMED, question)

    def not_assessed(self, reason: Reason = Reason.NOT_ASSESSED) -> None:
        """Pass the question over on purpose, and go on."""
        if self.question is not None:
            self.reply(NotAssessed(reason))

    @property
    def is_of_known_patient(self) -> bool:
        """Whether it goes on with somebody who was asked before: a kept interview, or a visit after one."""
        return self.resumed or bool(self.visits)

    def pass_over(self) -> Refusal | str:
        """Say that the question was not assessed and go on; returns what `enter` does."""
        if refusal := self.entry.unknown():
            return refusal
        self.not_assessed()
        return ""

    def clear(self, question: str = "") -> None:
        """Take an answer back; the question is as if it had never been answered."""
        self._append(EventKind.CLEARED, question or self.active)

    def go_on(self) -> None:
        """Go on under a changed flow; what it changed is told no more."""
        if self.comparison is not None and not self.comparison.told:
            flow = Text(self.session.flow.content_hash)
            self.recording.carry(self.recording.event(EventKind.CARRIED, "", flow))
        self.comparison = None
        self.recording.settle()
        self.leave_question()

    def reply(self, answer: Answer) -> None:
        """Answer the question being asked and go on."""
        self.answer(answer)
        self.drafts.pop(self.active, None)
        self.next()

    def accept(self) -> Refusal | None:
        """Let the earlier answer to the question being asked stand and go on; not possible without one."""
        if self.earlier is None:
            return Refusal.NOTHING_CHOSEN
        self.keep()
        self.drafts.pop(self.active, None)
        self.next()
        return None

    def choose(self, option: str) -> None:
        """Choose an option: it is the answer, or one that is ticked or unticked."""
        if self.entry.several:
            self.entry.tick(option)
            self.note = ""
            self.draft()
        else:
            self.reply(Chosen(option))

    def enter(self, *, rest_absent: bool = True, sure: bool = False) -> Refusal | str:
        """Enter what is ticked or typed; what nobody touched keeps what was said before.

        Returns nothing when that was an answer; else why not, or what in a text looks like an identifier: it
        is taken the second time, or when the person is `sure`. `UsageError` says what can be typed.
        """
        entry = self.entry
        if rest_absent and not entry.touched and self.earlier is not None:
            return self.accept() or ""
        if entry.typing:
            return self._enter_text(sure=sure)
        return self._enter(entry.ticks(rest_absent=rest_absent)) if entry.several else Refusal.NOTHING_CHOSEN

    def none(self) -> Refusal | str:
        """Answer that none of the options is present; returns what `enter` does."""
        return self._enter(self.entry.none())

    def type(self, text: str) -> None:
        """Take down what stands in the field, until it is entered."""
        self.entry.type(text)
        self.draft()

    def draft(self) -> None:
        """Let what is not entered yet wait at its question."""
        self.drafts.pop(self.active, None)
        if said := self.entry.draft:
            self.drafts[self.active] = said

    def drop(self, question: str) -> None:
        """Give up what waits at a question, and go to where the interview stands."""
        self.drafts.pop(question, None)
        self.leave_question()

    def next(self) -> None:
        """Go to the next question that needs an answer: on this screen first, then the first of all."""
        following = next_question(self.session, self.to_confirm, self.active, self.confirmation.awaited)
        if following not in self.questions:
            self.by_choice = ""
        self._put(following)

    def leave_question(self) -> None:
        """Go to the first question of the interview that needs an answer, or to the end."""
        self.by_choice = ""
        self._put(next_question(self.session, self.to_confirm, awaited=self.confirmation.awaited))

    def visit(self, question: str) -> None:
        """Open a question by choice, asked by the interview or not; do nothing when there is none such."""
        if question in self.session.flow.questions:
            self.by_choice = question
            self._put(question)

    def ask(self, question: str) -> None:
        """Go to another question of the screen."""
        self._put(question)

    def back(self) -> Refusal | None:
        """Go to the question before this one."""
        before = question_before(self.session, self.active, self.by_choice)
        if not before:
            return Refusal.FIRST_QUESTION
        if before not in self.questions:
            self.by_choice = ""
        self._put(before)
        return None

    def _enter_text(self, *, sure: bool) -> Refusal | str:
        found = self.entry.text()
        if found is Refusal.NOTHING_TYPED and self._emptied:
            self.clear()
            self.drafts.pop(self.active, None)
            self.leave_question()
            return ""
        if not isinstance(found, Refusal) and not sure and found != self._doubted:
            self._doubted = found
            if doubt := doubt_about(self.question, found):
                return doubt
        return self._enter(found)

    def _enter(self, found: Answer | Refusal) -> Refusal | str:
        if isinstance(found, Refusal):
            return found
        self.reply(found)
        return ""

    @property
    def latest(self) -> date | None:
        """The last day that may be answered here: that of the visit, where a date has to lie behind."""
        behind = self.question is not None and lies_behind(self.session.flow, self.active)
        return day(self.recording.now()) if behind else None

    @property
    def _emptied(self) -> bool:
        """True when a free text on record was taken out of its field."""
        question = self.question
        return (
            question is not None
            and question.type is QuestionType.TEXT
            and self.active in self.session.answers
        )

    def _waits(self, question: str) -> bool:
        return question in self.to_confirm or question in self.unconfirmed

    def _append(self, kind: EventKind, question: str, answer: Answer | None = None) -> None:
        self.resumed = False
        self.recording.append(kind, question, answer)

    def _put(self, question: str) -> None:
        self.active = question
        self.turn += 1
        self.note = ""
        today = question in self.session.answers and question in given(self.session)
        draft = self.drafts.get(question)
        self.entry = Entry.at(self.question, self.earlier, draft, latest=self.latest, today=today)

"""The interview as a conversation in lines; any question can be picked from a numbered list."""

from __future__ import annotations

from collections.abc import Container, Iterator

from interview.engine import Relevance, Session, progress, relevance, screen_before, screen_of, shown
from interview.engine.return_visit import Earlier
from interview.errors import UsageError
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Text
from interview.flow.model import Option, Question, QuestionType
from interview.plain import paragraphs
from interview.plain.console import Console
from interview.plain.exit import finish, keep, leave, print_note
from interview.plain.news import NoticeFeed
from interview.plain.replies import Command, command_of, number_from, option_meant, understood
from interview.store.identifiers import warning
from interview.store.recording import Recording

PROMPT = "Answer: "
KEEP_PROMPT = "Enter keeps it, n asks again: "
END_PROMPT = "Enter to end: "

PICK_PROMPT = "Number of the question, or Enter to go on: "


class Dialogue:
    """One interview, question by question. A question's id says where it is; empty at the end."""

    def __init__(self, recording: Recording, lines: Console, origin: str) -> None:
        self._recording = recording
        self._lines = lines
        self._origin = origin
        self._news = NoticeFeed()
        self._screen = ""
        self._asleep = self._inactive()
        """Answers whose question did not apply at some time since they were given."""

    def hold(self) -> None:
        """Ask until the interview is over or the person leaves."""
        for text in paragraphs.greeting(self._session.flow, self._origin, self._session.errors):
            self._lines.say(text)
        self._tell_news()
        here: str | None = self._next()
        while here is not None:
            here = self._ask(here) if here else self._end()

    @property
    def _session(self) -> Session:
        return self._recording.session

    def _ask(self, name: str) -> str | None:
        """Put a question and do what is said; return where to go on, None when it is over."""
        question = self._session.flow.questions[name]
        self._put(question)
        reply = self._reply(question)
        if reply is None:
            self._break_off()
            return None
        if isinstance(reply, Command):
            return self._obey(reply, name)
        if isinstance(reply, Text) and question.type is QuestionType.TEXT and not self._stands(reply.text):
            return name
        return self._record(question, reply)

    def _stands(self, text: str) -> bool:
        """Point out what looks like an identifier; return whether the text stays: somebody has to say so."""
        doubt = warning(text)
        if not doubt:
            return True
        self._lines.say(doubt)
        said = self._lines.ask(KEEP_PROMPT)
        return said is not None and not said.strip()

    def _end(self) -> str | None:
        """Offer a last look before the note; the end of input is taken for a yes."""
        self._screen = ""
        self._lines.say()
        self._lines.say(paragraphs.END)
        typed = (self._lines.ask(END_PROMPT) or "").strip()
        if not typed:
            finish(self._recording, self._lines, self._origin)
            return None
        command = command_of(typed)
        if command is None:
            self._lines.say(f"'{typed}' is no command. Enter, b, e, e all, s and q are.")
            return ""
        return self._obey(command, "")

    def _put(self, question: Question) -> None:
        screen = screen_of(self._session, question.id)
        self._lines.say()
        if screen.id != self._screen:
            self._lines.say(paragraphs.heading(screen, progress(self._session), self._session.errors))
            self._screen = screen.id
        self._lines.say(question.ask)
        for lead, words in paragraphs.options(question):
            self._lines.say(words, lead=lead)
        for words in (*paragraphs.hints(question), *self._said_before(question)):
            self._lines.say(words)

    def _said_before(self, question: Question) -> Iterator[str]:
        """Yield the answer on record, or else what was said at the last visit."""
        recording = self._recording
        if (answer := self._session.answers.get(question.id)) is not None:
            yield paragraphs.on_record(question, answer, returning=bool(recording.visits))
        elif (last := recording.reminders.get(question.id)) is not None:
            yield paragraphs.last_time(question, last, offered=question.id in recording.offers)

    def _reply(self, question: Question) -> Answer | Command | None:
        """Read lines until one is understood; None at the end of input."""
        earlier = self._earlier(question)
        while (typed := self._lines.ask(PROMPT)) is not None:
            try:
                return understood(question, typed, earlier)
            except UsageError as error:
                self._lines.say(str(error))
        return None

    def _earlier(self, question: Question) -> Answer | None:
        """Return the answer on record, or the one of the last visit that is offered."""
        offered = self._offered(question)
        return offered.answer if offered else self._session.answers.get(question.id)

    def _offered(self, question: Question) -> Earlier | None:
        return None if question.id in self._session.answers else self._recording.offers.get(question.id)

    def _obey(self, command: Command, name: str) -> str | None:
        """Do what was asked for in place of an answer; return where to go on, None when it is over."""
        match command:
            case Command.BACK:
                return self._before(name)
            case Command.EDIT | Command.EDIT_ANY:
                every = command is Command.EDIT_ANY
                waiting = self._asleep | self._recording.unconfirmed
                return pick(self._session, self._lines, any_question=every, waiting=waiting) or name
            case Command.WHY:
                for words in paragraphs.why(self._session.flow, self._session.flow.questions.get(name)):
                    self._lines.say(words)
            case Command.SUMMARY:
                print_note(self._recording, self._lines, self._origin)
            case Command.SAVE:
                keep(self._recording, self._lines)
            case Command.QUIT:
                leave(self._recording, self._lines)
                return None
        return name

    def _break_off(self) -> None:
        """Leave at the end of input, which cannot ask for the summary any more: print it as it stands."""
        if self._session.answers:
            print_note(self._recording, self._lines, self._origin)
            self._lines.say()
        leave(self._recording, self._lines)

    def _record(self, question: Question, answer: Answer) -> str:
        """Record an answer and say so. The same answer again is no event, unless it had to be confirmed."""
        name = question.id
        if answer != self._session.answers.get(name) or name in self._asleep | self._recording.unconfirmed:
            offered = self._offered(question)
            if offered is not None and answer is offered.answer:  # Enter, and not the same typed again
                self._recording.keep(name)
            else:
                self._recording.answer(name, answer)
            self._asleep = (self._asleep - {name}) | self._inactive()
        unsaved = " (not saved)" if self._recording.keeping and not self._recording.saved else ""
        self._lines.say(f"{question.label}: {in_words(question, answer)}{unsaved}")
        self._tell_news()
        return self._next(name)

    def _tell_news(self) -> None:
        for text in self._news.of(self._recording):
            self._lines.say(text)

    def _next(self, after: str = "") -> str:
        """Return the next question that needs an answer: on the same screen first, then the first of all."""
        here = screen_of(self._session, after).questions if after else ()
        every = (name for screen in self._session.flow.screens for name in screen.questions)
        return next((name for name in (*here, *every) if self._needed(name)), "")

    def _needed(self, name: str) -> bool:
        place = relevance(self._session, name)
        if name in self._recording.unconfirmed:
            return place is not Relevance.INACTIVE
        waits = name not in self._session.answers or name in self._asleep
        return waits and place is Relevance.ASKED

    def _before(self, name: str) -> str:
        """Return the question before this one; the same where there is none."""
        screen = screen_of(self._session, name) if name else None
        if screen is not None:
            earlier = screen.questions[: screen.questions.index(name)]
            for candidate in reversed(earlier):
                if candidate in shown(self._session, screen):
                    return candidate
        before = screen_before(self._session, screen)
        if before is None:
            self._lines.say(paragraphs.FIRST)
            return name
        return shown(self._session, before)[-1]

    def _inactive(self) -> frozenset[str]:
        session = self._session
        return frozenset(n for n in session.answers if relevance(session, n) is Relevance.INACTIVE)


def pick(session: Session, lines: Console, *, any_question: bool, waiting: Container[str] = ()) -> str:
    """Return the question the person picks, answered ones or any that applies; "" for none.

    `waiting` are the questions whose answers wait to be confirmed.
    """
    names = [name for name in session.flow.questions if any_question or name in session.answers]
    offered = (name for name in names if name in session.answers or _applies(session, name))
    offers = [_offer(session, name, waiting) for name in offered]
    if not offers:
        lines.say("Nothing is answered yet.")
        return ""
    for number, offer in enumerate(offers, start=1):
        lines.say(f"{offer.label}: {offer.help}", lead=f"{number:>3}. ")
    return _picked(offers, lines)


def _picked(offers: list[Option], lines: Console) -> str:
    while typed := (lines.ask(PICK_PROMPT) or "").strip():
        try:
            return option_meant(offers, typed).id
        except UsageError:
            lines.say(f"Type {number_from(len(offers))}, or only Enter to go on.")
    return ""


def _offer(session: Session, name: str, waiting: Container[str]) -> Option:
    question, answer = session.flow.questions[name], session.answers.get(name)
    if answer is None:
        return Option(name, question.label, "no answer yet")
    state = " (please confirm)" if name in waiting else ""
    if not _applies(session, name):
        state = " (does not apply now and does not count)"
    return Option(name, question.label, in_words(question, answer) + state)


def _applies(session: Session, name: str) -> bool:
    return relevance(session, name) is not Relevance.INACTIVE

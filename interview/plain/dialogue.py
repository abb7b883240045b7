"""The interview as a conversation in lines; any question can be picked from a numbered list."""

from __future__ import annotations

from interview.conversation.commands import Command
from interview.conversation.conversation import Conversation
from interview.conversation.entry import Refusal, doubt_about
from interview.conversation.finish import finish
from interview.conversation.notices import NoticeFeed
from interview.conversation.prompts import going_on, taken_back
from interview.engine import Relevance, Session, progress, relevance, screen_of
from interview.errors import UsageError
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer
from interview.flow.model import Option, Question
from interview.plain import paragraphs
from interview.plain.console import Console
from interview.plain.exit import keep, leave, print_note, say_finished
from interview.plain.replies import command_of, number_from, option_meant, understood

PROMPT = "Answer: "
KEEP_PROMPT = "Enter keeps it, n asks again: "
END_PROMPT = "Enter to end: "

PICK_PROMPT = "Number of the question, or Enter to go on: "


class Dialogue:
    """One interview in lines, question by question."""

    def __init__(self, conversation: Conversation, lines: Console) -> None:
        self._conversation = conversation
        self._lines = lines
        self._news = NoticeFeed()
        self._screen = ""

    def hold(self) -> None:
        """Ask until the interview is over or the person leaves."""
        for text in paragraphs.greeting(self._conversation):
            self._lines.say(text)
        if words := going_on(self._conversation):
            self._lines.say(words)
        self._tell_news()
        while self._ask() if self._conversation.question is not None else self._end():
            pass

    @property
    def _session(self) -> Session:
        return self._conversation.session

    def _ask(self) -> bool:
        """Put a question and do what is said; False when the person leaves."""
        question = self._conversation.question
        assert question is not None
        self._put(question)
        try:
            reply = self._reply(question)
        except EOFError:
            self._break_off()
            return False
        if isinstance(reply, Command):
            return self._obey(reply)
        if reply is None or self._stands(reply):
            self._record(question, reply)
        return True

    def _stands(self, answer: Answer) -> bool:
        """Point out what looks like an identifier; return whether the text stays: somebody has to say so."""
        doubt = doubt_about(answer)
        if not doubt:
            return True
        self._lines.say(doubt)
        said = self._lines.ask(KEEP_PROMPT)
        return said is not None and not said.strip()

    def _end(self) -> bool:
        """Offer a last look before the note; the end of input is taken for a yes."""
        self._screen = ""
        self._lines.say()
        self._lines.say(paragraphs.END)
        typed = (self._lines.ask(END_PROMPT) or "").strip()
        if not typed:
            finish(self._conversation)
            say_finished(self._conversation, self._lines)
            return False
        command = command_of(typed)
        if command is None:
            self._lines.say(f"'{typed}' is no command. Enter, b, e, e all, s and q are.")
            return True
        return self._obey(command)

    def _put(self, question: Question) -> None:
        screen = screen_of(self._session, question.id)
        self._lines.say()
        if screen.id != self._screen:
            self._lines.say(paragraphs.heading(self._conversation, screen, progress(self._session)))
            self._screen = screen.id
        self._lines.say(question.ask)
        for lead, words in paragraphs.options(self._conversation, question):
            self._lines.say(words, lead=lead)
        for words in (*paragraphs.hints(question), paragraphs.said_before(self._conversation)):
            if words:
                self._lines.say(words)

    def _reply(self, question: Question) -> Answer | Command | None:
        """Read lines until one is understood; None keeps what was said before.

        `EOFError` at the end of input.
        """
        while (typed := self._lines.ask(PROMPT)) is not None:
            try:
                return understood(question, typed, keeps=self._conversation.earlier is not None)
            except UsageError as error:
                self._lines.say(str(error))
        raise EOFError

    def _obey(self, command: Command) -> bool:
        """Do what was asked for in place of an answer; False when the person leaves."""
        conversation = self._conversation
        match command:
            case Command.BACK:
                if conversation.back() is Refusal.FIRST_QUESTION:
                    self._lines.say(paragraphs.FIRST)
            case Command.EDIT | Command.EDIT_ANY:
                every = command is Command.EDIT_ANY
                conversation.visit(pick(conversation, self._lines, any_question=every))
            case Command.WHY:
                for words in paragraphs.why(self._session.flow, conversation.question):
                    self._lines.say(words)
            case Command.SUMMARY:
                print_note(conversation, self._lines)
            case Command.SAVE:
                keep(conversation, self._lines)
            case Command.QUIT:
                leave(conversation, self._lines)
                return False
        return True

    def _break_off(self) -> None:
        """Leave at the end of input, which cannot ask for the summary any more: print it as it stands."""
        if self._session.answers:
            print_note(self._conversation, self._lines)
            self._lines.say()
        leave(self._conversation, self._lines)

    def _record(self, question: Question, answer: Answer | None) -> None:
        """Record an answer, or that the earlier one stays, and say so."""
        conversation, earlier = self._conversation, self._conversation.earlier
        if answer is not None:
            conversation.reply(answer)
        else:
            conversation.accept()
        said = self._session.answers.get(question.id)
        recording = conversation.recording
        unsaved = " (not saved)" if recording.keeping and not recording.saved else ""
        if said is not None:
            self._lines.say(f"{question.label}: {in_words(question, said)}{unsaved}")
            if words := taken_back(question, earlier, said):
                self._lines.say(words)
        self._tell_news()

    def _tell_news(self) -> None:
        for notice in self._news.of(self._conversation):
            self._lines.say(paragraphs.told(self._conversation, notice))


def pick(conversation: Conversation, lines: Console, *, any_question: bool) -> str:
    """Return the question the person picks, answered ones or any that applies; "" for none."""
    session, waiting = conversation.session, conversation.to_confirm
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


def _offer(session: Session, name: str, waiting: frozenset[str]) -> Option:
    question, answer = session.flow.questions[name], session.answers.get(name)
    if answer is None:
        return Option(name, question.label, "no answer yet")
    state = " (please confirm)" if name in waiting else ""
    if not _applies(session, name):
        state = " (does not apply now and does not count)"
    return Option(name, question.label, in_words(question, answer) + state)


def _applies(session: Session, name: str) -> bool:
    return relevance(session, name) is not Relevance.INACTIVE

"""The interview as a conversation in lines; any question can be picked from a numbered list."""

from __future__ import annotations

from contextlib import suppress

from interview.conversation.commands import Command
from interview.conversation.conversation import Conversation
from interview.conversation.entry import chosen_in, doubt_about
from interview.conversation.finish import give_label
from interview.conversation.identifiers import warning
from interview.conversation.notices import NoticeFeed
from interview.conversation.prompts import going_on, left_out, new_patient, taken_back
from interview.engine import Relevance, Session, progress, relevance, screen_of
from interview.errors import InterviewError, UsageError
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Text
from interview.flow.model import Option, Question
from interview.plain import paragraphs
from interview.plain.console import Console
from interview.plain.exit import done, entered_texts, keep, leave, print_note
from interview.plain.replies import command_of, number_from, option_meant, refused, understood
from interview.text import one_line

PROMPT = "Answer: "
KEEP_PROMPT = "Enter keeps it, n asks again: "
REPLACE_PROMPT = "Enter takes it so, a adds to what was there, n asks again: "
NONE_PROMPT = "Enter takes it so, n asks again: "
END_PROMPT = "Enter to end: "
NO_LABEL = "-"
LABEL_PROMPT = "Label: "
LABELS = f"A few words that do not tell who the patient is; {NO_LABEL} for none, Enter leaves it as it is."

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
        if words := going_on(self._conversation) or new_patient(self._conversation):
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
        if reply is None:
            self._record(question, None)
        elif (answer := self._sure(reply)) is not None:
            self._record(question, answer)
        return True

    def _sure(self, answer: Answer) -> Answer | None:
        """Point out what looks like an identifier, or what a list leaves out; somebody has to say that it is
        meant. Return the answer as it is; None when it is to be asked again."""
        if words := left_out(self._conversation, answer):
            self._lines.say(words)
            return self._replacement(answer)
        doubt = doubt_about(self._conversation.question, answer)
        if doubt and isinstance(answer, Text):
            self._conversation.type(answer.text)  # it waits until somebody says that it is meant
        stands = self._stands(doubt)
        if stands is False:
            self._conversation.type("")
        return answer if stands else None

    def _replacement(self, answer: Answer) -> Answer | None:
        added = self._conversation.entry.added(answer) if chosen_in(answer) else None
        while (typed := self._lines.ask(NONE_PROMPT if added is None else REPLACE_PROMPT)) is not None:
            word = typed.strip().casefold()
            if word in ("", "n"):
                return None if word else answer
            if word == "a" and added is not None:
                return added
            self._lines.say("That is not understood here; nothing was kept yet.")
        return None

    def _stands(self, doubt: str) -> bool | None:
        """Tell whether a text stays about which there is a doubt; None at the end of input."""
        if not doubt:
            return True
        self._lines.say(doubt)
        said = self._lines.ask(KEEP_PROMPT)
        return None if said is None else not said.strip()

    def _end(self) -> bool:
        """Offer a last look before the note; the end of input is taken for a yes."""
        self._screen = ""
        self._lines.say()
        self._lines.say(paragraphs.END)
        typed = (self._lines.ask(END_PROMPT) or "").strip()
        if not typed:
            done(self._conversation, self._lines)
            return False
        command = command_of(typed)
        if command is None:
            self._lines.say(f"'{typed}' is no command. Enter, b, e, e all, s, label and q are.")
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
        with self._lines.keeping(self._take_down):
            while (typed := self._lines.ask(PROMPT)) is not None:
                try:
                    return understood(self._conversation.entry, typed)
                except UsageError as error:
                    self._lines.say(str(error))
        raise EOFError

    def _take_down(self, typed: str) -> None:
        """Let a text that is typed and not entered wait at its question, as the program is ended."""
        entry = self._conversation.entry
        with suppress(UsageError):
            if isinstance(answer := understood(entry, typed), Text) and not entry.numeric:
                self._conversation.type(answer.text)

    def _obey(self, command: Command) -> bool:
        """Do what was asked for in place of an answer; False when the person leaves."""
        conversation = self._conversation
        match command:
            case Command.BACK:
                if refusal := conversation.back():
                    self._lines.say(refused(refusal))
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
            case Command.LABEL:
                self._label()
            case Command.QUIT:
                leave(conversation, self._lines, finished_or_not=conversation.question is not None)
                return False
        return True

    def _break_off(self) -> None:
        """Leave at the end of input, which cannot ask for the summary any more: print it as it stands."""
        if left_out := entered_texts(self._conversation):
            self._lines.say(left_out)
        if self._session.answers:
            print_note(self._conversation, self._lines)
            self._lines.say()
        leave(self._conversation, self._lines, finished_or_not=False)

    def _label(self) -> None:
        """Call the interview what is typed; what looks like an identifier is pointed out first."""
        recording = self._conversation.recording
        now = f"It is called {recording.label}. " if recording.label else ""
        self._lines.say(f"{now}{LABELS}")
        with self._lines.keeping(self._take_down_label):
            label = one_line(self._lines.ask(LABEL_PROMPT) or "").strip()
        if not label or not self._stands(warning(label)):
            return
        try:
            recording.call("" if label == NO_LABEL else label)
        except InterviewError as error:
            self._lines.say(str(error))
        else:
            self._lines.say("Labelled." if recording.label else "It has no label now.")

    def _take_down_label(self, typed: str) -> None:
        if typed != NO_LABEL and (words := give_label(self._conversation, typed, alone=True)):
            self._lines.say(words)

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

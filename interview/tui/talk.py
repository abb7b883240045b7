"""Where an interview stands: which screen, which question, what is ticked but not yet said.

It holds no widget, so that every rule about keys can be read, and tested, without a terminal.
"""

from __future__ import annotations

from interview.engine import Relevance, Session, next_screen, relevance, screen_before, screen_of, shown
from interview.engine.return_visit import Earlier
from interview.errors import InterviewError
from interview.flow.answer_text import from_text
from interview.flow.answers import Answer, Chosen, NotAssessed, Reason, Several
from interview.flow.model import Option, Question, QuestionType, Screen
from interview.store.identifiers import warning
from interview.store.recording import Recording
from interview.tui import returning
from interview.tui.keymap import COMMAND_KEYS, NONE_KEY, REST_KEY, option_index, option_keys

FIELDS = frozenset({QuestionType.NUMBER, QuestionType.MONTH, QuestionType.TEXT})
"""Question types that are typed into a field; all others are chosen from a list."""
NOTHING_TICKED = "Nothing is ticked. Press 0 for none of these, u for not assessed."
NOTHING_CHOSEN = "Press the key of an answer, or move with the arrows first. u is not assessed."
NOTHING_TYPED = "Nothing is typed. F2, or Esc and then u, says not assessed."
AGAIN = "Enter again keeps it."
FIRST = "This is the first question."


class Talk:
    """An interview under way, driven by keys."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.returning = returning.replay(recording.session)
        self.screen: Screen | None = None
        self.active = ""
        """The id of the question being asked; empty at the end."""
        self.by_choice = ""
        """A question on the screen only because the person opened it."""
        self.ticked: frozenset[str] = frozenset()
        self.touched = False
        self.filter = ""
        """Only options with this text are listed."""
        self.note = ""
        """What to say about the last key; empty for nothing."""
        self.turn = 0
        """Counts how often a question was put, so that a view knows when to begin afresh."""
        self.drafts: dict[str, frozenset[str] | str] = {}
        """What is ticked or typed and not entered yet, by question."""
        self._doubted = ""
        """The free text that was last looked through for identifiers."""
        self._order = {screen.id: at for at, screen in enumerate(self.session.flow.screens)}
        self.leave()

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.recording.session

    @property
    def question(self) -> Question | None:
        """The question being asked; None at the end."""
        return self.session.flow.questions.get(self.active)

    @property
    def typing(self) -> bool:
        """True when the answer is typed into a field."""
        return self.question is not None and self.question.type in FIELDS

    @property
    def several(self) -> bool:
        """True when several options can be ticked."""
        return self.question is not None and self.question.type is QuestionType.SEVERAL

    @property
    def earlier(self) -> Answer | None:
        """The answer on record to the question being asked, or the one of the last visit that is offered."""
        return self.offered.answer if self.offered else self.session.answers.get(self.active)

    @property
    def offered(self) -> Earlier | None:
        """The answer of the last visit, while the question has none of today."""
        return None if self.active in self.session.answers else self.recording.offers.get(self.active)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions on the screen, in order."""
        if self.screen is None:
            return ()
        there = set(shown(self.session, self.screen)) | {self.active, self.by_choice}
        return tuple(name for name in self.screen.questions if name in there)

    @property
    def options(self) -> tuple[tuple[int, Option], ...]:
        """The options listed, each with its index among all."""
        if self.question is None:
            return ()
        wanted = self.filter.casefold()
        return tuple(
            (at, option)
            for at, option in enumerate(self.question.options)
            if wanted in f"{option.label} {option.help}".casefold()
        )

    def advance(self) -> None:
        """Go to the next question that needs an answer: on this screen first, then the first of all."""
        here = next((name for name in self.questions if self._needed(name)), None)
        if here is None:
            self.leave()
        else:
            self._ask(here)

    def leave(self) -> None:
        """Go to the first question of the interview that needs an answer, or to the end."""
        self.by_choice = self.active = ""
        self.screen = self._next_screen()
        self._ask(next((name for name in self.questions if self._needed(name)), ""))

    def visit(self, question: str) -> None:
        """Open a question by choice, asked by the interview or not; do nothing when there is none such."""
        if question not in self.session.flow.questions:
            return
        self.by_choice = question
        self.screen = screen_of(self.session, question)
        self._ask(question)

    def back(self) -> None:
        """Go to the question before this one."""
        before = self.questions[: self.questions.index(self.active)] if self.active else ()
        if before:
            self._ask(before[-1])
            return
        screen = screen_before(self.session, self.screen)
        if screen is None:
            self.note = FIRST
            return
        self.screen, self.active, self.by_choice = screen, "", ""
        self._ask(self.questions[-1])

    def press(self, key: str) -> bool:
        """Take one key of a list; return False when it is none of its keys, but perhaps a command."""
        question = self.question
        if question is None or self.typing:
            return False
        if self.several and key == NONE_KEY:
            self.pick("none")
        elif self.several and key == REST_KEY:
            self.rest_not_checked()
        elif question.type is QuestionType.YES_NO and key in ("y", "n"):
            self._answer(Chosen("yes" if key == "y" else "no"))
        else:
            return self._press_option(question, key) or self._press_other(question, key)
        return True

    def pick(self, row: str) -> None:
        """Choose a row of the list: an option, none of these, or another question of the screen."""
        kind, _, name = row.partition(":")
        if kind == "question":
            self._ask(name)
        elif kind == "none":
            self._none()
        elif self.several:
            self.ticked, self.touched, self.note = self.ticked ^ {name}, True, ""
            self.draft(self.ticked if self.ticked != self._on_record else "")
        else:
            self._answer(Chosen(name))

    def enter(self, row: str) -> None:
        """Take the Enter key on a row of the list; `row` is empty when the cursor is nowhere."""
        if self.several and not row.startswith(("none", "question")):
            self._enter_several()
        elif row:
            self.pick(row)
        elif self.earlier is not None:
            self._answer(self.earlier)
        else:
            self.note = NOTHING_CHOSEN

    def rest_not_checked(self) -> None:
        """Answer with what is ticked, leaving the rest open."""
        if self.ticked:
            self._answer(Several(self.ticked, rest_absent=False))
        else:
            self.note = NOTHING_TICKED

    def draft(self, said: frozenset[str] | str) -> None:
        """Keep what is ticked or typed at the question being asked until it is entered; empty for nothing."""
        self.drafts.pop(self.active, None)
        if said:
            self.drafts[self.active] = said

    def submit(self, typed: str, *, sure: bool = False) -> None:
        """Answer with what was typed; what cannot be understood is answered with what can."""
        question = self.question
        if question is None:
            return
        try:
            answer = from_text(question, typed)
        except InterviewError as error:
            self.note = str(error)
            return
        if answer is not None:
            if sure or question.type is not QuestionType.TEXT or not self._pointed_out(typed):
                self._answer(answer)
        elif question.type is QuestionType.TEXT and self.active in self.session.answers:
            self.recording.clear(self.active)
            self.leave()
        else:
            self.note = NOTHING_TYPED

    def _pointed_out(self, typed: str) -> bool:
        """Say once what in a free text looks like an identifier; the same text again is taken."""
        doubt = "" if typed == self._doubted else warning(typed)
        self._doubted = typed
        if doubt:
            self.note = f"{doubt} {AGAIN}"
        return bool(doubt)

    def not_assessed(self, reason: Reason = Reason.NOT_ASSESSED) -> None:
        """Pass the question over on purpose."""
        if self.question is not None:
            self._answer(NotAssessed(reason))

    def _enter_several(self) -> None:
        if self.touched and self.ticked:
            self._answer(Several(self.ticked))
        elif not self.touched and self.earlier is not None:
            self._answer(self.earlier)
        else:
            self.note = NOTHING_TICKED

    def _none(self) -> None:
        """Answer: none of these. What is ticked is given up only the second time, its loss being said."""
        loss = f"{len(self.ticked)} ticked; {NONE_KEY} again for none."
        if self.ticked and self.note != loss:
            self.note = loss
        else:
            self._answer(Several())

    def _press_option(self, question: Question, key: str) -> bool:
        index = option_index(key)
        if index is None or index >= len(question.options):
            return False
        self.pick(f"option:{question.options[index].id}")
        return True

    def _press_other(self, question: Question, key: str) -> bool:
        """Say which keys there are to someone who pressed one that neither answers nor commands."""
        if len(key) != 1 or key in COMMAND_KEYS or key.isspace() or not key.isprintable():
            return False
        none = f", {NONE_KEY} for none" if self.several else ""
        keys = option_keys(len(question.options))
        self.note = f"{key} is no answer here. Press {keys}{none}, or u for not assessed."
        return True

    def _answer(self, answer: Answer) -> None:
        """Record an answer and go on. The same answer again is no event, unless it had to be confirmed."""
        if answer != self.session.answers.get(self.active) or self.active in self.to_confirm:
            if self.offered is not None and answer == self.offered.answer:
                self.recording.keep(self.active)
            else:
                self.recording.answer(self.active, answer)
            self.returning = self.returning.after(self.session, self.active)
        self.draft("")
        self.advance()

    def _ask(self, question: str) -> None:
        self.active = question
        self.turn += 1
        said = self.drafts.get(question)
        self.ticked, self.touched = (said, True) if isinstance(said, frozenset) else (self._on_record, False)
        self.note = self.filter = ""

    @property
    def _on_record(self) -> frozenset[str]:
        return self.earlier.chosen if isinstance(self.earlier, Several) else frozenset()

    @property
    def to_confirm(self) -> frozenset[str]:
        """The answers that wait to be confirmed: their question applies again, or has changed."""
        changed = (
            name
            for name in self.recording.unconfirmed
            if relevance(self.session, name) is not Relevance.INACTIVE
        )
        return self.returning.waiting.union(changed)

    def _needed(self, question: str) -> bool:
        if question in self.to_confirm:
            return True
        open_ = question not in self.session.answers
        return open_ and relevance(self.session, question) is Relevance.ASKED

    def _next_screen(self) -> Screen | None:
        """Return the first screen with an unanswered question or an answer to confirm."""
        screens = [screen_of(self.session, name) for name in self.to_confirm]
        unanswered = next_screen(self.session)
        if unanswered is not None:
            screens.append(unanswered)
        return min(screens, key=lambda screen: self._order[screen.id], default=None)

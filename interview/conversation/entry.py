"""What is ticked or typed at a question and not entered yet, and why it is no answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from interview.conversation.identifiers import warning
from interview.flow.answer_text import from_text
from interview.flow.answers import Answer, Number, Several, Text
from interview.flow.decimals import numeral
from interview.flow.model import Option, Question, QuestionType
from interview.text import has

FIELDS = frozenset({QuestionType.NUMBER, QuestionType.DATE, QuestionType.MONTH, QuestionType.TEXT})
"""Question types that are typed into a field; all others are chosen from a list."""
Draft = frozenset[str] | str
"""What waits at a question: ticked options, or a text."""


class Refusal(StrEnum):
    """Why what was done changes nothing. Each face says it with its own keys."""

    FIRST_QUESTION = "first question"
    NOTHING_TICKED = "nothing ticked"
    NOTHING_CHOSEN = "nothing chosen"
    NOTHING_TYPED = "nothing typed"
    NOTHING_CHANGED = "nothing changed"
    """A list that came filled in, said of today: nobody touched it. Enter keeps it with its day."""
    TICKS_WOULD_GO = "ticks would go"
    """None of these, while some are ticked: the same once more gives them up."""
    DRAFT_WOULD_GO = "draft would go"
    """Not assessed, while something is ticked or typed and not entered: the same once more gives it up."""


@dataclass(slots=True)
class Entry:
    """The answer to one question in the making. Untouched, it is what `earlier` says, and no answer yet."""

    question: Question | None = None
    earlier: Answer | None = None
    """The answer on record, or the one of the last visit that is offered."""
    ticked: frozenset[str] = frozenset()
    typed: str = ""
    touched: bool = False
    today: bool = False
    """Whether the earlier answer was given at this visit, and not only kept."""
    filter: str = ""
    """Only options with this text are listed."""
    refused_none: bool = False
    refused_unknown: bool = False
    latest: date | None = None
    """No date after this one is taken."""

    @classmethod
    def at(
        cls,
        question: Question | None,
        earlier: Answer | None,
        draft: Draft | None = None,
        *,
        latest: date | None = None,
        today: bool = False,
    ) -> Entry:
        """Return what stands at a question when it is put: a draft, or else the earlier answer."""
        if isinstance(draft, frozenset):
            return cls(question, earlier, ticked=draft, touched=True, today=today)
        if isinstance(draft, str):
            return cls(question, earlier, typed=draft, touched=True, latest=latest, today=today)
        ticked, typed = chosen_in(earlier), written(earlier)
        return cls(question, earlier, ticked=ticked, typed=typed, latest=latest, today=today)

    @property
    def typing(self) -> bool:
        """True when the answer is typed into a field."""
        return self.question is not None and self.question.type in FIELDS

    @property
    def numeric(self) -> bool:
        """True when no letter can be a part of what is typed."""
        return self.typing and self.question is not None and self.question.type is not QuestionType.TEXT

    @property
    def several(self) -> bool:
        """True when several options can be ticked."""
        return self.question is not None and self.question.type is QuestionType.SEVERAL

    @property
    def options(self) -> tuple[tuple[int, Option], ...]:
        """The options listed, each with its index among all."""
        if self.question is None:
            return ()
        return tuple(
            (at, option)
            for at, option in enumerate(self.question.options)
            if not self.filter or has(f"{option.label} {option.help}", self.filter)
        )

    @property
    def draft(self) -> Draft:
        """What has to wait here when another question is put; empty for nothing that is not on record."""
        if self.several:
            return self.ticked if self.touched and self.ticked != chosen_in(self.earlier) else ""
        return self.typed if self.touched and self.typed.strip() != written(self.earlier).strip() else ""

    def tick(self, option: str) -> None:
        """Tick an option, or untick it."""
        self.ticked, self.touched = self.ticked ^ {option}, True
        self.refused_none = self.refused_unknown = False

    def type(self, text: str) -> None:
        """Take down what stands in the field."""
        self.refused_unknown = self.refused_unknown and text == self.typed
        self.typed, self.touched = text, True

    def ticks(self, *, rest_absent: bool) -> Answer | Refusal:
        """Return the answer that what is ticked makes; the rest is absent, or was not checked.

        What was filled in from the last visit is no answer of today while nobody touched it.
        """
        if not self.ticked:
            return Refusal.NOTHING_TICKED
        said = self.touched or self.today
        return Several(self.ticked, rest_absent) if said else Refusal.NOTHING_CHANGED

    def left_out(self, answer: Answer) -> frozenset[str]:
        """Return the options present before of which an answer that was typed whole says nothing.

        Whoever unticks an option sees it go; whoever types a list may only have meant to add to it. So that
        is asked before it counts.
        """
        return chosen_in(self.earlier) - chosen_in(answer) if isinstance(answer, Several) else frozenset()

    def added(self, answer: Answer) -> Answer:
        """Return an answer that was typed whole together with the options present before."""
        if not isinstance(answer, Several):
            return answer
        return Several(answer.chosen | chosen_in(self.earlier), answer.rest_absent)

    def none(self) -> Answer | Refusal:
        """Return the answer that none is present; what is ticked is given up only the second time."""
        if self.ticked and not self.refused_none:
            self.refused_none = True
            return Refusal.TICKS_WOULD_GO
        return Several()

    def unknown(self) -> Refusal | None:
        """Return why nothing is known yet: what is not entered is given up only the second time."""
        if not self.draft or self.refused_unknown:
            return None
        self.refused_unknown = True
        return Refusal.DRAFT_WOULD_GO

    def text(self) -> Answer | Refusal:
        """Return the answer that was typed; `UsageError` says what would be one."""
        assert self.question is not None
        answer = from_text(self.question, self.typed, self.latest)
        return Refusal.NOTHING_TYPED if answer is None else answer


def doubt_about(question: Question | None, answer: Answer) -> str:
    """Say what in a free text looks as if it told who the patient is; mostly nothing."""
    free = question is not None and question.type is QuestionType.TEXT
    return warning(answer.text) if free and isinstance(answer, Text) else ""


def chosen_in(answer: Answer | None) -> frozenset[str]:
    """Return the options that an answer says are present."""
    return answer.chosen if isinstance(answer, Several) else frozenset()


def written(answer: Answer | None) -> str:
    """Return an answer as it was typed."""
    if isinstance(answer, Number):
        return numeral(answer.value)
    return answer.text if isinstance(answer, Text) else ""

"""A flow with every type of question, and a person at a keyboard to hold it with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from interview import plain
from interview.conversation.conversation import Conversation
from interview.flow.conditions.syntax import Compare, Has, Holds, Is, Never
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import (
    Conflict,
    Evidence,
    Fact,
    Flow,
    NumberRange,
    Option,
    Question,
    QuestionType,
    Recommendation,
    Review,
    Screen,
    Source,
    Stance,
    Urgency,
)
from interview.plain.console import Read
from interview.store import Recording, Store
from tests.conversation.small import conversation

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
URGENT = Question(
    "urgent_problems",
    "Any of these today?",
    QuestionType.SEVERAL,
    "Urgent problems",
    (Option("choking", "Choking"), Option("weight_loss", "Weight loss", "Over 5% in 6 months.")),
    why="These come first.",
    help="Ask about today.",
    none="None of these today",
    sources=("cox2009",),
)
PATTERN = Question(
    "pattern",
    "Which pattern?",
    QuestionType.ONE,
    "Pattern",
    (Option("typical", "Typical"), Option("typhoid", "Typhoid-like"), Option("other", "Another pattern")),
)
STICKS = Question("food_sticks", "Does food stick?", QuestionType.YES_NO, "Food sticks", YES_NO)
REPEAT = Question("repeat_swallows", "Repeat swallows?", QuestionType.YES_NO, "Repeat swallows", YES_NO)
IMAGING = Question(
    "imaging",
    "What did imaging show?",
    QuestionType.ONE,
    "Imaging",
    (Option("bar", "A bar"), Option("clear", "Nothing")),
    applies_when=Is("food_sticks", frozenset({"yes"})),
    ask_when=Is("food_sticks", frozenset({"yes"})),
)
AGE = Question(
    "onset_age",
    "Age at onset?",
    QuestionType.NUMBER,
    "Age at onset",
    unit="years",
    range=NumberRange(1, 110, whole=True),
)
MONTH = Question("onset_month", "Since which month?", QuestionType.MONTH, "Onset month")
REMARK = Question("remark", "Anything else?", QuestionType.TEXT, "Remark")
COMMENT = Question("comment", "A comment?", QuestionType.TEXT, "Comment", ask_when=Never())
QUESTIONS = (URGENT, PATTERN, STICKS, REPEAT, IMAGING, AGE, MONTH, REMARK, COMMENT)


def _line(name: str, urgency: Urgency, when: Holds | Is | Has | Compare, title: str) -> Recommendation:
    return Recommendation(name, "plan", Stance.FOR, urgency, title, f"{title} is advised.", when)


LINES = (
    _line("assess", Urgency.SAME_DAY, Holds("urgent"), "Assessment today"),
    _line("airway", Urgency.SAME_DAY, Has("urgent_problems", "choking"), "Airway check"),
    _line("speech", Urgency.SOON, Is("food_sticks", frozenset({"yes"})), "Speech therapy"),
    _line("young", Urgency.ROUTINE, Compare("onset_age", "<", 45), "Second look"),
)


@cache
def bedside() -> Logic:
    screens = (
        Screen(("urgent_problems",)),
        Screen(("pattern",)),
        Screen(("food_sticks", "repeat_swallows"), "Swallowing"),
        *(Screen((name,)) for name in ("imaging", "onset_age", "onset_month", "remark", "comment")),
    )
    return compile_flow(
        Flow(
            id="bedside",
            title="Bedside \x1b]0;title\x07example",
            version="1",
            intended_use="For tests.",
            questions={question.id: question for question in QUESTIONS},
            screens=screens,
            recommendations={line.id: line for line in LINES},
            sections={"plan": "Plan"},
            facts={"urgent": Fact("urgent", Has("urgent_problems", "choking"), "Urgent")},
            tables={},
            numbers={},
            sources={
                "cox2009": Source("cox2009", Evidence.COHORT, {"title": "Swallowing in IBM", "issued": 2009})
            },
            controversies={},
            conflicts={
                "odd": Conflict("odd", Is("pattern", frozenset({"typhoid"})), "Typhoid is no pattern.")
            },
            constraints={},
            ends=None,
            review=Review(),
            evidence_to="2026-02",
            folder="",
            logic_hash="logic",
            content_hash="content",
            urgent="urgent",
        )
    )


def clock() -> datetime:
    return datetime(2026, 3, 1, 10, tzinfo=UTC)


def recording(store: Store | None = None, logic: Logic | None = None) -> Recording:
    return Recording.begin(store, logic or bedside(), clock=clock)


@dataclass
class Held:
    """What came of an interview: the exit code, every line shown, and the prompts among them."""

    code: int = -1
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def after(self, marker: str) -> str:
        """What was shown after the last line that has this text."""
        last = max(number for number, line in enumerate(self.lines) if marker in line)
        return "\n".join(self.lines[last + 1 :])


def typed(*replies: str | BaseException) -> Read:
    """A person who types these lines and then is gone."""
    left = list(replies)

    def read(prompt: str) -> str | None:
        if not left:
            return None
        reply = left.pop(0)
        if isinstance(reply, BaseException):
            raise reply
        return reply

    return read


def hold(
    under_way: Recording | Conversation,
    *replies: str | BaseException,
    width: int = 80,
    origin: str = "",
    read: Read | None = None,
    unfinished: str = "",
) -> Held:
    """Hold an interview with someone who types these lines, and when it is ended what is `unfinished`."""
    held, talk = Held(), conversation(under_way)
    talk.recording.origin = origin
    reading = read or typed(*replies)

    def reading_aloud(prompt: str) -> str | None:
        held.lines.append(f"[{prompt.strip()}]")
        return reading(prompt) if callable(reading) else None

    source = reading_aloud if callable(reading) else reading
    held.code = plain.run(
        talk, read=source, write=held.lines.append, width=lambda: width, unfinished=lambda: unfinished
    )
    return held

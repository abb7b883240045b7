"""A small flow with one question of every kind, as a person would write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from interview.conversation.conversation import Conversation
from interview.errors import FlowError
from interview.flow.conditions.syntax import All, Always, Compare, Condition, Has, Holds, Is, Never
from interview.flow.loading.finder import Opened
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import (
    Conflict,
    Evidence,
    Fact,
    Flow,
    IfOpen,
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
from interview.store import Store
from interview.store.recording import Recording
from interview.worklist.items import FlowItem, SessionItem
from interview.worklist.worklist import Worklist

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
FEATURES = (
    "Rash",
    "Ptosis",
    "Fatigability",
    "Myotonia",
    "Family history",
    "Statin",
    "Paraprotein",
    "Thyroid disease",
    "Antibody",
    "Granuloma",
    "Rapid course",
    "Upper motor neuron signs",
    "Lung disease",
    "Early breathing failure",
    "Spared knee extensors",
)


def clock() -> datetime:
    return NOW


def yes(question: str) -> Condition:
    return Is(question, frozenset({"yes"}))


def yes_no(identity: str, ask: str, **more: object) -> Question:
    return Question(identity, ask, QuestionType.YES_NO, ask.rstrip("?"), YES_NO, **more)  # type: ignore[arg-type]


def line(identity: str, title: str, when: Condition, **more: object) -> Recommendation:
    values = {"section": "care", "stance": Stance.FOR, "urgency": Urgency.ROUTINE, **more}
    return Recommendation(identity, title=title, say=f"{title}.", when=when, **values)  # type: ignore[arg-type]


QUESTIONS = (
    Question(
        "dangers",
        "Is anything urgent?",
        QuestionType.SEVERAL,
        "Urgent problems",
        (Option("choking", "Choking", "cannot clear the airway"), Option("distress", "Breathless at rest")),
        none="Nothing urgent",
        why="Some problems cannot wait for the rest of the interview.",
        sources=("rose2013",),
    ),
    Question(
        "status",
        "What is the state of the diagnosis?",
        QuestionType.ONE,
        "Diagnosis",
        (Option("established", "Established"), Option("suspected", "Suspected", "not yet proved")),
    ),
    yes_no("centre", "Is the patient seen at a specialist centre?"),
    Question(
        "features",
        "Which features are not yet explained?",
        QuestionType.SEVERAL,
        "Other features",
        tuple(Option(name.lower().replace(" ", "_"), name) for name in FEATURES),
        none="None of these",
    ),
    Question(
        "age",
        "How old was the patient at onset?",
        QuestionType.NUMBER,
        "Age at onset",
        unit="years",
        range=NumberRange(1, 110, whole=True),
        ask_when=Is("status", frozenset({"suspected"})),
    ),
    yes_no("biopsy", "Was a biopsy taken?"),
    yes_no("infiltrate", "Did it show an infiltrate?", applies_when=yes("biopsy")),
    yes_no("falls", "Are there falls?"),
    Question(
        "comment", "Anything to keep with this interview?", QuestionType.TEXT, "Comment", ask_when=Never()
    ),
)
SCREENS = (
    Screen(("dangers",)),
    Screen(("status", "centre"), "Diagnosis"),
    Screen(("features",)),
    Screen(("age",)),
    Screen(("biopsy",)),
    Screen(("infiltrate",)),
    Screen(("falls",)),
    Screen(("comment",)),
)
LINES = (
    line(
        "assess",
        "Same-day assessment of the airway",
        Holds("urgent"),
        section="urgent",
        urgency=Urgency.SAME_DAY,
    ),
    line(
        "exercise", "Regular supervised exercise", Always(), evidence=(Evidence.TRIAL,), sources=("rose2013",)
    ),
    line(
        "physio",
        "Physiotherapy for falls",
        yes("falls"),
        urgency=Urgency.SOON,
        if_open=IfOpen("Ask about falls to decide on physiotherapy."),
    ),
    line(
        "biopsy_read",
        "Have the biopsy read again",
        All((yes("biopsy"), yes("infiltrate"))),
        stance=Stance.CAUTION,
    ),
    line("late", "Look for another cause in the young", Compare("age", "<", 40), stance=Stance.AGAINST),
)


def small_flow(**changes: object) -> Flow:
    values: dict[str, object] = {
        "id": "small",
        "title": "Small flow",
        "version": "1",
        "intended_use": "For tests.",
        "questions": {question.id: question for question in QUESTIONS},
        "screens": SCREENS,
        "recommendations": {each.id: each for each in LINES},
        "sections": {"urgent": "Urgent", "care": "Care"},
        "facts": {"urgent": Fact("urgent", Has("dangers", "choking"), "Urgent problem")},
        "tables": {},
        "numbers": {},
        "sources": {
            "rose2013": Source("rose2013", Evidence.GUIDELINE, {"title": "A workshop", "issued": 2013})
        },
        "controversies": {},
        "conflicts": {
            "established_elsewhere": Conflict(
                "established_elsewhere",
                All((Is("status", frozenset({"established"})), Is("centre", frozenset({"no"})))),
                "An established diagnosis without a centre.",
            )
        },
        "constraints": {},
        "ends": None,
        "review": Review(),
        "evidence_to": "2026-02",
        "folder": "",
        "logic_hash": "a" * 64,
        "content_hash": "b" * 64,
        "urgent": "urgent",
    }
    return Flow(**{**values, **changes})  # type: ignore[arg-type]


def small_logic(**changes: object) -> Logic:
    return compile_flow(small_flow(**changes))


def long_logic(count: int) -> Logic:
    """A flow of so many yes/no questions."""
    questions = {f"q{n}": yes_no(f"q{n}", f"Question {n}?") for n in range(count)}
    screens = tuple(Screen((name,)) for name in questions)
    return small_logic(
        questions=questions,
        screens=screens,
        facts={},
        urgent="",
        conflicts={},
        recommendations={"always": line("always", "Always", Always())},
    )


class Memory(Recording):
    """A recording that behaves as if its disk took everything, unless told otherwise."""

    broken = ""

    def save(self) -> bool:
        self.saved, self.problem = not self.broken, self.broken
        return self.saved


def begin(logic: Logic | None = None) -> Memory:
    recording = Memory.begin(None, logic or small_logic(), clock=clock)
    recording.keeping = True
    recording.save()
    return recording


@dataclass(frozen=True)
class Offers(Worklist):
    """A worklist that lists what it is told to, and gives one interview for whatever is chosen."""

    flows: Mapping[str, Opened | FlowError] = field(default_factory=dict)
    store: Store | None = None
    listed: tuple[FlowItem, ...] = ()
    unfinished_ones: tuple[SessionItem, ...] = ()
    given: Callable[[], Conversation] = lambda: Conversation(begin())
    told: str = ""

    @property
    def notice(self) -> str:
        return self.told

    def flow_items(self) -> tuple[FlowItem, ...]:
        return self.listed

    def unfinished_items(self) -> tuple[SessionItem, ...]:
        return self.unfinished_ones

    def begin(self, flow_id: str) -> Conversation:
        return self.given()

    def resume(self, session_id: str) -> Conversation:
        return self.given()


def asked(recording: Recording) -> Iterable[str]:
    """The questions of the events, in order."""
    return [event.question for event in recording.session.events]

"""A small flow for the engine's tests, built without files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any as Anything

from interview.engine import Event, EventKind, Session, replay, start
from interview.flow.answers import Answer
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Has, Holds, Is, Never, Not
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import (
    Conflict,
    Constraint,
    DerivedNumber,
    Ends,
    Evidence,
    Fact,
    Flow,
    NumberRange,
    Operation,
    Option,
    Policy,
    Question,
    QuestionType,
    Recommendation,
    Review,
    Row,
    Score,
    Screen,
    Stance,
    Table,
    Urgency,
)


def yes_no(name: str, **more: Anything) -> Question:
    options = (Option("yes", "yes"), Option("no", "no"))
    return Question(name, f"{name}?", QuestionType.YES_NO, name, options, **more)


def one(name: str, *options: str, **more: Anything) -> Question:
    return Question(name, f"{name}?", QuestionType.ONE, name, tuple(Option(o, o) for o in options), **more)


def several(name: str, *options: str, **more: Anything) -> Question:
    return Question(
        name, f"{name}?", QuestionType.SEVERAL, name, tuple(Option(o, o) for o in options), **more
    )


def number(name: str, low: float, high: float, *, whole: bool = True, **more: Anything) -> Question:
    limits = NumberRange(low, high, whole)
    return Question(name, f"{name}?", QuestionType.NUMBER, name, unit="points", range=limits, **more)


def is_(name: str, *options: str) -> Is:
    return Is(name, frozenset(options))


def line(name: str, when: Condition, **more: Anything) -> Recommendation:
    return Recommendation(
        name,
        "plan",
        Stance.FOR,
        Urgency.ROUTINE,
        name,
        f"{name}.",
        when,
        evidence=(Evidence.DESIGN_CHOICE,),
        **more,
    )


def difference(name: str, first: str, second: str, label: str = "", unit: str = "") -> DerivedNumber:
    return DerivedNumber(name, Operation.DIFFERENCE, (first, second), label, unit)


def flow(
    questions: list[Question],
    recommendations: list[Recommendation],
    *,
    screens: list[tuple[str, ...]] | None = None,
    facts: dict[str, Condition] | None = None,
    tables: list[Table] | None = None,
    differences: list[DerivedNumber] | None = None,
    scores: list[Score] | None = None,
    conflicts: list[Conflict] | None = None,
    constraints: list[Constraint] | None = None,
    ends: Ends | None = None,
) -> Flow:
    order = screens or [(question.id,) for question in questions]
    return Flow(
        id="example",
        title="Example",
        version="1",
        intended_use="Tests.",
        questions={question.id: question for question in questions},
        screens=tuple(Screen(names) for names in order),
        recommendations={r.id: r for r in recommendations},
        sections={"plan": "Plan"},
        facts={name: Fact(name, when, name) for name, when in (facts or {}).items()},
        tables={table.id: table for table in tables or []},
        numbers={one.id: one for one in differences or []},
        scores={score.id: score for score in scores or []},
        sources={},
        controversies={},
        conflicts={c.id: c for c in conflicts or []},
        constraints={c.id: c for c in constraints or []},
        ends=ends,
        review=Review(),
        evidence_to="2026-02",
        folder="",
        logic_hash="",
        content_hash="",
    )


def answered(session_flow: Flow, answers: Mapping[str, Answer]) -> Session:
    """Return the session in which these answers were given, in this order."""
    return answered_in(compile_flow(session_flow), answers)


def answered_in(logic: Logic, answers: Mapping[str, Answer]) -> Session:
    """Return the same of a flow that is compiled already."""
    events = [
        Event(f"event-{index}", EventKind.ANSWERED, name, "2026-01-01T00:00:00Z", answer)
        for index, (name, answer) in enumerate(answers.items())
    ]
    return replay(logic, events)


def fresh(session_flow: Flow) -> Session:
    return start(compile_flow(session_flow))


def clinic() -> Flow:
    """Swallowing, a biopsy that may not have been done, a score measured twice, and an end."""
    biopsied = is_("biopsy", "yes")
    return flow(
        [
            one("status", "established", "suspected", "not_ibm"),
            yes_no("sticks"),
            yes_no("repeats"),
            several("disease", "sjogren", "sle", "hiv"),
            yes_no("biopsy", ask_when=is_("status", "suspected")),
            yes_no("vacuoles", applies_when=biopsied),
            yes_no("imaging", ask_when=Holds("swallow")),
            number("before", 0, 40),
            number("now", 0, 40),
            yes_no("extra", ask_when=Never()),
        ],
        [
            line("not_ibm", is_("status", "not_ibm")),
            line("therapy", Holds("swallow")),
            line("rescreen", Not(Holds("swallow"))),
            line("screen", Not(Holds("swallow")), while_open="swallow"),
            line("trial", is_("drug", "discuss")),
            line("against", is_("drug", "not_supported")),
            line("rebiopsy", All((is_("status", "suspected"), is_("vacuoles", "no")))),
            line("decline", Compare("fall", ">=", 2)),
        ],
        facts={"swallow": Any((is_("sticks", "yes"), is_("repeats", "yes")))},
        tables=[
            Table(
                "drug",
                "Drug decision",
                Policy.FIRST,
                (
                    Row(Has("disease", "hiv"), "mimics"),
                    Row(Any((Has("disease", "sjogren"), Has("disease", "sle"))), "discuss"),
                ),
                "not_supported",
                {"mimics": "mimics first", "discuss": "discuss", "not_supported": "not supported"},
            )
        ],
        differences=[difference("fall", "before", "now")],
        ends=Ends(is_("status", "not_ibm"), frozenset({"not_ibm", "therapy"}), "It ends here."),
    )

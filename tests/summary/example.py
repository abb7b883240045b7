"""A small flow with everything a summary can show, and sessions of it."""

from __future__ import annotations

from typing import Any as Anything

from interview.engine import Event, EventKind, Session, replay
from interview.flow.answers import Answer, Chosen, NotAssessed, Several, Text
from interview.flow.conditions.syntax import All, Always, Any, Compare, Condition, Has, Holds, Is, Never, Not
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import (
    Conflict,
    Controversy,
    Ends,
    Evidence,
    Fact,
    Flow,
    IfOpen,
    NumberRange,
    Option,
    Policy,
    Question,
    QuestionType,
    Recommendation,
    Review,
    Row,
    Screen,
    Source,
    Stance,
    Table,
    Urgency,
)

AT = "2026-11-22T10:30:00+00:00"
YES_NO = (Option("yes", "Yes"), Option("no", "No"))


def yes(question: str) -> Condition:
    return Is(question, frozenset({"yes"}))


def _yes_no(name: str, label: str, ask_when: Condition | None = None) -> Question:
    return Question(name, f"{label}?", QuestionType.YES_NO, label, YES_NO, ask_when=ask_when or Always())


QUESTIONS = (
    Question(
        "urgent_problems",
        "Any urgent problem now?",
        QuestionType.SEVERAL,
        "Urgent problems",
        (Option("choking", "Choking"), Option("breathless", "Breathless at rest")),
        none="None of these",
    ),
    Question(
        "status",
        "How firm is the diagnosis?",
        QuestionType.ONE,
        "Diagnosis",
        (Option("established", "Established"), Option("suspected", "Suspected"), Option("other", "Not this")),
    ),
    _yes_no("food_sticks", "Food sticks"),
    _yes_no("repeat_swallows", "Repeat swallows"),
    _yes_no("steroids", "On a steroid"),
    Question(
        "onset_age",
        "How old at onset?",
        QuestionType.NUMBER,
        "Age at onset",
        unit="years",
        range=NumberRange(1, 110, whole=True),
        ask_when=Is("status", frozenset({"suspected"})),
    ),
    Question("comment", "Anything to keep?", QuestionType.TEXT, "Comment", ask_when=Never()),
)


def _line(
    name: str, section: str, urgency: Urgency, title: str, when: Condition, **more: Anything
) -> Recommendation:
    settings: dict[str, Anything] = {
        "stance": Stance.FOR,
        "evidence": (Evidence.EXPERT_OPINION,),
        "sources": ("lloyd2018",),
        **more,
    }
    return Recommendation(
        id=name,
        section=section,
        urgency=urgency,
        title=title,
        say=f"{title}, in full.",
        when=when,
        **settings,
    )


SWALLOW = Any((yes("food_sticks"), yes("repeat_swallows")))
ENDED = Is("status", frozenset({"other"}))
RECOMMENDATIONS = (
    _line("exercise", "general", Urgency.ROUTINE, "Exercise", Not(Never()), evidence=(Evidence.TRIAL,)),
    _line("review_drug", "general", Urgency.ROUTINE, "Review of the steroid", yes("steroids")),
    _line(
        "therapy",
        "swallowing",
        Urgency.SOON,
        "Swallowing therapy for a score ≥ 3",
        Holds("swallow_positive"),
        sources=("cox2009", "lloyd2018"),
        controversies=("c3",),
        more="Read in 37 patients.",
        if_open=IfOpen("Ask the two swallowing questions.", Is("status", frozenset({"established"}))),
    ),
    _line(
        "rescreen", "swallowing", Urgency.ROUTINE, "Rescreening of swallowing", Not(Holds("swallow_positive"))
    ),
    _line("young", "general", Urgency.ROUTINE, "Young onset", Compare("onset_age", "<=", 45.0), sources=()),
    _line(
        "same_day",
        "urgent",
        Urgency.SAME_DAY,
        "Same-day assessment",
        Any((Has("urgent_problems", "choking"), Has("urgent_problems", "breathless"))),
    ),
)


def flow() -> Flow:
    """Return the example."""
    return Flow(
        id="example",
        title="Management of an example",
        version="1",
        intended_use="An aid for clinicians. It is not for patients.",
        questions={question.id: question for question in QUESTIONS},
        screens=tuple(Screen((question.id,)) for question in QUESTIONS),
        recommendations={line.id: line for line in RECOMMENDATIONS},
        sections={"general": "General", "swallowing": "Swallowing", "urgent": "Urgent"},
        facts={"swallow_positive": Fact("swallow_positive", SWALLOW, "Swallowing trouble")},
        tables={"criteria": _table()},
        numbers={},
        sources={source.id: source for source in _sources()},
        controversies={"c3": Controversy("c3", "Two cohorts disagree.", ("cox2009", "society"))},
        conflicts={"odd": _conflict()},
        constraints={},
        ends=Ends(ENDED, frozenset({"same_day"}), "This flow is about an example and ends here."),
        review=Review(),
        evidence_to="2026-02",
        folder="",
        logic_hash="1" * 64,
        content_hash="abcdef0123456789",
    )


def _table() -> Table:
    outcomes = {"met": "met", "not_met": "not met", "no_matter": "not applicable"}
    rows = (Row(ENDED, "no_matter"), Row(All((Compare("onset_age", ">", 45.0), yes("food_sticks"))), "met"))
    return Table(
        "criteria",
        "Example criteria",
        Policy.FIRST,
        rows,
        "not_met",
        outcomes,
        ("rose2013",),
        "Never excludes.",
    )


def _conflict() -> Conflict:
    choking = Has("urgent_problems", "choking")
    when = All((choking, Is("food_sticks", frozenset({"no"}))))
    return Conflict("odd", when, "Choking is marked, but food does not stick.")


def _sources() -> tuple[Source, ...]:
    return (
        Source(
            "lloyd2018",
            Evidence.EXPERT_OPINION,
            {"author": [{"family": "Lloyd", "given": "TE"}], "issued": 2018},
        ),
        Source(
            "cox2009", Evidence.COHORT, {"author": [{"family": "Cox"}], "issued": 2009, "DOI": "10.1000/x"}
        ),
        Source("rose2013", Evidence.GUIDELINE, {"author": [{"family": "Rose"}], "issued": 2013}),
        Source("society", Evidence.REVIEW, {"author": [{"literal": "A Society"}], "issued": 2020}),
    )


def session(**answers: Answer) -> Session:
    """Return a session of the example with these answers."""
    events = (
        Event(str(n), EventKind.ANSWERED, name, AT, answer)
        for n, (name, answer) in enumerate(answers.items())
    )
    return replay(compile_flow(flow()), events)


NONE, PASSED = Several(), NotAssessed()
YES, NO = Chosen("yes"), Chosen("no")
TYPICAL: dict[str, Answer] = {
    "urgent_problems": NONE,
    "status": Chosen("established"),
    "food_sticks": NO,
    "repeat_swallows": NO,
    "steroids": NO,
}


def typical(**changed: Answer) -> Session:
    """Return a session with nothing to report but what is changed."""
    return session(**{**TYPICAL, **changed})


def with_comment(text: str) -> Session:
    """Return a session whose free text is this."""
    return typical(comment=Text(text))

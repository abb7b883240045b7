"""A flow with every kind of part and of way, and one whose words are the signs of picture languages."""

from __future__ import annotations

from interview.flow.conditions.syntax import All, Always, Any, Compare, Condition, Has, Holds, Never
from interview.flow.model import Ends, Flow, Option, Policy, Question, QuestionType, Row, Table
from tests.engine.examples import difference, flow, is_, line, number, one, several, yes_no

ILL = is_("ill", "yes")
SIGNS = Any((Has("signs", "fever"), Has("signs", "cough")))

NASTY = (
    '"]:::x',
    "end",
    "a --> b",
    "`md` **b**",
    "%%{init: {}}%%",
    "<script>alert(1)</script>",
    "style fill:#f00;",
    "1. list",
    "- item",
    "#35; &amp; &lt;",
    "\\N \\l \\",
    "|pipe| {b} [c] (d)",
    "life style:#x; y",
    "ünïcödé 漢字",
)


def clinic() -> Flow:
    """A flow of one screen after another: free, twice under one condition, mixed, never asked, last."""
    return flow(
        [
            one("status", "known", "other"),
            yes_no("ill"),
            several("signs", "fever", "cough", ask_when=ILL),
            number("before", 0, 10, ask_when=ILL),
            number("now", 0, 10, ask_when=Holds("severe")),
            yes_no("alone"),
            yes_no("help_at_home", ask_when=is_("alone", "yes")),
            yes_no("comment", ask_when=Never()),
            yes_no("wish"),
        ],
        [
            line("admit", Any((Holds("severe"), Compare("fall", ">=", 2.0)))),
            line("call", is_("grade", "high")),
            line("leaflet", Always()),
            line("ask_more", Always(), while_open="severe"),
        ],
        screens=[
            ("status",), ("ill",), ("signs",), ("before",), ("now",),
            ("alone", "help_at_home"), ("comment",), ("wish",),
        ],
        facts={"severe": All((ILL, Has("signs", "fever")))},
        differences=[difference("fall", "before", "now", "Fall of the score")],
        tables=[
            Table(
                "grade", "Grade", Policy.FIRST,
                (Row(Holds("severe"), "high"), Row(SIGNS, "middle")),
                "low", {"high": "high", "middle": "in the middle", "low": "low"},
            )
        ],
        ends=Ends(is_("status", "other"), frozenset({"leaflet"}), "The end."),
    )  # fmt: skip


def nasty() -> Flow:
    """A flow in which everything is named by signs that mean something in Mermaid, DOT, HTML or SVG."""
    options = (Option("yes", "Yes"), Option("no", "No"))
    questions = []
    for index, words in enumerate(NASTY):
        when: Condition = is_(f"q{index - 1}", "yes") if index else Always()
        questions.append(Question(f"q{index}", words, QuestionType.YES_NO, words, options, ask_when=when))
    return flow(questions, [line("last", Any(tuple(is_(f"q{i}", "yes") for i in range(len(NASTY)))))])

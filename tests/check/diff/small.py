"""A small flow for comparisons, and ways to change a little of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any as Anything

from interview.check.diff.compare import compare
from interview.check.diff.difference import Comparison, Difference, Version
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Has, Holds, Not
from interview.flow.model import Ends, Flow, Policy, Row, Table
from tests.engine.examples import difference, flow, is_, line, number, one, several, yes_no

STICKS, CHOKES = is_("sticks", "yes"), Has("signs", "choking")


def clinic() -> Flow:
    """Return a flow about swallowing, with one of everything that decides something."""
    return flow(
        [
            one("status", "ibm", "other"),
            yes_no("sticks"),
            several("signs", "choking", "weight", "cough"),
            yes_no("imaged", ask_when=Holds("swallow")),
            one("image", "bar", "normal", applies_when=is_("imaged", "yes")),
            number("age", 18, 110),
            number("before", 0, 40),
            number("now", 0, 40),
        ],
        [
            line("therapy", Holds("swallow")),
            line("rescreen", Not(Holds("swallow"))),
            line("dietitian", Has("signs", "weight")),
            line("myotomy", is_("image", "bar")),
            line("screen", STICKS, while_open="swallow"),
            line("elderly", is_("group", "old")),
        ],
        facts={"swallow": Any((STICKS, CHOKES))},
        tables=[
            Table(
                "group",
                "Age group",
                Policy.FIRST,
                (Row(compared("age", ">", 65), "old"),),
                "young",
                {"old": "old", "young": "young"},
            )
        ],
        differences=[difference("fall", "before", "now")],
        ends=Ends(is_("status", "other"), frozenset({"therapy"}), "It ends here."),
    )


def compared(name: str, operator: str, value: float) -> Condition:
    return Compare(name, operator, value)


def with_line(old: Flow, name: str, **changes: Anything) -> Flow:
    """Return the flow with one recommendation changed."""
    changed = replace(old.recommendations[name], **changes)
    return replace(old, recommendations={**old.recommendations, name: changed})


def with_question(old: Flow, name: str, **changes: Anything) -> Flow:
    """Return the flow with one question changed."""
    changed = replace(old.questions[name], **changes)
    return replace(old, questions={**old.questions, name: changed})


def with_fact(old: Flow, name: str, when: Condition) -> Flow:
    """Return the flow with another condition for a fact."""
    return replace(old, facts={**old.facts, name: replace(old.facts[name], when=when)})


def both(*parts: Condition) -> Condition:
    return All(parts)


def differ(old: Flow, new: Flow) -> Comparison:
    return compare(Version("old", old), Version("new", new))


def the(found: Comparison, name: str, kind: str = "recommendation") -> Difference:
    """Return the one difference about something."""
    (difference,) = [d for d in found.differences if d.id == name and d.kind == kind]
    return difference


def told(difference: Difference) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return who is concerned: by the state before and after, the conditions."""
    return {(shift.before, shift.after): shift.when for shift in difference.shifts}

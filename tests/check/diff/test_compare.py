"""Each kind of change in behaviour is told once, with those whom it concerns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.check.diff import compare
from interview.check.diff.compare import Pair
from interview.check.diff.difference import Change, Detail
from interview.flow.conditions.syntax import Always, Any, Condition, Has, Holds, Never, Not
from interview.flow.logic.diagrams import BudgetError, Diagrams
from interview.flow.model import Conflict, Constraint, Ends, Flow, IfOpen, Row, Screen, Stance, Urgency
from tests.check.diff.small import (
    CHOKES,
    STICKS,
    both,
    clinic,
    compared,
    differ,
    the,
    told,
    with_fact,
    with_line,
)
from tests.engine.examples import flow, is_, line, number, yes_no

GOES_ON = "status is ibm"


def test_a_flow_is_equivalent_to_itself() -> None:
    found = differ(clinic(), clinic())
    assert found.equivalent
    assert not found.rewordings


def test_a_line_that_more_patients_get() -> None:
    new = with_line(clinic(), "dietitian", when=Any((Has("signs", "weight"), STICKS)))
    found = differ(clinic(), new)
    (difference,) = found.differences
    assert difference.id == "dietitian"
    assert told(difference) == {
        ("ruled_out", "holds"): (f"{GOES_ON} and sticks is yes and signs lacks weight",)
    }


def test_a_line_that_fewer_patients_get() -> None:
    new = with_line(clinic(), "dietitian", when=both(Has("signs", "weight"), compared("age", ">", 60)))
    assert told(the(differ(clinic(), new), "dietitian")) == {
        ("holds", "ruled_out"): (f"{GOES_ON} and signs has any of (weight) and age <= 60",)
    }


def test_a_threshold_that_moved_names_the_numbers_between() -> None:
    old = flow([number("age", 18, 110)], [line("elderly", compared("age", ">", 65))])
    new = with_line(old, "elderly", when=compared("age", ">=", 70))
    assert told(the(differ(old, new), "elderly")) == {("holds", "ruled_out"): ("age >= 66 and age <= 69",)}


def test_thresholds_that_mean_the_same_whole_numbers_are_equivalent() -> None:
    old = flow([number("age", 18, 110)], [line("elderly", compared("age", ">", 65))])
    assert differ(old, with_line(old, "elderly", when=compared("age", ">=", 66))).equivalent


def test_between_fractions_they_are_not() -> None:
    old = flow([number("weight", 30, 200, whole=False)], [line("thin", compared("weight", "<", 50))])
    new = with_line(old, "thin", when=compared("weight", "<=", 50))
    assert told(the(differ(old, new), "thin")) == {("ruled_out", "holds"): ("weight is 50",)}


def test_a_line_that_everyone_gets_now() -> None:
    old = flow([yes_no("a")], [line("x", Never())])
    assert told(the(differ(old, with_line(old, "x", when=Always())), "x")) == {
        ("ruled_out", "holds"): ("always",)
    }


def test_a_line_added_or_removed_tells_when_it_holds() -> None:
    lines = {name: r for name, r in clinic().recommendations.items() if name != "dietitian"}
    without = replace(clinic(), recommendations=lines)
    added, removed = (
        the(found, "dietitian") for found in (differ(without, clinic()), differ(clinic(), without))
    )
    condition = (f"{GOES_ON} and signs has any of (weight)",)
    assert (added.change, told(added)) == (Change.ADDED, {("", "holds"): condition})
    assert (removed.change, told(removed)) == (Change.REMOVED, {("holds", ""): condition})
    assert added.details == (Detail("given", "", "for, routine, in Plan"),)


def test_stance_urgency_and_section() -> None:
    new = with_line(clinic(), "therapy", stance=Stance.CAUTION, urgency=Urgency.SAME_DAY, section="more")
    new = replace(new, sections={**new.sections, "more": "More"})
    difference = the(differ(clinic(), new), "therapy")
    assert difference.details == (
        Detail("stance", "for", "caution"),
        Detail("urgency", "routine", "same day"),
        Detail("section", "plan", "more"),
    )
    assert not difference.shifts


def test_what_follows_from_a_changed_fact_is_said_through_it() -> None:
    more = Any((STICKS, CHOKES, Has("signs", "cough"), Has("signs", "weight")))
    found = differ(clinic(), with_fact(clinic(), "swallow", more))
    assert told(the(found, "therapy")) == {("ruled_out", "holds"): ("swallow newly holds",)}
    assert told(the(found, "rescreen")) == {("holds", "ruled_out"): (f"swallow newly holds and {GOES_ON}",)}
    assert told(the(found, "imaged", "question")) == {("not asked", "asked"): ("swallow newly holds",)}
    (conditions,) = told(the(found, "swallow", "fact")).values()
    assert conditions == (
        "sticks is no and signs has any of (weight) and signs lacks choking",
        "sticks is no and signs has any of (cough) and signs lacks choking",
    )


def test_a_line_that_waits_for_a_changed_fact_differs_only_while_answers_are_missing() -> None:
    difference = the(differ(clinic(), with_fact(clinic(), "swallow", STICKS)), "screen")
    assert difference.only_unanswered
    assert not difference.shifts


def test_an_unchanged_fact_stands_for_its_answers() -> None:
    new = with_line(clinic(), "rescreen", when=both(Not(Holds("swallow")), compared("age", ">", 60)))
    assert told(the(differ(clinic(), new), "rescreen")) == {
        ("holds", "ruled_out"): (f"not swallow and {GOES_ON} and age <= 60",)
    }


def test_a_table_tells_the_outcome_before_and_now() -> None:
    table = clinic().tables["group"]
    new = replace(clinic(), tables={"group": replace(table, rows=(Row(compared("age", ">", 70), "old"),))})
    found = differ(clinic(), new)
    assert told(the(found, "group", "table")) == {("old", "young"): ("age >= 66 and age <= 70",)}
    assert told(the(found, "elderly")) == {
        ("holds", "ruled_out"): (f"{GOES_ON} and age >= 66 and age <= 70",)
    }


def test_what_ends_the_interview() -> None:
    found = differ(clinic(), replace(clinic(), ends=None))
    assert told(the(found, "ends", "ends")) == {("ends", "goes on"): ("status is other",)}
    assert told(the(found, "dietitian")) == {
        ("ruled_out", "holds"): ("status is other and signs has any of (weight)",)
    }


def test_a_line_kept_at_the_end() -> None:
    ends = Ends(is_("status", "other"), frozenset({"therapy", "dietitian"}), "It ends here.")
    (difference,) = differ(clinic(), replace(clinic(), ends=ends)).differences
    assert told(difference) == {("ruled_out", "holds"): ("status is other and signs has any of (weight)",)}


def test_warnings_constraints_and_the_urgent_banner() -> None:
    new = replace(
        clinic(),
        conflicts={"odd": Conflict("odd", both(is_("sticks", "no"), CHOKES), "Odd.")},
        constraints={"adult": Constraint("adult", compared("age", ">=", 20), "Too young.")},
        urgent="swallow",
    )
    found = differ(clinic(), new)
    assert told(the(found, "odd", "conflict")) == {
        ("", "shown"): ("sticks is no and signs has any of (choking)",)
    }
    assert told(the(found, "adult", "constraint")) == {("", "impossible"): ("age <= 19",)}
    assert told(the(found, "swallow", "urgent")) == {("not urgent", "urgent"): ("swallow",)}


def test_when_an_open_line_is_worded() -> None:
    new = with_line(clinic(), "therapy", if_open=IfOpen("Ask about swallowing.", compared("age", ">", 50)))
    found = differ(clinic(), new)
    (difference,) = found.differences
    assert difference.kind == "open_wording"
    assert told(difference) == {("not worded", "worded"): ("age >= 51",)}


def test_a_derived_number_turned_around() -> None:
    old = with_line(clinic(), "elderly", when=compared("fall", ">=", 2))
    fall = replace(old.numbers["fall"], operands=("now", "before"))
    found = differ(old, replace(old, numbers={"fall": fall}))
    assert the(found, "fall", "number").details == (
        Detail("worked out as", "before minus now", "now minus before"),
    )
    assert set(told(the(found, "elderly"))) == {("holds", "ruled_out"), ("ruled_out", "holds")}


def test_what_no_patient_can_have_is_no_difference() -> None:
    """Numbers of 0 to 40 cannot fall by more than 40."""
    old = with_line(clinic(), "elderly", when=compared("fall", ">", 40))
    assert differ(old, with_line(old, "elderly", when=Never())).equivalent


def test_moving_screens_and_naming_a_fact_changes_no_behaviour() -> None:
    old = clinic()
    facts = {**old.facts, "chokes": replace(old.facts["swallow"], id="chokes", when=CHOKES)}
    new = with_fact(replace(old, facts=facts), "swallow", Any((Holds("chokes"), STICKS)))
    first, second, *rest = new.screens
    new = replace(new, screens=(Screen((*first.questions, *second.questions), "Together"), *rest))
    found = differ(old, new)
    assert found.equivalent
    assert {(r.id, r.aspect) for r in found.rewordings} == {
        ("chokes", "added"),
        ("example", "shared screens"),
    }


def test_more_patients_than_can_be_listed_are_told_so() -> None:
    names = [f"q{index}" for index in range(9)]
    old = flow([yes_no(name) for name in names], [line("x", Never())])
    parity: Condition = Never()
    for name in names:
        parity = Any((both(parity, is_(name, "no")), both(Not(parity), is_(name, "yes"))))
    (shift,) = the(differ(old, with_line(old, "x", when=parity)), "x").shifts
    assert shift.more
    assert len(shift.when) == 60


def test_what_would_take_too_many_diagrams_is_called_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tight(Pair):
        """A pair whose diagrams may not grow any more."""

        def __init__(self, old: Flow, new: Flow) -> None:
            super().__init__(old, new)
            monkeypatch.setattr(Diagrams, "node", refuse)

    def refuse(*_: object) -> int:
        raise BudgetError("not decided: too many")

    monkeypatch.setattr(compare, "Pair", Tight)
    found = differ(clinic(), with_line(clinic(), "dietitian", when=STICKS))
    assert not found.equivalent
    assert the(found, "dietitian").undecided == "not decided: too many"

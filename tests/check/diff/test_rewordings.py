"""Wording that changed is told apart from behaviour, old beside new."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interview.check.diff.difference import ChangeKind, Rewording
from interview.check.diff.reports import to_contract, to_markdown, to_text
from interview.flow.model import (
    Controversy,
    Evidence,
    Flow,
    ForPatient,
    IfOpen,
    Option,
    PatientPage,
    Phrase,
    PlanRow,
    Source,
)
from tests.check.diff.small import clinic, differ, with_line, with_question


def reworded(new: Flow) -> Rewording:
    """Return the one rewording, after making sure that nothing else is told."""
    found = differ(clinic(), new)
    assert found.differences == ()
    (rewording,) = found.rewordings
    assert found.equivalent is not rewording.doubtful
    return rewording


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"say": "Consider it."}, ("say", "therapy.", "Consider it.")),
        ({"title": "Speech"}, ("title", "therapy", "Speech")),
        ({"more": "Figures."}, ("more", "", "Figures.")),
        ({"sources": ("a", "b")}, ("sources", "", "a, b")),
        ({"evidence": (Evidence.TRIAL,)}, ("evidence", "design_choice", "trial")),
        ({"opposes": ("rescreen",)}, ("opposes", "", "rescreen")),
        ({"row": PlanRow(title="Speech")}, ("row, title", "", "Speech")),
    ],
    ids=["say", "title", "more", "sources", "evidence", "opposes", "row"],
)
def test_a_recommendation(changes: dict[str, object], expected: tuple[str, str, str]) -> None:
    new = with_line(clinic(), "therapy", **changes)
    assert reworded(new) == Rewording(ChangeKind.RECOMMENDATION, "therapy", *expected)


def test_how_an_answer_is_dictated() -> None:
    name = next(iter(clinic().questions))
    new = with_question(clinic(), name, phrase=Phrase(told="as dictated"))
    assert reworded(new) == Rewording(ChangeKind.QUESTION, name, "phrase, told", "", "as dictated")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ask": "Any pain?"}, ("ask", "signs?", "Any pain?")),
        ({"label": "Signs"}, ("label", "signs", "Signs")),
        ({"why": "It decides."}, ("why", "", "It decides.")),
        ({"none": "No sign"}, ("none", "", "No sign")),
        ({"context": True}, ("context", "no", "yes")),
    ],
    ids=["ask", "label", "why", "none", "context"],
)
def test_a_question(changes: dict[str, object], expected: tuple[str, str, str]) -> None:
    new = with_question(clinic(), "signs", **changes)
    assert reworded(new) == Rewording(ChangeKind.QUESTION, "signs", *expected)


def test_an_answer() -> None:
    first, *rest = clinic().questions["signs"].options
    new = with_question(clinic(), "signs", options=(Option(first.id, "Choking on food"), *rest))
    assert reworded(new) == Rewording(
        ChangeKind.QUESTION, "signs", "answer choking", "choking", "Choking on food"
    )


def test_what_is_said_while_a_line_is_open() -> None:
    old = with_line(clinic(), "therapy", if_open=IfOpen("Ask."))
    new = with_line(clinic(), "therapy", if_open=IfOpen("Ask again."))
    found = differ(old, new)
    assert found.doubtful == ("therapy",)
    assert found.rewordings == (
        Rewording(ChangeKind.RECOMMENDATION, "therapy", "say while open", "Ask.", "Ask again."),
    )


def test_the_title_of_the_flow() -> None:
    assert reworded(replace(clinic(), title="Clinic")) == Rewording(
        ChangeKind.FLOW, "example", "title", "Example", "Clinic"
    )


def test_a_heading_and_the_words_of_a_table_and_of_the_end() -> None:
    table = clinic().tables["group"]
    ends = clinic().ends
    assert ends is not None
    new = replace(
        clinic(),
        sections={"plan": "The plan"},
        tables={"group": replace(table, outcomes={"old": "over 65", "young": "young"})},
        ends=replace(ends, say="Over."),
    )
    found = differ(clinic(), new)
    assert found.doubtful == ("group", "plan", "ends")
    assert set(found.rewordings) == {
        Rewording(ChangeKind.SECTION, "plan", "heading", "Plan", "The plan"),
        Rewording(ChangeKind.TABLE, "group", "outcome old", "old", "over 65"),
        Rewording(ChangeKind.ENDS, "ends", "say", "It ends here.", "Over."),
    }


def test_sources_and_controversies_that_come_change_and_go() -> None:
    record = {"title": "A trial", "author": [{"family": "Rose", "given": "MR"}], "issued": 2013}
    source = Source("rose", Evidence.TRIAL, record)
    old = replace(clinic(), sources={"rose": source, "gone": source})
    later = replace(source, record={**record, "author": [{"family": "Rose", "given": "M"}]})
    new = replace(clinic(), sources={"rose": later}, controversies={"c1": Controversy("c1", "They differ.")})
    found = differ(old, new)
    assert found.equivalent
    assert found.rewordings == (
        Rewording(ChangeKind.CONTROVERSY, "c1", "added", "", "They differ."),
        Rewording(ChangeKind.SOURCE, "rose", "author", "Rose MR", "Rose M"),
        Rewording(ChangeKind.SOURCE, "gone", "removed", "A trial", ""),
    )


def test_swapped_labels_of_two_answers_are_never_called_equivalent() -> None:
    first, second = clinic().questions["status"].options
    swapped = (Option(first.id, second.label), Option(second.id, first.label))
    found = differ(clinic(), with_question(clinic(), "status", options=swapped))
    assert (found.differences, found.equivalent, found.doubtful) == ((), False, ("status",))
    for form in (to_text, to_markdown):
        assert "Proved equivalent" not in form(found)
        assert "Meaning may have changed: look" in form(found)
    plain = to_contract(found)
    assert (plain["equivalent"], plain["same_advice"], plain["meaning_may_differ"]) == (
        False,
        False,
        ["status"],
    )


@pytest.mark.parametrize("section", ["questions", "numbers"])
def test_another_unit_is_never_called_the_same_advice(section: str) -> None:
    old = with_question(clinic(), "before", unit="kg")
    old = replace(old, numbers={"fall": replace(old.numbers["fall"], label="Fall", unit="kg")})
    name = "before" if section == "questions" else "fall"
    lb = {**old.numbers, "fall": replace(old.numbers["fall"], unit="lb")}
    new = with_question(old, name, unit="lb") if section == "questions" else replace(old, numbers=lb)
    found = differ(old, new)
    assert (found.equivalent, found.doubtful) == (False, (name,))
    assert "Meaning may have changed: look" in to_text(found)
    assert to_contract(found)["same_advice"] is False


@pytest.mark.parametrize(
    ("old", "new", "doubtful"),
    [
        ("Has the patient fallen?", "Has the patient not fallen?", True),
        ("Below 50 ml/kg", "Above 50 ml/kg", True),
        ("FVC < 50", "FVC > 50", True),
        ("Weight 5 kg", "Weight 5.0 kg", True),
        ("No aspirin", "No, aspirin", True),
        ("Stop it.", "Stop it?", True),
        ("choking on food", "Choking on food.", False),
    ],
)
def test_capitals_and_full_stops_mean_nothing(old: str, new: str, doubtful: bool) -> None:
    found = differ(with_question(clinic(), "sticks", ask=old), with_question(clinic(), "sticks", ask=new))
    assert found.equivalent is not doubtful


def test_what_only_a_reader_of_the_reasons_sees_is_wording() -> None:
    found = differ(clinic(), with_question(clinic(), "sticks", why="It decides.", sources=("a",)))
    assert found.equivalent
    assert "Only wording differs." in to_markdown(found)


LINE = replace(clinic().recommendations["therapy"], more="With food.", if_open=IfOpen("Ask."))
ADVICE = {
    "title": {"title": "no therapy"},
    "say": {"say": "Leave it."},
    "more": {"more": ""},
    "while open": {"if_open": IfOpen("Do not ask.")},
    "to a patient": {"for_patient": ForPatient(say="Eat as you like.")},
    "for a patient to ask": {"for_patient": ForPatient(ask="May I eat?")},
}
SIGNS = clinic().questions["signs"].options
WORDS_OF_A_QUESTION = {
    "help": {"help": "Only solid food counts."},
    "none": {"none": "Not looked for"},
    "help of an answer": {"options": (replace(SIGNS[0], help="Ever."), *SIGNS[1:])},
}


@pytest.mark.parametrize("changes", ADVICE.values(), ids=ADVICE)
def test_advice_in_other_words_is_never_called_equivalent(changes: dict[str, Any]) -> None:
    old = with_line(clinic(), "therapy", more=LINE.more, if_open=LINE.if_open)
    told_apart(old, with_line(old, "therapy", **changes), "therapy")


@pytest.mark.parametrize("changes", WORDS_OF_A_QUESTION.values(), ids=WORDS_OF_A_QUESTION)
def test_a_question_in_other_words_is_never_called_equivalent(changes: dict[str, Any]) -> None:
    told_apart(clinic(), with_question(clinic(), "signs", **changes), "signs")


def test_warnings_the_end_and_the_page_for_patients_in_other_words_are_never_called_equivalent() -> None:
    old, ends = clinic(), clinic().ends
    assert ends is not None
    page = PatientPage("About it.", ("You choke.",), "Call us.")
    old = replace(old, patient_page=page)
    told_apart(old, replace(old, ends=replace(ends, meanwhile="it is no other disease")), "ends")
    told_apart(old, replace(old, patient_page=replace(page, get_help=("You cough.",))), old.id)
    told_apart(old, replace(old, intended_use="For children."), old.id)


def told_apart(old: Flow, new: Flow, name: str) -> None:
    found = differ(old, new)
    assert (found.differences, found.doubtful) == ((), (name,))
    plain = to_contract(found)
    assert (plain["equivalent"], plain["same_advice"], plain["meaning_may_differ"]) == (False, False, [name])
    assert [one["meaning_may_differ"] for one in plain["rewordings"]] == [True]  # type: ignore[attr-defined]
    assert "Meaning may have changed: look" in to_text(found)
    assert "Proved equivalent" not in to_markdown(found)

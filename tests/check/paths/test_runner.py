"""A path tells what became of its expectations, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.check.paths import reports
from tests.check.paths.small import FLOW, STEADY, folder, run

ANSWERS = "path: P\nanswers: {status: firm, fallen: yes, limits: [foot], age: 81, aid: yes}\nexpect: "


def test_what_is_met_is_no_failure(tmp_path: Path) -> None:
    result = run(folder(tmp_path, {"steady": STEADY}))
    assert result.failures == ()
    assert reports.tally(result) == "1 patient in 1 path, 2 expectations: all met"


def test_a_failure_shows_expected_got_because_and_place(tmp_path: Path) -> None:
    text = STEADY.replace("fallen: no", "fallen: yes").replace("age: 60", "age: not_known")
    result = run(folder(tmp_path, {"steady": text}))
    assert "\n".join(reports.failures(result, Path("falls"))) == (
        "\n"
        "A steady woman of 60\n"
        "  falls/paths/steady.yaml:4:11: bones\n"
        "      expected   holds\n"
        "      got        open\n"
        "      because    limits: []\n"
        "      waits for  age\n"
        "  falls/paths/steady.yaml:5:15: review\n"
        "      expected   ruled out\n"
        "      got        holds\n"
        "      because    fallen: yes"
    )
    assert reports.tally(result) == "1 patient in 1 path, 2 expectations: 2 not met"


@pytest.mark.parametrize(
    ("expect", "expected", "got", "because"),
    [
        ("{tables: {care: some}}", "some", "much", "fallen: yes, age: 81"),
        ("{tables: {care: [some, no]}}", "no or some", "much", "fallen: yes, age: 81"),
        ("{facts: {unsteady: false}}", "false", "true", "fallen: yes"),
        ("{facts: {unsteady: null}}", "open", "true", "fallen: yes"),
        ("{stances: {review: against}}", "against", "for", None),
        ("{warnings: 1}", "1", "0", None),
        ("{warnings: [odd]}", "odd", "none", None),
        ("{not_asked: [aid]}", "not asked", "asked", "fallen: yes"),
        ("{worded: [review]}", "worded", "not worded", "fallen: yes"),
        ("{asked: [comment]}", "asked", "not asked", None),
        ("{says: [Ask about falls]}", 'says "Ask about falls"', 'does not say "Ask about falls"', None),
    ],
)
def test_each_kind_of_failure_is_put_in_words(
    tmp_path: Path, expect: str, expected: str, got: str, because: str | None
) -> None:
    result = run(folder(tmp_path, {"p": f"{ANSWERS}{expect}\n"}))
    told = list(reports.failures(result, Path("falls")))
    assert told[2:4] == [f"      expected   {expected}", f"      got        {got}"]
    assert told[4:] == ([f"      because    {because}"] if because else [])


@pytest.mark.parametrize(
    "expect",
    [
        "{tables: {care: much}}",
        "{facts: {unsteady: true}}",
        "{stances: {review: for, bones: inform}}",
        "{not_worded: [review, bones]}",
        "{warnings: 0}",
        "{warnings: []}",
        "{asked: [status, fallen, limits, age, aid], not_asked: [comment]}",
        '{says: ["Consider a review   of falls."], never_says: [Ask about falls]}',
    ],
)
def test_each_kind_of_expectation_can_be_met(tmp_path: Path, expect: str) -> None:
    assert run(folder(tmp_path, {"p": f"{ANSWERS}{expect}\n"})).failures == ()


def test_the_interview_is_walked_as_at_the_bedside(tmp_path: Path) -> None:
    """What has no answer is passed over; after the end nothing is asked; an answer by choice still counts."""
    texts = {
        "passed": "path: A\nanswers: {limits: [knee]}\nexpect: {asked: [status, fallen, age, aid]}\n",
        "ended": "path: B\nanswers: {status: wrong, fallen: yes}\n"
        "expect: {asked: [status], not_asked: [fallen, aid], holds: [review]}\n",
        "chosen": "path: C\nanswers: {fallen: no, limits: [], aid: yes}\n"
        "expect: {not_asked: [aid], warnings: [odd]}\n",
    }
    assert list(reports.failures(run(folder(tmp_path, texts)), Path("falls"))) == []


def test_wording_while_open_is_searched_in_the_full_note(tmp_path: Path) -> None:
    text = "path: P\nanswers: {age: 81}\nexpect: {open: [review], says: [Ask about falls.]}\n"
    assert run(folder(tmp_path, {"p": text})).failures == ()
    assert len(run(folder(tmp_path, {"p": text.replace("81", "60")})).failures) == 1


def test_an_open_line_is_worded_only_where_that_is_worth_saying(tmp_path: Path) -> None:
    text = "path: P\nanswers: {age: 81}\nexpect: {worded: [review], not_worded: [bones]}\n"
    assert run(folder(tmp_path, {"p": text})).failures == ()
    (failure,) = run(folder(tmp_path, {"p": text.replace("81", "60")})).failures
    assert failure.expectation.name == "review"


def test_a_patient_of_several_is_named(tmp_path: Path) -> None:
    text = "path: Two\npatients:\n  - patient: The first\n    expect: {holds: [review]}\n"
    told = list(reports.failures(run(folder(tmp_path, {"two": text})), Path("falls")))
    assert told[0] == "\nTwo: The first"
    assert told[1] == "  falls/paths/two.yaml:4:22: review"


def test_a_fault_in_the_flow_is_noticed(tmp_path: Path) -> None:
    place = folder(tmp_path, {"steady": STEADY}, FLOW.replace("- age < 50", "- age < 65"))
    (failure,) = run(place).failures
    assert failure.expectation.name == "bones"
    assert failure.because == ("age: 60",)

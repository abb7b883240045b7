"""Each fault is found once, at its place, with its code and patient, and nothing that follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.proofs.written import BASE, MARK, QUESTIONS, found, line, marked, text

TABLE = """\
tables:
  {mark}grade:
    label: Grade
    policy: {policy}
    outcomes: {{high: high, low: low}}
    rows:
"""
ROW = "      - {mark}when: {when}\n        then: {then}\n"
LATER = "  later: {{ask: L?, label: L, type: yes_no, {more}}}\n"


def table(
    *rows: tuple[str, str], policy: str = "first", otherwise: str = "    otherwise: low\n", mark: str = ""
) -> str:
    written = TABLE.format(mark=mark, policy=policy)
    for when, then in rows:
        there = MARK if when.startswith(MARK) else ""
        written += ROW.format(mark=there, when=when.removeprefix(MARK), then=then)
    return written + otherwise


def with_question(question: str, place: str = "later") -> str:
    """A flow with one more question, used in one line."""
    questions = QUESTIONS.replace("signs]", f"signs, {place}]") + question
    return text(line("extra", "later is yes and walks is yes"), questions=questions)


FAULTS = {
    "a fact no answers meet": (
        text(f"facts:\n  {MARK}odd: {{when: age > 110, label: Odd}}\n"),
        "never-holds",
        "no answers satisfy",
    ),
    "a fact of a test that was not done": (
        text(f"facts:\n  {MARK}odd: {{when: tested is no and result is bad, label: Odd}}\n"),
        "never-holds",
        "questions that do not apply",
    ),
    "a fact of everyone": (
        text(f"facts:\n  {MARK}any_age: {{when: age >= 18, label: Any}}\n"),
        "always-holds",
        "write 'always'",
    ),
    "a line for no one": (
        text(line(f"{MARK}odd", "walks is yes and walks is no")),
        "never-holds",
        "never be recommended",
    ),
    "a line for everyone": (
        text(line(f"{MARK}odd", "walks is yes or walks is no")),
        "always-holds",
        "every patient",
    ),
    "words for an open line that is settled then": (
        text(line(f"{MARK}odd", "age > 50", more=", if_open: {say: Ask., when: age > 60}")),
        "never-holds",
        "never said",
    ),
    "words for an open line under a condition of everyone": (
        text(line(f"{MARK}odd", "age > 50", more=", if_open: {say: Ask., when: age >= 18}")),
        "always-holds",
        "leave it out",
    ),
    "a conflict no answers show": (
        text(f"conflicts:\n  {MARK}odd: {{when: walks is yes and walks is no, say: Odd.}}\n"),
        "never-holds",
        "never be shown",
    ),
    "a constraint no one meets": (
        text(f"constraints:\n  {MARK}odd: {{must: age > 110, say: Odd.}}\n"),
        "never-holds",
        "no answers satisfy it",
    ),
    "a constraint against another": (
        text(f"constraints:\n  one: {{must: age > 60, say: A.}}\n  {MARK}two: {{must: age < 50, say: B.}}\n"),
        "never-holds",
        "together with the constraints before it",
    ),
    "a constraint everyone meets": (
        text(f"constraints:\n  {MARK}odd: {{must: age <= 110, say: Odd.}}\n"),
        "always-holds",
        "rules nothing out",
    ),
    "an end for no one": (
        text(f"{MARK}ends: {{when: age > 110, keep: [walk], say: Over.}}\n"),
        "never-holds",
        "the plan can never end",
    ),
    "a row no one matches": (
        text(table(("walks is yes", "high"), (f"{MARK}age > 110", "high"))),
        "never-holds",
        "row 2 of 'grade'",
    ),
    "a row everyone matches": (
        text(table(("walks is yes", "high"), (f"{MARK}age >= 18", "low"))),
        "always-holds",
        "row 2 of 'grade'",
    ),
    "a row below one that is wider": (
        text(table(("age > 50", "high"), (f"{MARK}age > 60", "low"))),
        "unreachable-row",
        "the rows above it already match",
    ),
    "a row below one that stays open": (
        text(table(("result is bad", "high"), (f"{MARK}tested is no", "low"))),
        "unreachable-row",
        "stays open",
    ),
    "an outcome of no one": (
        text(table(("age > 50", "high"), ("age <= 50", "high"), mark=MARK)),
        "unreachable-row",
        "'otherwise' of 'grade'",
    ),
    "a gap": (
        text(table(("age > 50", "high"), ("age < 50", "low"), policy="unique", otherwise="", mark=MARK)),
        "table-gap",
        "add a row",
    ),
    "an overlap": (
        text(table(("age >= 50", "high"), (f"{MARK}age <= 50", "low"), policy="unique", otherwise="")),
        "table-overlap",
        "rows 1 and 2 of 'grade'",
    ),
    "for and against on one topic": (
        text(
            line("one", "age > 50", "for", ", topic: rest"),
            line(f"{MARK}two", "age > 60", "against", ", topic: rest"),
        ),
        "contradiction",
        "on 'rest'",
    ),
    "lines that oppose each other": (
        text(
            line("one", "age > 50", more=", opposes: [two]"),
            line(f"{MARK}two", "age > 60", more=", opposes: [one]"),
        ),
        "contradiction",
        "'one' and 'two'",
    ),
    "a question that never applies": (
        with_question(
            LATER.format(more="applies_when: age > 110, otherwise: 'no'").replace("later", f"{MARK}later", 1)
        ),
        "unreachable-question",
        "never applies",
    ),
    "a question no answers ask for": (
        with_question(
            LATER.format(more="ask_when: walks is yes and walks is no").replace("later", f"{MARK}later", 1)
        ),
        "unreachable-question",
        "no answers satisfy",
    ),
    "a question that needs what is not asked": (
        with_question(
            LATER.format(more="ask_when: tested is no and result is bad").replace("later", f"{MARK}later", 1)
        ),
        "unreachable-question",
        "not asked for in that case",
    ),
    "a condition of asking that everyone meets": (
        with_question(LATER.format(more="ask_when: age >= 18").replace("later", f"{MARK}later", 1)),
        "always-holds",
        "'ask_when' of 'later'",
    ),
    "a question nothing depends on": (
        text(
            questions=QUESTIONS.replace("signs]", "signs, later]")
            + f"  {MARK}later: {{ask: L?, label: L, type: yes_no}}\n"
        ),
        "unused-answer",
        "'later' changes nothing",
    ),
    "options nothing depends on": (
        text(
            questions=QUESTIONS.replace("  signs", f"  {MARK}signs").replace(
                "hot: Hot", "hot: Hot, dry: Dry, wet: Wet"
            )
        ),
        "unused-answer",
        "'dry', 'wet' of 'signs'",
    ),
    "a patient without advice": (
        text(
            base=BASE.replace("  walk:", f"  {MARK}walk:").replace(
                "when: 'walks is no'", "when: 'walks is no and age > 60'"
            )
        ),
        "nothing-recommended",
        "no recommendation at all",
    ),
    "a patient without advice at the end": (
        text(f"{MARK}ends: {{when: walks is no, keep: [look], say: Over.}}\n")
        .replace("when: 'walks is no'", "when: 'tested is no'")
        .replace("when: 'walks is yes'", "when: 'tested is yes'"),
        "nothing-recommended",
        "whose plan ends",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_once_at_its_place(fault: tuple[str, str, str], tmp_path: Path) -> None:
    written, code, words = fault
    findings = found(tmp_path, written)
    places = [(one.code, one.place.line, one.place.column) for one in findings]
    assert places == [(code, *marked(written))], findings
    assert words in findings[0].message


SOUND = {
    "the flow the others are made from": text(),
    "caution beside advice": text(
        line("one", "age > 50", "for", ", topic: rest"),
        line("two", "age > 60", "caution", ", topic: rest"),
        line("three", "age > 60", "inform", ", topic: rest"),
    ),
    "for and against for different patients": text(
        line("one", "age > 50", "for", ", topic: rest"), line("two", "age <= 50", "against", ", topic: rest")
    ),
    "what says always": text(
        line("one", "always"), "facts:\n  all_of_us: {when: always, label: All}\n", table(("always", "high"))
    ),
    "the answer that ends the plan": text(
        "ends: {when: age > 100, keep: [walk, sit, odd], say: Over.}\n",
    ).replace("recommendations:\n", "recommendations:\n" + line("odd", "age > 100")),
    "a question asked by choice": with_question(LATER.format(more="ask_when: never")),
    "a question after one asked by choice": with_question(
        "  extra: {ask: E?, label: E, type: yes_no, ask_when: never}\n"
        + LATER.format(more="ask_when: extra is yes"),
        "extra, later",
    ),
    "context": text(
        questions=QUESTIONS.replace("signs]", "signs, later, said, seen]")
        + "  later: {ask: L?, label: L, type: yes_no, context: true}\n"
        + "  said: {ask: S?, label: S, type: text}\n  seen: {ask: S?, label: S, type: month}\n"
    ).replace("hot: Hot", "hot: Hot, dry: {label: Dry, context: true}"),
    "two answers nothing tells apart": text(
        questions=QUESTIONS.replace("{good: Good, bad: Bad}", "{good: Good, fair: Fair, bad: Bad}")
    ),
    "a conflict that a constraint excludes": text(
        "constraints:\n  one: {must: 'age > 60 or walks is yes', say: Odd.}\n"
        "conflicts:\n  two: {when: age < 50 and walks is no, say: Odd.}\n"
    ),
    "words for a line that is open then": text(
        line("odd", "age > 50 and walks is yes", more=", if_open: {say: Ask., when: age > 60}")
    ),
}


@pytest.mark.parametrize("written", SOUND.values(), ids=SOUND)
def test_what_is_sound_is_left_alone(written: str, tmp_path: Path) -> None:
    assert found(tmp_path, written) == []


def test_what_follows_from_a_fault_is_not_reported_beside_it(tmp_path: Path) -> None:
    written = text(
        line("one", "very_odd", "for", ", topic: rest"),
        line("two", "not very_odd"),
        f"facts:\n  {MARK}odd: {{when: age > 110, label: Odd}}\n  very_odd: {{when: odd, label: Very odd}}\n",
        table(("odd", "high"), ("walks is yes", "low")),
    )
    assert [one.place.line for one in found(tmp_path, written)] == [marked(written)[0]]


def test_two_faults_that_have_nothing_to_do_with_each_other_are_both_reported(tmp_path: Path) -> None:
    written = text(line("one", "age > 110"), line("two", "age >= 18"))
    assert [one.code for one in found(tmp_path, written)] == ["never-holds", "always-holds"]


def test_the_patient_is_written_as_in_a_file_of_answers(tmp_path: Path) -> None:
    written = text(
        line("one", "signs has all of (red, hot) and age >= 50", "for", ", topic: rest"),
        line("two", "result is bad and age <= 50", "against", ", topic: rest"),
    )
    assert [one.patient for one in found(tmp_path, written)] == [
        (("tested", "yes"), ("result", "bad"), ("age", "50"), ("signs", "[hot, red]"))
    ]


def test_a_patient_has_numbers_that_fit_their_difference(tmp_path: Path) -> None:
    scores = "".join(
        f"  {name}: {{ask: S?, label: S, type: number, range: [0, 40], whole: true, unit: points}}\n"
        for name in ("before", "now")
    )
    written = text(
        line("one", "fall >= 38 and now > 1", "for", ", topic: rest"),
        line("two", "before > 39", "against", ", topic: rest"),
        "numbers:\n  fall: {difference: [before, now], unit: points}\n",
        questions=QUESTIONS.replace("signs]", "signs, before, now]") + scores,
    )
    assert [one.patient for one in found(tmp_path, written)] == [(("before", "40"), ("now", "2"))]

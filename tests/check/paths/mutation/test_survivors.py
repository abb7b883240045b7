"""A fault in the logic is noticed by some path, survives and is named, or is proved to be no fault."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from interview.check.locations import ConditionLocations
from interview.check.paths import reports
from interview.check.paths.mutation.mutants import faults, mutants
from interview.check.paths.mutation.survivors import MutationRun, run_mutants
from interview.check.paths.path_file import read_paths
from interview.check.paths.runner import asked, run_paths
from interview.engine import Session, conclude
from interview.engine.completions import complete
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.conditions.printer import in_words
from interview.flow.conditions.syntax import AtLeast, Condition, Holds, Not
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow
from tests.check.paths.small import FLOW, STEADY, folder, run

GOOD = """\
path: Falls and knees
answers: {status: firm, limits: [], fallen: no, age: 85}
patients:
  - patient: Steady
    expect:
      holds: [bones]
      ruled_out: [review]
      stances: {review: for, bones: inform}
      tables: {care: no}
      facts: {unsteady: false}
      not_asked: [aid]
      warnings: 0
  - patient: Fell
    answers: {fallen: yes, aid: yes}
    expect: {holds: [review], tables: {care: much}, facts: {unsteady: true}, asked: [aid], warnings: 0}
  - {patient: Fell at 80, answers: {fallen: yes, age: 80}, expect: {tables: {care: much}}}
  - {patient: Fell at 79, answers: {fallen: yes, age: 79}, expect: {tables: {care: some}}}
  - {patient: A knee, answers: {limits: [knee]}, expect: {holds: [review, bones], facts: {unsteady: true}}}
  - {patient: A foot, answers: {limits: [foot]}, expect: {ruled_out: [review, bones]}}
  - {patient: Steady at 79, answers: {age: 79}, expect: {tables: {care: no}}}
  - {patient: Fifty, answers: {age: 50}, expect: {holds: [bones]}}
  - {patient: Forty-nine, answers: {age: 49}, expect: {ruled_out: [bones]}}
  - {patient: An aid without a fall, answers: {aid: yes}, expect: {warnings: [odd]}}
  - {patient: No aid, answers: {aid: no}, expect: {warnings: 0}}
  - {patient: Wrong, answers: {status: wrong, fallen: yes}, expect: {holds: [review], ruled_out: [bones]}}
  - {patient: Unclear, answers: {status: open}, expect: {holds: [bones]}}
  - patient: Not asked at 80
    answers: {fallen: not_known, age: 80}
    expect: {open: [review], says: [Ask about falls]}
  - patient: Not asked at 79
    answers: {fallen: not_known, age: 79}
    expect: {open: [review], never_says: [Ask about falls]}
  - patient: Not asked at 81
    answers: {fallen: not_known, age: 81}
    expect: {open: [review], worded: [review]}
"""


def hunted(parent: Path, paths: dict[str, str], flow: str = FLOW) -> tuple[MutationRun, list[str]]:
    """Hunt mutants; return what became of them, also as lines."""
    place = folder(parent, paths, flow)
    result = run(place)
    assert result.failures == ()
    found = run_mutants(result.logic.flow, result.patients)
    return found, list(reports.outcome(found, ConditionLocations(place), Path("falls")))


def test_good_paths_let_no_fault_pass(tmp_path: Path) -> None:
    found, told = hunted(tmp_path, {"good": GOOD})
    assert found.survivors == ()
    assert found.killed > 50
    assert told[-1] == f"mutants: {found.killed} killed, {len(found.equivalent)} equivalent, 0 survived"


def test_a_survivor_is_named_with_its_place_and_what_was_changed(tmp_path: Path) -> None:
    without_boundary = "\n".join(line for line in GOOD.splitlines() if "Fifty" not in line) + "\n"
    found, told = hunted(tmp_path, {"good": without_boundary})
    assert told[-3:] == [
        "  falls/flow.yaml:54:11: bones: age < 50 becomes age <= 50",
        "  falls/flow.yaml:54:11: bones: age < 50 becomes age < 51",
        f"mutants: {found.killed} killed, {len(found.equivalent)} equivalent, 2 survived",
    ]


@pytest.mark.parametrize(
    ("expectation", "nothing", "survives"),
    [
        ("stances: {review: for, bones: inform}", "open: []", "review, stance: for becomes against"),
        ("asked: [aid]", "asked: []", "aid, ask_when: negated: unsteady"),
        (
            r", (never_says|says|worded): \[(Ask about falls|review)\]",
            "",
            "review, if_open: negated: age >= 80",
        ),
        (r"warnings: (0|\[odd\])", "says: []", "odd: negated: fallen is no and aid is yes"),
    ],
)
def test_each_kind_of_expectation_notices_what_no_other_does(
    tmp_path: Path, expectation: str, nothing: str, survives: str
) -> None:
    pattern = expectation if "(" in expectation else re.escape(expectation)
    _, told = hunted(tmp_path, {"good": re.sub(pattern, nothing, GOOD)})
    assert any(line.endswith(f": {survives}") for line in told)


def test_a_weak_path_lets_faults_of_every_kind_pass(tmp_path: Path) -> None:
    _, told = hunted(tmp_path, {"steady": STEADY})
    assert set(told) >= {
        "  falls/flow.yaml:17:61: aid, ask_when: negated: unsteady",
        "  falls/flow.yaml:23:7: unsteady: without: fallen is yes",
        "  falls/flow.yaml:25:11: unsteady: limits has any of (knee) becomes limits has any of (foot)",
        "  falls/flow.yaml:32:32: care, row 1: age >= 80 becomes age >= 79",
        "  falls/flow.yaml:32:15: care, row 1: much becomes some",
        "  falls/flow.yaml:32:15: care, row 1: without this row",
        "  falls/flow.yaml:32:15: care, row 1: swapped with the row below",
        "  falls/flow.yaml:36:5: care, otherwise: no becomes much",
        "  falls/flow.yaml:40:5: review, stance: for becomes against",
        "  falls/flow.yaml:45:44: review, if_open: negated: age >= 80",
        "  falls/flow.yaml:54:11: bones: age < 50 becomes age <= 50",
        "  falls/flow.yaml:58:31: ends, keep: without: review",
        "  falls/flow.yaml:58:31: ends, keep: also: bones",
    }


OVERLAP = FLOW.replace("all: [unsteady, age >= 80]", "all: [unsteady, age >= 80, age > 18]")


def test_a_fault_that_nobody_can_notice_is_equivalent(tmp_path: Path) -> None:
    """`age > 18` adds nothing to `age >= 80`, so dropping it is no fault; the diagrams prove it."""
    found, told = hunted(tmp_path, {"good": GOOD}, OVERLAP)
    assert found.survivors == ()
    equivalent = {mutant.fault for mutant in found.equivalent}
    assert equivalent >= {"without: age > 18", "age > 18 becomes age >= 18", "age > 18 becomes age > 19"}
    assert "age >= 80 becomes age > 80" not in equivalent
    assert any(line.startswith(f"equivalent: {len(found.equivalent)}, as proved: ") for line in told)


def made_up(flow: Flow, random: Random) -> dict[str, Answer]:
    """Return a patient made up at random, of whom some answers are missing or given in part."""
    found: dict[str, Answer] = {}
    for question in flow.questions.values():
        options = [option.id for option in question.options]
        chosen = frozenset(option for option in options if random.random() < 0.4)
        answers: list[Answer | None] = [None, NotAssessed()]
        if question.type == "several":
            answers = [None, Several(chosen), Several(chosen), Several(chosen, rest_absent=False)]
        elif question.type == "number" and question.range:
            edges = (18, 19, 20, 49, 50, 51, 79, 80, 81, 110)
            answers += [Number(random.choice(edges)) for _ in range(4)]
        elif options:
            answers += [Chosen(random.choice(options)) for _ in range(4)]
        answer = random.choice(answers)
        if answer is not None:
            found[question.id] = answer
    return found


def seen(logic: Logic, answers: dict[str, Answer]) -> tuple[object, ...]:
    found = conclude(Session(logic, (), answers, complete(logic, answers)))
    codes = [warning.code for warning in found.warnings]
    return found.statuses, found.tables, found.facts, codes, found.ended, asked(logic, answers)


def test_no_patient_can_tell_an_equivalent_mutant(tmp_path: Path) -> None:
    found, _ = hunted(tmp_path, {"good": GOOD}, OVERLAP)
    flow = load_flow(tmp_path / "falls")
    plain, random = compile_flow(flow), Random(11)
    patients = [made_up(flow, random) for _ in range(200)]
    before = [seen(plain, patient) for patient in patients]
    assert found.equivalent
    for mutant in found.equivalent:
        logic = compile_flow(mutant.flow)
        assert [seen(logic, patient) for patient in patients] == before, mutant.fault


@pytest.mark.parametrize("name", ["good", "steady"])
def test_what_is_told_of_a_mutant_is_what_the_paths_say_of_it(tmp_path: Path, name: str) -> None:
    """The short cuts of the hunt give the verdict that running every path on the mutant alone gives."""
    place = folder(tmp_path, {name: {"good": GOOD, "steady": STEADY}[name]}, OVERLAP)
    flow = load_flow(place)
    paths = read_paths(place, flow)
    found = run_mutants(flow, [patient for path in paths for patient in path.patients])
    unnoticed = [
        mutant for mutant in mutants(flow) if not run_paths(compile_flow(mutant.flow), paths).failures
    ]
    assert {(m.rule.title, m.fault, m.step) for m in unnoticed} == {
        (m.rule.title, m.fault, m.step) for m in (*found.survivors, *found.equivalent)
    }


@pytest.mark.parametrize(
    ("condition", "becomes"),
    [
        (
            AtLeast(2, (Holds("a"), Holds("b"), Holds("c"))),
            [
                "at least 1 of (a, b, c)",
                "at least 3 of (a, b, c)",
                "not at least 2 of (a, b, c)",
                "at least 2 of (b, c)",
                "at least 2 of (a, c)",
                "at least 2 of (a, b)",
            ],
        ),
        (Not(Holds("a")), ["a"]),
        (Holds("a"), ["not a"]),
    ],
    ids=["at least", "not", "fact"],
)
def test_faults_of_a_condition(tmp_path: Path, condition: Condition, becomes: list[str]) -> None:
    flow = load_flow(folder(tmp_path, {}))
    assert [in_words(other) for other, _ in faults(condition, flow)] == becomes


def test_faults_of_thresholds_and_answers(tmp_path: Path) -> None:
    flow = load_flow(folder(tmp_path, {}))
    said = {mutant.fault for mutant in mutants(flow)}
    assert said >= {
        "age >= 80 becomes age > 80",
        "age >= 80 becomes age <= 80",
        "age >= 80 becomes age >= 79",
        "age >= 80 becomes age >= 81",
        "fallen is yes becomes fallen is no",
        "limits has any of (knee) becomes limits has any of (foot)",
        "status is wrong becomes status is firm",
        "'or' becomes 'and' in: fallen is yes or limits has any of (knee)",
        "without: review",
        "also: bones",
        "much becomes some",
    }


def test_the_flow_itself_and_its_files_stay_as_they_are(tmp_path: Path) -> None:
    place = folder(tmp_path, {"good": GOOD})
    before = (place / "flow.yaml").read_bytes(), load_flow(place).logic_hash
    hunted(tmp_path, {"good": GOOD})
    assert ((place / "flow.yaml").read_bytes(), load_flow(place).logic_hash) == before

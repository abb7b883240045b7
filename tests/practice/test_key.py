"""The key: what the engine concludes, as one right response to a line, for every flow that loads."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest

from interview.check.cases.responses import Response, right_response
from interview.check.scaffold.new_flow import start_flow
from interview.engine.completions import complete
from interview.engine.conclusions import Status, status
from interview.engine.session import Session
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Stance
from interview.practice.case_code import new_code
from interview.practice.decisions import decisions
from interview.practice.drawn_case import drawn_case
from interview.practice.feedback import TIMES
from interview.practice.key import key_of, neutral_name
from interview.practice.patients import NoPatient, Patients
from interview.practice.twins import Twins
from tests.flow.folders import EXAMPLE, write
from tests.practice.small import EVEN, SMALL, small
from tests.scores import flows as scores

ROOT = Path(__file__).parents[2]
IBM = ROOT / "flows" / "ibm-management"
DAY = date(2026, 11, 30)
FEVER: dict[str, Answer] = {"cough": Chosen("yes"), "signs": Several(frozenset({"fever"})), "age": Number(70)}


@pytest.fixture(scope="module")
def ibm() -> Logic:
    return compile_flow(load_flow(IBM))


def test_a_line_has_one_right_response(ibm: Logic) -> None:
    lines = ibm.flow.recommendations
    assert right_response(lines["urgent_assessment"], Status.HOLDS) is Response.TODAY
    assert right_response(lines["speech_therapy"], Status.HOLDS) is Response.SOON
    assert right_response(lines["baseline_fvc"], Status.HOLDS) is Response.LATER
    for line in lines.values():
        warns = line.stance in (Stance.AGAINST, Stance.CAUTION)
        assert (right_response(line, Status.HOLDS) is Response.CAUTION) is warns
        assert right_response(line, Status.OPEN) is Response.ASK_FIRST
        assert right_response(line, Status.RULED_OUT) is Response.LEFT_OUT


def test_the_key_is_what_the_engine_says(ibm: Logic) -> None:
    drawing, rng = Patients(ibm), Random(1)
    for _ in range(40):
        answers = drawing.draw(rng)
        patient = drawing.session(drawing.without(answers, rng.sample(list(answers), 2)))
        key = key_of(patient, DAY)
        for line, right in key.right.items():
            found = status(patient.completions, line)
            assert right is right_response(ibm.flow.recommendations[line], found)
            assert key.called(line) is (found is not Status.RULED_OUT)


def test_what_is_open_through_questions_nobody_asks_here_cannot_be_decided(tmp_path: Path) -> None:
    drawing = Patients(small(tmp_path))
    never_tested: dict[str, Answer] = {**FEVER, "signs": Several(), "tested": Chosen("no")}
    assert "wait" not in key_of(drawing.session(never_tested), DAY).right
    not_known: dict[str, Answer] = {**never_tested, "tested": Chosen("yes"), "result": NotAssessed()}
    assert key_of(drawing.session(not_known), DAY).right["wait"] is Response.ASK_FIRST


LATER = SMALL.replace(
    "  wait:\n    section",
    """\
  see:
    section: care
    stance: for
    urgency: routine
    title: See
    say: See.
    when: {any: [cough is yes]}
  wait:
    section""",
)


def test_a_line_yields_to_one_that_says_it_more_urgently(tmp_path: Path) -> None:
    yielding = LATER.replace("rows:\n", "rows:\n  see: {about: a visit, yields_to: [treat]}\n")
    drawing = Patients(small(tmp_path, "", yielding))
    tested: dict[str, Answer] = {**FEVER, "tested": Chosen("no")}
    assert "see" not in key_of(drawing.session(tested), DAY).right
    well: dict[str, Answer] = {**tested, "signs": Several()}
    assert key_of(drawing.session(well), DAY).right["see"] is Response.LATER
    open_one: dict[str, Answer] = {**tested, "signs": NotAssessed()}
    assert {"see", "treat"} <= key_of(drawing.session(open_one), DAY).right.keys()


def test_of_two_lines_that_yield_to_each_other_one_is_asked_where_either_holds(tmp_path: Path) -> None:
    mutual = LATER.replace("rows:\n", "rows:\n  see: {about: a visit, yields_to: [treat]}\n")
    mutual = mutual.replace("  treat: {about: treatment}", "  treat: {about: treatment, yields_to: [see]}")
    assert mutual.count("yields_to") == 2
    drawing = Patients(small(tmp_path, "", mutual))
    tested: dict[str, Answer] = {**FEVER, "tested": Chosen("no")}
    both = key_of(drawing.session(tested), DAY)
    assert {"see", "treat"} & both.right.keys() == {"treat"}  # the more urgent one
    well = key_of(drawing.session({**tested, "signs": Several()}), DAY)
    assert {"see", "treat"} & well.right.keys() == {"see"}
    none = key_of(drawing.session({**tested, "cough": Chosen("no"), "signs": Several()}), DAY)
    assert none.right["see"] is Response.LEFT_OUT


def test_a_warning_that_does_not_hold_is_not_asked_beside_one_of_its_topic_that_does(tmp_path: Path) -> None:
    warned = LATER.replace(
        "    stance: for\n    urgency: routine", "    stance: caution\n    urgency: routine"
    )
    warned = warned.replace("say: See.\n", "say: See.\n    topic: treatment\n")
    drawing = Patients(small(tmp_path, "", warned))
    low: dict[str, Answer] = {**FEVER, "signs": Several(), "tested": Chosen("yes"), "result": Chosen("low")}
    assert key_of(drawing.session(low), DAY).right["see"] is Response.CAUTION
    mid: dict[str, Answer] = {**low, "result": Chosen("mid")}
    key = key_of(drawing.session(mid), DAY)
    assert "wait" not in key.right  # `see` warns, and whoever warned of `wait` as well would not be wrong
    assert key.before("treat") == ("see",)


def test_a_line_tells_why_and_from_where_and_what_would_change_it(ibm: Logic) -> None:
    twins, rng = Twins(Patients(ibm)), Random(2)
    for line in ("speech_therapy", "immunosuppression_not_supported", "falls_review"):
        told = key_of(twins.draw(line, rng), DAY).line(line)
        assert told.because
        assert told.sources
        assert told.would_change


def test_fact_and_judgement_are_told_apart(ibm: Logic) -> None:
    key = key_of(Patients(ibm).session({}), DAY)
    assert key.evidence("no_abrupt_stop") == ((), ("expert opinion",))
    published, judged = key.evidence("immunosuppression_not_supported")
    assert published
    assert not {"expert opinion", "design choice"} & set(published)
    assert set(judged) <= {"expert opinion", "design choice"}


def test_a_name_gives_no_verdict_away(ibm: Logic) -> None:
    flow = ibm.flow
    name = neutral_name(flow, "immunosuppression_not_supported")
    assert name == "a trial of immunosuppression in plain IBM"
    names = {line: neutral_name(flow, line) for line in flow.recommendations}
    against = (line for line in flow.recommendations.values() if line.stance is Stance.AGAINST)
    assert not [line.id for line in against if "no " in names[line.id] or "not " in names[line.id]]


PRESUMING = re.compile(
    r"\b(?:the (?:current|positive|immunoglobulin|feeding tube|breathing support)|that is planned)\b|, as "
)


def test_a_name_says_of_nothing_unknown_that_it_is_so(ibm: Logic) -> None:
    """It stands on the list of somebody of whom nobody knows whether there is such a thing."""
    names = [
        neutral_name(ibm.flow, name) for name, line in ibm.flow.recommendations.items() if line.is_practised
    ]
    assert [name for name in names if PRESUMING.search(name) and "any " not in name] == []


PROPOSED = re.compile(r"\b(?:considered|discussing|planned|current|in use|more immune|asked about)\b")


def test_a_name_says_so_where_it_counts_whether_anybody_proposed_something(ibm: Logic) -> None:
    """What nobody takes, considers, plans or wishes for cannot hold then; all others do not ask for it."""
    kinds = ("immune_treatment", "past_kind", "current_kind", "considered_kind", "breathing_support")
    answers: dict[str, Answer] = {**dict.fromkeys(kinds, Several()), "concerns": Several(frozenset({"mood"}))}
    nobody = Session(ibm, (), answers, complete(ibm, answers))
    lines = [line for line in ibm.flow.recommendations.values() if line.is_practised]
    needing = {line.id for line in lines if status(nobody.completions, line.id) is Status.RULED_OUT}
    assert {"ivig_for_strength", "no_abrupt_stop", "anaesthesia_warning"} <= needing
    assert "immunosuppression_not_supported" not in needing
    needing |= {"treatment_hazard", "pretreatment_safety", "trial_targets_and_decision_dates"}
    named = {line.id for line in lines if PROPOSED.search(neutral_name(ibm.flow, line.id))}
    assert named == needing
    assert "Whether anybody proposed it does not count" in TIMES


def some_flow(name: str, folder: Path) -> Path:
    if name == "starter":
        return start_flow("falls", "Falls", folder, today=DAY)
    if name in scores.ALL:
        return scores.written(name, folder)
    return write(folder / name, {"small-flow": SMALL + EVEN, "example": EXAMPLE}[name])


@pytest.mark.parametrize(
    "name", ["starter", "small-flow", "example", *sorted(scores.ALL.keys() - {"hasbled"})]
)
def test_every_flow_that_loads_can_be_practised(tmp_path: Path, name: str) -> None:
    logic = compile_flow(load_flow(some_flow(name, tmp_path)))
    twins, rng = Twins(Patients(logic)), Random(3)
    for _ in range(10):
        case = drawn_case(twins, new_code(logic.flow, rng))
        key = key_of(case.patient, DAY)
        listed = decisions(key, case.rule, case.code.rng("list"))
        assert case.rule in listed
        assert len(twins.rules()) == 1 or {key.called(line) for line in listed} == {True, False}


def test_a_flow_that_only_informs_has_nothing_to_practise(tmp_path: Path) -> None:
    logic = compile_flow(load_flow(scores.written("hasbled", tmp_path)))
    with pytest.raises(NoPatient, match="hasbled has no line to practise"):
        drawn_case(Twins(Patients(logic)), new_code(logic.flow, Random(3)))


def test_a_flow_with_dates_can_be_practised_but_for_what_turns_on_them(tmp_path: Path) -> None:
    flow = SMALL.replace("[cough,", "[onset, cough,").replace(
        "questions:\n",
        "numbers:\n  since: {days_between: [onset, today]}\n"
        "questions:\n  onset: {ask: When did it begin?, label: Onset, type: date}\n",
    )
    flow = flow.replace("when: {all: [result is low,", "when: {all: [since > 30, result is low,")
    twins, rng = Twins(Patients(small(tmp_path, EVEN, flow))), Random(4)
    seen = set()
    for _ in range(20):
        with suppress(NoPatient):
            case = drawn_case(twins, new_code(twins.patients.flow, rng))
            seen.add(case.rule)
            assert "onset" not in case.patient.answers
    assert "treat" in seen

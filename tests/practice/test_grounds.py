"""What decides leads the reasons of a line; what nearly always holds goes last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from interview.engine.conclusions import Status, status
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import QuestionType
from interview.practice.decisions import decisions
from interview.practice.drawn_case import code_for, drawn_case
from interview.practice.grounds import because, grounds
from interview.practice.key import Key, key_of, neutral_name
from interview.practice.patients import Patients
from interview.practice.reasons import FEW
from interview.practice.twins import Twins
from interview.summary.model import NOT_KNOWN
from interview.summary.phrases import findings

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
NOTHING_URGENT = "no listed urgent problem"


DAY = date(2026, 11, 30)
WELL: dict[str, Answer] = {
    "urgent_problems": Several(),
    "diagnosis_status": Chosen("established"),
    "weakness_pattern": Chosen("typical"),
    "early_proximal": Several(),
    "mimic_features": Several(),
    "highest_ck": Chosen("up_to_15x"),
    "food_sticks": Chosen("no"),
    "repeat_swallows": Chosen("no"),
    "dysphagia_severity": Several(),
    "associated_disease": Several(),
    "breathing_symptoms": Several(),
    "functional_limits": Several(),
    "immune_treatment": Several(),
    "concerns": Several(),
}


@pytest.fixture(scope="module")
def ibm() -> Patients:
    return Patients(compile_flow(load_flow(IBM)))


@pytest.fixture(scope="module")
def keys() -> list[tuple[Key, tuple[str, ...]]]:
    twins, rng = Twins(Patients(compile_flow(load_flow(IBM)))), Random(5)
    rules = twins.rules()
    cases = [drawn_case(twins, code_for(twins, rules[at % len(rules)], rng)) for at in range(60)]
    return [(case.key, decisions(case.key, case.rule, case.code.rng("list"))) for case in cases]


def reasons(keys: list[tuple[Key, tuple[str, ...]]]) -> Iterator[tuple[Key, str, tuple[str, ...]]]:
    for key, lines in keys:
        for name in lines:
            if key.status(name) is not Status.OPEN:
                yield key, name, grounds(key, key.line(name))


def test_that_nothing_is_urgent_leads_only_where_it_decides(keys: list[tuple[Key, tuple[str, ...]]]) -> None:
    led, rows = set(), 0
    for _, name, found in reasons(keys):
        rows += 1
        if found[:1] == (NOTHING_URGENT,):
            led.add(name)
    assert rows > 400
    assert led <= {"immunosuppression_not_now", "urgent_assessment"}


def test_what_stands_out_leads_a_line_that_holds(keys: list[tuple[Key, tuple[str, ...]]]) -> None:
    seen = 0
    for key, name, found in reasons(keys):
        if name == "immunosuppression_discuss_trial" and key.status(name) is Status.HOLDS:
            assert not found[0].startswith("no ")
            assert found[0] not in ("CK up to 15 times the limit", "established IBM")
            seen += 1
    assert seen


def test_all_reasons_stay_but_for_what_the_name_says(keys: list[tuple[Key, tuple[str, ...]]]) -> None:
    """And for what is told of all of a list, where a line asks for some of it."""
    left_out, to_the_point = set(), 0
    for key, name, found in reasons(keys):
        line = key.line(name)
        lists = {
            text
            for reason in line.because
            if key.flow.questions[reason.question].type is QuestionType.SEVERAL
            for text in reason.short
        }
        for text in {*line.reasons} - {*found}:
            if text in lists and text not in neutral_name(key.flow, name):
                # an answer that two lists have is told of either
                assert {*found} - {*line.reasons} or "no chest infections" in found
                to_the_point += 1
                continue
            assert {*text.split()} <= {*neutral_name(key.flow, name).split()}
            left_out.add(name)
        assert found
    assert left_out <= {
        "ivig_for_strength",
        "ivig_for_dysphagia",
        "anaesthesia_warning",
        "ivig_other_myositis",
    }
    assert to_the_point


def of(ibm: Patients, **answers: Answer) -> Key:
    return key_of(ibm.session({**WELL, **answers}), DAY)


def test_a_reason_does_not_repeat_the_name_of_its_line(ibm: Patients) -> None:
    key = of(ibm, concerns=Several(frozenset({"anaesthetic_planned"})))
    assert grounds(key, key.line("anaesthesia_warning")) == ("planned anaesthetic or sedation",)
    falls = of(ibm, functional_limits=Several(frozenset({"falls"})))
    assert because(falls, falls.line("falls_review")) == "falls"


def test_a_line_that_asks_for_one_answer_of_a_list_says_that_this_one_is_not_so(ibm: Patients) -> None:
    """ "No planned anaesthetic or other concern" says nothing of a training that nobody asked about."""
    key = of(ibm)
    assert because(key, key.line("bfr_training_supervised")) == "no question about blood-flow training"
    assert because(key, key.line("anaesthesia_warning")) == "no planned anaesthetic or sedation"
    assert because(key, key.line("dietitian")) == (
        "no weight loss, low BMI, modified textures, rapid weight loss or dehydration"
    )


def test_what_a_line_does_not_ask_for_is_no_reason_of_it(ibm: Patients) -> None:
    """Whoever is told "no coughing" of the dietitian and then finds a cough would wait for it to move."""
    coughing = Several(frozenset({"coughing_choking"}))
    for answer in (Several(), coughing):
        found = grounds(key := of(ibm, dysphagia_severity=answer), key.line("dietitian"))
        assert "no weight loss" in found
        assert not [text for text in found if "cough" in text or "tube" in text]
    unspecific = of(ibm, mimic_features=Several(frozenset({"ptosis_eye_movement"})))
    assert because(unspecific, unspecific.line("checkpoint_myositis")) == "no myotoxic drug"


def test_each_answer_that_is_said_not_to_be_so_would_move_its_line(
    ibm: Patients, keys: list[tuple[Key, tuple[str, ...]]]
) -> None:
    """Nobody told "no weight loss" finds out by a twist that weight loss changes nothing; but for lines
    that several findings rule out, each by itself."""
    options = dict[str, list[tuple[str, str]]]()
    for question in ibm.flow.questions.values():
        if question.type is QuestionType.SEVERAL:
            for one in question.options:
                options.setdefault(f"no {one.phrase.reason}", []).append((question.id, one.id))
    claims = 0
    for key, name, found in reasons(keys):
        said = because(key, key.line(name))
        turning = [one for one in key.explanation(name).would_change if len(one.answers) == 1]
        if key.status(name) is not Status.RULED_OUT or not turning:
            continue
        for text in (one for one in found if one in options and one.removeprefix("no ") in said):
            given = (
                ibm.instead(key.patient, question, replace(answer, chosen=answer.chosen | {option}))
                for question, option in options[text]
                if isinstance(answer := key.patient.answers.get(question), Several)
            )
            assert any(status(one.completions, name) is not Status.RULED_OUT for one in given), (name, text)
            claims += 1
    assert claims > 150


def test_of_many_answers_none_of_which_is_so_the_first_are_named(ibm: Patients) -> None:
    key = of(ibm)
    for name in ("speech_therapy", "rescreen_swallowing"):
        assert because(key, key.line(name)) == "no food sticking, repeat swallows, coughing or the like"
    assert len(grounds(key, key.line("speech_therapy"))) > FEW
    treated = of(
        ibm,
        immune_treatment=Several(frozenset({"current"})),
        current_kind=Several(frozenset({"conventional"})),
        treatment_hazards=Several(),
    )
    said = because(treated, treated.line("treatment_hazard"))
    assert said.startswith("no ")
    assert said.endswith(" or the like")
    assert said.count("no ") == 1


def test_reasons_that_rule_a_line_out_together_are_told_together(ibm: Patients) -> None:
    """Neither alone says why: any of them would be a case for a trial."""
    key = of(ibm)
    together = "established IBM, typical pattern, no early proximal weakness, autoimmune disease: none"
    for name in ("immunosuppression_discuss_trial", "immunosuppression_not_supported"):
        assert because(key, key.line(name)) == together
    assert because(key, key.line("trial_targets_and_decision_dates")) == (
        "no current immune treatment or treatment considered; "
        "trial of immunosuppression in IBM: not supported"
    )
    high = of(ibm, highest_ck=Chosen("above_15x"))
    assert because(high, high.line("immunosuppression_discuss_trial")) == "CK above 15 times the limit"


def test_what_is_needed_beside_the_first_reason_of_a_line_that_holds_is_told_with_it(ibm: Patients) -> None:
    considered = {
        "immune_treatment": Several(frozenset({"considered"})),
        "considered_kind": Several(frozenset({"conventional"})),
        "treatment_hazards": Several(frozenset({"cancer", "heart_failure"})),
        "safety_checklist": Several(frozenset({"hbv"})),
    }
    key = of(ibm, **considered)
    assert because(key, key.line("treatment_hazard")) == "treatment considered, cancer, heart failure"
    assert because(key, key.line("trial_targets_and_decision_dates")) == "drug considered"
    falling = of(ibm, functional_limits=Several(frozenset({"falls"})), food_sticks=Chosen("yes"))
    assert because(falling, falling.line("speech_therapy")) == "food sticks"


def test_each_of_several_findings_that_hold_a_line_by_themselves_is_told(ibm: Patients) -> None:
    """Whoever reads one of them alone takes the others for nothing."""
    key = of(
        ibm,
        weakness_pattern=Chosen("mainly_proximal"),
        early_proximal=Several(frozenset({"hip_flexors"})),
        associated_disease=Several(frozenset({"sle"})),
    )
    said = because(key, key.line("immunosuppression_discuss_trial"))
    assert {*said.split(", ")} == {"early hip weakness", "mainly proximal", "lupus"}
    both = of(ibm, mimic_features=Several(frozenset({"paraprotein"})), highest_ck=Chosen("above_15x"))
    second_look = because(both, both.line("reexamine_diagnosis"))
    assert {*second_look.split(", ")} == {"paraprotein", "CK above 15 times the limit"}


def test_each_of_several_findings_that_rule_a_line_out_by_themselves_is_told(ibm: Patients) -> None:
    key = of(
        ibm,
        food_sticks=Chosen("yes"),
        repeat_swallows=Chosen("yes"),
        dysphagia_severity=Several(frozenset({"coughing_choking"})),
    )
    assert because(key, key.line("rescreen_swallowing")) == "food sticks, repeat swallows, coughing"


def test_a_finding_that_is_asked_about_leads_with_the_verdict_by_which_it_counts(ibm: Patients) -> None:
    """An untreated thyroid by itself says nothing of safety checks."""
    key = of(ibm, mimic_features=Several(frozenset({"untreated_thyroid"})))
    line = key.line("trial_targets_and_decision_dates")
    changed = ("untreated thyroid disease",)
    assert because(key, line, "mimic_features", changed) == (
        "untreated thyroid disease; "
        "trial of immunosuppression in IBM: not until what does not fit IBM has been explained"
    )
    trial = key.line("immunosuppression_discuss_trial")
    assert because(key, trial, "mimic_features", changed) == "untreated thyroid disease"


def test_a_number_that_counts_by_itself_is_told_beside_what_is_made_of_it(ibm: Patients) -> None:
    fvc: dict[str, Answer] = {
        "fvc_done": Chosen("yes"),
        "fvc_sitting": Number(Decimal(89)),
        "fvc_supine": Number(Decimal(80)),
    }
    key = of(ibm, **fvc)
    assert {"FVC 89 %", "fall of 10 % in FVC on lying"} <= {*grounds(key, key.line("low_fvc_follow_up"))}


def test_a_line_of_a_plan_that_ended_says_so_and_no_verdict(ibm: Patients) -> None:
    key = of(ibm, diagnosis_status=Chosen("not_ibm"))
    assert because(key, key.line("trial_targets_and_decision_dates")) == "not IBM"


def test_what_bears_on_a_line_by_a_verdict_alone_is_told_with_it(ibm: Patients) -> None:
    """An early weak hip says little of safety checks, unless a trial may be discussed because of it."""
    checks = Several(frozenset({"hbv", "hiv"}))
    key = of(ibm, early_proximal=Several(frozenset({"hip_flexors"})), safety_checklist=checks)
    found = grounds(key, key.line("pretreatment_safety"))
    assert found[:2] == (
        "trial of immunosuppression in IBM: may be discussed with a specialist",
        "early hip weakness",
    )
    own = grounds(key, key.line("immunosuppression_discuss_trial"))
    assert own[0] == "early hip weakness"
    considered = {
        "immune_treatment": Several(frozenset({"considered"})),
        "considered_kind": Several(frozenset({"conventional"})),
    }
    taken = of(ibm, safety_checklist=checks, **considered)
    assert not grounds(taken, taken.line("pretreatment_safety"))[0].startswith("trial")


def test_of_an_open_line_what_is_missing_and_what_is_so_are_told(ibm: Patients) -> None:
    key = of(
        ibm,
        mimic_features=NotAssessed(Reason.NOT_KNOWN),
        associated_disease=Several(frozenset({"sjogren"})),
    )
    line = key.line("immunosuppression_discuss_trial")
    assert because(key, line) == "not known: unexplained features"
    found = grounds(key, line)
    assert "Sjogren disease" in found
    assert not [text for text in found if text.startswith("no ") or "CK" in text]


def test_what_only_says_that_something_is_not_asked_does_not_lead(ibm: Patients) -> None:
    """The pattern bears on swallowing only by what would be asked beside another one."""
    key = of(ibm, weakness_pattern=Chosen("one_of_two"))
    assert grounds(key, key.line("rescreen_swallowing"))[0].startswith("no ")


def test_what_is_absent_can_be_read_after_no() -> None:
    flow = load_flow(IBM)
    odd = re.compile(r"^no (on|asks?|asked|treated|cannot|knees|considered|unwell|another|\w+ing in) ")
    said: list[str] = []
    for question in flow.questions.values():
        if question.type is QuestionType.SEVERAL:
            for option in question.options:
                other = next(one.id for one in question.options if one.id != option.id)
                said += findings(question, Several(frozenset({other})), {option.id: False})
    assert len(said) > 100
    assert [text for text in said if odd.match(text)] == []


def test_a_list_that_is_complete_is_one_reason_and_not_each_of_its_parts() -> None:
    flow = load_flow(IBM)
    checks = flow.questions["safety_checklist"]
    every = frozenset(option.id for option in checks.options)
    for wanted in (True, False):
        said = findings(checks, Several(every), dict.fromkeys(every, wanted))
        assert said == ("checks done, known or not applicable: all of them",)
    assert findings(checks, Several(every - {"hiv"}), dict.fromkeys(every, False)) == ("no HIV check",)


def test_what_is_not_known_says_which_verdict_it_decides_where_a_line_does_not_name_it(ibm: Patients) -> None:
    key = of(ibm, early_proximal=NotAssessed())
    said = because(key, key.line("pretreatment_safety"))
    assert said == "not known: early proximal weakness, which decides trial of immunosuppression in IBM"
    assert "which decides" not in because(key, key.line("immunosuppression_discuss_trial"))


def test_what_is_not_known_is_told_in_the_words_of_a_note(keys: list[tuple[Key, tuple[str, ...]]]) -> None:
    told = 0
    for key, lines in keys:
        for line in map(key.line, lines):
            waits = [NOT_KNOWN.format(text) for reason in line.depends_on for text in reason.short]
            said = because(key, line).partition(", which decides ")[0]
            if waits:
                told += 1
                assert said == next((text for text in line.reasons if text in waits), waits[0])
            else:
                assert not said.startswith(NOT_KNOWN.format(""))
    assert told > 20


def test_of_what_decides_a_line_that_holds_the_rarest_leads(ibm: Patients) -> None:
    """That the diagnosis is uncertain is said of half of them; a CK above 15 times normal of few."""
    suspected = {"diagnosis_status": Chosen("suspected"), "highest_ck": Chosen("above_15x")}
    key = of(ibm, **suspected)
    assert key.status("immunosuppression_after_mimics") is Status.HOLDS
    assert "15 times" in because(key, key.line("immunosuppression_after_mimics"))

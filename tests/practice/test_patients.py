"""Patients: drawn exactly in proportion to their weights, and only such as there can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from interview.engine.conclusions import Status, conclude
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.practice.patients import NoPatient, Patients
from tests.conversation.test_dates import FLOW as COURSE
from tests.practice.small import EVEN, SMALL, UNEVEN, Patient, patients, small

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
DRAWS = 12_000
WEIGHTS = {
    EVEN: ({"yes": 0.5, "no": 0.5}, dict.fromkeys(("fever", "rash", "pain"), 0.5), (17, 47, 26), (1, 1, 1)),
    UNEVEN: ({"yes": 0.75, "no": 0.25}, {"fever": 0.2, "rash": 0.2, "pain": 0.4}, (7, 47, 6), (5, 1, 2)),
}


def expected(more: str) -> dict[Patient, float]:
    cough, signs, ages, results = WEIGHTS[more]
    found = dict(
        patients(
            cough,
            signs,
            tuple(age / sum(ages) for age in ages),
            {name: part / sum(results) for name, part in zip(("low", "mid", "high"), results, strict=True)},
        )
    )
    return {one: weight / sum(found.values()) for one, weight in found.items()}


def seen(answers: Mapping[str, Answer]) -> Patient:
    def option(name: str) -> str:
        answer = answers.get(name)
        return answer.option if isinstance(answer, Chosen) else ""

    signs, age = answers["signs"], answers["age"]
    assert isinstance(signs, Several)
    assert isinstance(age, Number)
    band = (age.value >= 18) + (age.value >= 65)
    return option("cough"), signs.chosen, band, option("tested"), option("result")


def chi_squared(counts: Mapping[Patient, int], shares: Mapping[Patient, float]) -> float:
    total = sum(counts.values())
    return sum((counts[one] - total * share) ** 2 / (total * share) for one, share in shares.items())


@pytest.mark.parametrize("more", [EVEN, UNEVEN], ids=["even", "uneven"])
def test_patients_follow_their_weights(tmp_path: Path, more: str) -> None:
    drawing, rng, shares = Patients(small(tmp_path, more)), Random(1), expected(more)
    counts = Counter(seen(drawing.draw(rng)) for _ in range(DRAWS))
    assert counts.keys() <= shares.keys()
    freedom = len(shares) - 1
    assert chi_squared(counts, shares) < freedom + 3.1 * (2 * freedom) ** 0.5  # exceeded once in a thousand


def test_those_who_are_left_when_something_is_unlikely_keep_their_proportions(tmp_path: Path) -> None:
    """One thing would be common, and so is never drawn; one is rare, and who has it is drawn anew."""
    unlikely = (
        "unlikely:\n"
        "  common: {when: cough is yes and signs has any of (rash)}\n"
        "  rare: {when: age >= 65 and signs has any of (fever) and tested is no}\n"
    )
    drawing, rng = Patients(small(tmp_path, UNEVEN + unlikely)), Random(1)
    left = {
        one: weight
        for one, weight in expected(UNEVEN).items()
        if "rash" not in one[1] and not (one[2] == 2 and "fever" in one[1] and one[3] == "no")
    }
    shares = {one: weight / sum(left.values()) for one, weight in left.items()}
    counts = Counter(seen(drawing.draw(rng)) for _ in range(DRAWS))
    assert counts.keys() <= shares.keys()
    freedom = len(shares) - 1
    assert chi_squared(counts, shares) < freedom + 3.1 * (2 * freedom) ** 0.5


def test_with_equal_weights_those_who_are_asked_the_same_are_equally_likely(tmp_path: Path) -> None:
    banded = SMALL.replace("range: [1, 90]", "range: [10, 33]").replace("age >= 65", "age >= 26")
    drawing, rng = Patients(small(tmp_path, EVEN, banded)), Random(2)
    counts: Counter[tuple[object, ...]] = Counter()
    while sum(counts.values()) < DRAWS:
        answers = drawing.draw(rng)
        if "result" in answers:
            age = answers["age"]
            assert isinstance(age, Number)
            counts[(*seen(answers)[1:2], (age.value >= 18) + (age.value >= 26), *seen(answers)[3:])] += 1
    likely = DRAWS / (4 * 3 + 4 * 3 * 2 + 4 * 3 * 2)
    assert len(counts) == 4 * 3 + 8 * 3 * 2
    freedom = len(counts) - 1
    found = sum((count - likely) ** 2 / likely for count in counts.values())
    assert found < freedom + 3.1 * (2 * freedom) ** 0.5


def test_a_rule_of_weights_that_does_not_hold_would_be_seen(tmp_path: Path) -> None:
    drawing, rng, shares = Patients(small(tmp_path, UNEVEN)), Random(1), expected(EVEN)
    counts = Counter(seen(drawing.draw(rng)) for _ in range(DRAWS))
    assert chi_squared(counts, shares) > 2 * len(shares)


def test_the_same_seed_gives_the_same_patient(tmp_path: Path) -> None:
    drawing = Patients(small(tmp_path))
    assert [drawing.draw(Random(5)) for _ in range(2)] == [Patients(small(tmp_path)).draw(Random(5))] * 2
    assert len({repr(drawing.draw(Random(seed))) for seed in range(20)}) > 10


@pytest.mark.parametrize("usual", ["", "usual:\n  amount: {range: [49, 51]}\n"])
def test_a_band_without_a_whole_number_never_loops(tmp_path: Path, usual: str) -> None:
    flow = SMALL.replace("[cough, signs, age,", "[cough, signs, age, amount,").replace(
        "  tested: {", "  amount: {ask: A, label: A, type: number, range: [0, 100]}\n  tested: {"
    )
    flow = flow.replace(
        "when: {all: [result is low,", "when: {all: [amount > 50, amount < 50.5, result is low,"
    )
    drawing, rng = Patients(small(tmp_path, usual, flow)), Random(3)
    drawn = [drawing.draw(rng)["amount"] for _ in range(400)]
    within = [one for one in drawn if isinstance(one, Number) and 50 < one.value < 50.5]
    assert 0 < len(within) < len(drawn)


def test_a_number_without_a_range_is_drawn_near_what_it_is_compared_with(tmp_path: Path) -> None:
    flow = SMALL.replace("type: number, unit: years, range: [1, 90], whole: true", "type: number")
    drawing, rng = Patients(small(tmp_path, "", flow)), Random(3)
    ages = [one.value for _ in range(600) if isinstance(one := drawing.draw(rng)["age"], Number)]
    assert [min(ages), max(ages)] == [8, 75]


def test_a_difference_follows_from_its_numbers_and_lies_where_it_usually_does(tmp_path: Path) -> None:
    flow = SMALL.replace("[cough,", "[before, now, cough,").replace(
        "questions:\n",
        "numbers:\n  fall: {difference: [before, now]}\nquestions:\n"
        "  before: {ask: B, label: B, type: number, range: [0, 40], whole: true}\n"
        "  now: {ask: N, label: N, type: number, range: [0, 40], whole: true}\n",
    )
    flow = flow.replace("when: {all: [result is low,", "when: {all: [fall >= 2, result is low,")
    drawing = Patients(small(tmp_path, "usual:\n  fall: {range: [-1, 6]}\n", flow))
    rng = Random(4)
    for _ in range(100):
        answers = drawing.draw(rng)
        before, now = answers["before"], answers["now"]
        assert isinstance(before, Number)
        assert isinstance(now, Number)
        assert -1 <= before.value - now.value <= 6


def test_where_nobody_is_left_that_is_said(tmp_path: Path) -> None:
    nobody = "unlikely:\n  a: {when: cough is yes}\n  b: {when: cough is no}\n"
    with pytest.raises(NoPatient, match="No patient can be drawn from small-flow"):
        Patients(small(tmp_path, nobody)).draw(Random(1))


def test_what_hangs_on_an_answer_nobody_knows_is_not_asked(tmp_path: Path) -> None:
    drawing = Patients(small(tmp_path))
    yes: dict[str, Answer] = {"cough": Chosen("yes"), "signs": Several(), "age": Number(40)}
    yes["tested"] = Chosen("yes")
    answers: dict[str, Answer] = {**yes, "result": Chosen("mid")}
    assert drawing.without(answers, ["result"]) == {**yes, "result": NotAssessed(Reason.NOT_KNOWN)}
    assert list(drawing.without(answers, ["tested"])) == ["cough", "signs", "age", "tested"]
    assert list(drawing.without(answers, ["cough"])) == ["cough", "signs", "age"]


def test_patients_of_the_shipped_flow_bring_up_no_warning_and_answer_what_is_asked_of_them() -> None:
    drawing, rng = Patients(compile_flow(load_flow(IBM))), Random(6)
    for _ in range(100):
        answers = drawing.draw(rng)
        conclusions = conclude(drawing.session(answers))
        assert conclusions.warnings == ()
        assert not conclusions.session.completions.inactive & answers.keys()


def ticked(answers: Mapping[str, Answer], name: str) -> frozenset[str]:
    answer = answers.get(name)
    return answer.chosen if isinstance(answer, Several) else frozenset()


def option(answers: Mapping[str, Answer], name: str) -> str:
    answer = answers.get(name)
    return answer.option if isinstance(answer, Chosen) else ""


def value(answers: Mapping[str, Answer], name: str, otherwise: int) -> float:
    answer = answers.get(name)
    return float(answer.value) if isinstance(answer, Number) else otherwise


def fall(answers: Mapping[str, Answer]) -> float:
    """By how many per cent FVC falls on lying down."""
    sitting = value(answers, "fvc_sitting", 100)
    return 100 * (1 - value(answers, "fvc_supine", int(sitting)) / sitting)


def test_no_patient_of_the_shipped_flow_contradicts_themselves() -> None:
    """As a neurologist would read them, whatever the flow says is unlikely."""
    drawing, rng = Patients(compile_flow(load_flow(IBM))), Random(16)
    seen: Counter[str] = Counter()
    for _ in range(400):
        answers = drawing.draw(rng)
        urgent, limits = ticked(answers, "urgent_problems"), ticked(answers, "functional_limits")
        pattern, fingers = option(answers, "weakness_pattern"), option(answers, "finger_vs_shoulder")
        breathing, support = ticked(answers, "breathing_symptoms"), ticked(answers, "breathing_support")
        wrong = {
            "pneumonia": "aspiration_pneumonia" in urgent
            and not {"chest_infections"} & ticked(answers, "dysphagia_severity"),
            "distress": "respiratory_distress" in urgent
            and not {"orthopnoea", "morning_headache", "daytime_sleepiness"} & breathing,
            "proximal": pattern == "mainly_proximal" and option(answers, "diagnosis_status") == "established",
            "typical": pattern == "typical" and fingers not in ("", "finger_weaker"),
            "IBMFRS": not limits and value(answers, "ibmfrs_now", 40) < 34,
            "low IBMFRS": value(answers, "ibmfrs_now", 40) < 20 and "walking_aid_or_wheelchair" not in limits,
            "pregnancy": "pregnancy_possible" in ticked(answers, "treatment_hazards")
            or (
                bool(ticked(answers, "safety_checklist") - {"pregnancy"})
                and "pregnancy" not in ticked(answers, "safety_checklist")
            ),
            "diaphragm": fall(answers) >= 33 and not breathing,
            "machine": bool({"niv", "cough_device"} & support) and option(answers, "fvc_done") == "no",
            "pressures": value(answers, "fvc_sitting", 100) < 50
            and "breathing_tests" in answers
            and "weak_mip_snip" not in ticked(answers, "breathing_tests"),
            "failing": "early_breathing_failure" in ticked(answers, "mimic_features")
            and not ticked(answers, "breathing_tests")
            and "niv" not in support,
            "mood": "self_harm_thoughts" in urgent and "mood" not in ticked(answers, "concerns"),
        }
        seen.update(name for name, is_so in wrong.items() if is_so)
    assert seen == Counter()


def test_no_patient_of_the_shipped_flow_is_one_that_a_neurologist_refused() -> None:
    """What one who read drawn patients did not believe."""
    drawing, rng = Patients(compile_flow(load_flow(IBM))), Random(17)
    seen: Counter[str] = Counter()
    for _ in range(400):
        answers = drawing.draw(rng)
        limits, breathing = ticked(answers, "functional_limits"), ticked(answers, "breathing_symptoms")
        tests, pattern = ticked(answers, "breathing_tests"), option(answers, "weakness_pattern")
        given = {when: ticked(answers, f"{when}_kind") for when in ("past", "current", "considered")}
        failing = "hypercapnia" in tests or "niv" in ticked(answers, "breathing_support")
        needs = {"knee_buckling", "other_daily_activities", "walking_aid_or_wheelchair"} & limits
        wrong = {
            "proposed or ended what is taken": given["current"] & (given["considered"] | given["past"]),
            "immunoglobulin twice": any(
                {"ivig_strength", "ivig_swallowing"} <= one for one in given.values()
            ),
            "immunoglobulin for a good swallow": any("ivig_swallowing" in kinds for kinds in given.values())
            and not conclude(drawing.session(answers)).facts["swallow_positive"],
            "hands that can": pattern == "typical" and needs and "hand_difficulty" not in limits,
            "hands that cannot": pattern == "one_of_two" and "hand_difficulty" in limits,
            "a frame for nothing": "walking_aid_or_wheelchair" in limits
            and not {"falls", "knee_buckling", "other_daily_activities"} & limits,
            "carbon dioxide": failing
            and value(answers, "fvc_sitting", 50) >= 57
            and round(fall(answers)) < 25,
            "orthopnoea": "orthopnoea" in breathing
            and "breathing_tests" in answers
            and option(answers, "fvc_done") == "yes"
            and (round(fall(answers)) < 10 or (not tests and round(fall(answers)) < 20)),
            "the centre": {"orthopnoea", "morning_headache"} & breathing
            and option(answers, "specialist_centre_care") == "yes"
            and option(answers, "fvc_done") == "no",
            "immunodeficiency": "cvid" in ticked(answers, "associated_disease")
            and not given["current"] - {"conventional"},
        }
        seen.update(name for name, is_so in wrong.items() if is_so)
    assert seen == Counter()


def test_dates_are_not_drawn_and_what_is_counted_between_them_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    text = COURSE.replace("numbers:\n", "usual: {since_onset: {range: [6, 60]}}\nnumbers:\n")
    (tmp_path / "course" / "flow.yaml").write_text(text, encoding="utf-8")
    drawn = Patients(compile_flow(load_flow(tmp_path / "course")))
    for seed in range(20):
        answers = drawn.draw(Random(seed))
        assert "onset" not in answers
        concluded = conclude(drawn.session(answers))
        assert concluded.statuses["long"] is Status.OPEN
        assert concluded.warnings == ()


def test_the_findings_of_a_patient_fit_together() -> None:
    """What a trainee took for a slip of the program, patient after patient."""
    drawing, rng = Patients(compile_flow(load_flow(IBM))), Random(4)
    imaged, abnormal, proximal = 0, 0, 0
    for _ in range(600):
        one = drawing.draw(rng)

        def has(name: str, *options: str, one: Mapping[str, Answer] = one) -> bool:
            answer = one.get(name)
            chosen = answer.chosen if isinstance(answer, Several) else frozenset[str]()
            return not chosen.isdisjoint(options)

        if one.get("weakness_pattern") == Chosen("mainly_proximal"):
            proximal += 1
            assert has("early_proximal", "neck_flexors", "arm_abductors", "hip_flexors")
            assert one.get("finger_vs_shoulder") != Chosen("same")
        if has("mimic_features", "rapid_course"):
            assert one["duration_over_12_months"] == Chosen("no")
        if any(has(f"{when}_kind", "other_indication") for when in ("past", "current", "considered")):
            assert one["associated_disease"] != Several()
        if findings := one.get("swallow_imaging"):
            imaged, abnormal = imaged + 1, abnormal + (findings != Several())
    assert proximal
    assert abnormal > 0.7 * imaged

"""A patient in words: what is so, then what is not in one breath; never what is concluded."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from interview.engine.conclusions import Status, conclude, status
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.practice.patients import Patients
from interview.practice.vignette import NO_MATTER, Colour, colour, finding, if_it_were, no_finding, vignette
from interview.summary.phrases import lower
from tests.practice.small import EVEN, small

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
WOMAN = Colour("woman", 67)
FEVER: dict[str, Answer] = {
    "cough": Chosen("yes"),
    "signs": Several(frozenset({"fever"})),
    "age": Number(70),
    "tested": Chosen("no"),
}
PHRASES = """\
phrases:
  cough: {told: coughs, denied: no cough, unknown: cough}
  signs: {denied: no signs, unknown: signs, answers: {fever: feverish, rash: a rash, pain: in pain}}
  age: {told: "aged {}"}
  tested: {told: tested, denied: not tested}
"""


@pytest.fixture(scope="module")
def ibm() -> Patients:
    return Patients(compile_flow(load_flow(IBM)))


def test_what_is_absent_is_said_in_one_breath(tmp_path: Path) -> None:
    drawing = Patients(small(tmp_path, PHRASES))
    said = vignette(conclude(drawing.session(FEVER)), WOMAN)
    assert said == (
        "A 67-year-old woman.",
        "Coughs.",
        "Feverish, no other signs.",
        "Aged 70.",
        "Not tested.",
    )
    well = {**FEVER, "cough": Chosen("no"), "signs": Several()}
    assert vignette(conclude(drawing.session(well)), WOMAN)[-1] == "No cough or signs."


def test_a_denial_is_told_after_one_no_and_never_reads_as_found(ibm: Patients) -> None:
    """After a list a new "no" begins: what follows it would be heard as so; and what stands in another
    sentence of the note is parted from it."""
    well: dict[str, Answer] = {
        "early_proximal": Several(),
        "mimic_features": Several(),
        "associated_disease": Several(),
        "immune_treatment": Several(),
        "concerns": Several(),
    }
    assert vignette(conclude(ibm.session(well)), WOMAN)[1:] == (
        "No early proximal weakness; no rash, ptosis or other red flag.",
        "No autoimmune or other associated disease; no immune treatment given or proposed; "
        "no surgery planned, nothing else raised.",
    )


def test_whoever_reports_nothing_of_breathing_can_have_any_fvc(ibm: Patients) -> None:
    """It is told as what somebody says, in the same words whatever was measured; and the fall on lying
    decides for some who report nothing."""
    report = "reports no trouble with breathing, sleep or clearing the chest"
    flow, deciding = ibm.flow, set[bool]()
    for lying in (50, 62):
        answers: dict[str, Answer] = {
            "breathing_symptoms": Several(),
            "fvc_done": Chosen("yes"),
            "fvc_sitting": Number(70),
            "fvc_supine": Number(lying),
            "breathing_support": Several(frozenset({"cpap"})),
            "breathing_tests": Several(),
        }
        session = ibm.session(answers)
        said = " ".join(vignette(conclude(session), WOMAN)).lower()
        assert said.count(report) == 1
        assert not any(word in said for word in ("despite", "although", "but"))
        assert finding(flow, "breathing_symptoms", Several()).lower() == f"{report}."
        assert ibm.is_patient(session.completions)
        deciding.add(status(session.completions, "ventilatory_referral") is Status.HOLDS)
    assert deciding == {True, False}


def test_ck_is_told_as_one_tells_it_and_never_as_less_than_was_asked(ibm: Patients) -> None:
    told = {one: finding(ibm.flow, "highest_ck", Chosen(one)) for one in ("up_to_15x", "above_15x")}
    assert told["up_to_15x"] == "CK raised, below 15 times the upper limit."
    assert told["above_15x"] == "Peak CK above 15 times the upper limit."


def test_what_else_of_a_list_is_absent_is_said_with_what_is_so(ibm: Patients) -> None:
    one: dict[str, Answer] = {
        "mimic_features": Several(frozenset({"ptosis_eye_movement"})),
        "functional_limits": Several(frozenset({"falls"})),
        "concerns": Several(frozenset({"driving"})),
        "associated_disease": Several(frozenset({"hiv"})),
        "food_sticks": Chosen("no"),
    }
    assert vignette(conclude(ibm.session(one)), WOMAN)[1:] == (
        "Ptosis.",
        "Has fallen in the past 12 months, no buckling of the knees, foot drop or trouble with the hands, "
        "otherwise independent, walks unaided.",
        "HIV infection, no other associated disease.",
        "Worried about driving.",
        "No other red flag.",
        "No sticking of food.",
        "No surgery planned, nothing else raised.",
    )


def test_an_answer_that_is_absent_is_named_where_the_flow_denies_it_by_name(tmp_path: Path) -> None:
    spoken = """\
spoken:
  signs: {rest: nothing else, answers: {fever: {told: feverish, denied: no fever}, rash: {denied: no rash}}}
"""
    flow = small(tmp_path, PHRASES + spoken).flow

    def told(*signs: str) -> str:
        return finding(flow, "signs", Several(frozenset(signs)))

    assert told() == "No signs."
    assert told("pain") == "In pain, no fever or rash."
    assert told("fever") == "Feverish, no rash, nothing else."
    assert told("fever", "rash") == "Feverish, a rash, nothing else."
    partly = Several(frozenset({"fever"}), rest_absent=False)
    assert finding(flow, "signs", partly) == "Feverish."


def test_what_else_is_not_so_of_a_list_can_be_told_with_all_that_is_absent(tmp_path: Path) -> None:
    """A wish goes with no denial beside it; what is asked for by itself is told whole."""
    for closing, said in (
        ("", ("Feverish, nothing else.", "No cough.")),
        (", closing: true", ("Feverish.", "No cough, nothing else.")),
    ):
        spoken = f"spoken:\n  signs: {{rest: nothing else, answers: {{fever: feverish}}{closing}}}\n"
        patients = Patients(small(tmp_path, PHRASES + spoken))
        answers: dict[str, Answer] = {"cough": Chosen("no"), "signs": Several(frozenset({"fever"}))}
        assert vignette(conclude(patients.session(answers)), WOMAN)[1:] == said
        assert finding(patients.flow, "signs", answers["signs"]) == "Feverish, nothing else."


def test_what_is_denied_about_something_that_is_so_stands_where_it_is_asked(ibm: Patients) -> None:
    told: dict[str, Answer] = {
        "fvc_done": Chosen("yes"),
        "fvc_recent": Chosen("no"),
        "fvc_sitting": Number(85),
        "breathing_support": Several(),
        "food_sticks": Chosen("yes"),
        "swallow_imaging_done": Chosen("yes"),
        "swallow_imaging": Several(),
    }
    said = vignette(conclude(ibm.session(told)), WOMAN)
    fvc = "FVC last measured over a year ago, 85 % predicted sitting"
    assert f"{fvc}, no NIV, CPAP or cough device." in said
    assert "Food sticks, swallow has been imaged, no bar, aspiration or residue seen." in said


def test_a_lead_of_the_note_can_be_left_out_in_practice(tmp_path: Path) -> None:
    told = PHRASES.replace("signs: {", "signs: {sentence: seen, ")
    for spoken, said in (("", "Seen: feverish"), ("Found", "Found: feverish"), ('""', "Feverish")):
        lead = f"sentences:\n  seen: {{lead: Seen{f', spoken: {spoken}' if spoken else ''}}}\n"
        flow = small(tmp_path, lead + told).flow
        partly = Several(frozenset({"fever"}), rest_absent=False)
        assert finding(flow, "signs", partly) == f"{said}."
        assert if_it_were(flow, "signs", Several(), partly) == f"this were so: {lower(said)}"


def test_what_is_told_with_an_answer_of_another_list_stands_behind_it_alone(ibm: Patients) -> None:
    """A low mood a page after thoughts of self-harm would be heard as another matter."""
    concerns = Several(frozenset({"mood", "driving"}))
    answers: dict[str, Answer] = {
        "urgent_problems": Several(frozenset({"self_harm_thoughts"})),
        "diagnosis_status": Chosen("established"),
        "concerns": concerns,
    }
    assert vignette(conclude(ibm.session(answers)), WOMAN)[1:] == (
        "Thoughts of self-harm, low mood.",
        "IBM confirmed by a neurologist.",
        "Worried about driving.",
        "No surgery planned, nothing else raised.",
    )
    alone = "Low mood, worried about driving, no surgery planned, nothing else raised."
    assert finding(ibm.flow, "concerns", concerns) == alone
    unasked = {**answers, "concerns": NotAssessed()}
    assert "low mood" not in " ".join(vignette(conclude(ibm.session(unasked)), WOMAN)).lower()
    well = {**answers, "urgent_problems": Several()}
    assert "Low mood, worried about driving." in vignette(conclude(ibm.session(well)), WOMAN)


def test_practice_has_phrases_of_its_own(tmp_path: Path) -> None:
    spoken = """\
spoken:
  cough: {told: coughs at night, denied: never coughs}
  signs: {rest: nothing else, unknown: what was seen, answers: {fever: 39 degrees}}
  age: "{} years old"
"""
    drawing = Patients(small(tmp_path, PHRASES + spoken))
    said = vignette(conclude(drawing.session(FEVER)), WOMAN, ["signs"])
    assert said[1:] == (
        "What was seen not known.",
        "Coughs at night.",
        "39 degrees, nothing else.",
        "70 years old.",
        "Not tested.",
    )
    assert finding(drawing.flow, "cough", Chosen("no")) == "Never coughs."
    assert drawing.flow.questions["cough"].phrase.told == "coughs"


def test_that_weakness_is_old_goes_without_saying_beside_the_age_at_onset(ibm: Patients) -> None:
    told: dict[str, Answer] = {
        "diagnosis_status": Chosen("suspected"),
        "onset_age": Number(61),
        "duration_over_12_months": Chosen("yes"),
    }
    assert "Weakness since the age of 61." in vignette(conclude(ibm.session(told)), WOMAN)
    del told["onset_age"]
    assert "Weak for over 12 months." in vignette(conclude(ibm.session(told)), WOMAN)


def test_what_is_absent_stands_behind_what_is_so_of_the_same_sentence(ibm: Patients) -> None:
    """What comes after a "no" would be heard as denied too; several things are denied in a sentence."""
    swallows: dict[str, Answer] = {
        "early_proximal": Several(),
        "food_sticks": Chosen("no"),
        "repeat_swallows": Chosen("yes"),
        "swallow_imaging_done": Chosen("no"),
    }
    told = "Swallows several times to clear a mouthful, swallow never imaged"
    assert vignette(conclude(ibm.session(swallows)), WOMAN)[1:] == (
        f"{told}, no sticking of food.",
        "No early proximal weakness.",
    )
    eats = {**swallows, "dysphagia_severity": Several()}
    assert vignette(conclude(ibm.session(eats)), WOMAN)[1:] == (
        f"{told}.",
        "No sticking of food, coughing at meals, chest infection, weight loss or change of diet.",
        "No early proximal weakness.",
    )


def test_a_sentence_of_which_nothing_is_so_is_normal(ibm: Patients) -> None:
    well: dict[str, Answer] = {
        "food_sticks": Chosen("no"),
        "repeat_swallows": Chosen("no"),
        "dysphagia_severity": Several(),
    }
    normal = "swallowing, diet and weight unremarkable"

    def told(answers: dict[str, Answer]) -> str:
        return " ".join(vignette(conclude(ibm.session(answers)), WOMAN)).lower()

    assert normal in told(well)
    assert "sticking" not in told(well)
    assert normal not in told({**well, "food_sticks": Chosen("yes")})
    assert normal not in told({**well, "food_sticks": NotAssessed()})
    assert "no double-swallowing" in told({**well, "food_sticks": NotAssessed()})


def test_what_is_not_known_is_not_mentioned(tmp_path: Path) -> None:
    drawing = Patients(small(tmp_path, PHRASES))
    said = " ".join(vignette(conclude(drawing.session({**FEVER, "signs": NotAssessed()})), WOMAN))
    assert "sign" not in said
    assert "fever" not in said.lower()


def test_a_flow_without_phrases_is_told_by_its_labels(tmp_path: Path) -> None:
    drawing = Patients(small(tmp_path))
    said = vignette(conclude(drawing.session({**FEVER, "signs": Several()})), Colour("man", None))
    assert said == ("A man.", "Cough: yes.", "Age 70 years.", "No, or none: Signs; Tested.")


def test_what_is_asked_for_is_told_as_it_is(tmp_path: Path) -> None:
    flow = small(tmp_path, PHRASES).flow
    assert finding(flow, "cough", Chosen("no")) == "No cough."
    assert (
        finding(flow, "signs", Several(frozenset({"fever", "pain"}))) == "Feverish, in pain, no other signs."
    )
    assert no_finding(flow, "age", "not known") == "Age: not known."
    assert no_finding(flow, "result", NO_MATTER) == "Result: nothing turns on it here."


def test_what_is_otherwise_is_told_as_it_is(tmp_path: Path) -> None:
    flow = small(tmp_path, PHRASES).flow
    fever, pain = Several(frozenset({"fever"})), Several(frozenset({"pain"}))
    assert if_it_were(flow, "cough", None, Chosen("no")) == "this were so: no cough"
    assert if_it_were(flow, "age", Number(70), Number(64)) == "this were so: aged 64"
    assert if_it_were(flow, "signs", Several(), fever) == "this were so: feverish"
    assert if_it_were(flow, "signs", fever, Several()) == "this were not so: feverish"
    assert if_it_were(flow, "signs", None, Several()) == "this were so: no signs"
    both = "this were so: in pain and this were not so: feverish"
    assert if_it_were(flow, "signs", fever, pain) == both
    partly = Several(frozenset({"fever"}), rest_absent=False)
    assert if_it_were(flow, "signs", partly, fever) == "this were so: no other signs"


def test_age_and_sex_follow_from_the_seed_and_the_age_fits_that_at_onset(ibm: Patients) -> None:
    flow, sexes, later = ibm.flow, set[str](), set[tuple[bool, int]]()
    for seed in range(1_500):
        answers = ibm.draw(Random(seed))
        who = colour(flow, answers, Random(seed))
        assert who == colour(flow, answers, Random(seed))
        assert re.fullmatch(r"(An 8\d|A [4-79]\d)-year-old (wo)?man\.", who.words)
        sexes.add(who.sex)
        onset = answers.get("onset_age")
        if isinstance(onset, Number) and who.age is not None:
            later.add((answers["duration_over_12_months"] == Chosen("no"), who.age - int(onset.value)))
    assert sexes == {"woman", "man"}
    assert {years for recent, years in later if recent} == {0}
    assert {years for recent, years in later if not recent} <= set(range(2, 12))
    assert len(later) > 5


def test_a_denied_hazard_does_not_speak_against_one_that_another_answer_names(ibm: Patients) -> None:
    """A checkpoint inhibitor of long ago is a hazard of immune treatment, and so is HIV."""
    answers: dict[str, Answer] = {
        "immune_treatment": Several(frozenset({"considered"})),
        "treatment_hazards": Several(),
        "associated_disease": Several(frozenset({"hiv"})),
    }
    said = " ".join(vignette(conclude(ibm.session(answers)), WOMAN)).lower()
    assert "no other known contraindication to immune treatment" in said
    assert "no known contraindication to immune treatment" not in said
    said = " ".join(
        vignette(conclude(ibm.session({**answers, "associated_disease": Several()})), WOMAN)
    ).lower()
    assert "no known contraindication to immune treatment" in said


def test_no_age_is_made_up_where_the_flow_asks_for_one(tmp_path: Path) -> None:
    drawing = Patients(small(tmp_path, EVEN))
    answers = drawing.draw(Random(1))
    assert colour(drawing.flow, answers, Random(1)).age is None


def test_what_cannot_wait_comes_first(ibm: Patients) -> None:
    rng, seen = Random(4), 0
    for _ in range(200):
        answers = ibm.draw(rng)
        urgent = answers["urgent_problems"]
        if isinstance(urgent, Several) and urgent.chosen:
            told = finding(ibm.flow, "urgent_problems", urgent).removesuffix(".")
            second = vignette(conclude(ibm.session(answers)), WOMAN, ["diagnosis_status"])[1]
            assert second.startswith(told)
            seen += 1
    assert seen


def test_a_vignette_gives_nothing_away_that_is_concluded(ibm: Patients) -> None:
    flow, rng = ibm.flow, Random(2)
    concluded = [line.title for line in flow.recommendations.values()]
    concluded += [line.row.title for line in flow.recommendations.values() if line.row.title]
    concluded += [outcome for table in flow.tables.values() for outcome in table.outcomes.values()]
    long = [text for text in concluded if len(text.split()) > 3]
    for _ in range(60):
        said = " ".join(vignette(conclude(ibm.session(ibm.draw(rng))), WOMAN))
        assert not [text for text in long if text.lower() in said.lower()]
        assert "Dysphagia" not in said


def test_every_vignette_is_told_in_whole_sentences(ibm: Patients) -> None:
    rng = Random(3)
    for _ in range(60):
        for sentence in vignette(conclude(ibm.session(ibm.draw(rng))), WOMAN):
            assert sentence[0] == sentence[0].upper()
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert ",," not in sentence


def test_what_is_absent_denies_nothing_that_was_told(ibm: Patients) -> None:
    """A CK above 15 times is unexplained, and a drug for another disease has a disease: neither is denied."""
    answers: dict[str, Answer] = {
        "highest_ck": Chosen("above_15x"),
        "mimic_features": Several(),
        "associated_disease": Several(frozenset({"rheumatoid_arthritis"})),
        "immune_treatment": Several(frozenset({"current"})),
        "current_kind": Several(frozenset({"other_indication"})),
    }
    said = " ".join(vignette(conclude(ibm.session(answers)), WOMAN)).lower()
    assert "above 15 times the upper limit" in said
    assert "not yet worked up" not in said
    assert "no rash, ptosis or red flag other than the ck" in said
    assert "no other associated disease" in said
    assert "no autoimmune" not in said

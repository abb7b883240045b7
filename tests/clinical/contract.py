"""What the IBM flow must judge: facts, tables, when to ask, contradictions and the end, as ordinary Python.

Written from the clinical sources' rules, never from the flow, so that a slip in one shows against the other.
A patient `p` maps every question to its answer: text for one choice, a number, or the set of what is
present. A patient here is complete; what follows while answers are missing is in `completions.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

Patient = Mapping[str, Any]
Condition = Callable[[Patient], bool]


def has(p: Patient, question: str, *options: str) -> bool:
    return any(option in p[question] for option in options)


def has_all(p: Patient, question: str, *options: str) -> bool:
    return all(option in p[question] for option in options)


def lacks_any(p: Patient, question: str, *options: str) -> bool:
    return not has_all(p, question, *options)


def some(p: Patient, question: str) -> bool:
    return bool(p[question])


def is_yes(p: Patient, question: str) -> bool:
    return p[question] == "yes"


# Derived numbers


def ibmfrs_fall(p: Patient) -> float:
    return p["ibmfrs_previous"] - p["ibmfrs_now"]


def supine_fall(p: Patient) -> Fraction:
    """In percent of the capacity when sitting, exact in decimals."""
    sitting, supine = (Fraction(str(p[name])) for name in ("fvc_sitting", "fvc_supine"))
    return (sitting - supine) / sitting * 100


# Facts


def urgent(p: Patient) -> bool:
    return some(p, "urgent_problems")


def workup(p: Patient) -> bool:
    return p["diagnosis_status"] == "suspected" or red_flag(p)


def diagnosis_uncertain(p: Patient) -> bool:
    return p["diagnosis_status"] == "suspected"


def atypical_pattern(p: Patient) -> bool:
    return p["weakness_pattern"] in ("mainly_proximal", "other")


def early_proximal_weakness(p: Patient) -> bool:
    return some(p, "early_proximal")


def red_flag(p: Patient) -> bool:
    return p["highest_ck"] == "above_15x" or some(p, "mimic_features")


def trigger(p: Patient) -> bool:
    return (
        atypical_pattern(p)
        or autoimmune_status(p) == "systemic"
        or diagnosis_uncertain(p)
        or early_proximal_weakness(p)
    )


def swallow_positive(p: Patient) -> bool:
    return (
        is_yes(p, "food_sticks")
        or is_yes(p, "repeat_swallows")
        or has(
            p, "dysphagia_severity", "coughing_choking", "chest_infections", "texture_change", "feeding_tube"
        )
        or has(p, "urgent_problems", "cannot_swallow", "choking_airway", "aspiration_pneumonia")
        or has(p, "breathing_symptoms", "chest_infections")
        or has(p, "other_pattern", "swallowing_only")
    )


def low_fvc(p: Patient) -> bool:
    return is_yes(p, "fvc_done") and (p["fvc_sitting"] < 80 or supine_fall(p) >= 20)


def breathing_concern(p: Patient) -> bool:
    return (
        some(p, "breathing_symptoms")
        or low_fvc(p)
        or has(p, "mimic_features", "early_breathing_failure")
        or has(p, "other_pattern", "trunk")
        or has(p, "urgent_problems", "respiratory_distress")
    )


def same_day_problem(p: Patient) -> bool:
    return urgent(p) or has(p, "myotoxic_drugs", "checkpoint_inhibitor")


FOR_THE_MUSCLES = ("conventional", "ivig_strength", "ivig_swallowing")


def drug_for_ibm(p: Patient) -> bool:
    return (
        immunosuppression(p) == "discuss_trial"
        or (has(p, "immune_treatment", "considered") and has(p, "considered_kind", *FOR_THE_MUSCLES))
        or (has(p, "immune_treatment", "current") and has(p, "current_kind", *FOR_THE_MUSCLES))
    )


def known_hazard(p: Patient) -> bool:
    return (
        has(p, "associated_disease", "hiv", "htlv1", "hcv", "cvid", "t_lgl_or_blood_count")
        or has(p, "urgent_problems", "aspiration_pneumonia", "unwell_on_treatment")
        or has(p, "dysphagia_severity", "chest_infections")
        or has(p, "breathing_symptoms", "chest_infections")
        or has(p, "myotoxic_drugs", "checkpoint_inhibitor", "checkpoint_inhibitor_earlier")
    )


def daily_limits(p: Patient) -> bool:
    return some(p, "functional_limits")


def drug_in_question(p: Patient) -> bool:
    return has(p, "immune_treatment", "current", "considered") or immunosuppression(p) == "discuss_trial"


def enmc_entry(p: Patient) -> bool:
    return p["onset_age"] > 45 and is_yes(p, "duration_over_12_months") and p["highest_ck"] == "up_to_15x"


def finger_sign(p: Patient) -> bool:
    return p["finger_vs_shoulder"] == "finger_weaker"


def knee_sign(p: Patient) -> bool:
    return p["knee_vs_hip"] in ("knee_weaker", "same")


def finger_flexors_weak(p: Patient) -> bool:
    return p["finger_vs_shoulder"] in ("finger_weaker", "same", "shoulder_weaker")


def quadriceps_weak(p: Patient) -> bool:
    return p["knee_vs_hip"] in ("knee_weaker", "same", "hip_weaker")


FACTS: dict[str, Condition] = {
    fact.__name__: fact
    for fact in (
        *(urgent, workup, diagnosis_uncertain, atypical_pattern, early_proximal_weakness, red_flag, trigger),
        *(swallow_positive, daily_limits, drug_in_question, enmc_entry, finger_sign, knee_sign),
        *(finger_flexors_weak, quadriceps_weak, low_fvc, breathing_concern, same_day_problem),
        *(drug_for_ibm, known_hazard),
    )
}

# Tables


def autoimmune_status(p: Patient) -> str:
    systemic = ("sjogren", "sle", "systemic_sclerosis_mctd", "rheumatoid_arthritis", "other_systemic")
    if has(p, "associated_disease", *systemic):
        return "systemic"
    if has(p, "associated_disease", "sarcoidosis", "organ_specific", "antibody_or_sicca_only"):
        return "unclear"
    return "none"


def enmc_2011(p: Patient) -> str:
    if not enmc_entry(p) or not (finger_sign(p) or knee_sign(p)):
        return "not_met"
    if is_yes(p, "biopsy_infiltrate") and is_yes(p, "biopsy_vacuoles") and is_yes(p, "biopsy_protein"):
        return "clinico_pathologically_defined"
    diagnostics = [
        is_yes(p, name) for name in ("biopsy_infiltrate", "biopsy_mhc1", "biopsy_vacuoles", "biopsy_protein")
    ]
    if not any(diagnostics) or all(diagnostics):
        return "not_met"
    return "clinically_defined" if finger_sign(p) and knee_sign(p) else "probable"


def lloyd_2014(p: Patient) -> str:
    met = (
        (finger_flexors_weak(p) or quadriceps_weak(p))
        and is_yes(p, "biopsy_infiltrate")
        and (is_yes(p, "biopsy_invasion") or is_yes(p, "biopsy_vacuoles"))
    )
    return "met" if met else "not_met"


def immunosuppression(p: Patient) -> str:
    if p["diagnosis_status"] == "not_ibm":
        return "not_applicable"
    if red_flag(p):
        return "resolve_mimics_first"
    if trigger(p):
        return "not_now" if urgent(p) else "discuss_trial"
    if autoimmune_status(p) == "unclear":
        return "clarify_autoimmune_first"
    return "not_supported"


TABLES: dict[str, Callable[[Patient], str]] = {
    table.__name__: table for table in (autoimmune_status, enmc_2011, lloyd_2014, immunosuppression)
}

OUTCOMES = {
    "autoimmune_status": ("systemic", "unclear", "none"),
    "enmc_2011": ("clinico_pathologically_defined", "clinically_defined", "probable", "not_met"),
    "lloyd_2014": ("met", "not_met"),
    "immunosuppression": (
        *("not_applicable", "resolve_mimics_first", "not_now", "discuss_trial"),
        *("clarify_autoimmune_first", "not_supported"),
    ),
}

# When a question is asked; one that is not named here is asked of everyone it applies to

ASK_WHEN: dict[str, Condition] = {
    "onset_age": workup,
    "duration_over_12_months": workup,
    "finger_vs_shoulder": workup,
    "knee_vs_hip": workup,
    "biopsy_done": workup,
    "cn1a": workup,
    "myositis_specific": workup,
    "swallow_imaging_done": swallow_positive,
    "reflux_or_hiatus_hernia": lambda p: has(p, "swallow_imaging", "cricopharyngeal_bar"),
    "associated_disease_active": lambda p: autoimmune_status(p) == "systemic",
    "myotoxic_drugs": lambda p: has(p, "mimic_features", "myotoxic_drug"),
    "hereditary_clues": lambda p: has(p, "mimic_features", "family_history_paget_dementia"),
    "other_pattern": lambda p: p["weakness_pattern"] == "other",
    "breathing_tests": breathing_concern,
    "breathing_support": lambda p: breathing_concern(p) or is_yes(p, "fvc_done"),
    "past_kind": lambda p: has(p, "immune_treatment", "past"),
    "current_kind": lambda p: has(p, "immune_treatment", "current"),
    "considered_kind": lambda p: has(p, "immune_treatment", "considered"),
    "response_judged_by": lambda p: has(p, "immune_treatment", "past", "current"),
    "treatment_hazards": drug_in_question,
    "safety_checklist": drug_in_question,
    "measures": drug_in_question,
    "ibmfrs_now": lambda p: has(p, "measures", "ibmfrs"),
    "ibmfrs_previous": lambda p: has(p, "measures", "ibmfrs"),
    "comment": lambda p: False,
}

# Answers that do not fit together

CONFLICTS: tuple[Condition, ...] = (
    lambda p: (
        p["weakness_pattern"] == "typical"
        and p["finger_vs_shoulder"] in ("shoulder_only", "neither_weak")
        and p["knee_vs_hip"] in ("hip_only", "neither_weak")
    ),
    lambda p: (
        p["weakness_pattern"] == "typical"
        and has_all(p, "early_proximal", "neck_flexors", "arm_abductors", "hip_flexors")
    ),
    lambda p: (
        p["food_sticks"] == "no"
        and p["repeat_swallows"] == "no"
        and has(p, "dysphagia_severity", "coughing_choking", "texture_change", "feeding_tube")
    ),
    lambda p: (
        p["food_sticks"] == "no"
        and p["repeat_swallows"] == "no"
        and has(p, "urgent_problems", "cannot_swallow", "choking_airway")
    ),
    lambda p: p["diagnosis_status"] == "established" and some(p, "mimic_features"),
    lambda p: (
        p["myositis_specific"] == "positive" and not has(p, "mimic_features", "myositis_specific_antibody")
    ),
    lambda p: p["weakness_pattern"] == "ck_only" and some(p, "early_proximal"),
    lambda p: (
        has(p, "other_pattern", "swallowing_only")
        and p["food_sticks"] == "no"
        and p["repeat_swallows"] == "no"
    ),
    lambda p: p["weakness_pattern"] == "one_of_two" and finger_flexors_weak(p) and quadriceps_weak(p),
    lambda p: supine_fall(p) <= -10,
    lambda p: (
        (has(p, "treatment_hazards", "hepatitis_b") and not has(p, "safety_checklist", "hbv"))
        or (has(p, "treatment_hazards", "latent_tuberculosis") and not has(p, "safety_checklist", "tb"))
    ),
)

# What every patient satisfies: a list is empty unless another answer brings it up

BROUGHT_UP_BY: dict[str, tuple[str, str]] = {
    "myotoxic_drugs": ("mimic_features", "myotoxic_drug"),
    "hereditary_clues": ("mimic_features", "family_history_paget_dementia"),
    "other_pattern": ("weakness_pattern", "other"),
}

# The end


def ends(p: Patient) -> bool:
    return p["diagnosis_status"] == "not_ibm"


KEEP = frozenset(
    {
        *("not_ibm", "urgent_assessment", "no_abrupt_stop", "speech_therapy", "aspiration_risk_team"),
        *("dietitian", "respiratory_testing", "ventilatory_referral", "checkpoint_myositis"),
        *("review_myotoxic_drug", "cough_assessment", "ventilation_review", "anaesthesia_warning"),
        "tube_care_review",
    }
)

SECTIONS = (
    *("urgent", "general", "diagnosis", "swallowing", "breathing", "immunosuppression", "safety"),
    *("rehabilitation", "monitoring", "comorbidity", "support"),
)


class Line(NamedTuple):
    """One recommendation: `while_open` names the fact whose being undetermined makes it hold."""

    section: str
    stance: str
    urgency: str
    when: Condition | None
    while_open: str = ""

"""Every recommendation of the contract: section, stance, urgency, condition; in the contract's order."""

from __future__ import annotations

from tests.clinical.contract import (
    FOR_THE_MUSCLES,
    Condition,
    Line,
    Patient,
    autoimmune_status,
    breathing_concern,
    daily_limits,
    diagnosis_uncertain,
    drug_for_ibm,
    drug_in_question,
    enmc_2011,
    has,
    has_all,
    ibmfrs_fall,
    immunosuppression,
    is_yes,
    known_hazard,
    lacks_any,
    lloyd_2014,
    low_fvc,
    red_flag,
    some,
    supine_fall,
    swallow_positive,
    urgent,
)


def always(p: Patient) -> bool:
    return True


def _virus_unknown(p: Patient, virus: str) -> bool:
    """Nobody knows of this virus in the patient, and there is a reason to look for it."""
    before_a_drug = drug_in_question(p) and not has(p, "safety_checklist", virus)
    return not has(p, "associated_disease", virus) and (p["onset_age"] <= 45 or before_a_drug)


def _failed(p: Patient) -> bool:
    return p["response_judged_by"] in ("objective_no_gain", "stopped_without_benefit")


def _treated_for_the_muscles(p: Patient) -> bool:
    return has(p, "past_kind", *FOR_THE_MUSCLES) or has(p, "current_kind", *FOR_THE_MUSCLES)


def _planning(p: Patient) -> bool:
    return (
        has(p, "dysphagia_severity", "feeding_tube")
        or has(p, "swallow_imaging", "aspiration")
        or p["fvc_sitting"] < 50
        or has(p, "breathing_support", "niv")
        or has(p, "breathing_tests", "hypercapnia")
        or has(p, "concerns", "planning")
    )


def _aspiration_risk(p: Patient) -> bool:
    return (
        has(p, "swallow_imaging", "cricopharyngeal_bar", "aspiration")
        or has(p, "dysphagia_severity", "chest_infections", "low_bmi")
        or has(p, "breathing_symptoms", "chest_infections")
        or has(p, "urgent_problems", "aspiration_pneumonia")
    )


def _feeding_tube(p: Patient) -> bool:
    return not has(p, "dysphagia_severity", "feeding_tube") and (
        has(p, "swallow_imaging", "aspiration") or has_all(p, "dysphagia_severity", "weight_loss", "low_bmi")
    )


def _ventilatory(p: Patient) -> bool:
    return (
        p["fvc_sitting"] < 50
        or (p["fvc_sitting"] < 80 and some(p, "breathing_symptoms"))
        or supine_fall(p) >= 25
        or some(p, "breathing_tests")
        or has(p, "urgent_problems", "respiratory_distress")
    )


_GENETIC = (
    *("family_history_paget_dementia", "myotonia_early_cataract", "knee_extensors_spared"),
    "early_breathing_failure",
)
_SAFETY = (
    *("hbv", "hcv", "hiv", "tb", "vzv", "vaccines", "bone_health", "pjp_policy", "pregnancy"),
    *("glucose_bp", "fbc_renal_liver"),
)
_NO_OBJECTIVE_GAIN = (
    *("objective_no_gain", "stopped_without_benefit", "ck_only", "impression", "not_judged"),
)

RECOMMENDATIONS: dict[str, Line] = {
    "urgent_assessment": Line("urgent", "for", "same_day", urgent),
    "not_ibm": Line("general", "inform", "routine", lambda p: p["diagnosis_status"] == "not_ibm"),
    "no_abrupt_stop": Line("safety", "caution", "routine", lambda p: has(p, "immune_treatment", "current")),
    "goal_of_care": Line("general", "inform", "routine", always),
    "specialist_centre": Line("general", "for", "routine", lambda p: p["specialist_centre_care"] == "no"),
    "reexamine_diagnosis": Line("diagnosis", "for", "soon", red_flag),
    "complete_enmc_items": Line("diagnosis", "for", "routine", diagnosis_uncertain),
    "consider_biopsy": Line(
        *("diagnosis", "for", "routine"),
        lambda p: (
            diagnosis_uncertain(p)
            and (p["biopsy_done"] == "no" or (enmc_2011(p) == "not_met" and lloyd_2014(p) == "not_met"))
        ),
    ),
    "myositis_antibody_panel": Line(
        *("diagnosis", "for", "routine"),
        lambda p: diagnosis_uncertain(p) and p["myositis_specific"] == "not_done",
    ),
    "cn1a_low_weight": Line(
        *("diagnosis", "caution", "routine"),
        lambda p: (
            p["cn1a"] == "positive"
            and has(p, "associated_disease", "sjogren", "sle", "antibody_or_sicca_only")
        ),
    ),
    "cn1a_limits": Line("diagnosis", "inform", "routine", lambda p: p["cn1a"] in ("positive", "negative")),
    "vacuoles_absent": Line(
        *("diagnosis", "inform", "routine"),
        lambda p: p["weakness_pattern"] == "typical" and p["biopsy_vacuoles"] == "no",
    ),
    "mitochondrial_change": Line(
        "diagnosis", "inform", "routine", lambda p: is_yes(p, "biopsy_cox_negative")
    ),
    "young_onset": Line("diagnosis", "caution", "routine", lambda p: p["onset_age"] <= 45),
    "genetic_testing": Line("diagnosis", "for", "routine", lambda p: has(p, "mimic_features", *_GENETIC)),
    "viral_serology": Line(
        *("comorbidity", "for", "routine"),
        lambda p: _virus_unknown(p, "hiv") or _virus_unknown(p, "hcv"),
    ),
    "review_myotoxic_drug": Line(
        *("diagnosis", "for", "soon"),
        lambda p: has(p, "mimic_features", "myotoxic_drug") or some(p, "myotoxic_drugs"),
    ),
    "checkpoint_myositis": Line(
        "urgent", "for", "same_day", lambda p: has(p, "myotoxic_drugs", "checkpoint_inhibitor")
    ),
    "speech_therapy": Line("swallowing", "for", "soon", swallow_positive),
    "screen_swallowing": Line("swallowing", "for", "routine", None, while_open="swallow_positive"),
    "rescreen_swallowing": Line("swallowing", "for", "routine", lambda p: not swallow_positive(p)),
    "aspiration_risk_team": Line("swallowing", "for", "soon", _aspiration_risk),
    "myotomy_discussion": Line(
        "swallowing", "inform", "routine", lambda p: has(p, "swallow_imaging", "cricopharyngeal_bar")
    ),
    "feeding_tube_discussion": Line("swallowing", "for", "soon", _feeding_tube),
    "tube_care_review": Line(
        "swallowing", "for", "routine", lambda p: has(p, "dysphagia_severity", "feeding_tube")
    ),
    "dietitian": Line(
        *("swallowing", "for", "soon"),
        lambda p: (
            has(p, "dysphagia_severity", "weight_loss", "low_bmi", "texture_change")
            or has(p, "urgent_problems", "rapid_weight_loss")
        ),
    ),
    "ivig_for_strength": Line(
        "immunosuppression", "against", "routine", lambda p: has(p, "considered_kind", "ivig_strength")
    ),
    "ivig_other_myositis": Line(
        *("immunosuppression", "caution", "routine"),
        lambda p: has(p, "considered_kind", "ivig_strength") and (diagnosis_uncertain(p) or red_flag(p)),
    ),
    "ivig_for_dysphagia": Line(
        "immunosuppression", "caution", "routine", lambda p: has(p, "considered_kind", "ivig_swallowing")
    ),
    "immunosuppression_not_supported": Line(
        *("immunosuppression", "against", "routine"), lambda p: immunosuppression(p) == "not_supported"
    ),
    "immunosuppression_after_mimics": Line(
        *("immunosuppression", "caution", "soon"), lambda p: immunosuppression(p) == "resolve_mimics_first"
    ),
    "immunosuppression_not_now": Line(
        *("immunosuppression", "caution", "same_day"), lambda p: immunosuppression(p) == "not_now"
    ),
    "immunosuppression_discuss_trial": Line(
        *("immunosuppression", "for", "routine"), lambda p: immunosuppression(p) == "discuss_trial"
    ),
    "confirm_diagnosis_first": Line(
        *("immunosuppression", "caution", "routine"),
        lambda p: immunosuppression(p) == "discuss_trial" and diagnosis_uncertain(p),
    ),
    "clarify_autoimmune_disease": Line(
        *("immunosuppression", "for", "routine"),
        lambda p: has(p, "associated_disease", "antibody_or_sicca_only"),
    ),
    "organ_specific_autoimmunity": Line(
        *("immunosuppression", "caution", "routine"),
        lambda p: has(p, "associated_disease", "organ_specific", "sarcoidosis"),
    ),
    "treat_associated_disease": Line(
        *("comorbidity", "for", "routine"),
        lambda p: autoimmune_status(p) == "systemic" and is_yes(p, "associated_disease_active"),
    ),
    "prior_trial_failed": Line(
        *("immunosuppression", "caution", "routine"),
        lambda p: _failed(p) and _treated_for_the_muscles(p),
    ),
    "trial_targets_and_decision_dates": Line("immunosuppression", "for", "routine", drug_for_ibm),
    "treatment_hazard": Line(
        *("safety", "caution", "soon"),
        lambda p: drug_in_question(p) and (some(p, "treatment_hazards") or known_hazard(p)),
    ),
    "pretreatment_safety": Line(
        *("safety", "for", "soon"),
        lambda p: drug_in_question(p) and lacks_any(p, "safety_checklist", *_SAFETY),
    ),
    "review_current_treatment": Line(
        *("immunosuppression", "caution", "routine"),
        lambda p: (
            has(p, "immune_treatment", "current")
            and (has(p, "current_kind", *FOR_THE_MUSCLES) or not has(p, "current_kind", "other_indication"))
            and p["response_judged_by"] in _NO_OBJECTIVE_GAIN
        ),
    ),
    "ck_not_response": Line("monitoring", "caution", "routine", always),
    "exercise": Line("rehabilitation", "for", "routine", always),
    "pt_ot_evaluation": Line("rehabilitation", "for", "routine", daily_limits),
    "pt_ot_offer": Line("rehabilitation", "inform", "routine", lambda p: not daily_limits(p)),
    "falls_review": Line(
        "rehabilitation", "for", "soon", lambda p: has(p, "functional_limits", "falls", "knee_buckling")
    ),
    "orthoses_and_aids": Line(
        *("rehabilitation", "for", "routine"),
        lambda p: has(
            p,
            "functional_limits",
            "foot_drop",
            "knee_buckling",
            "hand_difficulty",
            "walking_aid_or_wheelchair",
        ),
    ),
    "bfr_training_supervised": Line(
        "rehabilitation", "caution", "routine", lambda p: has(p, "concerns", "asks_bfr")
    ),
    "creatine_testosterone_no_benefit": Line(
        *("rehabilitation", "inform", "routine"),
        lambda p: has(p, "concerns", "asks_creatine", "asks_testosterone"),
    ),
    "respiratory_testing": Line(
        *("breathing", "for", "soon"),
        lambda p: (
            some(p, "breathing_symptoms")
            or has(p, "mimic_features", "early_breathing_failure")
            or has(p, "other_pattern", "trunk")
        ),
    ),
    "low_fvc_follow_up": Line("breathing", "for", "routine", low_fvc),
    "repeat_fvc": Line(
        *("breathing", "for", "routine"), lambda p: is_yes(p, "fvc_done") and p["fvc_recent"] == "no"
    ),
    "ventilation_review": Line("breathing", "for", "routine", lambda p: some(p, "breathing_support")),
    "anaesthesia_warning": Line(
        "breathing", "caution", "soon", lambda p: has(p, "concerns", "anaesthetic_planned")
    ),
    "cough_assessment": Line(
        "breathing", "for", "soon", lambda p: has(p, "breathing_symptoms", "weak_cough")
    ),
    "baseline_fvc": Line("breathing", "for", "routine", lambda p: p["fvc_done"] == "no"),
    "ventilatory_referral": Line("breathing", "for", "soon", _ventilatory),
    "baseline_measures": Line(
        *("monitoring", "for", "routine"),
        lambda p: (
            lacks_any(p, "measures", "ibmfrs", "strength", "weight")
            or not has(p, "measures", "walk_test", "timed_up_and_go")
        ),
    ),
    "functional_decline_review": Line("monitoring", "for", "soon", lambda p: ibmfrs_fall(p) >= 2),
    "haematology_opinion": Line(
        *("comorbidity", "for", "routine"),
        lambda p: (
            has(p, "associated_disease", "t_lgl_or_blood_count") or has(p, "mimic_features", "paraprotein")
        ),
    ),
    "infection_specialist": Line(
        *("comorbidity", "for", "routine"),
        lambda p: (
            has(p, "associated_disease", "hiv", "htlv1", "hcv", "cvid")
            or (drug_in_question(p) and has(p, "treatment_hazards", "hepatitis_b", "latent_tuberculosis"))
        ),
    ),
    "trials_and_organisations": Line("support", "inform", "routine", always),
    "follow_up": Line("monitoring", "for", "routine", always),
    "trunk_support": Line("rehabilitation", "for", "routine", lambda p: has(p, "other_pattern", "trunk")),
    "advance_care_planning": Line("support", "for", "routine", _planning),
    "support_and_planning": Line(
        *("support", "for", "routine"), lambda p: has(p, "concerns", "mood", "planning", "work", "driving")
    ),
}


WORDED_WHEN: dict[str, Condition] = {
    "cn1a_low_weight": lambda p: p["cn1a"] == "positive",
    "viral_serology": lambda p: p["onset_age"] <= 45 or drug_in_question(p),
    "checkpoint_myositis": lambda p: has(p, "mimic_features", "myotoxic_drug"),
    "prior_trial_failed": _failed,
    "trial_targets_and_decision_dates": drug_in_question,
    "treatment_hazard": lambda p: drug_in_question(p) or some(p, "treatment_hazards"),
    "low_fvc_follow_up": lambda p: is_yes(p, "fvc_done"),
    "repeat_fvc": lambda p: is_yes(p, "fvc_done"),
    "ventilation_review": breathing_concern,
    "anaesthesia_warning": lambda p: (
        has(p, "urgent_problems", "injury_or_long_lie") or has(p, "swallow_imaging", "cricopharyngeal_bar")
    ),
}
"""When an open line says what to find out, for those lines of which the contract says so."""

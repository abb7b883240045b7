"""The questions of the contract: ids, answers, units, ranges and the main path, in the contract's order."""

from __future__ import annotations

YES_NO = ("yes", "no")

MAIN_PATH = (
    ("urgent_problems",),
    ("diagnosis_status", "specialist_centre_care"),
    ("weakness_pattern",),
    ("early_proximal",),
    ("mimic_features",),
    ("highest_ck",),
    ("food_sticks", "repeat_swallows", "dysphagia_severity"),
    ("associated_disease",),
    ("breathing_symptoms", "fvc_done"),
    ("functional_limits",),
    ("immune_treatment",),
    ("concerns",),
)

_KIND = ("conventional", "ivig_strength", "ivig_swallowing", "other_indication")

SEVERAL = {
    "urgent_problems": (
        *("aspiration_pneumonia", "cannot_swallow", "choking_airway", "respiratory_distress"),
        *("rapid_weight_loss", "rapid_new_weakness", "injury_or_long_lie", "unwell_on_treatment"),
        "self_harm_thoughts",
    ),
    "early_proximal": ("neck_flexors", "arm_abductors", "hip_flexors"),
    "mimic_features": (
        *("rapid_course", "rash", "ild_arthritis_hands", "ptosis_eye_movement", "upper_motor_neuron"),
        *("fatigability", "myotonia_early_cataract", "family_history_paget_dementia"),
        *("knee_extensors_spared", "early_breathing_failure", "myotoxic_drug", "paraprotein"),
        *("untreated_thyroid", "myositis_specific_antibody", "granuloma_on_biopsy", "amyloid_clue"),
    ),
    "myotoxic_drugs": (
        *("statin", "colchicine", "hydroxychloroquine", "checkpoint_inhibitor"),
        *("checkpoint_inhibitor_earlier", "interferon", "other_drug"),
    ),
    "hereditary_clues": ("affected_relatives", "paget_disease", "frontotemporal_dementia"),
    "other_pattern": ("foot_drop", "trunk", "face", "swallowing_only"),
    "dysphagia_severity": (
        *("coughing_choking", "chest_infections", "weight_loss", "low_bmi", "texture_change"),
        "feeding_tube",
    ),
    "associated_disease": (
        *("sjogren", "sle", "systemic_sclerosis_mctd", "rheumatoid_arthritis", "other_systemic"),
        *("sarcoidosis", "organ_specific", "antibody_or_sicca_only", "t_lgl_or_blood_count"),
        *("hiv", "htlv1", "hcv", "cvid"),
    ),
    "breathing_symptoms": (
        *("orthopnoea", "morning_headache", "unrefreshing_sleep", "daytime_sleepiness", "weak_cough"),
        "chest_infections",
    ),
    "functional_limits": (
        *("falls", "knee_buckling", "foot_drop", "hand_difficulty", "other_daily_activities"),
        "walking_aid_or_wheelchair",
    ),
    "immune_treatment": ("past", "current", "considered"),
    "concerns": (
        *("mood", "planning", "work", "driving", "asks_trials", "asks_bfr", "asks_creatine"),
        *("asks_testosterone", "anaesthetic_planned"),
    ),
    "swallow_imaging": ("cricopharyngeal_bar", "aspiration", "residue"),
    "breathing_tests": ("hypercapnia", "weak_mip_snip"),
    "breathing_support": ("niv", "cpap", "cough_device"),
    "past_kind": _KIND,
    "current_kind": _KIND,
    "considered_kind": _KIND,
    "treatment_hazards": (
        *("active_infection", "uncontrolled_diabetes", "osteoporotic_fracture", "thrombosis_risk"),
        *("kidney_or_liver_disease", "pregnancy_possible", "hepatitis_b", "latent_tuberculosis"),
        *("cancer", "low_blood_counts", "heart_failure", "recurrent_infections"),
    ),
    "safety_checklist": (
        *("hbv", "hcv", "hiv", "tb", "vzv", "vaccines", "bone_health", "pjp_policy", "pregnancy"),
        *("glucose_bp", "fbc_renal_liver"),
    ),
    "measures": ("ibmfrs", "strength", "grip", "walk_test", "timed_up_and_go", "weight"),
}

ONE = {
    "diagnosis_status": ("established", "suspected", "not_ibm"),
    "specialist_centre_care": YES_NO,
    "weakness_pattern": ("typical", "one_of_two", "mainly_proximal", "other", "ck_only"),
    "highest_ck": ("up_to_15x", "above_15x"),
    "food_sticks": YES_NO,
    "repeat_swallows": YES_NO,
    "fvc_done": YES_NO,
    "fvc_recent": YES_NO,
    "duration_over_12_months": YES_NO,
    "finger_vs_shoulder": ("finger_weaker", "same", "shoulder_weaker", "shoulder_only", "neither_weak"),
    "knee_vs_hip": ("knee_weaker", "same", "hip_weaker", "hip_only", "neither_weak"),
    "biopsy_done": YES_NO,
    "biopsy_infiltrate": YES_NO,
    "biopsy_invasion": YES_NO,
    "biopsy_mhc1": YES_NO,
    "biopsy_vacuoles": YES_NO,
    "biopsy_protein": YES_NO,
    "biopsy_cox_negative": YES_NO,
    "cn1a": ("positive", "negative", "not_done"),
    "myositis_specific": ("positive", "negative", "not_done"),
    "swallow_imaging_done": YES_NO,
    "reflux_or_hiatus_hernia": YES_NO,
    "associated_disease_active": YES_NO,
    "response_judged_by": (
        *("objective_gain", "objective_no_gain", "stopped_without_benefit", "ck_only", "impression"),
        "not_judged",
    ),
}

NUMBER = {
    "onset_age": ("years", 1, 110),
    "fvc_sitting": ("% predicted", 5, 150),
    "fvc_supine": ("% predicted", 5, 150),
    "ibmfrs_now": ("points", 0, 40),
    "ibmfrs_previous": ("points", 0, 40),
}

TEXT = ("comment",)

APPLIES_WHEN_YES = {
    "biopsy_infiltrate": "biopsy_done",
    "biopsy_invasion": "biopsy_done",
    "biopsy_mhc1": "biopsy_done",
    "biopsy_vacuoles": "biopsy_done",
    "biopsy_protein": "biopsy_done",
    "biopsy_cox_negative": "biopsy_done",
    "swallow_imaging": "swallow_imaging_done",
    "fvc_recent": "fvc_done",
    "fvc_sitting": "fvc_done",
    "fvc_supine": "fvc_done",
}
"""Question to the yes/no question without whose "yes" it makes no sense; it then counts as not assessed."""

IN_LOGIC = (*SEVERAL, *ONE, *NUMBER)

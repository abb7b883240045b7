"""The content's words: complete, sourced, no doses, no orders, nothing said twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from interview.flow.conditions.syntax import Is
from interview.flow.model import Fact, Flow, Question, Recommendation, Table
from interview.flow.review import review_state
from tests.clinical.recommendations import RECOMMENDATIONS, WORDED_WHEN

DOSE = re.compile(
    r"\b\d[\d.,]*\s*(mg|mcg|µg|g|ml|iu|units?)\b"
    r"|\b(mg|g|mcg|iu)\s*(/|per)\s*(kg|day|week|m2)"
    r"|\b(once|twice|three times|\d+ times)\s+(a|per|every|each)\s+(day|week|month)\b"
    r"|\b(once|twice)\s+(daily|weekly|monthly)\b"
    r"|\bdaily\b(?! (living|life|activit|task|limit|care|function))"
    r"|\bweekly\b|\b(orally|intravenously|subcutaneously|infusion of)\b",
    re.IGNORECASE,
)
ORDER = re.compile(
    r"\byou must\b|\bmust be (started|stopped|given)\b|(?<!not )(?<!never )(?<!to )\bstop (?!and|date)"
    r"|\b(is|are) safe to swallow\b|\bnil by mouth\b|(?<!nor )\b(rules out|excludes) IBM\b",
    re.IGNORECASE,
)
DIAGNOSE = re.compile(r"(?<!not )\bdiagnose\b", re.IGNORECASE)


def said_by(line: Recommendation) -> tuple[str, ...]:
    patient = line.for_patient
    return (
        line.title,
        line.say,
        line.more,
        line.if_open.say if line.if_open else "",
        patient.say,
        patient.ask,
    )


def asked_by(question: Question) -> tuple[str, ...]:
    options = (text for option in question.options for text in (option.label, option.help))
    return (question.ask, question.label, question.why, question.help, question.none, *options)


def texts(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield every text a reader meets, with the id it belongs to."""
    for line in flow.recommendations.values():
        yield from ((line.id, text) for text in said_by(line))
    for question in flow.questions.values():
        yield from ((question.id, text) for text in asked_by(question))
    for controversy in flow.controversies.values():
        yield controversy.id, controversy.say
    yield from ((conflict.id, conflict.say) for conflict in flow.conflicts.values())
    yield from ((constraint.id, constraint.say) for constraint in flow.constraints.values())
    for table in flow.tables.values():
        yield from ((table.id, text) for text in (table.label, table.note, *table.outcomes.values()))
    for fact in flow.facts.values():
        yield fact.id, fact.label


@pytest.mark.parametrize("recommendation", RECOMMENDATIONS)
def test_a_recommendation_is_complete(flow: Flow, recommendation: str) -> None:
    line = flow.recommendations[recommendation]
    assert line.title
    assert line.say
    assert line.evidence
    assert line.sources
    assert len(line.title) <= 72
    assert not line.title.endswith(".")
    assert line.say.endswith(".")


def test_every_question_says_why(flow: Flow) -> None:
    assert [question.id for question in flow.questions.values() if not question.why] == []


def test_every_fact_and_table_has_sources(flow: Flow) -> None:
    judgements: list[Fact | Table] = [*flow.facts.values(), *flow.tables.values()]
    assert [judgement.id for judgement in judgements if not judgement.sources] == []


def test_every_source_is_cited_and_every_citation_exists(flow: Flow) -> None:
    parts = (flow.recommendations, flow.questions, flow.facts, flow.tables, flow.controversies)
    cited = {source for part in parts for item in part.values() for source in item.sources}
    assert cited - set(flow.sources) == set()
    assert set(flow.sources) - cited == set()


def test_every_source_can_be_found(flow: Flow) -> None:
    """A title, and a year, an address or an identifier; or else a note of where it was read."""
    for source in flow.sources.values():
        assert source.record.get("title"), source.id
        assert {"DOI", "PMID", "URL", "issued", "note"} & set(source.record), source.id


def test_each_controversy_is_borne_by_some_line(flow: Flow) -> None:
    borne = {name for line in flow.recommendations.values() for name in line.controversies}
    assert {f"c{number}" for number in range(1, 12)} == set(flow.controversies) == borne


def test_the_kind_of_evidence_is_that_of_some_source(flow: Flow) -> None:
    """No line claims a stronger kind of evidence than the sources it cites."""
    strength = {
        line.id: (min(map(rank, line.evidence)), min(rank(flow.sources[s].kind) for s in line.sources))
        for line in flow.recommendations.values()
    }
    assert {name: pair for name, pair in strength.items() if pair[0] < pair[1]} == {}


def rank(kind: object) -> int:
    kinds = ("trial", "review", "guideline", "cohort", "case_series", "expert_opinion", "design_choice")
    return kinds.index(str(kind))


@pytest.mark.parametrize("pattern", [DOSE, ORDER, DIAGNOSE], ids=["dose", "order", "diagnosis"])
def test_no_doses_no_orders_no_diagnoses(flow: Flow, pattern: re.Pattern[str]) -> None:
    found = [(owner, hit.group()) for owner, text in texts(flow) for hit in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (DOSE, "Give 500 mg."),
        (DOSE, "2 g/kg each month"),
        (DOSE, "taken once daily"),
        (DOSE, "Review it weekly"),
        (ORDER, "Stop the steroid."),
        (ORDER, "You must refer."),
        (DIAGNOSE, "These answers diagnose IBM."),
    ],
)
def test_the_rules_on_wording_catch_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_no_sentence_is_used_in_two_recommendations(flow: Flow) -> None:
    counts: Counter[str] = Counter()
    for line in flow.recommendations.values():
        sentences = {s.strip().lower() for text in said_by(line) for s in re.split(r"(?<=[.!?])\s+", text)}
        counts.update(sentences - {""})
    assert [sentence for sentence, count in counts.items() if count > 1] == []


def test_the_review_state_is_stated(flow: Flow) -> None:
    assert review_state(flow.review, flow.content_hash) == "not yet reviewed by a clinician"
    assert flow.evidence_to == "2026-02"
    assert flow.intended_use


CAVEATS = {
    "urgent_assessment": ("normal oxygen", "carbon dioxide"),
    "reexamine_diagnosis": ("rash", "lung disease", "15 times", "treatable", "not wait", "ECG"),
    "cn1a_limits": ("not establish", "not exclude"),
    "aspiration_risk_team": ("37 patients", "univariate", "wide"),
    "myotomy_discussion": ("reflux", "hernia"),
    "immunosuppression_discuss_trial": (
        *("considers", "typically suggests", "more cautious", "specialist", "time-limited"),
        *("1 in 14", "1 in 26", "22 of 27"),
    ),
    "immunosuppression_not_now": ("our advice",),
    "confirm_diagnosis_first": ("biopsy", "antibod", "blunt", "lapses"),
    "trial_targets_and_decision_dates": (
        *("writ", "two objective measures", "decision dates", "supervised withdrawal"),
        *("stability alone", "design choice"),
    ),
    "review_current_treatment": ("supervised", "never abrupt"),
    "exercise": ("urgent",),
    "pt_ot_offer": ("speech", "help all patients"),
    "creatine_testosterone_no_benefit": ("not tested in IBM",),
    "functional_decline_review": ("interval", "placebo", "20 months"),
    "ventilatory_referral": ("not about IBM", "already under", "25 itself counts is our choice"),
    "checkpoint_myositis": (
        *("ECG", "troponin", "breathing", "oncologist", "waits for nothing", "5 had myocarditis"),
        *("7 died, 2 of them of their cancer", "1 to 606", "raised CK in known IBM", "our choice"),
    ),
    "review_myotoxic_drug": ("prescribes", "stopped abruptly", "HMGCR", "rimmed vacuoles", "ECG", "heart"),
    "immunosuppression_after_mimics": ("checkpoint inhibitor", "does not wait"),
    "low_fvc_follow_up": (
        *(
            "inspiratory pressure",
            "carbon dioxide",
            "six months",
            "7 of 16",
            "without symptoms",
            "our choices",
        ),
    ),
    "repeat_fvc": ("12 months", "our default", "not about IBM"),
    "anaesthesia_warning": ("swallowing", "13 ended", "three patients died", "aftercare"),
    "infection_specialist": ("latent tuberculosis", "our choice"),
    "treatment_hazard": ("not a test that was negative", "our choice", "not about IBM"),
    "follow_up": ("6 to 12 months", "sooner", "swallowing", "weight", "falls", "breathing", "our choice"),
    "advance_care_planning": ("36% against 59%", "84.1 against 87.5", "one person", "our choice"),
    "trunk_support": ("our choice",),
    "mitochondrial_change": ("normal with age",),
}
"""What has to be said with a line, whatever the wording around it."""


@pytest.mark.parametrize("recommendation", CAVEATS)
def test_a_line_says_its_caveats(flow: Flow, recommendation: str) -> None:
    said = " ".join(said_by(flow.recommendations[recommendation])).lower()
    assert [caveat for caveat in CAVEATS[recommendation] if caveat.lower() not in said] == []


def test_what_to_say_while_a_line_is_open(flow: Flow) -> None:
    lines = flow.recommendations
    for name in (
        *("urgent_assessment", "specialist_centre", "treat_associated_disease", "pt_ot_offer"),
        *("baseline_measures", "support_and_planning", *WORDED_WHEN),
    ):
        assert lines[name].if_open, name
    weak_antibody = lines["cn1a_low_weight"].if_open
    assert weak_antibody is not None
    assert weak_antibody.when == Is("cn1a", frozenset({"positive"}))


JOINED = (
    *(
        ("mimic_features", name)
        for name in ("ild_arthritis_hands", "ptosis_eye_movement", "upper_motor_neuron")
    ),
    *(("mimic_features", name) for name in ("family_history_paget_dementia", "myotonia_early_cataract")),
    *(("mimic_features", "amyloid_clue"), ("myotoxic_drugs", "hydroxychloroquine")),
    *(
        ("treatment_hazards", name)
        for name in ("kidney_or_liver_disease", "hepatitis_b", "latent_tuberculosis")
    ),
    ("concerns", "anaesthetic_planned"),
)


@pytest.mark.parametrize(("question", "option"), JOINED)
def test_a_label_that_joins_findings_claims_no_more_than_one_of_them(
    flow: Flow, question: str, option: str
) -> None:
    ticked = flow.questions[question].option(option)
    for words in (ticked.label, ticked.phrase.told):
        assert " or " in words
        assert " and " not in words


def test_a_check_that_is_ticked_is_not_told_as_done(flow: Flow) -> None:
    checks = flow.questions["safety_checklist"]
    assert "known" in checks.ask
    assert "not applicable" in checks.ask
    assert flow.sentences[checks.phrase.sentence].lead == "Safety checks done, known or not applicable"
    words = [text for option in checks.options for text in (option.label, option.phrase.told)]
    assert [text for text in words if re.search(r"tested|checked|done|measured|assessed", text)] == []


def test_criteria_not_met_are_never_worded_as_excluding(flow: Flow) -> None:
    for table in ("enmc_2011", "lloyd_2014"):
        assert "does not exclude" in flow.tables[table].outcomes["not_met"]
    assert "not a diagnosis" in flow.tables["enmc_2011"].note


def test_the_definition_of_early_proximal_weakness_is_on_screen(flow: Flow) -> None:
    asked = flow.questions["early_proximal"]
    for part in ("12 months", "weaker than both finger flexion and knee extension"):
        assert part in asked.ask
    assert "not assessed" in asked.help


def test_a_value_in_a_text_brings_its_unit_along_and_is_followed_by_no_other(flow: Flow) -> None:
    texts = [conflict.say for conflict in flow.conflicts.values()]
    texts += [constraint.say for constraint in flow.constraints.values()]
    doubled = [
        name
        for text in texts
        for name, rest in re.findall(r"\{(\w+)\}(.{0,20})", text)
        if (unit := getattr(flow.questions.get(name) or flow.figures.get(name), "unit", "")) and unit in rest
    ]
    assert doubled == []

"""What is told after the commit: times, what is not known though it was asked for, and harm by its name."""

from __future__ import annotations

from interview.check.cases.responses import Response, Why
from interview.flow.answers import NotAssessed, Several
from interview.practice.case import Case
from interview.practice.feedback import SAID, SHORT, TIMES, behind, feedback, named
from interview.practice.key import key_of
from interview.practice.marking import Verdict, mark
from interview.practice.twins import Twins
from tests.practice.test_case import attempt
from tests.practice.test_grounds import DAY, WELL
from tests.practice.test_written_cases import cases, twins, written

__all__ = ["cases", "twins", "written"]


def right(case: Case) -> dict[str, Response]:
    return {line: case.key.right[line] for line in case.lines}


def test_what_the_times_mean_is_said_once_for_both_faces() -> None:
    assert all(word in TIMES.lower() for word in ("today", "soon", "later", "visit"))
    assert SAID.keys() == SHORT.keys() == set(Response)


def test_right_at_another_time_is_called_right_and_neither_found_nor_harm(cases: dict[str, Case]) -> None:
    case = cases["c01"]
    line = next(line for line in case.lines if case.key.right[line] is Response.SOON)
    found = feedback(case, attempt(case, {**right(case), line: Response.LATER}))
    assert found.marked.verdicts[line] is Verdict.OTHER_TIME
    assert ", 1 right at another time; score" in found.headline
    cost = f"with the times right the score would be {float(found.marked.in_time or 0):.2f}"
    assert f"Right, other time: one line, counted as not found and as no harm; {cost}." in found.rest
    assert found.marked.score is not None
    assert found.marked.in_time == 1 > found.marked.score
    assert "counts as not found" in TIMES
    again = feedback(case, attempt(case, right(case)))
    assert "another time" not in again.headline
    assert not any("other time" in text for text in again.rest)


def test_what_was_asked_for_in_vain_is_said_to_be_found_out_first(cases: dict[str, Case]) -> None:
    """Nobody knows whether food sticks, and the trainee asked: the words fit, and it stays right."""
    case = cases["c25"]
    assert isinstance(case.patient.answers["food_sticks"], NotAssessed)
    silent = feedback(case, attempt(case, right(case)))
    asked = feedback(case, attempt(case, right(case), ("food_sticks", "breathing_symptoms")))
    row = next(row for row in asked.rows if row.line == "speech_therapy")
    before = next(row for row in silent.rows if row.line == "speech_therapy")
    assert row.right is before.right is Response.ASK_FIRST
    assert SAID[row.right] == "ask or test first"
    assert before.because == "not known: food sticking"
    assert row.because == "not known though you asked: food sticking"
    told = next(text for text in asked.rest if text.startswith("You asked and it is not known"))
    assert "found out first" in told
    assert case.patient.flow.questions["food_sticks"].label in told
    assert not any(text.startswith("You asked and it is not known") for text in silent.rest)


def test_harm_that_an_author_marked_says_what_was_missed_and_why(cases: dict[str, Case]) -> None:
    case = cases["c01"]
    said = {**right(case), "speech_therapy": Response.LEFT_OUT}
    (harm,) = feedback(case, attempt(case, said)).harms
    assert harm == (
        "A speech therapy assessment of swallowing: left out, although it is called for (food sticks). "
        "The authors of the rule call that harm."
    )


def test_doing_what_a_caution_marked_by_its_author_warns_of_is_harm(twins: Twins) -> None:
    line = "immunosuppression_not_now"
    early, urgent = Several(frozenset({"hip_flexors"})), Several(frozenset({"aspiration_pneumonia"}))
    patient = twins.patients.session({**WELL, "early_proximal": early, "urgent_problems": urgent})
    key = key_of(patient, DAY)
    assert key.right[line] is Response.CAUTION
    for said in (Response.TODAY, Response.LATER):
        (harm,) = mark(key, (line, "falls_review"), {line: said}).harms
        assert (harm.line, harm.why) == (line, Why.AUTHOR)
    for said in (Response.CAUTION, Response.ASK_FIRST):
        assert not mark(key, (line, "falls_review"), {line: said}).harms


def test_harm_by_what_a_caution_warns_of_names_it_once(cases: dict[str, Case]) -> None:
    """What to do instead stands behind the line."""
    case, line = cases["c09"], "anaesthesia_warning"
    (harm,) = feedback(case, attempt(case, {**right(case), line: Response.SOON})).harms
    assert harm == (
        "A planned anaesthetic whose team is not told of the disease: chosen, and the rule here warns of it. "
        "The authors of the rule call that harm."
    )
    assert behind(case, line).title == "Caution: Anaesthetic or sedation: tell the team of IBM beforehand"


def test_a_caution_that_is_left_out_is_missed_and_no_harm(cases: dict[str, Case]) -> None:
    """Nobody did what is warned of, not even where the warning is for today."""
    for name, line in (("c06", "immunosuppression_not_now"), ("c12", "review_current_treatment")):
        case = cases[name]
        found = feedback(case, attempt(case, {**right(case), line: Response.LEFT_OUT}))
        assert found.harms == ()
        assert found.marked.verdicts[line] is Verdict.MISSED


def test_a_milder_line_beside_the_more_urgent_one_is_told_fairly(cases: dict[str, Case]) -> None:
    case = cases["c01"]
    both = {**right(case), "rescreen_swallowing": Response.LATER}
    (harm,) = feedback(case, attempt(case, both)).harms
    assert "chosen as well as what is more urgent, and does not hold beside it: Speech" in harm
    alone = {**both, "speech_therapy": Response.ASK_FIRST}
    assert "although this is more urgent: Speech" in feedback(case, attempt(case, alone)).harms[0]


def test_what_an_author_adds_and_where_sources_disagree_is_told_beside_the_plan(
    cases: dict[str, Case],
) -> None:
    case = cases["c35"]
    found = feedback(case, attempt(case, {**right(case), "feeding_tube_discussion": Response.LATER}))
    disputed = next(text for text in found.rest if text.startswith("Sources disagree"))
    assert "the mark is by the rules of this flow: A talk about a feeding tube" in disputed
    assert any("these rules do not choose between them" in text.lower() for text in found.rest)
    assert not any(
        text.startswith("Sources disagree") for text in feedback(case, attempt(case, right(case))).rest
    )


def test_what_is_also_defensible_is_told_with_the_rules_answer_the_note_and_whose_judgement_it_is(
    cases: dict[str, Case],
) -> None:
    case, line = cases["c26"], "baseline_fvc"
    found = feedback(case, attempt(case, {**right(case), line: Response.TODAY}))
    row = next(row for row in found.rows if row.line == line)
    assert (row.verdict, row.right) == (Verdict.DEFENSIBLE, Response.LATER)
    assert found.headline.startswith("5 of 6 found, 1 also defensible; score 1.00, passed.")
    told = next(text for text in found.rest if text.startswith("Also defensible, by"))
    assert "A first FVC, sitting and supine (today; the rules: later)" in told
    assert "by the judgement of the author of this case, a design choice, and counted as right: " in told
    assert any(text.startswith("The author's note: A first FVC") for text in found.rest)
    assert dict(behind(case, line).parts)["Also defensible"].startswith("today or soon, by the judgement of")
    own = feedback(case, attempt(case, right(case)))
    assert not any(
        text.startswith(("Also defensible", "The author's note: A first FVC")) for text in own.rest
    )


def test_what_would_have_been_defensible_is_told_beside_the_line_to_whoever_answered_otherwise(
    cases: dict[str, Case],
) -> None:
    case, line = cases["c01"], "orthoses_and_aids"
    found = feedback(case, attempt(case, {**right(case), line: Response.LEFT_OUT}))
    assert [row.also for row in found.rows if row.also] == ["also defensible: soon"]
    assert next(row for row in found.rows if row.also).line == line
    assert any(text.startswith("The author's note: Fitting orthoses") for text in found.rest)
    for said in (case.key.right[line], Response.SOON):
        known = feedback(case, attempt(case, {**right(case), line: said}))
        assert not any(row.also for row in known.rows)


def test_what_is_only_defensible_by_an_author_is_no_matter_of_sources(cases: dict[str, Case]) -> None:
    case, line = cases["c06"], "ivig_for_dysphagia"
    found = feedback(case, attempt(case, {**right(case), line: Response.ASK_FIRST}))
    assert next(row for row in found.rows if row.line == line).disputed
    assert not any(text.startswith("Sources disagree") for text in found.rest)


def test_a_kind_of_judgement_stands_with_what_it_is_part_of(cases: dict[str, Case]) -> None:
    """By itself it is a sentence that says nothing, once for every line of a key."""
    found = behind(cases["c01"], "speech_therapy")
    assert found.fact.endswith(" (review, cohort; in part expert opinion, design choice)")
    for case in cases.values():
        for line in case.lines:
            said = behind(case, line)
            assert not (said.fact and said.judged)


def test_what_does_not_hold_says_so_before_it_reads_like_advice(cases: dict[str, Case]) -> None:
    for case in cases.values():
        for line in case.lines:
            found = behind(case, line)
            out = case.key.right[line] is Response.LEFT_OUT
            assert found.heading.startswith("DOES NOT HOLD here: ") is out
            assert found.heading.endswith(named(case, line))
            assert found.name == found.title or any(found.title in text for _, text in found.parts)
            told = case.key.line(line)
            if out and not told.more:
                assert "Where it holds: " in found.fact + found.judged


def test_why_a_line_does_not_hold_is_told_before_what_speaks_for_it(cases: dict[str, Case]) -> None:
    for case in cases.values():
        for line in case.lines:
            first, *rest = behind(case, line).parts
            out = case.key.right[line] is Response.LEFT_OUT
            assert (first[0] == "Not called for") is out
            assert "Not called for" not in dict(rest)
            assert ("Because" in dict(rest) or "Known" in dict(rest)) <= (not out)
            if out:
                assert first[1] == f"{', '.join(behind(case, line).because)}."


def test_a_change_can_be_read_without_its_question(twins: Twins, cases: dict[str, Case]) -> None:
    said = " ".join(change for case in cases.values() if case.flip for change in case.flip.changes)
    assert '"' not in said
    assert "were so: in the past" not in said

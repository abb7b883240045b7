"""A case: it follows from its code, tells no answer, and every turn in it is what the engine finds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from interview.check.cases.responses import CHOSEN, Response
from interview.engine import Session
from interview.engine.conclusions import status
from interview.engine.would_change import candidates
from interview.flow.answers import NotAssessed, Several, says_something
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.practice.attempt import Attempt
from interview.practice.case import MOST_TWINS, MOST_WORDS, Case, open_case
from interview.practice.case_code import new_code
from interview.practice.feedback import MARKS, behind, feedback
from interview.practice.otherwise import Flip
from interview.practice.patients import Patients
from interview.practice.turned import IS, WOULD_BE, flip_told, moved_told
from interview.practice.twins import Twins
from interview.practice.vignette import if_it_were
from interview.summary.phrases import lower
from interview.summary.presuppositions import denied_by
from interview.text import stand_in

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def twins() -> Twins:
    return Twins(Patients(compile_flow(load_flow(IBM))))


@pytest.fixture(scope="module")
def cases(twins: Twins) -> list[Case]:
    rng = Random(5)
    return [open_case(twins, new_code(twins.patients.flow, rng), DAY) for _ in range(30)]


def attempt(case: Case, placed: dict[str, Response], asked: tuple[str, ...] = ()) -> Attempt:
    return Attempt("1", case.code.flow, str(case.code), "learn", "", asked, placed, sure=2)


def test_a_case_follows_from_its_code(twins: Twins, cases: list[Case]) -> None:
    for case in cases[:5]:
        again = open_case(twins, case.code, DAY)
        assert again.vignette == case.vignette
        assert (again.lines, again.held, again.flip, again.twist) == (
            case.lines,
            case.held,
            case.flip,
            case.twist,
        )


def test_what_is_held_back_is_not_told_and_is_found_when_it_is_asked_for(cases: list[Case]) -> None:
    held = [(case, name) for case in cases for name in case.held]
    assert len(held) > len(cases)
    for case, name in held:
        assert name not in case.told.answers
        assert name in case.askable()
        assert "not known" not in case.finding(name)


def test_a_finding_can_be_found_by_what_it_is_called_and_what_it_can_be(cases: list[Case]) -> None:
    case = cases[0]
    assert stand_in(["hepatitis"], case.words("treatment_hazards"))
    assert stand_in(["linked"], case.words("associated_disease"))
    assert not stand_in(["ck"], case.words("food_sticks"))


def test_on_paper_a_drawn_patient_is_told_as_if_nothing_had_to_be_asked_for(cases: list[Case]) -> None:
    held = [case for case in cases if case.held]
    assert held
    for case in held:
        assert case.whole[0] == case.vignette[0]
        assert " ".join(case.whole) != " ".join(case.vignette)


def test_what_nobody_knows_is_not_told_either(cases: list[Case]) -> None:
    unknown = [
        (case, name)
        for case in cases
        for name, answer in case.patient.answers.items()
        if isinstance(answer, NotAssessed)
    ]
    assert unknown
    for case, name in unknown:
        assert name not in case.told.answers
        assert case.finding(name).endswith("not known.")


def test_what_does_not_apply_is_no_open_question(cases: list[Case]) -> None:
    """Somebody who asked about present treatment heard that it was not known, where none is taken; and then
    that nothing turned on the kind of what is not taken."""
    said: dict[bool | None, set[bool]] = {True: set(), False: set(), None: set()}
    ruled_out = in_part = 0
    for case in cases:
        session = case.patient
        for name in (one for one in case.askable() if one not in session.answers and one not in case.stages):
            asked = session.completions.truth(session.logic.node(session.flow.questions[name].ask_when))
            found, denying = case.finding(name), denied_by(session, name)
            if denying:
                told = "; ".join(lower(case.finding(one)).removesuffix(".") for one in denying)
                what = (f": {told}.", f": does not arise ({told}).")
                assert found.endswith(what) or ": does not arise (no " in found, "what rules it out"
                assert not case.is_not_known(name)
                whole = {one for one in denying if lower(case.finding(one)).removesuffix(".") in found}
                known = case.known_after([name]).answers.keys() - case.told.answers.keys()
                assert known == whole - case.told.answers.keys(), "what was told, and no more"
                in_part += whole != {*denying}
                ruled_out += 1
            else:
                said[asked].add(found.endswith(": nothing turns on it here."))
    assert ruled_out > len(cases)
    assert in_part
    assert said[False] == {True}
    assert said[None] | said[True] <= {False}


def test_how_a_patient_is_presented_is_never_held_back(cases: list[Case]) -> None:
    for case in cases:
        opening = {*case.patient.flow.screens[0].questions, "diagnosis_status", "weakness_pattern"}
        assert not opening & set(case.held)


def test_a_number_that_is_told_after_another_is_never_told_without_it(twins: Twins) -> None:
    """Nobody says how much somebody breathes lying, and not how much sitting."""
    rng, held = Random(8), 0
    for _ in range(60):
        case = open_case(twins, new_code(twins.patients.flow, rng), DAY)
        for first, then in (("fvc_sitting", "fvc_supine"), ("ibmfrs_now", "ibmfrs_previous")):
            assert first in case.told.answers or then not in case.told.answers
            held += {first, then} <= {*case.held}
            known = [
                one for one, answer in case.patient.answers.items() if not isinstance(answer, NotAssessed)
            ]
            assert first in known or then not in known
    assert held


def test_nobody_takes_longer_to_tell_than_anybody_listens(cases: list[Case]) -> None:
    lengths = [len(" ".join(case.vignette).split()) for case in cases]
    assert max(lengths) <= MOST_WORDS
    told = [len(" ".join(case.whole).split()) for case in cases]
    assert max(told) > MOST_WORDS


def test_a_twist_moves_a_line_and_each_is_of_another_finding(cases: list[Case]) -> None:
    for case in cases:
        twists = [twist for at in range(MOST_TWINS) if (twist := case.twist_question(at))]
        flips = [flip for at in range(MOST_TWINS) if (flip := case.flip_question(at))]
        assert twists
        assert len({twist.change for twist in twists}) == len(twists)
        assert {flip.changes[flip.right] for flip in flips}.isdisjoint(twist.change for twist in twists)
        for twist in twists:
            assert twist.moved
            for line, response in twist.moved.items():
                assert line in case.lines
                assert response is not case.key.right[line] or response is Response.CAUTION
                assert twist.otherwise.because(line)
                told = moved_told(case, twist, line, ())
                assert told.endswith(f" (missed), because: {twist.otherwise.because(line)}")
                assert told.startswith("would ")


def test_one_change_of_a_flip_question_turns_the_line_round_each_time_another(cases: list[Case]) -> None:
    for case in cases:
        flips = [flip for at in range(MOST_TWINS) if (flip := case.flip_question(at))]
        assert flips
        assert len({flip.changes[flip.right] for flip in flips}) == len(flips)
        for flip in flips:
            assert 2 <= len(set(flip.changes)) == len(flip.changes) <= 4
            assert 0 <= flip.right < len(flip.changes)
            assert flip.then is not case.key.right[case.rule]
            told = flip_told(flip, flip.right)
            assert f"Yes. As the patient is, this line {IS[flip.now]}; then it would " in told
            assert told.endswith(f" ({flip.because}).")
            assert flip.now is case.key.right[case.rule]
    assert len({case.flip.right for case in cases if case.flip}) > 1
    assert any(case.flip_question(1) for case in cases)


@pytest.fixture(scope="module")
def flips(cases: list[Case]) -> list[tuple[Case, Flip]]:
    """Flip questions of every line of some cases."""
    asked = (
        (case, case.flip_question(at, line)) for case in cases[:12] for line in case.lines for at in (0, 1)
    )
    return [(case, flip) for case, flip in asked if flip is not None]


def test_what_turns_a_line_round_is_what_the_words_name(flips: list[tuple[Case, Flip]]) -> None:
    """Of a list that nobody knows, one finding was said to settle what only the absence of others settled,
    and a line was turned by a test that was never done after all."""
    lists = 0
    for case, flip in (one for one in flips if one[1].line != one[0].rule):
        twin = flip.otherwise.twin
        answer, known = twin.answer, case.patient.answers[twin.question]
        if isinstance(answer, Several) and not isinstance(known, Several):
            lists += 1
            assert not (answer.chosen and answer.rest_absent)
        assert not (flip.then is Response.ASK_FIRST and is_lost(case, twin.session))
    assert lists


def is_lost(case: Case, otherwise: Session) -> bool:
    """Whether something that is known of the patient makes no sense any more."""
    gone = otherwise.completions.inactive - case.patient.completions.inactive
    return any(says_something(case.patient.answers.get(name, NotAssessed())) for name in gone)


def test_the_reason_of_a_flip_is_what_was_changed_where_less_of_a_list_is_so(
    flips: list[tuple[Case, Flip]],
) -> None:
    """Without knees that give way no falls review was called for because of "no falls"."""
    fewer = 0
    for case, flip in flips:
        twin = flip.otherwise.twin
        answer, known = twin.answer, case.patient.answers[twin.question]
        if not isinstance(answer, Several) or not isinstance(known, Several) or not answer.chosen:
            continue
        if answer.chosen < known.chosen and flip.then is not Response.ASK_FIRST:
            (option,) = known.chosen - answer.chosen
            removed = case.patient.flow.questions[twin.question].option(option)
            assert flip.because == f"no {removed.phrase.reason or lower(removed.label)}"
            fewer += 1
    assert fewer


def test_free_text_is_nothing_to_ask_for(cases: list[Case]) -> None:
    assert "comment" in cases[0].patient.flow.questions
    assert all("comment" not in case.askable() for case in cases)


def test_what_bears_on_a_line_is_not_said_to_be_idle_where_it_opens_what_does(cases: list[Case]) -> None:
    """Whether an FVC was measured decides no line, and nobody knows an FVC without."""
    found = 0
    for case in cases[:10]:
        opened = {name for name in ("fvc_sitting", "fvc_supine") if case.bears_on(name)}
        found += bool(opened)
        assert not opened or case.bears_on("fvc_done")
        assert "FVC measured" not in feedback(case, attempt(case, {}, ("fvc_done",))).too_much or not opened
    assert found


@pytest.mark.parametrize("now", Response)
@pytest.mark.parametrize("then", Response)
def test_how_a_line_turns_is_said_in_a_sentence(cases: list[Case], now: Response, then: Response) -> None:
    flip = next(flip for case in cases if (flip := case.flip))
    told = flip_told(replace(flip, now=now, then=then), flip.right)
    no_longer = {Response.CAUTION: "warned of", **dict.fromkeys(CHOSEN, "called for")}
    is_over = then is Response.LEFT_OUT and now in no_longer
    turned = f"would no longer be {no_longer[now]}" if is_over else WOULD_BE[then]
    assert f"this line {IS[now]}; then it {turned} (" in told


def test_the_choices_of_a_flip_question_are_told_together_where_a_sentence_has_enough(
    cases: list[Case],
) -> None:
    """Among lines about breathing, whoever finds a swallow knows that this is not what turns them."""
    together, of_sentence = 0, 0
    for case in cases:
        sentence_of = {name: one.phrase.sentence for name, one in case.patient.flow.questions.items()}
        texts = {name: changes_of(case, name) for name in case.patient.answers}
        for flip in (flip for at in range(MOST_TWINS) if (flip := case.flip_question(at))):
            right = flip.otherwise.twin.question
            near = {text for name in texts if sentence_of[name] == sentence_of[right] for text in texts[name]}
            others = {*flip.changes} - {flip.changes[flip.right]}
            together += len(others)
            of_sentence += len(others & near)
    assert of_sentence > together / 2


def test_no_choice_of_a_flip_question_gives_itself_away_by_what_it_is_about(cases: list[Case]) -> None:
    """The other changes are of findings that bear on its section too, but where it has too few."""
    beside, apart = 0, 0
    for case in cases:
        near = {text for name in case.patient.answers if bears(case, name) for text in changes_of(case, name)}
        for flip in (flip for at in range(MOST_TWINS) if (flip := case.flip_question(at))):
            others = {*flip.changes} - {flip.changes[flip.right]}
            beside, apart = beside + len(others & near), apart + len(others - near)
    assert beside > 4 * apart


def bears(case: Case, question: str) -> bool:
    """Whether an answer bears on the section of the rule in practice."""
    flow, logic = case.patient.flow, case.patient.logic
    section = flow.recommendations[case.rule].section
    lines = [one.id for one in flow.recommendations.values() if one.section == section]
    levels = frozenset[int]().union(*(logic.diagrams.support(case.key.node(line)) for line in lines))
    return not levels.isdisjoint(logic.levels_of(question))


def changes_of(case: Case, question: str) -> list[str]:
    flow, given = case.patient.flow, case.patient.answers.get(question)
    return [if_it_were(flow, question, given, one) for one in candidates(case.patient, question)]


def test_feedback_sets_the_plan_beside_the_rules_harm_first(cases: list[Case]) -> None:
    for case in cases:
        found = feedback(case, attempt(case, dict.fromkeys(case.lines, Response.TODAY)))
        verdicts = [row.verdict for row in found.rows]
        assert verdicts == sorted(verdicts, key=list(MARKS).index)
        assert len(found.harms) == len(found.marked.harms)
        assert len(found.rows) + found.rightly_left_out == len(case.lines)
        assert all(row.because for row in found.rows)
    assert any(feedback(case, attempt(case, {})).marked.harms for case in cases)


def test_no_feedback_without_a_source_or_that_it_is_judgement(cases: list[Case]) -> None:
    for case in cases[:8]:
        for line in case.lines:
            grounds = behind(case, line)
            assert grounds.sources
            assert grounds.fact or grounds.judged
            assert grounds.because or grounds.unknown or case.key.called(line)


def test_a_finding_is_found_by_the_words_in_which_it_is_told(cases: list[Case]) -> None:
    """By those in which anything would be told of it: what is found shows nothing of this patient."""
    for case in cases:
        for name in case.askable():
            said = {*re.findall(r"[a-z]+", case.words(name).casefold())}
            if not isinstance(case.patient.answers.get(name, NotAssessed()), NotAssessed):
                own = {*re.findall(r"[a-z]+", case.finding(name).casefold())}
                assert own - JOINING <= said, name
        assert "red flag" in case.words("mimic_features")
    assert len({case.words("mimic_features") for case in cases}) == 1


JOINING = {"no", "and", "or", "other", "except", "none", "of", "not"}


def test_asking_too_little_and_too_much_are_both_told(cases: list[Case]) -> None:
    case, found = next((one, told) for one in cases if (told := feedback(one, attempt(one, {}))).too_little)
    words = {lower(case.finding(name)).removesuffix("."): name for name in case.held}
    needed = words[found.too_little[0]]
    idle = next(name for name in case.patient.flow.questions if not case.bears_on(name))
    asked = feedback(case, attempt(case, {}, (needed, idle)))
    assert found.too_little[0] not in asked.too_little
    assert asked.too_much == (case.patient.flow.questions[idle].label,)
    assert f"Nothing on this list turned on: {asked.too_much[0]}." in asked.rest


def test_what_was_not_asked_for_could_still_have_decided_a_line(cases: list[Case]) -> None:
    """What is not told as missed would have settled no line, though it bears on one of somebody else."""
    missed, idle = 0, 0
    for case in cases:
        told = feedback(case, attempt(case, {})).too_little
        before = case.known_after(())
        for name in case.held:
            after = case.known_after((name,))
            if lower(case.finding(name)).removesuffix(".") in told:
                missed += 1
                continue
            for node in map(case.key.node, case.lines):
                assert before.completions.truth(node) is after.completions.truth(node)
            idle += bool(case.bears_on(name))
    assert missed > 10
    assert idle > 0


def test_a_contrast_differs_in_one_line_or_those_of_its_topic(cases: list[Case]) -> None:
    found = [case for case in cases if case.contrast() is not None]
    assert len(found) > len(cases) // 5
    for case in found:
        contrast = case.contrast()
        assert contrast is not None
        lines = list(contrast.lines)
        assert lines[0] == case.rule
        assert all(map(contrast.otherwise.because, lines))
        topics = {case.key.flow.recommendations[line].topic for line in lines}
        assert len(lines) == 1 or (len(topics) == 1 and topics != {""})


def test_a_contrast_can_be_about_any_line_of_the_list(cases: list[Case]) -> None:
    others = 0
    for case in cases[:12]:
        for line in case.lines:
            contrast = case.contrast(line)
            if contrast is not None:
                assert next(iter(contrast.lines)) == line
                then = contrast.otherwise.twin.session
                assert status(then.completions, line) is not case.key.status(line)
                others += line != case.rule
        assert case.contrast(case.rule) is case.contrast()
    assert others > 12

"""Written cases: told in stages, in the author's words, marked by the rules; nothing gives them away."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from interview.check.cases.case_file import WrittenCase, by_name, read_cases
from interview.check.cases.responses import Response
from interview.check.cases.training import trained
from interview.engine.conclusions import Status, status
from interview.errors import UsageError
from interview.flow.answers import Chosen, Number, Several
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.yaml.nodes import Report
from interview.practice.attempt import PracticeEvent
from interview.practice.case import MOST_TRIES, MOST_TWINS, Case, open_case
from interview.practice.case_code import CaseCode, read_code, written_code
from interview.practice.drawn_case import code_for, rule_of, some_code
from interview.practice.feedback import behind, feedback
from interview.practice.handout import answer_key, findings, handout, markdown
from interview.practice.key import neutral_name
from interview.practice.marking import mark
from interview.practice.misunderstandings import Misunderstandings
from interview.practice.otherwise import Otherwise, twist_by
from interview.practice.patients import Patients
from interview.practice.practice import Mode, Practice
from interview.practice.preparation import Preparation
from interview.practice.twins import Twin, Twins
from interview.summary.phrases import lower
from tests.conversation.test_dates import FLOW as COURSE
from tests.practice.small import no_process
from tests.practice.test_case import DAY, IBM, attempt
from tests.practice.test_decisions import unfair

FEWEST = 24
NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def twins() -> Twins:
    return Twins(Patients(compile_flow(load_flow(IBM))))


@pytest.fixture(scope="module")
def written(twins: Twins) -> dict[str, WrittenCase]:
    return by_name(read_cases(IBM, twins.patients.flow, Report()))


@pytest.fixture(scope="module")
def cases(twins: Twins, written: dict[str, WrittenCase]) -> dict[str, Case]:
    flow = twins.patients.flow
    return {name: open_case(twins, written_code(flow, name), DAY, written) for name in written}


def test_there_are_enough_and_each_is_a_patient_who_can_be(twins: Twins, cases: dict[str, Case]) -> None:
    assert len(cases) >= FEWEST
    unlikely = [name for name, one in cases.items() if not twins.patients.is_patient(one.patient.completions)]
    assert unlikely == []


def test_what_a_case_trains_is_on_its_list(
    twins: Twins, written: dict[str, WrittenCase], cases: dict[str, Case]
) -> None:
    for name, case in cases.items():
        assert set(trained(twins.patients.logic, written[name])) <= set(case.lines), name
        assert 7 <= len(case.lines) <= 12
        assert case.flip is not None, name


def test_no_list_of_a_written_case_makes_a_right_answer_wrong(cases: dict[str, Case]) -> None:
    assert [f"{name}: {found}" for name, one in cases.items() for found in unfair(one.key, one.lines)] == []


def test_what_no_longer_applies_after_a_change_is_not_known_then(cases: dict[str, Case]) -> None:
    """Had the swallow not been imaged, what imaging showed would be missing."""
    case = cases["c35"]
    twins = case.twins.of(case.patient, "feeding_tube_discussion")
    imaged = next(one for one in twins if one.question == "swallow_imaging_done")
    assert status(imaged.session.completions, "feeding_tube_discussion") is Status.OPEN
    said = Otherwise(case.key, imaged).because("feeding_tube_discussion")
    assert said == "not known: findings on imaging"


def test_the_reason_is_what_is_new_where_an_answer_joins_several_findings(cases: dict[str, Case]) -> None:
    case = cases["c30"]
    pain = Several(frozenset({"rapid_new_weakness"}))
    twin = Twin("urgent_problems", pain, case.twins.patients.instead(case.patient, "urgent_problems", pain))
    assert Otherwise(case.key, twin).because("urgent_assessment") == "new chest pain"
    twist = twist_by(case.key, twin, {"urgent_assessment": Response.TODAY})
    assert twist.change == "this were so: new chest pain"


def test_the_reason_that_is_new_is_told_with_all_that_its_list_says_around_it(cases: dict[str, Case]) -> None:
    """ "Neck flexors" alone would be no finding."""
    case, early = cases["c30"], Several(frozenset({"neck_flexors"}))
    twin = Twin("early_proximal", early, case.twins.patients.instead(case.patient, "early_proximal", early))
    said = Otherwise(case.key, twin).because("immunosuppression_discuss_trial")
    assert said == "early weakness of the neck flexors"


def test_a_question_is_about_the_patient_and_not_about_how_the_plan_is_made(cases: dict[str, Case]) -> None:
    """No answer that ends the plan or calls for more of them, where anything else turns the line."""
    ending = opening = 0
    for name, case in cases.items():
        found = [
            one.session.completions for one in islice(case.twins.of(case.patient, case.rule), MOST_TRIES)
        ]
        lasting = [one for one in found if not one.truth(case.patient.logic.ends)]
        settled = [one for one in lasting if status(one, case.rule) is not Status.OPEN]
        flips = [one for at in range(MOST_TWINS) if (one := case.flip_question(at))]
        if settled and not case.key.ended:
            assert not [one for one in flips if "not IBM" in one.changes[one.right]], name
            assert not [one for one in flips if one.then is Response.ASK_FIRST], name
            ending, opening = ending + (len(lasting) < len(found)), opening + (len(settled) < len(lasting))
    assert ending
    assert opening


def test_of_two_lines_that_say_the_same_only_one_moves_by_a_twist(cases: dict[str, Case]) -> None:
    seen = 0
    for name, case in cases.items():
        lines = case.patient.flow.recommendations
        if (twist := case.twist) is not None:
            called = {one for one, response in twist.moved.items() if response is not Response.LEFT_OUT}
            assert not [one for one in called if {*lines[one].row.yields_to} & called], name
            seen += len(called) > 1
    assert seen


def test_on_paper_a_patient_is_told_whole_and_findings_together(cases: dict[str, Case]) -> None:
    case = cases["c31"]
    (text,) = {sheet.text for sheet in answer_key(case.patient.flow, [case]).sheets}
    assert "FVC measured within the year, 71 % predicted sitting, 66 % lying, no NIV" in text
    assert "Swallowing, diet and weight unremarkable" in text
    for name, one in cases.items():
        (apart,) = findings(one.patient.flow, [one]).sheets
        assert {*one.stages.values()} <= {text for _, text in apart.findings}, name
        told = " ".join(one.whole)
        assert told.startswith(" ".join(one.vignette)), name
        assert all(told.count(text) == 1 for text in one.stages.values()), name


def test_nobody_had_pressures_tested_and_never_an_fvc(written: dict[str, WrittenCase]) -> None:
    for name, case in written.items():
        never = case.answers.get("fvc_done") == Chosen("no")
        assert not never or "breathing_tests" not in case.answers, name


def test_nothing_that_is_read_before_the_end_tells_a_title_a_line_or_a_dose(
    written: dict[str, WrittenCase], cases: dict[str, Case]
) -> None:
    for name, case in cases.items():
        texts = " ".join(stage.text for stage in written[name].stages)
        assert case.title not in texts
        lines = case.key.flow.recommendations.values()
        names = {*(line.title for line in lines), *(neutral_name(case.key.flow, line) for line in case.lines)}
        assert [one for one in names if one.lower() in texts.lower()] == [], name
        assert not re.search(r"\d\s*(?:mg|µg|g/kg|tablets?)\b", texts), name


def test_numbers_that_a_stage_answers_stand_in_its_text(written: dict[str, WrittenCase]) -> None:
    for case in written.values():
        for stage in case.stages:
            said = set(re.findall(r"\d+", stage.text))
            told = {
                str(answer.value)
                for name, answer in stage.answers.items()
                if isinstance(answer, Number) and name != "onset_age"  # told as years since, too
            }
            assert told <= said, case.name


def test_of_an_answer_that_joins_several_findings_a_written_case_tells_all(cases: dict[str, Case]) -> None:
    """Its text may have any of them in mind: a walking frame was told of a man who lies in bed."""
    joined = 0
    for name, case in cases.items():
        flow = case.patient.flow
        for question in (one for one in case.held if one in flow.spoken and one not in case.stages):
            answer, spoken = case.patient.answers[question], flow.spoken[question]
            if not isinstance(answer, Several) or spoken.phrase.all:  # all of a list but a few, told by these
                continue
            for option in answer.chosen:
                told = flow.questions[question].option(option).phrase.told
                assert told.casefold() in case.finding(question).casefold(), (name, question)
                joined += told != spoken.option(option).phrase.told
    assert joined > 20
    assert "walking aid or wheelchair" in " ".join(cases["c05"].whole)


def test_what_is_gone_by_a_change_is_named_as_a_written_case_tells_it(cases: dict[str, Case]) -> None:
    """That this man had chest pain is not known, nor that he had none."""
    case = cases["c26"]
    flips = [one for at in range(MOST_TWINS) if (one := case.flip_question(at, "urgent_assessment"))]
    gone = [one.changes[one.right] for one in flips if "not so" in one.changes[one.right]]
    assert gone == ["this were not so: rapid new weakness, dark urine, chest pain or palpitations"]


def test_why_a_question_does_not_arise_is_said_in_a_few_words(cases: dict[str, Case]) -> None:
    """And never in those of a stage, of which most is about something else."""
    said = 0
    for name, case in cases.items():
        for question in (one for one in case.askable() if one not in case.stages):
            _, _, why = case.finding(question).partition(": does not arise (")
            said += bool(why)
            assert len(why.split()) < 15, (name, question)
            assert not [text for text in case.stages.values() if text[:-1] in case.finding(question)], name
    assert said > 100
    drug, past = "Name of the suspect drug", "Kind of past treatment"
    assert cases["c01"].finding("myotoxic_drugs") == f"{drug}: does not arise (no myotoxic drug)."
    assert cases["c36"].finding("past_kind") == f"{past}: does not arise (no past immune treatment)."


def test_a_stage_is_told_when_any_of_its_findings_is_asked_for(cases: dict[str, Case]) -> None:
    case = cases["c08"]
    assert case.vignette[0].startswith("A man of 70")
    assert case.finding("fvc_supine") == case.finding("fvc_done")
    assert "54 % lying" in case.finding("fvc_supine")
    assert "54" not in case.vignette[0]
    assert case.finding("food_sticks") != case.finding("fvc_done")


def test_asking_for_one_finding_of_a_stage_asks_for_all_of_it(cases: dict[str, Case]) -> None:
    case = cases["c08"]
    missed = lower(case.finding("fvc_supine")).removesuffix(".")
    assert "54 % lying" in missed
    assert feedback(case, attempt(case, {})).too_little.count(missed) == 1
    told = feedback(case, attempt(case, {}, ("fvc_done",)))
    assert missed not in told.too_little
    assert told.too_much == ()


def test_what_a_case_does_not_tell_and_would_be_asked_is_not_known(cases: dict[str, Case]) -> None:
    assert cases["c25"].key.right["screen_swallowing"] is Response.LATER
    assert cases["c25"].key.right["speech_therapy"] is Response.ASK_FIRST


def test_only_the_right_plan_passes(cases: dict[str, Case]) -> None:
    for name, case in cases.items():
        right = mark(case.key, case.lines, {line: case.key.right[line] for line in case.lines})
        assert right.passed, name
        assert right.harms == (), name
        for response in Response:
            alike = mark(case.key, case.lines, dict.fromkeys(case.lines, response), case.defensible)
            assert not alike.passed, name


def test_what_is_defensible_is_on_the_list_and_told_in_the_key(cases: dict[str, Case]) -> None:
    for name, case in cases.items():
        assert {*case.defensible} <= {*case.lines} & {*case.notes}, name
        key = markdown(answer_key(case.key.flow, [case]))
        assert key.count("; also defensible: ") == len(case.defensible), name
        assert key.count("- Also defensible: ") == len(case.defensible), name
        assert key.count("- Note: ") == len([line for line in case.lines if line in case.notes]), name
        assert "defensible" not in markdown(handout(case.key.flow, [case])), name


@pytest.mark.parametrize("name", ["c02", "c10", "c11", "c24", "c26", "c31"])
def test_who_does_soon_what_need_not_wait_passes(cases: dict[str, Case], name: str) -> None:
    """Whoever refers and tests before the next visit has a sound plan for these, and failed by it."""
    case = cases[name]
    late = [line for line in case.defensible if case.key.right[line] is Response.LATER]
    soon = {line: Response.SOON for line in late if Response.SOON in case.defensible[line]}
    plan = {**{line: case.key.right[line] for line in case.lines}, **soon}
    assert mark(case.key, case.lines, plan, case.defensible).score == 1
    without = mark(case.key, case.lines, plan).score
    assert without is not None
    assert without < 1


def test_a_second_look_at_a_head_that_drops_is_no_mistake(cases: dict[str, Case]) -> None:
    case = cases["c10"]
    plan = {line: case.key.right[line] for line in case.lines}
    assert plan["reexamine_diagnosis"] is Response.LEFT_OUT
    found = mark(case.key, case.lines, {**plan, "reexamine_diagnosis": Response.SOON}, case.defensible)
    assert found.score == 1


def test_who_cannot_lie_flat_may_be_referred_before_the_tests(cases: dict[str, Case]) -> None:
    """By the rule the referral turns on an FVC that nobody has measured."""
    case, line = cases["c37"], "ventilatory_referral"
    plan = {one: case.key.right[one] for one in case.lines}
    assert plan[line] is Response.ASK_FIRST
    assert mark(case.key, case.lines, {**plan, line: Response.SOON}, case.defensible).score == 1


def test_a_note_stands_with_the_reasons_and_the_title_in_the_key_alone(cases: dict[str, Case]) -> None:
    case = cases["c12"]
    assert "CK falls" in behind(case, "review_current_treatment").note
    assert case.title not in markdown(handout(case.key.flow, [case]))
    key = markdown(answer_key(case.key.flow, [case]))
    assert case.title in key
    assert key.index(case.title) > key.rindex("- Sources: ")  # it leaks the plot, so it comes last
    assert "Note: CK falls" in key


def test_a_written_case_is_opened_by_its_name_or_code_and_an_unknown_one_is_refused(
    twins: Twins, written: dict[str, WrittenCase]
) -> None:
    flow = twins.patients.flow
    code = written_code(flow, "c07")
    assert read_code(flow, "c07", written) == read_code(flow, str(code), written) == code
    for typed in ("c99", str(CaseCode(code.flow, code.version, "c99"))):
        with pytest.raises(UsageError, match="no written case c99"):
            read_code(flow, typed, written)


def practice(twins: Twins, written: dict[str, WrittenCase], rule: str, seed: int) -> Practice:
    class AboutOneRule(Misunderstandings):
        def choose(self, twins: Twins, history: object, today: date, rng: Random) -> CaseCode:
            return code_for(twins, rule, rng)

    logic = twins.patients.logic
    seen = AboutOneRule(Preparation(logic.flow, IBM, IBM, begin=no_process))
    return Practice(logic, clock=lambda: NOW, rng=Random(seed), seen=seen, written=written)


def test_a_written_case_comes_among_drawn_ones_when_its_rule_is_due_and_only_once(
    twins: Twins, written: dict[str, WrittenCase]
) -> None:
    under_way = practice(twins, written, "tube_care_review", 6)
    codes = []
    for _ in range(12):
        under_way.begin()
        assert under_way.case is not None
        codes.append(under_way.case.code.seed)
        under_way.commit(1)
        under_way.close()
    own = [seed for seed in codes if seed in written]
    assert sorted(own) == ["c07", "c29"]
    assert len(codes) == len(set(codes))


def test_no_case_comes_while_learning_that_an_exam_under_way_has_still_to_come(
    twins: Twins, written: dict[str, WrittenCase]
) -> None:
    under_way = practice(twins, written, "tube_care_review", 6)
    flow = twins.patients.flow
    exam = [str(written_code(flow, name)) for name in ("c05", "c07", "c29")]
    under_way.begin(Mode.TEST, exam[0], f"3 {'0' * 16} Ours", exam)
    under_way.commit(1)
    assert all(map(under_way.is_withheld, exam))
    for _ in range(12):
        under_way.begin()
        assert under_way.case is not None
        assert under_way.case.code.seed not in written
        under_way.commit(1)
        under_way.close()


def test_a_written_case_is_gone_on_with_unless_it_is_no_longer_there(
    twins: Twins, written: dict[str, WrittenCase]
) -> None:
    log: list[PracticeEvent] = []
    logic = twins.patients.logic
    first = Practice(logic, clock=lambda: NOW, rng=Random(1), keep=log.append, written=written)
    first.begin(code="c07")
    again = Practice(logic, clock=lambda: NOW, rng=Random(2), events=log, written=written)
    left = again.unfinished()
    assert left is not None
    again.go_on(left)
    assert again.case is not None
    assert again.case.title == written["c07"].title
    assert Practice(logic, clock=lambda: NOW, rng=Random(2), events=log).unfinished() is None


DATED = """\
case: Long ago
stages:
  - text: It began in the spring before last.
    answers: {today: 2025-09-01, onset: 2024-03-12}
answers: {fallen: yes}
rules: [long]
"""


def dated(folder: Path) -> tuple[Twins, dict[str, WrittenCase]]:
    """A flow in which days count, and a written case with its day."""
    (folder / "cases").mkdir()
    (folder / "flow.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "cases" / "c01.yaml").write_text(DATED, encoding="utf-8")
    logic, report = compile_flow(load_flow(folder)), Report()
    read = by_name(read_cases(folder, logic.flow, report))
    assert report.problems == []
    return Twins(Patients(logic)), read


def test_a_written_case_with_dates_has_a_day_of_its_own_whatever_the_calendar_says(tmp_path: Path) -> None:
    twins, read = dated(tmp_path)
    for on in (DAY, date(2031, 1, 1)):
        case = open_case(twins, written_code(twins.patients.flow, "c01"), on, read)
        assert case.key.right["long"] is Response.SOON
        assert case.vignette == ("It began in the spring before last.", "Seen on 2025-09-01.")
        assert case.bears_on("onset") == ("long",)
        twist = case.twist
        assert twist is not None
        assert twist.moved == {"long": Response.LEFT_OUT}
    assert "overdue" not in case.key.right  # the visit before it is not told


def test_a_handout_of_any_case_is_of_somebody_who_can_be_drawn(tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    falls = (
        "  falls:\n    {section: plan, stance: for, urgency: soon, title: F, say: F., when: fallen is yes}\n"
    )
    (folder / "flow.yaml").write_text(COURSE + falls, encoding="utf-8")
    twins = Twins(Patients(compile_flow(load_flow(folder))))
    for seed in range(4):
        assert rule_of(twins, some_code(twins, Random(seed))) == "falls"

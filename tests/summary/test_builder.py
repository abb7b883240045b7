"""A summary says what stands, what is missing, and on what grounds, in the order a reader needs it."""

from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.summary.builder import build
from interview.summary.model import Line, OpenGroup, Summary
from tests.summary.example import AT, NO, NONE, PASSED, YES, session, typical

CHOKING = Several(frozenset({"choking"}))


def summary_of(**changed: object) -> Summary:
    return build(typical(**changed), at=AT)  # type: ignore[arg-type]


def line(summary: Summary, name: str) -> Line:
    return next(line for line in summary.lines if line.id == name)


def group(summary: Summary, *missing: str) -> OpenGroup:
    return next(g for g in summary.open if tuple(reason.question for reason in g.missing) == missing)


def test_the_section_with_the_most_urgent_line_is_first_then_the_flows_order() -> None:
    summary = summary_of(urgent_problems=CHOKING, steroids=YES)
    assert [section.title for section in summary.sections] == ["Urgent", "General", "Swallowing"]
    assert [found.id for found in summary.lines] == ["same_day", "exercise", "review_drug", "rescreen"]


def test_a_line_shows_the_answers_and_facts_behind_it() -> None:
    therapy = line(summary_of(food_sticks=YES), "therapy")
    assert [(reason.label, reason.answer) for reason in therapy.because] == [("Food sticks", "yes")]
    assert therapy.facts == ("Swallowing trouble",)
    assert [source.short for source in therapy.sources] == ["Cox 2009", "Lloyd 2018"]
    assert therapy.evidence == ("expert opinion",)
    assert therapy.controversies == ("Two cohorts disagree. (Cox 2009, A Society 2020)",)


def test_a_false_fact_is_named_as_such() -> None:
    assert line(summary_of(), "rescreen").facts == ("Swallowing trouble: no",)


def test_a_line_that_needs_no_more_answers_says_so() -> None:
    assert line(summary_of(food_sticks=YES, repeat_swallows=PASSED), "therapy").firm
    assert not line(summary_of(food_sticks=YES, repeat_swallows=YES), "therapy").firm


def test_a_line_shows_what_would_change_it() -> None:
    changes = line(summary_of(), "rescreen").would_change
    assert ("Food sticks", "yes", "ruled_out") in [
        (c.answers[0].label, c.answers[0].answer, c.status) for c in changes
    ]


def test_open_lines_are_grouped_by_what_is_missing() -> None:
    summary = summary_of(food_sticks=PASSED, steroids=PASSED)
    assert [found.id for found in group(summary, "food_sticks").lines] == ["therapy", "rescreen"]
    assert [found.id for found in group(summary, "steroids").lines] == ["review_drug"]


def test_what_could_be_for_today_comes_first_then_what_one_answer_settles() -> None:
    groups = build(session(), at=AT).open
    assert [[reason.question for reason in g.missing] for g in groups] == [
        ["urgent_problems"],
        ["steroids"],
        ["food_sticks", "repeat_swallows"],
        ["onset_age"],
    ]


def test_the_more_useful_question_comes_first_and_what_is_not_asked_last() -> None:
    summary = summary_of(food_sticks=PASSED, steroids=PASSED)
    missing = [[reason.question for reason in g.missing] for g in summary.open]
    assert missing == [["food_sticks"], ["steroids"], ["onset_age"]]
    assert [g.asked for g in summary.open] == [True, True, False]


def test_a_question_that_is_asked_but_not_reached_counts_as_asked() -> None:
    assert group(build(session(), at=AT), "steroids").asked


def test_open_wording_is_given_only_where_its_condition_holds_for_certain() -> None:
    established = summary_of(food_sticks=PASSED)
    suspected = summary_of(food_sticks=PASSED, status=Chosen("suspected"))
    unknown = summary_of(food_sticks=PASSED, status=PASSED)
    said = [group(s, "food_sticks").lines[0].if_open for s in (established, suspected, unknown)]
    assert said == ["Ask the two swallowing questions.", "", ""]


def test_settled_lines_have_no_open_wording() -> None:
    summary = summary_of(food_sticks=YES)
    assert all(not found.if_open for found in (*summary.lines, *summary.ruled_out))


def test_what_was_not_assessed_keeps_its_reason() -> None:
    summary = summary_of(food_sticks=NotAssessed(Reason.PENDING), steroids=PASSED)
    assert [(reason.question, reason.answer) for reason in summary.not_assessed] == [
        ("food_sticks", "result pending"),
        ("steroids", ""),
    ]


def test_questions_not_asked_are_named_while_they_could_settle_a_line() -> None:
    assert [reason.question for reason in summary_of().not_asked] == ["onset_age"]
    assert not summary_of(onset_age=Number(60)).not_asked


def test_a_table_names_its_outcome_or_what_is_missing() -> None:
    settled = summary_of().tables[0]
    assert (settled.outcome, settled.possible, settled.missing, settled.narrowed) == ("not met", (), (), True)
    unsettled = summary_of(food_sticks=YES).tables[0]
    assert (unsettled.outcome, unsettled.possible) == ("", ("met", "not met"))
    assert [reason.question for reason in unsettled.missing] == ["onset_age"]
    assert not unsettled.narrowed


def test_sources_are_numbered_by_first_use_in_the_short_note() -> None:
    summary = summary_of(food_sticks=YES)
    assert [found.id for found in summary.lines] == ["therapy", "exercise"]
    assert [source.number for source in line(summary, "therapy").sources] == [1, 2]
    assert [source.short for source in summary.citations] == [
        "Cox 2009",
        "Lloyd 2018",
        "Rose 2013",
        "A Society 2020",
    ]
    assert [source.number for source in summary.citations] == [1, 2, 3, 4]


def test_the_short_note_names_sources_by_kind_of_evidence() -> None:
    cited = summary_of(food_sticks=YES).cited
    assert [(kind.kind, [source.number for source in kind.sources]) for kind in cited] == [
        ("cohort", [1]),
        ("expert opinion", [2]),
    ]


def test_sources_of_ruled_out_lines_alone_are_not_printed() -> None:
    summary = summary_of()
    assert "Cox 2009" not in [source.short for source in summary.citations]
    assert next(found for found in summary.ruled_out if found.id == "therapy").sources[0].short == "Cox 2009"


def test_answers_that_do_not_fit_are_named() -> None:
    (notice,) = summary_of(urgent_problems=CHOKING).warnings
    assert notice.text == "Choking is marked, but food does not stick."
    assert notice.questions == ("urgent_problems", "food_sticks")


def test_answers_are_told_apart_from_denials_and_free_text() -> None:
    summary = summary_of(urgent_problems=NONE, food_sticks=PASSED, steroids=NO, comment=Text("kept"))
    found = {answer.question: answer.negative for answer in summary.answers}
    assert found == {"urgent_problems": True, "status": False, "repeat_swallows": True, "steroids": True}
    assert summary.comment == "kept"


def test_the_rest_not_checked_is_no_denial() -> None:
    summary = summary_of(urgent_problems=Several(rest_absent=False))
    assert not summary.answers[0].negative


def test_an_answer_that_ends_the_plan_keeps_what_the_flow_keeps() -> None:
    summary = summary_of(status=Chosen("other"), urgent_problems=CHOKING)
    assert summary.ended == "This flow is about an example and ends here."
    assert [found.id for found in summary.lines] == ["same_day"]
    assert not summary.open


def test_content_and_origin_are_stated() -> None:
    info = build(typical(), at=AT, origin="from --flows: mine").flow
    assert (info.id, info.version, info.reviewed) == ("example", "1", "not yet reviewed by a clinician")
    assert info.origin == "from --flows: mine"


def test_the_same_session_gives_an_equal_summary() -> None:
    assert build(typical(), at=AT) == build(typical(), at=AT)

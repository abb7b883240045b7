"""The interview screen, driven by keys and the mouse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset
from textual.widgets import Input

from interview.conversation.live_conclusions import LiveConclusions
from interview.engine import next_screen
from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.conditions.syntax import Always, Any, Has
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Fact, Option, Question, QuestionType, Screen
from interview.tui.app import InterviewApp
from interview.tui.keymap import press
from interview.tui.rows.plan import SO_FAR
from interview.tui.screens.answers import AnswersScreen
from interview.tui.screens.field_panels import LABEL_WAITS
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.summary import SummaryScreen
from interview.tui.widgets.question import QuestionCard
from interview.tui.widgets.row_list import RowList
from tests.conversation.small import conversation
from tests.tui.driver import driven, text_of, to_line
from tests.tui.small import LINES, QUESTIONS, begin, clock, line, long_logic, small_flow, small_logic

IBM = Path(__file__).parents[3] / "flows" / "ibm-management"


async def test_a_typical_established_patient_takes_twelve_screens_and_eighteen_keys() -> None:
    recording = begin(compile_flow(load_flow(IBM)))
    async with driven(recording) as driver:
        screens = []
        keys = ["0", "11", "1", "0", "00", "1", "220", "00", "02", "0", "0", "0"]
        for screen in keys:
            asked = next_screen(recording.session)
            assert asked is not None
            screens.append(asked.id)
            await driver.press(*screen)
        assert isinstance(driver.app.screen, SummaryScreen)
    assert (len(screens), len("".join(keys))) == (12, 18)


async def test_the_question_its_options_and_the_state_are_on_the_screen() -> None:
    async with driven() as driver:
        await driver.press("0")
        screen = driver.screen
        assert "begun 09:30  visit 1" in screen
        assert "─ What is the state of the diagnosis? ─" in screen
        assert "1  ○ Established" in screen
        assert "2  ○ Suspected" in screen
        assert "not yet proved │" in screen, "the help of an answer stands at the right"
        assert "✓ saved" in screen
        assert "4 to 6 screens left" in screen
        assert "↑ Urgent problems Nothing urgent" in screen, "what was said last"


async def test_what_stands_at_the_side_is_worked_out_after_the_first_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    useful: list[LiveConclusions] = []

    def worked_out(found: LiveConclusions) -> tuple[()]:
        useful.append(found)
        return ()

    monkeypatch.setattr(LiveConclusions, "useful", property(worked_out))
    monkeypatch.setattr(InterviewScreen, "_follow", lambda _: None)
    app = InterviewApp(conversation(begin()), clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "5 to 7 screens left" in text_of(app)
        assert f"─ {SO_FAR} ─" in text_of(app), "where it will stand nothing moves"
        assert not useful
        assert isinstance(app.screen, InterviewScreen)
        app.screen.show_rest()
        assert useful


async def test_the_keys_that_answer_stand_in_the_card_and_those_that_lead_elsewhere_below() -> None:
    async with driven() as driver:
        await driver.press("0")
        keys = driver.screen.splitlines()[17]
        assert "1-2 answer   u not assessed" in keys
        assert "answer with this row" not in keys, "there is no row yet for Enter to take"
        await driver.press("down")
        assert "⏎ answer with this row" in driver.screen.splitlines()[17]
        assert driver.last == "  b back   s summary   e edit   ? why   / find                 ^p all commands"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 15)])
async def test_the_card_never_changes_its_place_or_height(size: tuple[int, int]) -> None:
    """Whatever is asked, however many options there are, and whether a field is open or not."""
    async with driven(size=size) as driver:
        edges = set()
        if size[1] <= 15:
            await driver.press("0", "b")  # there, whose interview it is takes a line until something is said
        for key in "0110a⏎21221":
            lines = driver.screen.splitlines()
            top = next(at for at, line in enumerate(lines) if "╭─" in line)
            bottom = next(at for at, line in enumerate(lines) if "╰─" in line)
            edges.add((top, bottom if size[1] > 15 else 0))
            await driver.press(key)
            if not isinstance(driver.app.screen, InterviewScreen):
                break
        assert len(edges) == 1


async def test_the_cursor_of_the_terminal_is_at_the_row_or_the_field_that_the_next_key_acts_on() -> None:
    async with driven() as driver:
        await driver.press("0", "down")
        first = driver.app.cursor_position
        assert driver.screen.splitlines()[first.y].index("1  ○ Established") == first.x + 2
        await driver.press("down")
        assert driver.app.cursor_position == first + Offset(0, 1)
        await driver.press("2", "1", "0", "0", "4")
        field = driver.app.screen.query_one(Input)
        assert driver.app.cursor_position.y == field.region.y
        assert driver.app.cursor_position.x in range(field.region.x + 2, field.region.right)


async def test_a_table_of_yes_and_no_has_its_keys_in_the_row() -> None:
    questions = {each.id: each for each in QUESTIONS}
    screens = (Screen(("biopsy", "falls"), "Two things"), Screen(("dangers",)))
    logic = small_logic(
        questions={name: questions[name] for name in ("biopsy", "falls", "dangers")},
        screens=screens, conflicts={}, facts={}, urgent="", recommendations={"exercise": LINES[1]},
    )  # fmt: skip
    async with driven(begin(logic)) as driver:
        lines = driver.screen.splitlines()
        assert "─ Two things ─" in lines[5]
        assert "yes     no   unknown" in lines[6]
        assert lines[7].rstrip(" │").endswith("y      n       u")
        assert lines[8].rstrip(" │").endswith("○      ○       ○")
        await driver.press("⏎")
        assert "This row is not set yet" in driver.screen
        await driver.press("down", "n", "up", "u")
        assert driver.recording.session.answers["falls"] == Chosen("no")
        assert isinstance(driver.recording.session.answers["biopsy"], NotAssessed)
        assert "Is anything urgent?" in driver.screen, "the last row that is set leads on"
        await driver.press("b", "up", "y")
        assert driver.recording.session.answers == {"biopsy": Chosen("yes"), "falls": Chosen("no")}
        await driver.press("b", "b", "⏎")
        assert "Is anything urgent?" in driver.screen


async def test_r_passes_over_the_rows_of_a_table_that_are_not_set() -> None:
    questions = {each.id: each for each in QUESTIONS}
    logic = small_logic(
        questions={name: questions[name] for name in ("biopsy", "falls", "dangers")},
        screens=(Screen(("biopsy", "falls"), "Two things"), Screen(("dangers",))),
        conflicts={}, facts={}, urgent="", recommendations={"exercise": LINES[1]},
    )  # fmt: skip
    async with driven(begin(logic)) as driver:
        await driver.press("y")
        await driver.click("r rest not assessed")
        assert driver.recording.session.answers["falls"] == NotAssessed()
        assert "Is anything urgent?" in driver.screen


async def test_keys_typed_in_a_burst_all_count() -> None:
    async with driven() as driver:
        await driver.pilot.press(*"021006")
        await driver.pilot.press("1", "enter")
        await driver.pilot.pause()
        assert driver.recording.session.answers["age"] == Number(61)


async def test_arrows_and_enter_answer() -> None:
    async with driven() as driver:
        await driver.press("0", "down", "down", "⏎")
        assert driver.recording.session.answers["status"] == Chosen("suspected")


async def test_space_ticks_and_enter_answers_a_several_choice() -> None:
    async with driven() as driver:
        await driver.press("down", "space", "⏎")
        assert driver.recording.session.answers["dangers"] == Several(frozenset({"choking"}))


async def test_an_untouched_enter_says_why_nothing_happens() -> None:
    async with driven() as driver:
        await driver.press("⏎")
        assert "Nothing is ticked. Press 0 for none of these" in driver.screen
        assert not driver.recording.session.events


async def test_a_click_on_an_option_answers() -> None:
    async with driven() as driver:
        await driver.press("0")
        question = driver.app.screen.query_one("#question", RowList)
        at = next(n for n, line in enumerate(driver.screen.splitlines()) if "2  ○ Suspected" in line)
        await driver.pilot.click(question, offset=(5, at - question.region.y))
        await driver.pilot.pause()
        assert driver.recording.session.answers["status"] == Chosen("suspected")


async def test_a_double_click_counts_once() -> None:
    """Its second half would answer whatever stands there next, perhaps in an interview just opened."""
    async with driven() as driver:
        await driver.press("0")
        question = driver.app.screen.query_one("#question", RowList)
        at = next(n for n, line in enumerate(driver.screen.splitlines()) if "2  ○ Suspected" in line)
        before = len(driver.recording.session.events)
        await driver.pilot.click(offset=(question.region.x + 5, at), times=2)
        await driver.pilot.pause()
        assert driver.recording.session.answers["status"] == Chosen("suspected")
        assert len(driver.recording.session.events) == before + 1


async def test_a_click_on_a_hint_does_it() -> None:
    async with driven() as driver:
        await driver.click("0 none")
        assert driver.recording.session.answers["dangers"] == Several()
        await driver.click("b back")
        assert "answered earlier: Nothing urgent" in driver.screen


async def test_a_click_on_the_last_answers_shows_all_of_them_and_a_click_there_opens_one() -> None:
    async with driven() as driver:
        await driver.press("0", "1", "1", "0", "0")
        await driver.click("↑ ")
        assert isinstance(driver.app.screen, AnswersScreen)
        await driver.click("→ Established")
        assert "answered earlier: Established · Enter keeps it" in driver.screen


async def test_the_answers_are_built_only_when_somebody_looks_at_them() -> None:
    async with driven() as driver:
        await driver.press("0", "1")
        assert not driver.app.screen.query("#transcript")
        await driver.press("pageup")
        assert "→ Nothing urgent" in driver.screen
        assert "For tests." in driver.screen, "and what was to be known before the first question"
        await driver.press("b")
        assert "Is the patient seen at a specialist centre?" in driver.screen


@pytest.mark.parametrize("key", ["e", "pageup"])
async def test_an_earlier_answer_is_edited_from_all_of_them_by_keys(key: str) -> None:
    async with driven() as driver:
        await driver.press("0", "1", "1", "0", "0", key, "up", "up", "⏎")
        assert "answered earlier: Established" in driver.screen
        await driver.press("2")
        assert driver.recording.session.answers["status"] == Chosen("suspected")
        assert "How old was the patient at onset?" in driver.screen


async def test_answer_keys_do_nothing_while_the_answers_are_read() -> None:
    async with driven() as driver:
        await driver.press("0", "e", "1", "2")
        assert list(driver.recording.session.answers) == ["dangers"]
        await driver.press("escape", "1")
        assert list(driver.recording.session.answers) == ["dangers", "status"]


async def test_letters_that_no_number_has_are_keys_in_the_field_of_a_number() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "0", "4", "x")
        assert driver.app.screen.query_one(Input).value == "4x", "a letter that is no key is typed"
        await driver.press("?")
        assert "Keys" in driver.screen
        await driver.press("escape", "s")
        assert isinstance(driver.app.screen, SummaryScreen)
        await driver.press("b", "b")
        assert "Which features are not yet explained?" in driver.screen
        await driver.press("⏎", "u", "u")
        assert driver.recording.session.answers["age"] == NotAssessed()


async def test_a_text_takes_letters_and_function_keys_are_its_commands_until_escape() -> None:
    async with driven() as driver:
        await driver.press("0", "s", "m")
        await driver.type("sub")
        assert "F3 back" in driver.last
        assert "Esc other keys" in driver.last
        await driver.press("escape")
        assert "b back   s summary" in driver.last, "Esc changes the keys that are named"
        assert "⏎ type on" in driver.screen
        await driver.press("⏎")
        await driver.type("!")
        await driver.press("⏎")
        assert driver.recording.session.answers["comment"] == Text("sub!")


async def test_escape_leaves_a_field_so_that_the_letters_are_commands_again() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "0", "escape", "u")
        assert driver.recording.session.answers["age"] == NotAssessed()


async def test_a_digit_returns_to_the_field_that_was_left() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "0", "escape", "4", "7", "⏎")
        assert driver.recording.session.answers["age"] == Number(47)


@pytest.mark.parametrize("typed", ["xy", "0", "130", "1x9"])
async def test_a_refused_value_stays_selected_and_the_message_stands_under_it(typed: str) -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "0")
        await driver.type(typed)
        await driver.press("⏎")
        field = driver.app.screen.query_one(Input)
        assert (field.value, field.selected_text) == (typed, typed)
        below = " ".join(driver.screen.splitlines()[8:11])
        assert "110" in below
        assert "not kept" in " ".join(below.split())
        assert "did you mean" not in below.lower()
        await driver.press("4", "7", "⏎")
        assert driver.recording.session.answers["age"] == Number(47), "the next key replaces it"


async def test_retyping_a_number_replaces_the_old_one() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "0", "6", "8", "⏎", "b", "7", "1", "⏎")
        assert driver.recording.session.answers["age"] == Number(71)


async def test_an_arrow_key_keeps_the_old_number_to_go_on_from() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "0", "6", "⏎", "b", "right", "1", "⏎")
        assert driver.recording.session.answers["age"] == Number(61)


async def test_a_digit_that_returns_to_a_field_replaces_the_old_number_too() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "0", "6", "⏎", "b", "escape", "7", "1", "⏎")
        assert driver.recording.session.answers["age"] == Number(71)


async def test_nothing_is_called_saved_before_anything_is() -> None:
    async with driven() as driver:
        assert "saved" not in driver.screen
        await driver.press("0")
        assert "✓ saved" in driver.screen


async def test_a_panel_has_its_own_keys_in_the_last_line() -> None:
    for opening, keys in (("?", "↑↓ PgUp PgDn scroll"), ("U", "1-4 choose")):
        async with driven() as driver:
            await driver.press(opening)
            assert "Esc close" in driver.last
            assert keys in driver.last
            assert "not assessed" not in driver.last
            await driver.click("Esc close")
            assert driver.last.startswith("  b back")


async def test_free_text_takes_several_lines() -> None:
    async with driven() as driver:
        await driver.press("s", "m")
        await driver.type("one")
        await driver.press("ctrl+j")
        await driver.type("two")
        await driver.press("⏎")
        assert driver.recording.session.answers["comment"] == Text("one\ntwo")


async def test_not_assessed_with_a_reason() -> None:
    async with driven() as driver:
        await driver.press("U", "3")
        assert driver.recording.session.answers["dangers"] == NotAssessed(Reason.PENDING)


async def test_why_shows_reason_source_and_keys() -> None:
    async with driven(size=(100, 30)) as driver:
        await driver.press("?")
        screen = driver.screen
        assert "Some problems cannot wait" in screen
        assert "A workshop. 2013." in screen
        assert "none of these, at once" in screen
        await driver.press("escape")
        assert "Some problems cannot wait" not in driver.screen


async def test_an_urgent_answer_raises_a_banner_at_once_and_it_stays() -> None:
    async with driven() as driver:
        assert "SAME DAY" not in driver.screen
        await driver.press("1", "⏎")
        banner = driver.screen.splitlines()[1].strip()
        assert banner == "SAME DAY  Choking. Same-day assessment of the airway"
        await driver.press("1", "1", "0")
        assert "SAME DAY" in driver.screen.splitlines()[1]


async def test_the_banner_names_what_counts_and_keeps_the_first_problem_on_a_narrow_screen() -> None:
    options = tuple(Option(name, f"{name.capitalize()} in words that take some room") for name in "abcdef")
    questions = {each.id: each for each in QUESTIONS}
    questions["dangers"] = replace(questions["dangers"], options=options)
    urgent = Fact("urgent", Any(tuple(Has("dangers", name) for name in "abcde")), "Urgent problem")
    recording = begin(small_logic(questions=questions, facts={"urgent": urgent}))
    async with driven(recording, size=(120, 30)) as driver:
        await driver.press("1", "6", "⏎")
        assert "A in words that take some room. Same-day assessment" in driver.screen
        assert "F in words" not in "".join(driver.screen.splitlines()[1:3]), "it is no reason"
        await driver.press("b", "2", "3", "4", "⏎")
        await driver.resize(40, 11)
        banner = " ".join(" ".join(driver.screen.splitlines()[1:3]).split())
        assert banner == "SAME DAY A in words that take some room; 3 more. Same-day assessment of…"
        await driver.resize(40, 15)
        banner = " ".join(" ".join(driver.screen.splitlines()[1:5]).split())
        assert banner.startswith("SAME DAY A in words that take some room; ")
        assert banner.endswith("Same-day assessment of the airway")


async def test_a_banner_that_cannot_be_whole_says_so() -> None:
    lines = {**small_flow().recommendations, "assess": replace(LINES[0], title="Assessment of it " * 9)}
    async with driven(begin(small_logic(recommendations=lines)), size=(40, 15)) as driver:
        await driver.press("1", "⏎")
        first, *_, last = driver.screen.splitlines()[1:5]
        assert first.startswith("  SAME DAY  Choking. Assessment")
        assert last.endswith("…")


async def test_an_answer_that_withdraws_the_urgent_notice_says_so() -> None:
    said = "The urgent notice no longer applies."
    async with driven() as driver:
        await driver.press("1", "⏎", "b", "0")
        assert said not in driver.screen
        await driver.press("0")
        assert said in driver.screen
        assert "SAME DAY" not in driver.screen
        await driver.press("1")
        assert said not in driver.screen


async def test_a_notice_withdrawn_by_the_last_answer_is_said_on_the_summary() -> None:
    async with driven() as driver:
        await driver.press("1", "⏎", *"110022")
        await to_line(driver, "Same-day assessment")
        await driver.press("g", "1", "⏎", "0")
        assert isinstance(driver.app.screen, SummaryScreen)
        assert "The urgent notice no longer applies." in driver.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_answers_that_do_not_fit_are_named_at_once_and_among_the_answers(size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press("0", "1", "2")
        assert "! An established diagnosis" in driver.screen
        await driver.press("e")
        screen = " ".join(driver.screen.split())
        assert "! An established diagnosis without a" in screen


async def test_the_side_panel_is_live_and_only_there_when_wide() -> None:
    async with driven(size=(120, 30)) as driver:
        assert "─ Plan so far ─" in driver.screen
        assert "Regular supervised exercise" in driver.screen
        assert "Same-day assessment of the airway" not in driver.screen
        await driver.press("1", "⏎")
        assert "‼ Same-day assessment of the" in driver.screen, "the mark of its urgency stays"
        assert "airway  new" in driver.screen, "what is new is marked beside it"
        await driver.resize(80, 24)
        assert "─ Plan so far ─" not in driver.screen
        assert "Plan so far  " in driver.screen


async def test_a_list_is_filtered_and_enter_takes_what_was_found() -> None:
    async with driven() as driver:
        await driver.press("0", "1", "1", "/")
        await driver.type("thy")
        assert "Thyroid disease" in driver.screen
        assert "Paraprotein" not in driver.screen
        await driver.press("⏎")
        assert "■ Thyroid disease" in driver.screen
        assert "Paraprotein" in driver.screen
        await driver.press("⏎", "⏎")
        assert driver.recording.session.answers["features"] == Several(frozenset({"thyroid_disease"}))


async def test_what_is_saved_never_follows_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InterviewScreen, "_follow", lambda _: None)
    recording = begin()
    app = InterviewApp(conversation(recording), clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        for key, problem, said in (("0", "", "✓ saved"), ("1", "full", "NOT SAVED"), ("1", "", "✓ saved")):
            recording.broken = problem
            await pilot.press(key)
            await pilot.pause()
            assert said in text_of(app).splitlines()[0]


async def test_what_is_not_saved_is_said_with_the_reason_and_leaving_asks_first() -> None:
    recording = begin()
    recording.broken = "the disk is full"
    async with driven(recording) as driver:
        await driver.press("0")
        assert "NOT SAVED" in driver.screen
        assert "Not saved: the disk is full" in driver.screen
        await driver.press("ctrl+q")
        assert driver.app.is_running
        assert "Answers are NOT SAVED. the disk is full" in driver.screen
        await driver.press("escape")
        recording.broken = ""
        await driver.press("1")
        assert "✓ saved" in driver.screen


async def test_widgets_are_never_replaced() -> None:
    async with driven() as driver:
        driver.app.screen.ask.prepare()  # type: ignore[attr-defined]
        await driver.pilot.pause()
        before = list(driver.app.screen.walk_children())
        await driver.press("0", "2", "1", "0", "0", "4", "5", "⏎", "1", "b", "1")
        assert list(driver.app.screen.walk_children()) == before


async def test_an_answer_lays_nothing_out_anew() -> None:
    """What an answer costs does not grow with the interview: no part is measured or moved for it."""
    async with driven(begin(long_logic(500))) as driver:
        for _ in range(300):
            press(driver.app.screen.conversation, "1")  # type: ignore[attr-defined]
        driver.app.screen.show()  # type: ignore[attr-defined]
        await driver.pilot.pause()
        before = {one: one.region for one in driver.app.screen.query("*")}
        counted = driver.app.screen._layout_updates
        await driver.press("1")
        assert driver.app.screen._layout_updates == counted
        assert {one: one.region for one in driver.app.screen.query("*")} == before


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (100, 30), (200, 60)])
async def test_the_question_is_seen_at_every_size_after_a_resize(size: tuple[int, int]) -> None:
    async with driven(size=(200, 60)) as driver:
        await driver.press("0")
        await driver.resize(*size)
        screen = " ".join(driver.screen.split())
        assert "What is the state of the" in screen
        assert "○ Established" in screen
        assert max(map(len, driver.screen.splitlines())) <= size[0]


async def test_too_small_is_said_and_no_key_answers_unseen() -> None:
    async with driven() as driver:
        await driver.resize(25, 8)
        assert "Too small" in driver.screen
        await driver.press("0")
        assert not driver.recording.session.events
        await driver.resize(80, 24)
        await driver.press("0")
        assert list(driver.recording.session.answers) == ["dangers"]


async def test_a_question_is_whole_on_a_short_screen_where_its_answers_leave_room() -> None:
    async with driven(begin(compile_flow(load_flow(IBM))), size=(40, 15)) as driver:
        await driver.press("0", "0", "1")
        assert "─ Is the patient under a ─" in driver.screen
        assert "│  neuromuscular or myositis           │" in driver.screen
        assert "│  specialist centre?                  │" in driver.screen
        assert "2 ○ No" in driver.screen


async def test_whose_interview_it_is_is_whole_on_a_narrow_screen_whatever_else_there_is_to_say() -> None:
    async with driven(begin(compile_flow(load_flow(IBM))), size=(36, 15)) as driver:
        await driver.press("0", "0", "2", "2", "1", "1")
        assert driver.screen.startswith("  begun 09:30          not entered")


async def test_content_from_elsewhere_says_so_on_every_screen_of_the_usual_size() -> None:
    recording = begin()
    recording.origin = "/home/me/a/long/way/down/to/flows/of/my/own/small (your own flows)"
    async with driven(recording) as driver:
        await driver.press("0")
        assert "begun 09:30  visit 1 · from your own flows" in driver.screen
        assert "✓" in driver.screen.splitlines()[0]
        await driver.press("s")
        assert "by a clinician · from your own flows" in driver.screen
    recording.origin = "/home/me/a/long/way/down/to/flows/of/my/own/small"
    async with driven(recording) as driver:
        assert "· from …f/my/own/small" in driver.screen


@pytest.mark.parametrize("key", ["u", "f2"])
async def test_a_number_that_was_typed_is_not_given_up_by_one_key(key: str) -> None:
    recording = begin()
    async with driven(recording) as driver:
        await driver.press(*"02100", "5", "7", key)
        assert "age" not in recording.session.answers
        assert "Not entered yet." in driver.screen
        assert "57" in driver.screen
        await driver.press(key)
        assert recording.session.answers["age"] == NotAssessed()


async def test_what_to_do_today_is_never_cut_from_the_banner() -> None:
    async with driven(begin(compile_flow(load_flow(IBM))), size=(40, 15)) as driver:
        await driver.press("1", "⏎", "⏎")
        said = " ".join(" ".join(driver.screen.splitlines()[1:5]).split())
        assert said.endswith("Urgent assessment today, at once if airway or breathing is threatened")
        await driver.resize(40, 11)
        assert "  SAME DAY  Suspected aspiration\n  pneumonia. Urgent assessment today,…" in driver.screen


async def test_more_below_is_said_on_a_short_screen() -> None:
    async with driven(size=(40, 15)) as driver:
        await driver.press("0", "1", "1")
        assert " more ─┤" in driver.screen


async def test_the_palette_is_reached_and_used_with_the_mouse() -> None:
    async with driven() as driver:
        await driver.click("^p all commands")
        await driver.type("Not assessed")
        await driver.click("pass over")
        assert driver.recording.session.answers["dangers"] == NotAssessed()


@pytest.mark.parametrize(
    ("screen", "keys", "left"),
    [
        ("?", ["enter"] * 3, "InterviewScreen"),
        ("U", ["1", "1"], "InterviewScreen"),
        ("U", ["enter"] * 2, "InterviewScreen"),
        ("sx", ["1", "1"], "ExportPanel"),
        ("s", ["b", "b", "b"], "InterviewScreen"),
    ],
)
async def test_a_screen_is_left_once_however_fast_the_keys_come(
    screen: str, keys: list[str], left: str
) -> None:
    async with driven() as driver:
        await driver.press("0", *screen)
        for key in keys:
            driver.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await driver.pilot.pause()
        assert type(driver.app.screen).__name__ == left


async def test_fields_are_not_made_ready_once_the_screen_is_gone() -> None:
    async with driven():
        ask = QuestionCard()
        assert not ask.is_attached, "as after ctrl+q, with the timer already on its way"
        ask.prepare()
        assert ask.entry is None


async def test_a_key_chooses_no_option_that_was_never_seen() -> None:
    recording = begin()
    async with driven(recording, size=(40, 15)) as driver:
        await driver.press(*"011")
        assert "Spared knee extensors" not in driver.screen
        await driver.press("h")
        assert "h □ Spared knee extensors" in driver.screen
        assert "h again chooses it." in driver.screen
        await driver.press("h")
        assert "h ■ Spared knee extensors" in driver.screen
        await driver.press("⏎", "⏎")
        assert recording.session.answers["features"] == Several(frozenset({"spared_knee_extensors"}))


async def test_what_was_scrolled_away_is_brought_back_before_it_is_chosen() -> None:
    async with driven(size=(40, 15)) as driver:
        await driver.press(*"011", "down")
        view = driver.app.screen.query_one("#question", RowList)
        view.scroll_lines(20)
        await driver.press("space")
        assert "1 □" in driver.screen
        await driver.press("space")
        assert "1 ■" in driver.screen


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
@pytest.mark.parametrize("keys", ["", "0", "020000", "0110022"], ids=["first", "list", "field", "summary"])
async def test_an_interview_can_be_called_something_anywhere(keys: str, size: tuple[int, int]) -> None:
    recording = begin()
    async with driven(recording, size) as driver:
        await driver.press(*keys, "ctrl+l")
        await driver.type("bed 4")
        await driver.press("⏎")
        assert recording.label == "bed 4"
        assert "bed 4" in driver.screen.splitlines()[0]
        await driver.press("ctrl+l", "⏎")
        assert recording.label == "bed 4"


async def test_a_label_that_escape_closes_waits_and_is_given_on_leaving() -> None:
    recording = begin()
    async with driven(recording) as driver:
        await driver.press("L")
        await driver.type("bed")
        await driver.press("escape")
        assert recording.label == ""
        assert LABEL_WAITS in driver.screen
        await driver.press("L")
        await driver.type(" 4")
        await driver.press("⏎")
        assert recording.label == "bed 4"
        await driver.press("L")
        assert driver.app.screen.query_one(Input).value == "bed 4"


@pytest.mark.parametrize(
    ("before", "typed", "label", "said"),
    [
        ("", "bed 4", "bed 4", ""),
        ("bed 4", " and 5", "bed 4", "the label that was typed"),
        ("", "Mrs Smith", "", "the label that was typed"),
    ],
)
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("quits", [True, False])
async def test_a_label_that_is_not_given_is_kept_or_told_when_the_program_ends(
    before: str, typed: str, label: str, said: str, closed: bool, quits: bool
) -> None:
    recording = begin()
    if before:
        recording.call(before)
    async with driven(recording) as driver:
        await driver.press("L")
        await driver.type(typed)
        if closed:
            await driver.press("escape")
        if quits:
            await driver.press("ctrl+q")
        else:
            driver.app.end(143)
        assert recording.label == label
        assert said in driver.app.left_out
        assert bool(said) == bool(driver.app.left_out)


async def test_a_label_that_may_name_somebody_is_taken_the_second_time_and_a_long_one_never() -> None:
    recording = begin()
    async with driven(recording) as driver:
        await driver.press("L")
        await driver.type("Mrs Smith")
        await driver.press("⏎")
        assert "Enter again keeps it." in driver.screen
        assert recording.label == ""
        await driver.press("⏎")
        assert recording.label == "Mrs Smith"
        await driver.press("L")
        driver.app.screen.query_one(Input).value = "x" * 201
        await driver.press("⏎")
        assert "This label has 201 characters" in driver.screen
        await driver.press("escape")
        assert recording.label == "Mrs Smith"


async def test_what_was_never_in_sight_is_denied_only_once_that_was_told() -> None:
    for key, ticks in (("0", ""), ("⏎", "2")):
        recording = begin()
        async with driven(recording) as driver:
            await driver.press(*"011", *ticks, key)
            assert "features" not in recording.session.answers
            assert "7 were out of sight" in driver.screen
            assert "again says they are absent." in driver.screen
            assert "Spared knee extensors" in driver.screen
            await driver.press(key)
            assert recording.session.answers["features"] == Several(frozenset({"ptosis"} if ticks else ()))


async def test_where_one_page_does_not_show_them_all_it_is_told_how_many_are_still_out_of_sight() -> None:
    recording = begin()
    async with driven(recording, size=(40, 15)) as driver:
        await driver.press(*"011", "0")
        assert "8 were out of sight, 3 still are." in " ".join(driver.screen.replace("│", " ").split())
        await driver.press("0")
        assert recording.session.answers["features"] == Several()


async def test_what_was_scrolled_through_is_denied_at_once() -> None:
    recording = begin()
    async with driven(recording) as driver:
        await driver.press(*"011", "end", "0")
        assert recording.session.answers["features"] == Several()


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_day_stands_whole_in_its_field(size: tuple[int, int]) -> None:
    logic = small_logic(
        questions={"day": Question("day", "When was it?", QuestionType.DATE, "Day")},
        screens=(Screen(("day",)),),
        facts={},
        urgent="",
        conflicts={},
        recommendations={"always": line("always", "Always", Always())},
    )
    async with driven(begin(logic), size=size) as driver:
        await driver.type("2026-02-30")
        assert "2026-02-30" in driver.screen
        await driver.press("⏎")
        assert driver.screen.count("2026-02-30") == 2, "in the field, and in what is said of it"


async def test_a_word_about_a_list_hides_none_of_its_answers() -> None:
    options = tuple(Option(f"o{at}", f"Answer {at}") for at in range(1, 10))
    logic = small_logic(
        questions={
            "long": Question("long", "Which?", QuestionType.ONE, "Long", options),
            "falls": QUESTIONS[7],
        },
        screens=(Screen(("long",)), Screen(("falls",))),
        facts={},
        urgent="",
        conflicts={},
        recommendations={"always": line("always", "Always", Always())},
    )
    async with driven(begin(logic)) as driver:
        first = next(at for at, text in enumerate(driver.screen.splitlines()) if "Answer 1" in text)
        await driver.press("1", "b")
        assert "answered earlier: Answer 1" in driver.screen
        assert all(option.label in driver.screen for option in options)
        assert "Answer 1" in driver.screen.splitlines()[first], "it stands where it stood"


async def test_what_is_in_doubt_about_a_text_is_said_in_the_smallest_window() -> None:
    async with driven(size=(30, 10)) as driver:
        await driver.press(*"0110022", "m")
        await driver.type("Mrs Smith")
        await driver.press("⏎")
        assert "Mrs Smith" in driver.screen.replace("'Mrs Smith'", "")
        assert "'Mrs Smith' looks like …" in driver.screen
        assert "├────────────────────────────┤" in driver.screen

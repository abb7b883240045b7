"""The interview screen, driven by keys and the mouse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from interview.engine import next_screen
from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.conditions.syntax import Any, Has
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Fact, Option
from interview.tui.keymap import press
from interview.tui.screens.summary import SummaryScreen
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.question import QuestionView
from interview.tui.widgets.row_list import RowList
from tests.tui.driver import Driver, driven, to_line
from tests.tui.small import LINES, QUESTIONS, begin, long_logic, small_flow, small_logic

IBM = Path(__file__).parents[3] / "flows" / "ibm-management"


async def test_a_typical_established_patient_takes_twelve_screens_and_sixteen_keys() -> None:
    recording = begin(compile_flow(load_flow(IBM)))
    async with driven(recording) as driver:
        screens = []
        keys = ["0", "11", "1", "0", "0", "1", "220", "0", "02", "0", "0", "0"]
        for screen in keys:
            asked = next_screen(recording.session)
            assert asked is not None
            screens.append(asked.id)
            await driver.press(*screen)
        assert isinstance(driver.app.screen, SummaryScreen)
    assert (len(screens), len("".join(keys))) == (12, 16)


async def test_the_question_its_options_and_the_state_are_on_the_screen() -> None:
    async with driven() as driver:
        await driver.press("0")
        screen = driver.screen
        assert "Small flow" in screen
        assert "What is the state of the diagnosis?" in screen
        assert "1 Established" in screen
        assert "Suspected  not yet proved" in screen
        assert "✓ saved" in screen
        assert "3 to 5 screens left" in screen or "screens left" in screen
        assert "→ Nothing urgent" in screen, "the transcript shows what was said"


async def test_keys_typed_in_a_burst_all_count() -> None:
    async with driven() as driver:
        await driver.pilot.press(*"02106")
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
        at = next(n for n, line in enumerate(driver.screen.splitlines()) if "2 Suspected" in line)
        await driver.pilot.click(question, offset=(5, at - question.region.y))
        await driver.pilot.pause()
        assert driver.recording.session.answers["status"] == Chosen("suspected")


async def test_a_double_click_counts_once() -> None:
    """Its second half would answer whatever stands there next, perhaps in an interview just opened."""
    async with driven() as driver:
        await driver.press("0")
        question = driver.app.screen.query_one("#question", RowList)
        at = next(n for n, line in enumerate(driver.screen.splitlines()) if "2 Suspected" in line)
        before = len(driver.recording.session.events)
        await driver.pilot.click(offset=(question.region.x + 5, at), times=2)
        await driver.pilot.pause()
        assert driver.recording.session.answers["status"] == Chosen("suspected")
        assert len(driver.recording.session.events) == before + 1


async def test_a_click_on_a_hint_does_it() -> None:
    async with driven() as driver:
        at = driver.last.index("0 none")
        await driver.pilot.click(HintBar, offset=(at, 0))
        await driver.pilot.pause()
        assert driver.recording.session.answers["dangers"] == Several()


async def test_a_click_in_the_transcript_opens_that_answer() -> None:
    async with driven() as driver:
        await driver.press("0", "1", "1", "0")
        transcript = driver.app.screen.query_one("#transcript", RowList)
        at = next(n for n, line in enumerate(driver.screen.splitlines()) if "→ Established" in line)
        await driver.pilot.click(transcript, offset=(6, at - transcript.region.y))
        await driver.pilot.pause()
        assert "answered earlier: Established · Enter keeps it" in driver.screen


async def test_an_earlier_answer_is_edited_from_the_transcript_by_keys() -> None:
    async with driven() as driver:
        await driver.press("0", "1", "1", "0", "e", "up", "up", "⏎")
        assert "answered earlier: Established" in driver.screen
        await driver.press("2")
        assert driver.recording.session.answers["status"] == Chosen("suspected")
        assert "How old was the patient at onset?" in driver.screen


async def test_answer_keys_do_nothing_while_the_transcript_is_read() -> None:
    async with driven() as driver:
        await driver.press("0", "e", "1", "2")
        assert list(driver.recording.session.answers) == ["dangers"]
        await driver.press("escape", "1")
        assert list(driver.recording.session.answers) == ["dangers", "status"]


async def test_a_field_takes_letters_as_text_and_function_keys_as_commands() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0")
        await driver.type("sub")
        assert driver.app.screen.query_one(Input).value == "sub"
        await driver.press("f2")
        assert driver.recording.session.answers["age"] == NotAssessed()


async def test_escape_leaves_a_field_so_that_the_letters_are_commands_again() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "escape", "u")
        assert driver.recording.session.answers["age"] == NotAssessed()


async def test_a_digit_returns_to_the_field_that_was_left() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "escape", "4", "7", "⏎")
        assert driver.recording.session.answers["age"] == Number(47)


@pytest.mark.parametrize("typed", ["sixty", "0", "130", "1e9"])
async def test_a_bad_value_is_answered_below_the_field_and_stays_in_it(typed: str) -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0")
        await driver.type(typed)
        await driver.press("⏎")
        assert driver.app.screen.query_one(Input).value == typed
        assert "110" in driver.app.screen.query_one("#note").render().plain  # type: ignore[union-attr]


async def test_retyping_a_number_replaces_the_old_one() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "6", "8", "⏎", "b", "7", "1", "⏎")
        assert driver.recording.session.answers["age"] == Number(71)


async def test_an_arrow_key_keeps_the_old_number_to_go_on_from() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "6", "⏎", "b", "right", "1", "⏎")
        assert driver.recording.session.answers["age"] == Number(61)


async def test_a_digit_that_returns_to_a_field_replaces_the_old_number_too() -> None:
    async with driven() as driver:
        await driver.press("0", "2", "1", "0", "6", "⏎", "b", "escape", "7", "1", "⏎")
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
            await driver.pilot.click(HintBar, offset=(driver.last.index("Esc close"), 0))
            await driver.pilot.pause()
            assert "0 none" in driver.last


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
    async with driven(size=(100, 40)) as driver:
        await driver.press("?")
        screen = driver.screen
        assert "Some problems cannot wait" in screen
        assert "A workshop. 2013." in screen
        assert "none of these, at once" in screen
        await driver.press("escape")
        assert "Some problems cannot wait" not in driver.screen


async def test_an_urgent_answer_raises_a_banner_at_once_and_it_stays() -> None:
    async with driven() as driver:
        assert "URGENT" not in driver.screen
        await driver.press("1", "⏎")
        banner = driver.screen.splitlines()[1].strip()
        assert banner == "URGENT, same day: Choking. Same-day assessment of the airway"
        await driver.press("1", "1", "0")
        assert "URGENT" in driver.screen.splitlines()[1]


async def test_the_banner_names_what_counts_and_keeps_the_first_problem_on_a_narrow_screen() -> None:
    options = tuple(Option(name, f"{name.capitalize()} in words that take some room") for name in "abcdef")
    questions = {each.id: each for each in QUESTIONS}
    questions["dangers"] = replace(questions["dangers"], options=options)
    urgent = Fact("urgent", Any(tuple(Has("dangers", name) for name in "abcde")), "Urgent problem")
    recording = begin(small_logic(questions=questions, facts={"urgent": urgent}))
    async with driven(recording, size=(120, 30)) as driver:
        await driver.press("1", "6", "⏎")
        assert "A in words that take some room. Same-day assessment" in driver.screen
        assert "F in words" not in driver.app.screen.urgent.said, "it is no reason"  # type: ignore[attr-defined]
        await driver.press("b", "2", "3", "4", "⏎")
        await driver.resize(40, 15)
        banner = " ".join(" ".join(driver.screen.splitlines()[1:4]).split())
        assert banner == (
            "URGENT, same day: A in words that take some room; 3 more. Same-day assessment of the airway"
        )


async def test_a_banner_that_cannot_be_whole_says_so() -> None:
    lines = {**small_flow().recommendations, "assess": replace(LINES[0], title="Assessment of it " * 9)}
    async with driven(begin(small_logic(recommendations=lines)), size=(40, 15)) as driver:
        await driver.press("1", "⏎")
        first, _, last = driver.screen.splitlines()[1:4]
        assert first.startswith(" URGENT, same day: Choking. Assessment")
        assert last.endswith("…")


async def test_an_answer_that_withdraws_the_urgent_notice_says_so() -> None:
    said = "The urgent notice no longer applies."
    async with driven() as driver:
        await driver.press("1", "⏎", "b", "0")
        assert said not in driver.screen
        await driver.press("0")
        assert said in driver.screen
        assert "URGENT" not in driver.screen
        await driver.press("1")
        assert said not in driver.screen


async def test_a_notice_withdrawn_by_the_last_answer_is_said_on_the_summary() -> None:
    async with driven() as driver:
        await driver.press("1", "⏎", *"11022")
        await to_line(driver, "Same-day assessment")
        await driver.press("g", "1", "⏎", "0")
        assert isinstance(driver.app.screen, SummaryScreen)
        assert "The urgent notice no longer applies." in driver.screen


async def test_answers_that_do_not_fit_are_named_in_the_transcript() -> None:
    async with driven() as driver:
        await driver.press("0", "1", "2")
        assert "! An established diagnosis without a centre. (Diagnosis: Established;" in driver.screen


async def test_the_side_panel_is_live_and_only_there_when_wide() -> None:
    async with driven(size=(120, 30)) as driver:
        assert "Concluded so far" in driver.screen
        assert "Regular supervised exercise" in driver.screen
        assert "Same-day assessment of the airway" not in driver.screen
        await driver.press("1", "⏎")
        assert "‼ Same-day assessment of the" in driver.screen, "the mark of its urgency stays"
        assert "airway  new" in driver.screen, "what is new is marked beside it"
        await driver.resize(80, 24)
        assert "Concluded so far" not in driver.screen


async def test_a_list_is_filtered_and_enter_takes_what_was_found() -> None:
    async with driven() as driver:
        await driver.press("0", "1", "1", "/")
        await driver.type("thy")
        assert "Thyroid disease" in driver.screen
        assert "Paraprotein" not in driver.screen
        await driver.press("⏎")
        assert "[x] Thyroid disease" in driver.screen
        assert "Paraprotein" in driver.screen
        await driver.press("⏎")
        assert driver.recording.session.answers["features"] == Several(frozenset({"thyroid_disease"}))


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
        await driver.press("0", "2", "1", "0", "4", "5", "⏎", "1", "b", "1")
        assert list(driver.app.screen.walk_children()) == before


async def test_an_answer_wraps_only_what_is_new() -> None:
    async with driven(begin(long_logic(500))) as driver:
        for _ in range(300):
            press(driver.app.screen.conversation, "1")  # type: ignore[attr-defined]
        driver.app.screen.show()  # type: ignore[attr-defined]
        transcript = driver.app.screen.query_one("#transcript", RowList)
        before = list(transcript.rows)
        await driver.press("1")
        assert len(transcript.rows) == len(before) + 2
        assert all(old is new for old, new in zip(before, transcript.rows, strict=False))


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (100, 30), (200, 60)])
async def test_the_question_is_seen_at_every_size_after_a_resize(size: tuple[int, int]) -> None:
    async with driven(size=(200, 60)) as driver:
        await driver.press("0")
        await driver.resize(*size)
        screen = " ".join(driver.screen.split())
        assert "What is the state of the diagnosis?" in screen
        assert "1 Established" in screen
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


async def test_more_below_is_said_on_a_short_screen() -> None:
    async with driven(size=(40, 15)) as driver:
        await driver.press("0", "1", "1")
        assert "↓" in driver.screen
        assert "more" in driver.screen.splitlines()[-2]


@pytest.mark.parametrize("keys", ["", "s"])
async def test_the_palette_lists_every_command_and_runs_one(keys: str) -> None:
    async with driven(size=(80, 40)) as driver:
        await driver.press(*keys, "ctrl+p")
        await driver.app.workers.wait_for_complete()
        await driver.pilot.pause()
        for order in driver.app.screen_stack[-2].ORDERS[:3]:  # type: ignore[attr-defined]
            assert order.title in " ".join(title for title in await _palette(driver))
        await driver.press("escape")
        assert driver.app.is_running


async def _palette(driver: Driver) -> list[str]:
    from textual.command import CommandList

    found = driver.app.screen.query_one(CommandList)
    return [str(option.prompt) for option in found.options]


async def test_the_palette_is_reached_and_used_with_the_mouse() -> None:
    async with driven() as driver:
        await driver.pilot.click(HintBar, offset=(driver.last.index("ctrl+p"), 0))
        await driver.app.workers.wait_for_complete()
        await driver.type("Not assessed")
        await driver.app.workers.wait_for_complete()
        await driver.press("⏎")
        await driver.press("⏎")
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
        ask = QuestionView()
        assert not ask.is_attached, "as after ctrl+q, with the timer already on its way"
        ask.prepare()
        assert ask.entry is None

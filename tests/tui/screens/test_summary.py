"""The summary screen."""

from __future__ import annotations

import re

import pytest
from textual.color import Color

from interview.flow.answers import Chosen, Text
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.library import flow_folder
from interview.summary.templates.renderer import render_note
from interview.tui.rows.note import note_rows
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.summary import SummaryScreen
from interview.tui.themes import CALM
from interview.tui.widgets.row_list import RowList
from tests.tui.driver import Driver, driven, to_line
from tests.tui.small import begin

WIDE, NARROW = (120, 40), (80, 24)


async def test_the_summary_opens_at_the_end_and_back_returns_to_the_last_question() -> None:
    async with driven() as driver:
        await driver.press(*"0110022")
        assert isinstance(driver.app.screen, SummaryScreen)
        await driver.press("b")
        assert isinstance(driver.app.screen, InterviewScreen)
        assert "answered earlier: no" in driver.screen


async def test_the_summary_can_be_seen_at_any_moment_and_left_again() -> None:
    async with driven() as driver:
        await driver.press("0", "s")
        assert "· Regular supervised exercise" in driver.screen
        assert "for everyone" in driver.screen, "why it holds stands on its row"
        assert "ROUTINE" in driver.screen
        assert "Nothing same-day on these answers; that is no all-clear." in driver.screen
        assert "not yet reviewed by a clinician" in driver.screen
        await driver.press("escape")
        assert "What is the state of the diagnosis?" in driver.screen


async def test_behind_a_line_are_its_reasons_its_source_and_what_would_change_it() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("1", "⏎", "s")
        await to_line(driver, "Same-day assessment")
        screen = driver.screen
        assert "Applies on these answers." in screen
        assert "Urgent problems: Choking" in screen
        assert "Through: Urgent problem" in screen
        assert 'if "Choking" were absent: ruled out' in screen
        await to_line(driver, "Regular supervised exercise")
        assert "Applies to everyone." in driver.screen
        assert "A workshop. 2013. (guideline)" in driver.screen
        assert "trial" in driver.screen


async def test_an_open_line_says_what_it_waits_for() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("s", "tab", "tab", "tab")
        await to_line(driver, "Physiotherapy for falls")
        assert "Ask about falls to decide" in driver.screen
        assert "Are there falls: not asked" in driver.screen


async def test_on_a_narrow_screen_enter_opens_and_closes_what_is_behind_a_line() -> None:
    async with driven(size=NARROW) as driver:
        await driver.press("s")
        await to_line(driver, "Regular supervised exercise")
        assert "Applies to everyone." not in driver.screen
        await driver.press("⏎")
        assert "Applies to everyone." in driver.screen
        await driver.press("escape")
        assert "Applies to everyone." not in driver.screen


async def test_open_questions_are_answered_from_the_summary() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("0", "s", *["tab"] * 3)
        await to_line(driver, "Are there falls")
        await driver.press("⏎", "1")
        assert driver.recording.session.answers["falls"] == Chosen("yes")
        assert "What is the state of the diagnosis?" in driver.screen, "then the interview goes on"


async def test_g_goes_to_the_answer_behind_a_line() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("1", "⏎", "s")
        await to_line(driver, "Same-day assessment")
        await driver.press("g")
        assert "answered earlier: Choking" in driver.screen


async def test_g_lets_choose_among_several_answers() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press(*"0110022", "b", "b", "1", "1", "1")
        await to_line(driver, "Have the biopsy read again")
        await driver.press("g")
        assert "Go to which answer?" in driver.screen
        await driver.press("2")
        assert "Did it show an infiltrate?" in driver.screen


async def test_a_comment_is_added() -> None:
    async with driven() as driver:
        await driver.press("0", "s", "m")
        await driver.type("seen twice")
        await driver.press("⏎")
        assert driver.recording.session.answers["comment"] == Text("seen twice")


async def test_groups_open_and_close() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press("0", "s")
        await driver.press("end")
        assert "Urgent problems  Nothing urgent" not in driver.screen
        await driver.press("⏎")
        assert "Urgent problems  Nothing urgent" in driver.screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_a_tab_leads_through_the_parts_and_back(size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press("1", "⏎", "s")
        seen = []
        for _ in range(4):
            seen.append(driver.screen)
            await driver.press("tab")
        assert "SAME DAY" in seen[0]
        assert "NOTE 2026-03-01" in seen[1]
        assert "This is the first visit" in seen[2]
        assert "? Are there falls" in seen[3]
        assert driver.screen == seen[0]


async def test_the_note_says_how_long_it_is_and_is_copied_letter_for_letter() -> None:
    async with driven() as driver:
        await driver.press(*"0110022", "tab")
        assert re.search(r"\d+ words", driver.screen.splitlines()[0])
        assert "c copies this text, letter for letter" in driver.screen
        assert isinstance(driver.app.screen, SummaryScreen)
        text = render_note(driver.app.screen.summary).rstrip("\n")
        assert "\n".join("".join(part for part, _ in row.text) for row in note_rows(text)) == text


async def test_on_a_small_screen_the_reason_is_told_of_the_line_under_the_cursor() -> None:
    async with driven(size=(40, 15)) as driver:
        await driver.press("1", "⏎", "s")
        reason = "\n   choking"
        assert reason in driver.screen.lower()
        await driver.press("down")
        assert "\n   for everyone" in driver.screen
        assert reason not in driver.screen.lower()


async def test_what_is_not_known_is_one_row_that_leads_to_all_of_it() -> None:
    async with driven() as driver:
        await driver.press("0", "s")
        assert "NOT KNOWN   1 may be due soon" in driver.screen
        await driver.click("NOT KNOWN ")
        assert "Physiotherapy for falls" in driver.screen


async def test_the_usual_next_key_is_lit_until_the_next_patient() -> None:
    async with driven() as driver:
        await driver.press(*"011", "s")
        assert lit(driver) == "b go on"
        assert "b back" not in driver.screen
        assert "3 to 4 screens left" in driver.screen
        assert "Next: Which features are not yet explained?" in driver.screen
        await driver.press("b", *"0022")
        assert lit(driver) == drawn_lit(driver) == "c copy the note"
        await driver.press("c")
        await driver.app.workers.wait_for_complete()
        assert lit(driver) == drawn_lit(driver) == "d finish"
        await driver.press("d")
        assert lit(driver) == ""
        assert driver.screen.count("the note is kept") == 1


async def test_on_a_small_screen_the_usual_next_key_is_lit_in_the_last_line() -> None:
    async with driven(size=(40, 15)) as driver:
        await driver.press("0", "s")
        assert lit(driver) == "b go on"
        await driver.press("b", *"110022")
        assert lit(driver) == "c copy"


async def test_an_answer_missing_for_what_might_be_for_today_is_the_usual_next_step() -> None:
    async with driven() as driver:
        await driver.press("u", *"110022")
        assert "Not known, and might be for today: urgent problems" in driver.screen
        assert lit(driver) == "r answer that"
        await driver.press("c")
        await driver.app.workers.wait_for_complete()
        assert lit(driver) == "d finish", "it is pointed out, and not insisted on"
        await driver.press("r")
        assert "Is anything urgent?" in driver.screen
        await driver.press("0", "r")
        assert lit(driver) == "c copy the note"
        assert "Nothing that might be for today waits" in driver.screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_what_is_for_today_stands_at_the_top_of_every_part_however_far_one_scrolls(
    size: tuple[int, int],
) -> None:
    async with driven(size=size) as driver:
        await driver.press("1", "⏎", "s")
        for _ in range(4):
            await driver.press("end", "tab")
            assert driver.screen.splitlines()[1].startswith("  SAME DAY  Choking. Same-day assessment")


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_the_part_that_is_shown_is_told_from_the_others_and_so_is_the_key_to_the_next(
    size: tuple[int, int],
) -> None:
    async with driven(size=size) as driver:
        await driver.press("0", "s")
        for name in ("Plan", "Note", "Since", "Not known"):
            row = driver.app.screen.query_one("#tabs", RowList).rows[0]
            assert next(text.strip() for text, tone in row.text if tone == "tag").startswith(name)
            line = driver.screen.splitlines()[1]
            assert "tab" in line
            assert all(one in line for one in ("Plan", "Note", "Since", "Not known"))
            await driver.press("tab")


def lit(driver: Driver) -> str:
    """The key that is lit, with its words."""
    screen = driver.app.screen
    assert isinstance(screen, SummaryScreen)
    shown = [*screen.hints.hints, *(screen.end.face.hints if screen.end.display else ())]
    found = [hint.brief if screen.small else hint for hint in shown if hint.lit]
    assert len(found) <= 1
    return f"{found[0].key} {found[0].words}" if found else ""


def drawn_lit(driver: Driver) -> str:
    """What stands on the ground of the lit key, as the card is drawn."""
    screen, ground = driver.app.screen, Color.parse(CALM.variables["accent"]).rich_color
    assert isinstance(screen, SummaryScreen)
    lines = [screen.end.render_line(y) for y in range(screen.end.size.height)]
    lit = [piece.text for line in lines for piece in line if piece.style and piece.style.bgcolor == ground]
    return "".join(lit)


async def test_no_empty_frame_stands_beside_a_list_with_nothing_behind_it() -> None:
    async with driven(size=WIDE) as driver:
        await driver.press(*"011", "s")
        detail = driver.app.screen.query_one("#detail")
        assert detail.visible
        await driver.press("tab", "tab")
        assert not detail.visible
        await driver.press("tab")
        assert detail.visible


async def test_a_note_stands_as_far_from_the_edge_as_the_words_above_it() -> None:
    async with driven(size=NARROW) as driver:
        await driver.press(*"011", "s", "tab")
        head, note = (line for line in driver.screen.splitlines() if "begun" in line or "NOTE 2" in line)
        assert len(head) - len(head.lstrip()) == len(note) - len(note.lstrip()) == 2


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_what_to_do_today_is_said_to_its_end(size: tuple[int, int]) -> None:
    logic = compile_flow(load_flow(flow_folder("ibm-management").path))
    async with driven(begin(logic), size=size) as driver:
        await driver.press("1", *["⏎"] * (3 if size[0] < 60 else 1))
        assert "at once if airway or breathing is threatened" in " ".join(driver.screen.split())
        await driver.press("s")
        assert "at once if airway or breathing is threatened" in " ".join(driver.screen.split())
        lines = driver.screen.splitlines()
        last = next(at for at, text in enumerate(lines) if "threatened" in text)
        assert "Not known" in lines[last + 1], "no empty line stands below it"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_text_says_how_much_of_it_is_out_of_sight(size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press("s", "tab")
        assert re.search(r"↓ \d+ more", driver.screen.splitlines()[0])
        await driver.press("end")
        assert "↓" not in driver.screen.splitlines()[0]
        await driver.press("home")
        await driver.resize(120, 60)
        assert "↓" not in driver.screen.splitlines()[0]

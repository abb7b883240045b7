"""The preview, driven by keys and by what is saved on disk."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from interview.conversation.preview import FlowPreview
from interview.flow.answers import Chosen, Number
from interview.tui.preview import PreviewApp, PreviewSummary
from tests.tui.drafts import edit, write
from tests.tui.driver import NAMES, text_of
from tests.tui.small import clock

WIDE, NARROW, SMALL = (120, 34), (80, 24), (40, 15)
MISTAKE, MENDED = ("fallen is yes", "falen is yes"), ("falen is yes", "fallen is yes")


class Author:
    """Somebody at the preview, with the files of the flow at hand."""

    def __init__(self, app: PreviewApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(NAMES.get(key, key))
            await self.pilot.pause()

    async def save(self, file: str, *changes: tuple[str, str]) -> None:
        """Save an edit, and let the app look at the files until it has settled."""
        edit(self.app.draft.folder / file, *changes)
        await self.look()

    async def look(self) -> None:
        self.app.look()
        self.app.look()
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()

    @property
    def screen(self) -> str:
        return text_of(self.app)

    @property
    def words(self) -> str:
        """The screen without its line breaks."""
        return " ".join(re.sub("[│┃]", " ", self.screen).split())

    @property
    def answers(self) -> dict[str, object]:
        assert self.app.conversation is not None
        return dict(self.app.conversation.session.answers)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "falls")


@asynccontextmanager
async def at(folder: Path, size: tuple[int, int] = NARROW) -> AsyncIterator[Author]:
    app = PreviewApp(FlowPreview(folder, clock=clock))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Author(app, pilot)


async def test_a_saved_edit_is_taken_up_at_the_same_question(folder: Path) -> None:
    async with at(folder) as author:
        await author.press("1")
        await author.save(
            "flow.yaml", ("Which limits are there?", "What is limited?"), ("Has the", "Did the")
        )
        assert "What is limited?" in author.screen
        await author.press("e")
        assert "Did the patient fallen?" in author.screen, "the answers have the new wording"
        await author.press("escape")
        assert "↑ Falls yes" in author.screen
        assert "Read again: the wording changed, the logic did not." in author.screen
        await author.press("0")
        assert "Read again" not in author.screen


async def test_what_follows_is_concluded_anew(folder: Path) -> None:
    async with at(folder, WIDE) as author:
        await author.press("2")
        assert "Review of falls" not in author.screen
        await author.save("lines.yaml", ("fallen is yes", "fallen is no"))
        assert "Review of falls" in author.screen
        assert "Read again: the logic changed." in author.screen


async def test_answers_that_no_longer_fit_are_named(folder: Path) -> None:
    async with at(folder, SMALL) as author:
        await author.press("1")
        await author.save("flow.yaml", ("type: yes_no", "type: one, answers: {often: Often, never: Never}"))
        await author.save("lines.yaml", ("fallen is yes", "fallen is often"))
        assert "No longer fits: Falls (yes)." in author.words
        assert "Which limits are there?" in author.screen
        assert author.answers == {}


async def test_what_is_being_typed_stays(folder: Path) -> None:
    async with at(folder) as author:
        await author.press("1", "0", "6")
        await author.save("flow.yaml", ("How old is the patient?", "What is the age?"))
        assert "What is the age?" in author.screen
        await author.press("2", "⏎")
        assert author.answers["age"] == Number(62)


async def test_enter_does_not_give_an_answer_that_is_gone(folder: Path) -> None:
    edit(folder / "flow.yaml", ("type: several", "type: one"))
    async with at(folder) as author:
        await author.press("1", "down")
        await author.save("flow.yaml", ("knee: Knee buckling", "arm: Weak arm"))
        await author.press("⏎")
        assert "Press the key of an answer" in author.words
        await author.save("flow.yaml", ("arm: Weak arm", "knee: Knee buckling"))
        assert author.answers == {"fallen": Chosen("yes")}


@pytest.mark.parametrize("size", [WIDE, NARROW, SMALL])
async def test_a_mistake_is_shown_with_its_place_while_the_last_version_goes_on(
    folder: Path, size: tuple[int, int]
) -> None:
    async with at(folder, size) as author:
        await author.save("lines.yaml", MISTAKE)
        assert "1 problem, F8 shows all" in author.screen
        assert "falls/lines.yaml:8:11" in author.screen
        assert "Has the patient fallen?" in author.screen
        assert "○ No" in author.screen
        await author.press("1")
        assert "Which limits are there?" in author.screen
        assert author.answers == {"fallen": Chosen("yes")}
        await author.save("lines.yaml", MENDED)
        assert "problem" not in author.screen
        assert "Read again: the flow is the same." in author.words


async def test_problems_stand_beside_the_interview_where_there_is_room_and_below_it_elsewhere(
    folder: Path,
) -> None:
    async with at(folder, WIDE) as author:
        await author.save("lines.yaml", MISTAKE)
        first = author.screen.splitlines()[0]
        assert first.startswith("  Falls")
        assert "1 problem" in first
        assert "did you mean 'fallen'?" in author.words
        await author.resize(*NARROW)
        lines = author.screen.splitlines()
        assert "1 problem" not in lines[0]
        assert next(n for n, line in enumerate(lines) if "1 problem" in line) > len(lines) // 2
        caret = next(n for n, line in enumerate(lines) if line.strip() == "^")
        assert lines[caret].index("^") == lines[caret - 1].index("falen")
        await author.resize(*WIDE)
        assert "1 problem" in author.screen.splitlines()[0]


async def test_all_problems_can_be_read_by_key_on_the_smallest_screen(folder: Path) -> None:
    async with at(folder, SMALL) as author:
        await author.save("lines.yaml", MISTAKE, ("age >= 50", "agge >= 50"), ("stance: for", "stance: fro"))
        assert "agge" not in author.screen
        await author.press("f8", "pagedown", "pagedown", "pagedown")
        assert "no question, fact, table or number 'agge'" in author.words
        await author.press("1")
        assert author.answers == {}, "nothing is answered unseen"
        await author.press("escape", "1")
        assert author.answers == {"fallen": Chosen("yes")}


async def test_the_list_of_problems_closes_when_all_are_mended(folder: Path) -> None:
    async with at(folder) as author:
        await author.save("lines.yaml", MISTAKE, ("stance: for", "stance: fro"))
        await author.press("f8")
        await author.save("lines.yaml", ("stance: fro", "stance: for"))
        assert "1 problem" in author.screen
        await author.save("lines.yaml", MENDED)
        assert "Has the patient fallen?" in author.screen
        await author.press("f8")
        assert "The files have no problem." in author.screen


async def test_a_deleted_file_is_a_problem_until_it_is_back(folder: Path) -> None:
    async with at(folder) as author:
        lines = (folder / "lines.yaml").rename(folder.parent / "lines.yaml")
        await author.look()
        assert "there is no file 'lines.yaml'" in author.words
        lines.rename(folder / "lines.yaml")
        await author.look()
        assert "problem" not in author.screen


async def test_a_new_file_is_taken_up_with_the_line_that_includes_it(folder: Path) -> None:
    async with at(folder) as author:
        await author.save("flow.yaml", ("[lines.yaml]", "[lines.yaml, more.yaml]"))
        assert "there is no file 'more.yaml'" in author.words
        (folder / "more.yaml").write_text("controversies: {c1: {say: They differ., sources: [smith2020]}}\n")
        await author.look()
        assert "problem" not in author.screen


async def test_a_flow_that_is_broken_from_the_start_is_waited_for(folder: Path) -> None:
    edit(folder / "lines.yaml", MISTAKE)
    async with at(folder) as author:
        assert "The preview begins as soon as these are mended and saved." in author.screen
        assert "falls/lines.yaml:8:11" in author.screen
        await author.press("escape", "f8", "f9")
        assert "The preview begins" in author.screen
        await author.save("lines.yaml", MENDED)
        assert "Has the patient fallen?" in author.screen
        await author.press("1")
        assert author.answers == {"fallen": Chosen("yes")}


async def test_a_terminal_that_is_too_small_hides_an_interview_that_begins_meanwhile(folder: Path) -> None:
    edit(folder / "lines.yaml", MISTAKE)
    async with at(folder, (20, 8)) as author:
        await author.save("lines.yaml", MENDED)
        assert "Too small." in author.screen
        await author.press("1")
        await author.resize(*NARROW)
        assert "Has the patient fallen?" in author.screen
        assert author.answers == {}


async def test_the_summary_is_drawn_up_again(folder: Path) -> None:
    async with at(folder, WIDE) as author:
        await author.press("1", "s")
        await author.save("lines.yaml", ("title: Review of falls", "title: A look at falls"))
        assert isinstance(author.app.screen, PreviewSummary)
        assert "A look at falls" in author.screen
        assert "Read again: the wording changed" in author.screen
        await author.save("lines.yaml", MISTAKE)
        assert "1 problem" in author.screen
        await author.press("f")
        assert "1 problem" in author.screen, "beside the note as well"
        await author.save("lines.yaml", MENDED, ("title: A look at falls", "title: Another look"))
        assert "Another look" in author.screen
        await author.press("escape", "escape")
        assert "Which limits are there?" in author.screen


async def test_a_question_added_at_the_end_is_asked_after_the_summary(folder: Path) -> None:
    async with at(folder) as author:
        await author.press("1", "0", "6", "2", "⏎")
        assert isinstance(author.app.screen, PreviewSummary)
        await author.save(
            "flow.yaml",
            ("limits, age]", "limits, age, pain]"),
            ("questions:\n", "questions:\n  pain: {ask: Is there pain?, label: Pain, type: yes_no}\n"),
        )
        assert isinstance(author.app.screen, PreviewSummary)
        await author.press("escape")
        assert "Is there pain?" in author.screen


async def test_an_answer_behind_a_line_that_is_gone_leads_nowhere(folder: Path) -> None:
    async with at(folder) as author:
        await author.press("1", "s")
        assert isinstance(author.app.screen, PreviewSummary)
        author.app.screen.dismiss("a_question_that_is_gone")
        await author.pilot.pause()
        assert "Which limits are there?" in author.screen


async def test_starting_again_is_offered_by_name_and_forgets_every_answer(folder: Path) -> None:
    async with at(folder) as author:
        await author.press("1", "s", "ctrl+p", *"start", "⏎")
        assert "Has the patient fallen?" in author.screen
        assert "Begun again, with no answers." in author.screen
        assert author.answers == {}


async def test_reading_again_can_be_asked_for_by_name_and_by_key(folder: Path) -> None:
    async with at(folder) as author:
        await author.press("ctrl+p", *"reload", "⏎")
        assert "Read again: the flow is the same." in author.screen
        await author.press("1")
        edit(folder / "flow.yaml", ("Which limits", "What limits"))
        await author.press("f9")
        assert "What limits are there?" in author.screen


async def test_it_says_that_nothing_is_saved_and_lets_go_without_a_warning(folder: Path) -> None:
    before = set(folder.parent.rglob("*"))
    async with at(folder) as author:
        await author.press("1")
        assert "preview, not saved" in author.screen
        assert "NOT SAVED" not in author.screen
        await author.press("s")
        assert "preview, not saved" in author.screen
        await author.press("ctrl+q")
        assert author.app.return_code == 0
    assert set(folder.parent.rglob("*")) == before


async def test_a_problem_is_never_read_as_markup(folder: Path) -> None:
    async with at(folder, WIDE) as author:
        await author.save("lines.yaml", ("fallen is yes", "'[bold]x[/bold] [/] is yes'"))
        assert "[bold]x[/bold]" in author.screen

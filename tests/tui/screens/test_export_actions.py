"""A summary leaves the screen in every form there is: shown, copied, written to a file."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from textual.widgets import Input

from interview.export import clipboard
from interview.export.clipboard import COPIED, SENT
from interview.export.formats import FORMATS
from interview.export.variants import NOTE, NOTES, kept_note, variants
from interview.flow.answers import Text
from interview.summary.note import count
from interview.summary.short_note import short_note
from interview.summary.templates.renderer import render_note
from interview.tui.rows.banners import MORE
from interview.tui.screens.export_actions import OTHERWISE, ExportActions
from interview.tui.screens.field_panels import PATH_WAITS
from interview.tui.screens.summary import SummaryScreen
from interview.tui.widgets.bars import Banner
from tests.tui.driver import Driver, boxed, driven
from tests.tui.small import begin, small_flow
from tests.tui.terminal import terminal

SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=["80x24", "40x15"])


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(folder))
    return folder


def flat(driver: Driver) -> str:
    return " ".join(driver.screen.split())


def note(driver: Driver) -> str:
    screen = driver.app.screen
    assert isinstance(screen, SummaryScreen)
    return render_note(screen.summary).rstrip("\n")


async def choose(driver: Driver, name: str) -> None:
    """Choose a form in the open list by moving to it."""
    screen = driver.app.screen_stack[-2]
    assert isinstance(screen, ExportActions)
    names = [variant.name for variant in screen._variants()]
    await driver.press(*["down"] * names.index(name), "⏎")


async def copied(driver: Driver) -> None:
    await driver.press("c")
    await driver.app.workers.wait_for_complete()
    await driver.pilot.pause()


@SIZES
async def test_what_was_sent_to_the_terminal_is_not_called_copied(size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press("s")
        await copied(driver)
        assert driver.app.clipboard == note(driver)
        assert f"Note: {SENT} {OTHERWISE}" in flat(driver)
        assert "opied" not in driver.screen


async def test_what_a_tool_took_is_called_copied_and_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    def take(text: str) -> str:
        taken.append(text)
        return COPIED.format("wl-copy")

    monkeypatch.setattr(clipboard, "copy", take)
    async with driven() as driver:
        await driver.press("s")
        await copied(driver)
        assert taken == [note(driver)]
        assert driver.app.clipboard == ""
        assert f"Note: {COPIED.format('wl-copy')} {OTHERWISE}" in flat(driver)


async def test_a_slow_tool_does_not_hold_up_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    goes_on = Event()
    monkeypatch.setattr(clipboard, "copy", lambda text: str(goes_on.wait(20)) and "Copied.")
    async with driven() as driver:
        await driver.press("s", "c")
        assert "Copying…" in driver.screen
        await driver.press("down", "f", "1")
        assert "NOTE 2026-03-01" in driver.screen
        goes_on.set()
        await driver.app.workers.wait_for_complete()
        await driver.pilot.pause()
        assert "Note: Copied." in driver.screen


async def test_a_long_text_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.export.clipboard.MOST_BYTES", 500)
    recording = begin()
    recording.answer("comment", Text("x" * 1_000))
    async with driven(recording) as driver:
        await driver.press("s")
        await copied(driver)
        assert "many terminals cut or drop that" in flat(driver)


async def test_what_is_previewed_is_what_is_copied() -> None:
    async with driven() as driver:
        await driver.press("s", "f")
        await choose(driver, "markdown")
        assert "# Small flow" in driver.screen
        await copied(driver)
        assert driver.app.clipboard.startswith("# Small flow")
        await driver.press("escape")
        assert "Regular supervised exercise" in driver.screen


async def test_every_form_of_a_patient_is_offered_and_every_text_can_be_shown() -> None:
    async with driven(size=(80, 40)) as driver:
        await driver.press("s")
        screen = driver.app.screen
        assert isinstance(screen, ExportActions)
        offered = screen._variants()
        assert {variant.format.name for variant in offered} == {
            one.name for one in FORMATS.values() if not one.of_flow
        }
        for variant in offered:
            if not variant.file_only:
                screen.preview_as(variant)
                await driver.pilot.pause()
                assert variant.title in driver.screen.splitlines()[0]
                assert f"{screen.words} words" in driver.screen.splitlines()[0]
        await driver.press("escape", "f")
        for variant in offered:
            assert f"{variant.title}{' (a file)' if variant.file_only else ''}" in driver.screen


async def test_a_note_has_one_count_of_words_made_now_or_kept() -> None:
    async with driven(size=(80, 40)) as driver:
        await driver.press("s")
        screen = driver.app.screen
        assert isinstance(screen, ExportActions)
        counted = short_note(screen.material.summary()).words
        assert counted < count(NOTE.text(screen.material))
        for variant in (NOTE, kept_note(NOTE.text(screen.material))):
            screen.preview_as(variant)
            assert screen.words == counted


async def test_a_text_is_laid_out_anew_for_a_narrow_screen_and_copied_as_it_is() -> None:
    async with driven(size=(40, 15)) as driver:
        await driver.press("s", "tab")
        screen = driver.app.screen
        assert isinstance(screen, ExportActions)
        whole, lines = screen._text(NOTES[0]), [str(one.text[0][0]) for one in screen.preview.rows]
        assert max(map(len, whole.split("\n"))) > 40
        assert all(sum(len(part) for part, _ in one.text) <= 40 for one in screen.preview.rows), lines
        await copied(driver)
        assert driver.app.clipboard == whole


async def test_a_kept_note_is_laid_out_anew_for_a_narrow_screen_and_copied_as_it_was_kept() -> None:
    async with driven(size=(40, 15)) as driver:
        await driver.press("s")
        screen = driver.app.screen
        assert isinstance(screen, ExportActions)
        kept, made = NOTE.text(screen.material), NOTE.within(40).text(screen.material)
        screen.kept = kept
        screen.preview_as(screen.usual)
        assert ["".join(text for text, _ in one.text) for one in screen.preview.rows] == made.split("\n")
        await copied(driver)
        assert driver.app.clipboard == kept


def test_own_templates_stand_last_and_move_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = variants(small_flow())
    (tmp_path / "aaa.txt.j2").write_text("{# My letter. #}\n{{ flow.title }}\n")
    (tmp_path / "handover.txt.j2").write_text("{# My handover. #}\n{{ flow.title }}\n")
    monkeypatch.setenv("INTERVIEW_TEMPLATES", str(tmp_path))
    own = variants(small_flow())
    assert [variant.name for variant in own] == [*(variant.name for variant in shipped), "aaa.txt.j2"]
    assert "My handover" in [variant.title for variant in own]


@SIZES
async def test_a_preview_holds_the_text_alone_for_the_mouse_to_select(size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press("s", "f", "2")
        first, last = (3, 4) if size[0] >= 80 else (2, 1)
        shown = driver.screen.splitlines()[first : size[1] - last]
        screen = driver.app.screen
        assert isinstance(screen, ExportActions)
        text = screen._text((screen.variant or NOTES[0]).within(size[0])).split("\n")
        assert shown == text[: len(shown)]
        assert "┃" not in "".join(shown)
        assert "│" not in "".join(shown)


async def test_a_hint_says_how_to_select() -> None:
    async with driven(size=(80, 54)) as driver:
        await driver.press("s", "f", "1")
        key = "Option- or Fn-drag" if sys.platform == "darwin" else "Shift-drag"
        assert f"{key} select" in driver.last
        await driver.press("escape", "?")
        words = boxed(driver)
        assert "Windows and macOS can keep a history of the clipboard" in words


async def test_export_writes_a_private_file_and_never_over_another(documents: Path) -> None:
    async with driven(size=(160, 24)) as driver:
        await driver.press("s", "x", "1")
        assert "~/Documents/small-20260301-0930.txt" in driver.screen, (
            "where it goes is shown before it goes there"
        )
        await driver.press("⏎")
        (path,) = documents.iterdir()
        assert path.name == "small-20260301-0930.txt"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.read_text(encoding="utf-8").rstrip("\n") == note(driver)
        assert f"Written to {path}" in flat(driver)
        await driver.press("x", "1", "⏎", "x", "2", "⏎")
        names = {each.name for each in documents.iterdir()} - {path.name}
        assert names == {"small-20260301-0930-2.txt", "small-20260301-0930-note-full.txt"}


@SIZES
@pytest.mark.parametrize(
    ("name", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("fhir", b"{"), ("csv", b"\xef\xbb\xbf")]
)
async def test_files_of_every_kind_are_written(
    documents: Path, size: tuple[int, int], name: str, begins: bytes
) -> None:
    async with driven(size=size) as driver:
        await driver.press("s", "x")
        await choose(driver, name)
        assert "Write to a new file" in driver.screen
        await driver.press("⏎")
        (path,) = documents.iterdir()
        assert path.suffix == FORMATS[name].suffix
        assert path.read_bytes().startswith(begins)
        assert "Written to" in driver.screen


async def test_what_is_no_text_is_written_rather_than_shown(documents: Path) -> None:
    async with driven() as driver:
        await driver.press("s", "f")
        await choose(driver, "pdf")
        assert "Write to a new file" in driver.screen


async def test_without_a_package_it_says_what_to_install(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    async with driven(size=(100, 24)) as driver:
        await driver.press("s", "x")
        await choose(driver, "pdf")
        assert "needs typst; install it with:" in driver.screen
        assert list(documents.iterdir()) == []


async def test_a_folder_that_is_typed_takes_the_file_under_the_name_that_was_offered(
    documents: Path, tmp_path: Path
) -> None:
    async with driven() as driver:
        await driver.press("s", "x", "1", "ctrl+u")
        await driver.type(str(tmp_path))
        await driver.press("⏎")
        assert (tmp_path / "small-20260301-0930.txt").exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/nowhere/note.txt", "cannot write /nowhere/note.txt"),
        ("~nobody-here/note.txt", "there is no folder ~nobody-here"),
        ("", "name a file"),
    ],
)
async def test_a_path_that_cannot_be_written_is_answered_and_kept(typed: str, told: str) -> None:
    async with driven() as driver:
        await driver.press("s", "x", "1", "ctrl+u")
        await driver.type(typed)
        await driver.press("⏎")
        assert told in flat(driver)
        assert typed in driver.screen


@SIZES
async def test_what_is_said_of_a_very_long_path_can_be_read(size: tuple[int, int]) -> None:
    """Of the path the middle is left out: its beginning and its name tell most."""
    async with driven(size=size) as driver:
        await driver.press("s", "x", "1", "ctrl+u")
        driver.app.screen.query_one(Input).value = f"/nowhere{'/deeper' * 60}/note.txt"
        await driver.press("⏎")
        said = boxed(driver).replace(" ", "")
        assert "cannotwrite/nowhere" in said
        assert "/note.txt:Nosuchfileordirectory" in said


async def test_what_is_said_of_a_path_follows_the_size() -> None:
    typed = f"/nowhere{'/deeper' * 40}/note.txt"
    async with driven(size=(40, 15)) as driver:
        await driver.press("s", "x", "1", "ctrl+u")
        driver.app.screen.query_one(Input).value = typed
        await driver.press("⏎")
        told = driver.app.screen.query_one(Banner)
        assert MORE in told.said
        await driver.resize(100, 30)
        assert told.said == f"cannot write {typed}: No such file or directory"
        await driver.resize(30, 10)
        assert MORE in told.said
        assert told.said.endswith("/note.txt: No such file or directory")


async def test_a_path_that_waits_leaves_the_keys_of_the_screen_and_of_the_next_box_in_sight() -> None:
    async with driven(size=(30, 10)) as driver:
        await driver.press("s", "x", "1", "x", "escape")
        assert PATH_WAITS in flat(driver)
        assert "b go on" in driver.last
        await driver.press("x", "1")
        assert PATH_WAITS not in flat(driver)
        assert "Write to a new file" in driver.screen
        assert "Only you can read it." in driver.screen
        assert "Enter write" in driver.last


async def test_a_path_that_escape_closes_is_said_to_wait(documents: Path) -> None:
    async with driven() as driver:
        await driver.press("s", "x", "1", "escape")
        assert PATH_WAITS not in flat(driver)
        await driver.press("x", "1", "x", "escape")
        assert PATH_WAITS in flat(driver)


async def test_a_path_that_escape_closes_waits_for_what_it_was_typed_for(
    documents: Path, tmp_path: Path
) -> None:
    async with driven() as driver:
        await driver.press("s", "x", "1", "ctrl+u")
        await driver.type(f"{tmp_path}/ward")
        await driver.press("escape", "escape", "s", "x", "2")
        assert driver.app.screen.query_one(Input).value.endswith("-note-full.txt"), "another variant"
        await driver.press("escape", "x", "1")
        assert driver.app.screen.query_one(Input).value == f"{tmp_path}/ward"
        await driver.type(".txt")
        await driver.press("⏎")
        assert (tmp_path / "ward.txt").exists()
        await driver.press("x", "1")
        assert driver.app.screen.query_one(Input).value == "~/Documents/small-20260301-0930.txt"


async def test_a_template_of_ones_own_is_offered_by_its_title(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.md.j2").write_text("{# Letter to a colleague. #}Dear colleague, {{ flow.title }}\n")
    monkeypatch.setenv("INTERVIEW_TEMPLATES", str(tmp_path))
    async with driven(size=(100, 40)) as driver:
        await driver.press("s", "x")
        assert "Letter to a colleague" in driver.screen
        await choose(driver, "letter.md.j2")
        await driver.press("⏎")
        (path,) = documents.iterdir()
        assert path.name == "small-20260301-0930-letter.md"
        assert "Dear colleague, Small flow" in path.read_text(encoding="utf-8")


async def test_a_folder_of_templates_that_is_gone_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_TEMPLATES", "/nowhere")
    async with driven() as driver:
        await driver.press("s", "x")
        assert "INTERVIEW_TEMPLATES: there is no folder /nowhere" in flat(driver)


def test_a_real_terminal_is_sent_the_note_once() -> None:
    quiet = "import os; os.environ.update(PATH=''); [os.environ.pop(n, 0) for n in ('TMUX',)]"
    with terminal(quiet) as running:
        running.wait_for("urgent?")
        running.send(b"s")
        running.wait_for("supervised")
        running.send(b"c")
        running.wait_for("Sent to the terminal")
        assert running.output.count(b"\x1b]52;c;") == 1
        running.send(b"\x11")
        assert running.end() == 0


async def test_where_a_field_is_too_narrow_for_a_path_its_end_is_in_sight(documents: Path) -> None:
    async with driven(size=(40, 15)) as driver:
        await driver.press("s", "x", "1")
        assert ".txt" in driver.screen

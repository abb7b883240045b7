"""Our colours can be told apart and read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from textual.color import Color
from textual.containers import Vertical
from textual.theme import Theme

from interview.tui.themes import CALM, CONTRAST, FILE, PAPER, PLAIN_CURSOR, TERMINAL, THEMES, Settings
from interview.tui.widgets.row_rendering import tones
from tests.tui.driver import driven
from tests.tui.terminal import terminal

READ = ("text", "bright", "muted", "accent", "ok", "warn")
"""What text is written in."""
ON_CURSOR = ("text", "muted", "accent", "ok", "warn")
"""The same in the row under the cursor, where that keeps its tones."""
MARKS = ("faint",)
"""What marks are drawn in that are not text."""
GROUNDS = ("ground", "card", "bar")
OWN = ("#000000", "#cd0000", "#ffffff"), ("#000000", "#aa0000", "#ffffff")
"""Black, red and white as xterm and as VGA draw them."""


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(colour).normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(theme: Theme, front: str, back: str) -> float:
    dark, light = sorted(luminance(theme.variables[name]) for name in (front, back))
    return (light + 0.05) / (dark + 0.05)


OURS = [theme for theme in THEMES.values() if not theme.ansi]


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme: Theme) -> None:
    least = 7.0 if theme is CONTRAST else 4.5
    pairs = [(front, back) for front in READ for back in GROUNDS]
    pairs += [("cursor-text", "cursor"), ("alarm-text", "alarm"), ("ground", "warn"), ("text", "tag")]
    if theme.name not in PLAIN_CURSOR:
        pairs += [(front, "cursor") for front in ON_CURSOR]
    for front, back in pairs:
        assert contrast(theme, front, back) >= least, (front, back)


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_every_mark_can_be_seen(theme: Theme) -> None:
    """The marks of what is not chosen, and the edge that says where the next key acts."""
    for front, back in [(mark, back) for mark in (*MARKS, "accent") for back in ("ground", "card")]:
        assert contrast(theme, front, back) >= 3.0, (front, back)
    if theme.name not in PLAIN_CURSOR:
        assert contrast(theme, "faint", "cursor") >= 2.4, "beside its key and its label"


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_where_one_is_in_a_list_is_a_mark(theme: Theme) -> None:
    assert tones(theme.name, no_color=False).thumb.foreground == Color.parse(theme.variables[MARKS[0]])


@pytest.mark.parametrize("key", ["question_mark", "U", "L", "ctrl+p"])
async def test_a_box_over_a_screen_has_the_bright_edge(key: str) -> None:
    async with driven() as driver:
        await driver.press(key)
        style, colour = driver.app.screen.query_one(Vertical).styles.border_top
        assert (style, colour) == ("round", Color.parse(CALM.variables["accent"]))


def test_the_terminals_own_colours_are_used_where_they_can_be_read_on_any_ground() -> None:
    """Text and ground are the terminal's own pair; only what cannot wait has a colour, white on red."""
    said = {name: colour for name, colour in TERMINAL.variables.items() if name in (*READ, *MARKS, *GROUNDS)}
    assert set(said.values()) == {"ansi_default"}
    for _, red, white in OWN:
        dark, light = sorted((luminance(red), luminance(white)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert TERMINAL.variables["alarm"] == "ansi_red"
    assert TERMINAL.variables["rule"] != TERMINAL.variables["accent"], "one edge is the bright one"


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
async def test_every_theme_draws_every_screen(theme: Theme) -> None:
    async with driven() as driver:
        driver.app.theme = theme.name
        await driver.press("1", "⏎", "s", "escape")
        assert "SAME DAY" in driver.screen


async def test_without_colour_the_cursor_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven() as driver:
        await driver.press("0", "down")
        styles = {
            segment.style
            for strip in driver.app.screen._compositor.render_strips()
            for segment in strip.apply_filter(driver.app.get_line_filters()[0], Color(0, 0, 0))
            if segment.style is not None
        }
        assert driver.app.native_ansi_color
        assert any(style.reverse for style in styles)
        assert all(style.color is None or style.color.is_default for style in styles)


def test_the_last_choice_is_kept_in_a_private_file(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert Settings(folder).theme == ""
    Settings(folder).keep(CONTRAST.name)
    Settings(folder).keep(PAPER.name)
    assert Settings(folder).theme == PAPER.name
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text", ["", "[]", '{"theme": 7}', '{"theme": "none such"}', "\udcff", "[" * 9000, '{"theme": []}']
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert Settings(tmp_path).theme == ""


def test_a_folder_that_cannot_be_used_is_no_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "data"
    in_the_way.touch()
    Settings(in_the_way).keep(PAPER.name)
    assert Settings(in_the_way).theme == ""


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("precious")
    (tmp_path / FILE).symlink_to(elsewhere)
    Settings(tmp_path).keep(PAPER.name)
    assert elsewhere.read_text() == "precious"


async def test_a_theme_chosen_in_the_palette_is_worn_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    async with driven() as driver:
        driver.app.remember(Settings(tmp_path))
        assert driver.app.theme == CALM.name
        await driver.press("ctrl+p")
        await driver.type("contrast")
        await driver.press("⏎")
        assert driver.app.theme == CONTRAST.name
    async with driven() as driver:
        driver.app.remember(Settings(tmp_path))
        assert driver.app.theme == CONTRAST.name


def test_the_program_wears_what_was_chosen() -> None:
    Settings(Path(os.environ["INTERVIEW_DATA"])).keep(PAPER.name)
    with terminal() as running:
        running.wait_for("urgent?")
        assert b"48;5;231" in running.output, "a white ground"


@pytest.mark.parametrize(
    ("name", "worn"), [("xterm", TERMINAL), ("linux", TERMINAL), ("xterm-256color", CALM)]
)
async def test_a_terminal_of_sixteen_colours_gets_its_own(
    name: str, worn: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", name)
    monkeypatch.delenv("COLORTERM", raising=False)
    async with driven() as driver:
        driver.app.remember(Settings(tmp_path))
        assert driver.app.theme == worn.name
        Settings(tmp_path).keep(PAPER.name)
        driver.app.remember(Settings(tmp_path))
        assert driver.app.theme == PAPER.name, "what somebody chose is worn anywhere"

"""The colours a person chose are there the next time."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from interview.tui.settings import FILE, Settings
from interview.tui.themes import CALM, CONTRAST, PAPER
from tests.tui.driving import driven
from tests.tui.terminal import terminal


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


async def test_a_theme_chosen_in_the_palette_is_worn_the_next_time(tmp_path: Path) -> None:
    async with driven() as driver:
        driver.app.remember(Settings(tmp_path))
        assert driver.app.theme == CALM.name
        await driver.press("ctrl+p")
        await driver.type("contrast")
        await driver.app.workers.wait_for_complete()
        await driver.press("⏎", "⏎")
        assert driver.app.theme == CONTRAST.name
    async with driven() as driver:
        driver.app.remember(Settings(tmp_path))
        assert driver.app.theme == CONTRAST.name


def test_the_program_wears_what_was_chosen() -> None:
    Settings(Path(os.environ["INTERVIEW_DATA"])).keep(PAPER.name)
    with terminal() as running:
        running.wait_for("urgent?")
        assert b"48;5;231" in running.output, "a white ground"

"""A banner says as much as there is room for, also once the room has changed."""

from __future__ import annotations

from textual.app import App, ComposeResult

from interview.tui.rows.banners import Fits
from interview.tui.widgets.bars import MOST_LINES, Banner

WORDS = "Nothing can be saved now because the disk is full, and so it is held in memory until there is room."
SHORT = "Nothing can be saved now."
PATH = f"cannot write /one{'/deeper' * 30}/note.txt: No such file"


class Bannered(App[None]):
    """A banner and nothing else."""

    def compose(self) -> ComposeResult:
        yield Banner(id="note")


async def test_what_is_worded_by_the_room_there_is_is_worded_anew_when_that_changes() -> None:
    def worded(fits: Fits) -> str:
        return next(filter(fits, (WORDS, SHORT)))

    async with Bannered().run_test(size=(80, 24)) as pilot:
        banner = pilot.app.query_one(Banner)
        banner.say(worded)
        assert banner.said == WORDS
        for width, said in (
            (20, "Nothing can be saved now."),
            (80, WORDS),
            (20, "Nothing can be saved now."),
        ):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert banner.said == said
            assert banner.size.height == banner.lines <= MOST_LINES


async def test_what_there_is_no_room_for_has_a_sign_and_of_a_path_the_end_stays() -> None:
    async with Bannered().run_test(size=(30, 24)) as pilot:
        banner = pilot.app.query_one(Banner)
        banner.say(WORDS)
        assert banner.said.startswith("Nothing can be saved now because")
        assert banner.said.endswith("…")
        banner.say(PATH)
        assert banner.said.startswith("cannot write /one")
        assert banner.said.endswith("note.txt: No such file")
        banner.say("")
        assert not banner.display

"""As much as fits of what is wrong with a path."""

from __future__ import annotations

import pytest

from interview.tui.rows.banners import with_path

SAID = "cannot write /one/two/three/note.txt: No such file"
PATH = "/one/two/three/note.txt"


@pytest.mark.parametrize(
    ("room", "said"),
    [
        (50, SAID),
        (49, "cannot write /one/two/th…e/note.txt: No such file"),
        (40, "cannot write /one/t…te.txt: No such file"),
        (30, "cannot write /…t: No such file"),
        (29, "cannot write /…: No such file"),
        (5, SAID),
    ],
)
def test_the_middle_of_a_path_goes_as_far_as_there_is_no_room(room: int, said: str) -> None:
    assert with_path(SAID, PATH, lambda text: len(text) <= room) == said


def test_without_a_path_nothing_is_left_out() -> None:
    assert with_path("name a file", "", lambda text: len(text) <= 5) == "name a file"

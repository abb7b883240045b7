"""Where something was written is found again, however it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.check.diagnostics.code import SOUND
from interview.check.locations import Locations
from interview.errors import Place

MORE = """\
recommendations:
  long:
    say: >-
      The first line goes on
      to the second and ends.
    if_open: {say: "Ask \\"why\\" first.", when: always}
"""


@pytest.fixture
def written(tmp_path: Path) -> Locations:
    (tmp_path / "falls").mkdir()
    (tmp_path / "falls" / "flow.yaml").write_text(f"include: [more.yaml, gone.yaml]\n{SOUND}")
    (tmp_path / "falls" / "more.yaml").write_text(MORE)
    return Locations(tmp_path / "falls")


def test_keys_and_values_have_their_places(written: Locations) -> None:
    assert written.key("questions", "fallen", "label") == Place("falls/flow.yaml", 16, 5)
    assert written.value("questions", "fallen", "label") == Place("falls/flow.yaml", 16, 12)


def test_a_part_in_another_file_is_found_there(written: Locations) -> None:
    assert written.key("recommendations", "long", "say") == Place("falls/more.yaml", 3, 5)


def test_words_are_found_across_broken_lines_and_behind_escapes(written: Locations) -> None:
    assert written.text("goes on to", "recommendations", "long", "say") == Place("falls/more.yaml", 4, 22)
    assert written.text("first", "recommendations", "long", "if_open", "say") == Place(
        "falls/more.yaml", 6, 33
    )


def test_a_short_form_stands_for_the_long_one(written: Locations) -> None:
    place = written.text("rugs", "questions", "hazards", "answers", "rugs", "label")
    assert place == Place("falls/flow.yaml", 31, 19)


def test_what_is_not_there_is_placed_at_what_is(written: Locations) -> None:
    assert written.value("questions", "fallen", "unit") == Place("falls/flow.yaml", 14, 3)
    assert written.text("no such words", "recommendations", "long", "say") == Place("falls/more.yaml", 3, 10)


def test_a_folder_without_a_flow_has_no_places(tmp_path: Path) -> None:
    assert Locations(tmp_path).key("title") == Place("")
    assert Locations(tmp_path).excerpt(Place("falls/flow.yaml", 3, 1)) == ""

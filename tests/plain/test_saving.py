from __future__ import annotations

import json
from pathlib import Path

from interview.flow.entry import from_plain
from interview.store import Store

from .bedside import bedside, hold, recording


def test_answers_that_could_not_be_saved_are_handed_over_as_an_answers_file(tmp_path: Path) -> None:
    in_the_way = tmp_path / "sessions"
    in_the_way.touch()
    under_way = recording(Store(in_the_way))
    replies = ("1 r", "u pending", "2", "2", "45", "2024-03", ":u", "e all", "comment", "Été", "q")
    held = hold(under_way, *replies, width=1000)
    handed = [line.split(": ", 1) for line in held.after("These answers are kept nowhere else").splitlines()]
    questions = bedside().flow.questions
    read_back = {name: from_plain(questions[name], json.loads(value)) for name, value in handed}
    assert read_back == dict(under_way.session.answers)


def test_an_interview_that_is_meant_to_be_kept_nowhere_says_so_and_nothing_more() -> None:
    held = hold(recording(), "0", "q")
    assert held.lines.count("This interview is kept nowhere.") == 2
    assert "NOT SAVED" not in held.text
    assert "Urgent problems: None of these today" in held.lines

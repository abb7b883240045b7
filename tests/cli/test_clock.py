"""A session in which the clock was set back is listed, shown and kept like any other."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain, repeat

import pytest

from interview.cli import main
from interview.conversation import start
from interview.flow.answers import Chosen, Text
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.store import Recording, Store
from tests.conversation.small import finish

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def stepped(flow: str) -> str:
    """A session of today, the second answer of which was given in 1970; how its id begins."""
    now = datetime.now(UTC)
    moments = chain([now, now], repeat(datetime(1970, 1, 1, tzinfo=UTC)))
    store = Store(data_folder())
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=lambda: next(moments))
    recording.answer("fallen", Chosen("yes"))
    recording.answer("comment", Text("unsteady on stairs"))
    finish(recording)
    recording.close()
    store.close()
    return recording.id[:8]


def test_it_is_listed_with_the_time_of_its_last_answer(stepped: str, capsys: Capture) -> None:
    assert main(["sessions", "list"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    when = datetime(1970, 1, 1, tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    assert line.startswith(f"{stepped}  {when}")
    assert "2 answers, finished" in line


@pytest.mark.parametrize("form", ["note", "markdown", "json", "csv"])
def test_its_summary_is_made_of_all_answers(stepped: str, form: str, capsys: Capture) -> None:
    assert main(["sessions", "show", stepped, "--format", form]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "review" in shown.out.lower()


def test_it_is_not_purged_as_an_old_one(stepped: str, capsys: Capture) -> None:
    assert main(["sessions", "purge", "--older-than", "30d", "--yes"]) == 0
    assert capsys.readouterr().out == "No session is that old.\n"
    assert main(["sessions", "show", stepped]) == 0


def test_a_return_visit_offers_its_answers(stepped: str, flow: str) -> None:
    """An answer whose time lies ahead is not too old."""
    store = Store(data_folder())
    logic = open_flow(flow, None).logic
    saved = next(saved for saved in store.sessions() if saved.id.startswith(stepped))
    visit = start.follow(store, saved, logic, clock=lambda: datetime(1999, 1, 1, tzinfo=UTC))
    assert set(visit.offers) == {"fallen", "comment"}
    store.close()

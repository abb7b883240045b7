"""A changed flow, told line by line before the interview goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview import plain
from interview.conversation.conversation import Conversation
from interview.conversation.start import go_on as continue_session
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.store import Recording, Store
from tests.store.small import clock
from tests.store.versions import ADDED, LOGIC, REMOVED, REWORDED, Change, version

ANSWERS: dict[str, Answer] = {
    "fallen": Chosen("yes"),
    "limits": Several(frozenset({"knee"})),
    "creatine_kinase": Number(800),
    "status": Chosen("suspected"),
}


class Resumed:
    """A saved interview that is resumed under a changed flow, with these lines typed."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "data")
        self.flows = folder / "flows"
        self.flows.mkdir()
        recording = Recording.begin(self.store, version(self.flows), clock=clock)
        for name, answer in ANSWERS.items():
            recording.answer(name, answer)
        recording.close()
        self.id = recording.id
        self.conversation = Conversation(recording)

    def hold(self, *typed: str, changes: tuple[Change, ...]) -> str:
        said: list[str] = []
        waiting = iter(typed)

        def read(prompt: str) -> str | None:
            said.append(prompt)
            return next(waiting, None)

        logic = version(self.flows, *changes)
        self.conversation = continue_session(self.store, self.store.find(self.id), logic, clock=clock)
        plain.run(self.conversation, read=read, write=said.append, width=lambda: 200)
        return "\n".join(said)


@pytest.fixture
def resumed(tmp_path: Path) -> Iterator[Resumed]:
    one = Resumed(tmp_path)
    yield one
    one.store.close()


def test_each_answer_is_confirmed_with_enter(resumed: Resumed) -> None:
    said = resumed.hold("", "what", "", "q", changes=(REWORDED, ADDED))
    assert "Falls has changed since this interview was held (version 1 then, 3 now)." in said
    assert "Please confirm. Falls: yes.\nAsked then: Has the patient fallen?" in said
    assert "Offered now as well: Weak hands." in said
    assert "Only Enter and a are understood here." in said
    assert resumed.conversation.settled
    assert resumed.conversation.session.answers == ANSWERS
    assert "Please confirm" not in resumed.hold("q", changes=(REWORDED, ADDED))


def test_what_is_answered_anew_is_asked_next(resumed: Resumed) -> None:
    said = resumed.hold("a", "n", changes=(REWORDED,))
    assert "Answered earlier: yes. Enter keeps it." in said
    assert resumed.conversation.session.answers["fallen"] == Chosen("no")


def test_what_no_longer_counts_and_what_follows_is_told_before_going_on(resumed: Resumed) -> None:
    said = resumed.hold("", "q", changes=(REMOVED, LOGIC))
    assert "No longer counted. Diagnosis: Suspected." in said
    assert "Review of falls: then holds, now ruled out." in said
    assert said.index("ruled out") < said.index("Enter to go on: ") < said.index("How certain is it?")


def test_the_end_of_input_leaves_it_all_as_it_was(resumed: Resumed) -> None:
    before = resumed.store.events(resumed.id)
    said = resumed.hold(changes=(REMOVED,))
    assert "Every answer is saved." in said
    assert resumed.store.events(resumed.id) == before


def test_a_change_is_told_again_until_the_person_has_gone_on(resumed: Resumed) -> None:
    changes = (REWORDED, ADDED, REMOVED, LOGIC)
    resumed.hold("", changes=changes)  # left after the first of two
    said = resumed.hold("", "q", changes=changes)
    assert "Please confirm. Falls" not in said
    assert "Please confirm. Limits: Knee buckling." in said
    assert "No longer counted. Diagnosis: Suspected." in said
    assert "Review of falls: then holds, now ruled out." in said
    assert "has changed since" not in resumed.hold("q", changes=changes)


def test_an_answer_that_waits_to_be_confirmed_is_marked_where_answers_are_listed(resumed: Resumed) -> None:
    said = resumed.hold("a", "e", "", "", "e", "", "q", changes=(REWORDED,))
    assert said.count("Falls: yes (please confirm)") == 1

"""`run` and the home screen: which face is shown, what is offered for going on with, and what is kept."""

from __future__ import annotations

import io
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import interview.tui.app as full_screen
from interview.cli import main
from interview.cli.commands import home, run
from interview.conversation.conversation import Conversation
from interview.flow.answers import Chosen
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.moments import present
from interview.store import Recording, Store
from interview.worklist.worklist import Worklist
from tests.cli.conftest import FLOW, write_flow

Capture = pytest.CaptureFixture[str]
Typed = Callable[[str], None]


class Terminal(io.StringIO):
    """Somebody who types these lines at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def unfinished(flow: str, store: Store) -> str:
    """An interview with one answer that was broken off; its id."""
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=present)
    recording.answer("fallen", Chosen("yes"))
    recording.close()
    store.close()
    return recording.id


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Conversation | Worklist]:
    """What the full screen was opened with; it is left at once."""
    calls: list[Conversation | Worklist] = []
    monkeypatch.setattr(run, "is_plain", lambda: False)
    monkeypatch.setattr(home, "is_plain", lambda: False)
    monkeypatch.setattr(full_screen, "run", lambda conversation, **_: calls.append(conversation))
    monkeypatch.setattr(full_screen, "run_home", lambda worklist, **_: calls.append(worklist))
    return calls


def test_a_pipe_gets_the_interview_line_by_line(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("1\n0\n62\n")
    assert main(["run", flow]) == 0
    out, err = capsys.readouterr()
    assert "Has the patient fallen?" in out
    assert "Review of falls" in out
    assert f"Read from {flow}" in out.replace("\n", " ")
    assert "\x1b" not in out
    assert err == ""


def test_what_was_answered_in_a_pipe_is_kept(flow: str, typed: Typed, store: Store) -> None:
    typed("1\n")
    assert main(["run", flow]) == 0
    (saved,) = store.unfinished()
    assert (saved.flow_id, saved.answers) == ("falls", 1)


def test_no_save_leaves_nothing_on_disk(flow: str, typed: Typed, tmp_path: Path) -> None:
    typed("1\n0\n62\n\n")
    assert main(["run", flow, "--no-save"]) == 0
    assert not (tmp_path / "data").exists()


def test_answers_from_a_file_are_not_asked_again(
    flow: str, typed: Typed, tmp_path: Path, capsys: Capture, store: Store
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("fallen: yes\nlimits: [foot]\n", encoding="utf-8")
    typed("62\n")
    assert main(["run", flow, "--answers", str(answers)]) == 0
    out = capsys.readouterr().out
    assert "Has the patient fallen?" not in out
    assert "How old is the patient?" in out


def test_answers_cannot_come_from_where_the_interview_reads(flow: str, capsys: Capture) -> None:
    assert main(["run", flow, "--answers", "-"]) == 2
    assert "the interview itself reads standard input" in capsys.readouterr().err


def test_without_a_person_a_new_interview_begins_and_says_what_was_left(
    flow: str, typed: Typed, unfinished: str, store: Store, capsys: Capture
) -> None:
    typed("2\n")
    assert main(["run", flow]) == 0
    assert "beginning a new interview; kept and unfinished: 1" in capsys.readouterr().err
    assert len(store.unfinished()) == 2
    assert [event.answer for event in store.events(unfinished)] == [Chosen("yes")]


def test_a_person_chooses_to_go_on(
    flow: str, unfinished: str, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("7\n1\n1 r\nq\n"))
    assert main(["run", flow, "--plain"]) == 0
    out = capsys.readouterr().out
    assert "1 answer · Falls; last answered: Falls" in out
    assert "Type n for a new patient or 1, or only Enter." in out
    assert "Has the patient fallen?" not in out
    assert [saved.id for saved in store.unfinished()] == [unfinished]
    assert [event.question for event in store.events(unfinished)] == ["fallen", "limits"]


@pytest.mark.parametrize("typed_lines", ["n\n2\nq\n", ""], ids=["n", "end of input"])
def test_a_person_chooses_a_new_interview(
    flow: str, unfinished: str, store: Store, monkeypatch: pytest.MonkeyPatch, typed_lines: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed_lines))
    assert main(["run", flow, "--plain"]) == 0
    assert len(store.events(unfinished)) == 1


def test_an_interview_of_another_flow_is_not_offered(
    tmp_path: Path, unfinished: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    other = write_flow(tmp_path / "slips", FLOW.replace("flow: falls", "flow: slips"))
    monkeypatch.setattr(sys, "stdin", Terminal("q\n"))
    assert main(["run", str(other), "--plain"]) == 0
    assert "Unfinished" not in capsys.readouterr().out


def test_a_terminal_gets_the_full_screen(flow: str, shown: list[Conversation | Worklist]) -> None:
    assert main(["run", flow]) == 0
    (recording,) = shown
    assert isinstance(recording, Conversation)
    assert recording.session.flow.id == "falls"


def test_leaving_the_full_screen_says_that_all_is_saved_and_how_to_go_on(
    flow: str, shown: list[Conversation | Worklist], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    names: list[str] = []

    def answered(conversation: Conversation, **_: object) -> None:
        conversation.reply(Chosen("yes"))
        conversation.recording.close()
        names.append(conversation.recording.id[:8])

    assert main(["run", flow]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(full_screen, "run", answered)
    assert main(["run", flow]) == 0
    saved, command = capsys.readouterr().err.splitlines()
    assert saved == "Every answer is saved. This goes on from here:"
    assert command == f"  interview run {flow} --continue {names[0]}"


@pytest.mark.parametrize("name", ["falls", "two words", "by-flows", "own"])
def test_the_last_line_names_a_command_that_goes_on_with_this_interview_from_anywhere(
    tmp_path: Path, name: str, typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    beside = data_folder() / "flows" if name == "own" else tmp_path
    write_flow(beside / name)
    monkeypatch.chdir(tmp_path)
    typed("1\nq\n")
    asked = (
        ["--flows", ".", "run", name]
        if name == "by-flows"
        else ["run", name if name == "own" else f"./{name}"]
    )
    assert main(asked) == 0
    last = capsys.readouterr().out.splitlines()[-1].strip()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    typed("1\nq\n")
    command = shlex.split(last)[1:]
    assert ("own" in command) == (name == "own"), "an id is enough where it is found without an option"
    assert main(command) == 0
    (saved,) = Store(data_folder()).sessions()
    assert saved.answers == 2


def test_the_full_screen_first_offers_what_is_unfinished(
    flow: str, unfinished: str, shown: list[Conversation | Worklist]
) -> None:
    assert main(["run", flow]) == 0
    (offered,) = shown
    assert isinstance(offered, Worklist)
    assert [offer.id for offer in offered.flow_items()] == ["falls"]
    assert [(offer.id, offer.answers) for offer in offered.unfinished_items()] == [(unfinished, 1)]
    assert offered.resume(unfinished).session.answers == {"fallen": Chosen("yes")}
    assert offered.begin("falls").session.answers == {}


def test_home_offers_every_flow_and_names_those_that_cannot_be_used(
    flow: str, tmp_path: Path, shown: list[Conversation | Worklist]
) -> None:
    write_flow(tmp_path / "broken", "flow: broken\n")
    assert main(["--flows", str(tmp_path)]) == 0
    (offered,) = shown
    assert isinstance(offered, Worklist)
    offers = {offer.id: offer for offer in offered.flow_items()}
    assert set(offers) == {"broken", "falls", "ibm-management"}
    assert f"see 'interview check {tmp_path / 'broken'}'" in offers["broken"].description
    assert offers["falls"].origin.endswith("falls (--flows)")
    assert offers["ibm-management"].origin == ""


def test_home_without_a_terminal_tells_what_is_unfinished(
    flow: str, unfinished: str, typed: Typed, capsys: Capture
) -> None:
    typed("")
    assert main(["--flows", str(Path(flow).parent)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.index("n. New patient") < out.index("Go on with:")
    assert re.search(r"Go on with: 1\. Falls: \d{4}-\d\d-\d\d \d\d:\d\d · 1 answer · Falls; last", out)
    unwrapped = out.replace(" ", "")
    assert f"Falls(falls)from{flow}(--flows):Whatfollowsfromfalls." in unwrapped
    assert "Management of inclusion body myositis (IBM) (ibm-management): " in out


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_home_line_by_line_goes_on_with_what_is_chosen(
    flow: str, unfinished: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture, term: str, store: Store
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdin", Terminal("9\n1\n0\nq\n"))
    assert main(["--flows", str(Path(flow).parent)]) == 0
    out = capsys.readouterr().out
    assert "Type n for a new patient or 1, or only Enter." in out
    assert "Which limits are there?" in out
    assert [event.question for event in store.events(unfinished)] == ["fallen", "limits"]


def test_home_can_be_asked_for_line_by_line_at_a_terminal_too(
    flow: str, unfinished: str, shown: list[Conversation | Worklist], typed: Typed, capsys: Capture
) -> None:
    typed("")
    assert main(["--flows", str(Path(flow).parent), "--plain"]) == 0
    out = capsys.readouterr().out
    assert shown == []
    assert "Go on with:" in out
    assert "'interview sessions list' lists and searches everything that is kept." in out


def test_home_in_a_pipe_begins_what_is_chosen(flow: str, typed: Typed, capsys: Capture, store: Store) -> None:
    typed("n\n1\n1\n0\n62\n")
    assert main(["--flows", str(Path(flow).parent)]) == 0
    assert "The interview is finished and saved." in capsys.readouterr().out
    assert store.unfinished() == ()


def test_home_line_by_line_tells_what_cannot_be_opened_and_asks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write_flow(tmp_path / "broken", "flow: broken\n")
    monkeypatch.setattr(sys, "stdin", Terminal("n\n1\n\n"))
    assert main(["--flows", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "flow.yaml:1:1" in out
    assert out.count("n, or Enter to leave") == 2


def test_home_without_any_input_lists_and_ends(
    flow: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["--flows", str(Path(flow).parent)]) == 0
    assert "Falls (falls)" in capsys.readouterr().out


@pytest.mark.parametrize(("end", "code"), [(143, 143), (129, 129), (70, 70)])
def test_how_the_screen_ended_reaches_the_shell(
    flow: str, shown: list[Conversation | Worklist], monkeypatch: pytest.MonkeyPatch, end: int, code: int
) -> None:
    def ended(_: Conversation, **__: object) -> None:
        raise SystemExit(end)

    monkeypatch.setattr(full_screen, "run", ended)
    assert main(["run", flow]) == code


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_gets_lines(
    flow: str, term: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdin", Terminal("q\n"))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["run", flow]) == 0
    assert "Has the patient fallen?" in capsys.readouterr().out

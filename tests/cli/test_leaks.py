"""A fault in the middle of an interview, or of a look at what is kept, tells no answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview.cli import main
from interview.library import data_folder
from interview.store import Store

SECRET = "unsteady on stairs"
PLACES = {
    "interview.plain.dialogue.Dialogue._record": ["run", "FLOW", "--answers", "ANSWERS"],
    "interview.store.event_log.append": ["run", "FLOW", "--answers", "ANSWERS"],
    "interview.cli.commands.render.rendered_session": ["render", "FLOW", "--answers", "ANSWERS"],
    "interview.cli.commands.explain.session_of": ["explain", "FLOW", "--answers", "ANSWERS"],
    "interview.store.words.found": ["sessions", "list", "--search", SECRET],
    "interview.cli.commands.sessions.pack": ["sessions", "export", "ID"],
}


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.yaml"
    path.write_text(f"fallen: yes\ncomment: {SECRET}\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("debug", ["", "1"])
@pytest.mark.parametrize("place", PLACES)
def test_no_answer_is_printed_wherever_a_fault_comes_from(
    place: str,
    debug: str,
    flow: str,
    answers: str,
    typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed("")
    assert main(["run", flow, "--answers", answers]) == 0
    words = {"FLOW": flow, "ANSWERS": answers, "ID": only_session()}
    capsys.readouterr()

    def crash(*given: object, **_: object) -> None:
        answer = SECRET
        raise KeyError(answer, given) from ValueError(SECRET)

    monkeypatch.setenv("INTERVIEW_DEBUG", debug)
    monkeypatch.setattr(place, crash)
    typed("1\n1\n")
    assert main([words.get(word, word) for word in PLACES[place]]) == 70
    err = capsys.readouterr().err
    assert "a fault in the program, KeyError at test_leaks.py:" in err
    assert SECRET not in err
    assert "Traceback" not in err
    assert not [path for path in data_folder().rglob("*") if path.suffix in (".log", ".txt")]


def only_session() -> str:
    store = Store(data_folder())
    (saved,) = store.sessions()
    store.close()
    return saved.id

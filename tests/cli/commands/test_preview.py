"""`preview`: an author at a terminal, and what is told where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.cli import main
from interview.cli.commands import preview as command
from interview.conversation.preview import FlowPreview
from interview.tui import preview
from tests.cli.test_session import opened

Capture = pytest.CaptureFixture[str]


def edit(flow: str, old: str, new: str) -> None:
    file = Path(flow) / "flow.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[FlowPreview]:
    """What the full screen was opened with; it is left at once."""
    calls: list[FlowPreview] = []
    monkeypatch.setattr(command, "is_plain", lambda: False)
    monkeypatch.setattr(preview, "run", calls.append)
    return calls


def test_a_flow_is_written_while_it_is_tried(flow: str) -> None:
    with opened("preview", flow) as screen:
        screen.wait_for("Has the patient fallen?")
        screen.press("1")
        screen.wait_for("Which limits are there?")
        edit(flow, "Which limits are there?", "What is limited?")
        screen.wait_for("What is limited?")
        screen.wait_for("the wording changed, the logic did not")
        edit(flow, "age >= 50", "agge >= 50")
        screen.wait_for("when: agge >= 50")
        assert "What is limited?" in screen.text
        screen.press("0")
        screen.wait_for("How old is the patient?")
        screen.press("6")
        edit(flow, "agge >= 50", "age >= 60")
        screen.wait_for("the logic changed")
        screen.wait_for("Plan so far")  # which stands where the problems stood
        assert "problem" not in screen.text
        screen.press("2\r")
        screen.wait_for("Bone health")
        screen.press("\x11")
        assert screen.end() == 0


def test_a_broken_flow_is_waited_for(flow: str) -> None:
    edit(flow, "age >= 50", "agge >= 50")
    with opened("preview", flow) as screen:
        screen.wait_for("The preview begins as soon as these are mended and saved.")
        edit(flow, "agge >= 50", "age >= 50")
        screen.wait_for("Has the patient fallen?")
        screen.press("\x11")
        assert screen.end() == 0


def test_nothing_is_kept(flow: str, tmp_path: Path) -> None:
    with opened("preview", flow) as screen:
        screen.wait_for("preview, not saved")
        screen.press("1")
        screen.wait_for("Which limits are there?")
        screen.press("\x11")
        assert screen.end() == 0
    assert not (tmp_path / "data").exists()


def test_it_begins_with_the_answers_of_a_file(flow: str, tmp_path: Path, shown: list[FlowPreview]) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("fallen: yes\nage: 62\n", encoding="utf-8")
    assert main(["preview", flow, "--answers", str(file)]) == 0
    (draft,) = shown
    assert draft.conversation is not None
    assert list(draft.conversation.session.answers) == ["fallen", "age"]
    assert draft.conversation.recording.origin == flow


def test_answers_that_do_not_fit_are_refused(flow: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("falen: yes\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "is_plain", lambda: False)
        assert main(["preview", flow, "--answers", str(file)]) == 2
    assert "did you mean 'fallen'?" in capsys.readouterr().err


def test_without_a_terminal_mistakes_are_told(flow: str, capsys: Capture) -> None:
    edit(flow, "age >= 50", "agge >= 50")
    assert main(["preview", flow]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "falls/flow.yaml:" in err
    assert "did you mean 'age'?" in err
    assert "^" in err


def test_without_a_terminal_a_sound_flow_cannot_be_shown(flow: str, capsys: Capture) -> None:
    assert main(["preview", flow]) == 2
    assert "'interview run FLOW --no-save' asks line by line" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["preview", "no-such-flow"], "there is no flow 'no-such-flow'"),
        (["preview", "ibm-management", "--answers", "-"], "the preview itself reads standard input"),
    ],
)
def test_what_makes_no_sense_is_refused(line: list[str], said: str, capsys: Capture) -> None:
    assert main(line) == 2
    assert said in capsys.readouterr().err

"""`--copy` puts the text into the clipboard as well, and says what is known of that."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.cli import main
from interview.cli.delivery import NOWHERE, NOWHERE_ELSE, PRINTED, WRITTEN
from interview.export.clipboard import COPIED, IN_TMUX, SENT
from interview.flow.answers import Chosen
from tests.conversation.small import finish
from tests.export.tools import Tools

Capture = pytest.CaptureFixture[str]
Typed = Callable[[str], None]
VARIABLES = ("TMUX", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    """No tool is found but those that are added."""
    made = Tools(tmp_path / "tools")
    made.folder.mkdir()
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(made.folder))
    return made


@pytest.fixture
def wayland(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> Tools:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    tools.add("wl-copy")
    return tools


@pytest.mark.parametrize("form", ["note", "markdown", "json", "csv", "html", "fhir"])
def test_what_is_printed_is_copied_letter_for_letter(
    wayland: Tools, flow: str, typed: Typed, capsys: Capture, form: str
) -> None:
    typed("fallen: yes\n")
    assert main(["render", flow, "--answers", "-", "--format", form, "--copy"]) == 0
    out, err = capsys.readouterr()
    assert err == f"interview: {COPIED.format('wl-copy')}\n"
    assert wayland.given("wl-copy") == out.removesuffix("\n").encode()


def test_a_file_and_the_clipboard_have_the_same_text(
    wayland: Tools, flow: str, typed: Typed, capsys: Capture, tmp_path: Path
) -> None:
    typed("fallen: yes\n")
    note = tmp_path / "note.txt"
    assert main(["render", flow, "--answers", "-", "--copy", "--output", str(note)]) == 0
    assert capsys.readouterr().out == ""
    assert wayland.given("wl-copy") == note.read_bytes().rstrip(b"\n")


def test_in_tmux_it_says_where_the_text_is(
    tools: Tools, flow: str, typed: Typed, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "somewhere")
    tools.add("tmux")
    typed("fallen: yes\n")
    assert main(["render", flow, "--answers", "-", "--copy"]) == 0
    assert capsys.readouterr().err == f"interview: {IN_TMUX}\n"


def test_with_nothing_to_copy_with_it_says_what_to_do_and_prints_all_the_same(
    tools: Tools, flow: str, typed: Typed, capsys: Capture
) -> None:
    typed("fallen: yes\n")
    assert main(["render", flow, "--answers", "-", "--copy"]) == 2
    out, err = capsys.readouterr()
    assert "Review of falls" in out
    assert "\x1b" not in out + err
    assert err == f"interview: --copy: {NOWHERE}\n"


def test_a_tool_that_failed_is_named(wayland: Tools, flow: str, typed: Typed, capsys: Capture) -> None:
    wayland.add("wl-copy", code=1)
    typed("fallen: yes\n")
    assert main(["render", flow, "--answers", "-", "--copy"]) == 2
    assert capsys.readouterr().err == f"interview: --copy: Not taken by wl-copy. {NOWHERE_ELSE}\n"


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_is_no_text_is_not_copied(
    wayland: Tools, flow: str, typed: Typed, capsys: Capture, tmp_path: Path, form: str
) -> None:
    typed("fallen: yes\n")
    target = tmp_path / f"x.{form}"
    options = ["--format", form, "--copy", "--output", str(target)]
    assert main(["render", flow, "--answers", "-", *options]) == 2
    assert "is no text; name a file with --output and leave --copy out" in capsys.readouterr().err
    assert not target.exists()
    assert wayland.calls == []


@pytest.mark.parametrize("more", [[], ["--output", "note.txt"]], ids=["printed", "written"])
def test_a_terminal_is_sent_the_text_and_not_believed(
    tools: Tools, flow: str, tmp_path: Path, more: list[str]
) -> None:
    (tmp_path / "answers.yaml").write_text("fallen: yes\n")
    terminal, end = pty.openpty()
    arguments = ["render", flow, "--answers", "answers.yaml", "--copy", *more]
    done = subprocess.run(
        [sys.executable, "-m", "interview", *arguments], stdout=subprocess.PIPE, stderr=end, cwd=tmp_path
    )
    os.close(end)
    shown = _all(terminal).decode()
    inside, _, told = shown.removeprefix("\x1b]52;c;").partition("\a")
    text = (tmp_path / "note.txt").read_bytes() if more else done.stdout
    assert b64decode(inside) == text.rstrip(b"\n")
    assert " ".join(told.split()) == f"interview: {SENT} {WRITTEN.format('note.txt') if more else PRINTED}"
    assert b"\x1b" not in done.stdout


def test_a_kept_note_is_copied_and_written_as_it_was_on_its_day(
    wayland: Tools, flow: str, capsys: Capture, tmp_path: Path
) -> None:
    from interview.flow.loading.finder import open_flow
    from interview.library import data_folder
    from interview.store import Recording, Store
    from tests.tui.small import clock

    store = Store(data_folder())
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=clock)
    recording.answer("fallen", Chosen("yes"))
    finish(recording)
    recording.close()
    note = store.note(recording.id)
    store.close()
    assert main(["sessions", "show", recording.id, "--copy", "--output", str(tmp_path / "note.txt")]) == 0
    assert wayland.given("wl-copy") == note.rstrip("\n").encode()
    assert (tmp_path / "note.txt").read_text() == note
    assert (
        main(["sessions", "show", recording.id, "--format", "pdf", "--output", str(tmp_path / "n.pdf")]) == 0
    )
    assert (tmp_path / "n.pdf").read_bytes().startswith(b"%PDF")


def _all(terminal: int) -> bytes:
    """Everything that was written to a terminal that nobody has open any more."""
    read = b""
    try:
        while piece := os.read(terminal, 65536):
            read += piece
    except OSError:
        pass
    os.close(terminal)
    return read

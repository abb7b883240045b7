"""A copied text goes to a tool that says it took it, or to the terminal, and it is told which of the two."""

from __future__ import annotations

import subprocess
from base64 import b64decode
from pathlib import Path

import pytest

from interview.export import clipboard
from interview.export.clipboard import (
    COPIED,
    IN_TMUX,
    LONG,
    MOST_BYTES,
    SENT,
    copy,
    sent,
    sequence,
    told_failed,
)
from tests.export.tools import Tools

NOTE = "Assessment\nGrüße ≥ 3\n"
DESKTOPS = {
    "pbcopy": {},
    "wl-copy": {"WAYLAND_DISPLAY": "wayland-0"},
    "xclip": {"DISPLAY": ":0"},
    "xsel": {"DISPLAY": ":0"},
    "clip.exe": {},
}
SSH = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    (tmp_path / "env").symlink_to("/usr/bin/env")
    return Tools(tmp_path)


@pytest.mark.parametrize("name", DESKTOPS)
def test_on_this_computer_its_own_tool_takes_the_text_and_says_so(tools: Tools, name: str) -> None:
    tools.add(name)
    assert copy(NOTE, tools.environment(**DESKTOPS[name])) == COPIED.format(name)
    assert tools.given(name) == NOTE.encode("utf-16-le" if name == "clip.exe" else "utf-8")


@pytest.mark.parametrize("name", ["wl-copy", "xclip", "xsel"])
def test_a_tool_without_its_desktop_is_not_asked(tools: Tools, name: str) -> None:
    tools.add(name)
    assert copy(NOTE, tools.environment()) == ""
    assert tools.given(name) is None


@pytest.mark.parametrize("variable", SSH)
def test_over_ssh_the_clipboard_of_the_other_computer_is_left_alone(tools: Tools, variable: str) -> None:
    for name in DESKTOPS:
        tools.add(name)
    environment = tools.environment(**{variable: "x", "DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert copy(NOTE, environment) == ""
    assert tools.calls == []


def test_a_tool_that_fails_leaves_it_to_the_next(tools: Tools) -> None:
    tools.add("wl-copy", code=1)
    tools.add("xclip")
    assert copy(NOTE, tools.environment(WAYLAND_DISPLAY="w", DISPLAY=":0")) == COPIED.format("xclip")


def test_when_every_tool_fails_nothing_is_called_copied(tools: Tools) -> None:
    for name in (*DESKTOPS, "tmux"):
        tools.add(name, code=1)
    assert copy(NOTE, tools.environment(WAYLAND_DISPLAY="w", DISPLAY=":0", TMUX="t")) == ""


def test_tools_that_are_here_and_fail_are_named_once(tools: Tools) -> None:
    for name in ("wl-copy", "tmux"):
        tools.add(name, code=1)
    failed: list[str] = []
    assert copy(NOTE, tools.environment(WAYLAND_DISPLAY="w", DISPLAY=":0", TMUX="t"), failed) == ""
    assert failed == ["wl-copy", "tmux"]
    assert told_failed(failed) == "Not taken by wl-copy, tmux."
    assert told_failed([]) == ""


def test_a_tool_that_hangs_is_given_up(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "PATIENCE", 0.05)
    tools.add("wl-copy", before="exec sleep 60")
    assert copy(NOTE, tools.environment(WAYLAND_DISPLAY="w")) == ""


def test_a_tool_that_stays_behind_is_not_waited_for(tools: Tools) -> None:
    tools.add("xclip", before=f"sleep 60 & echo $! > {tools.folder}/child")
    try:
        assert copy(NOTE, tools.environment(DISPLAY=":0")) == COPIED.format("xclip")
    finally:
        subprocess.run(["kill", (tools.folder / "child").read_text().strip()], check=True)


def test_in_tmux_the_text_is_in_its_buffer_and_in_the_terminals_clipboard(tools: Tools) -> None:
    tools.add("tmux")
    assert copy(NOTE, tools.environment(TMUX="t", SSH_CONNECTION="x")) == IN_TMUX
    assert tools.given("tmux") == NOTE.encode()
    assert tools.calls[-1].endswith("tmux load-buffer -w -")


def test_an_old_tmux_takes_it_into_its_buffer_alone(tools: Tools) -> None:
    tools.add("tmux", before='[ "$2" = "-w" ] && exit 1')
    assert copy(NOTE, tools.environment(TMUX="t")) == IN_TMUX
    assert tools.calls[-1].endswith("tmux load-buffer -")


@pytest.mark.parametrize(
    ("attached", "name"), [("SSH_CONNECTION=1 2 3 4", "tmux"), ("-SSH_CONNECTION", "xclip")]
)
def test_tmux_knows_where_the_person_sits_now(tools: Tools, attached: str, name: str) -> None:
    """A session of tmux that was begun at the desk may be gone on with from afar, and the other way round."""
    tools.add("xclip")
    tools.add("tmux", before=f'[ "$1" = show-environment ] && echo "{attached}"')
    begun = {} if name == "tmux" else {"SSH_CONNECTION": "x"}
    copy(NOTE, tools.environment(TMUX="t", DISPLAY=":0", **begun))
    assert [tool for tool in ("xclip", "tmux") if tools.given(tool)] == [name]


def test_nothing_of_the_text_is_in_the_arguments(tools: Tools) -> None:
    for name in (*DESKTOPS, "tmux"):
        tools.add(name, code=1)
    copy("unsteady on stairs", tools.environment(WAYLAND_DISPLAY="w", DISPLAY=":0", TMUX="t"))
    assert len(tools.calls) > len(DESKTOPS)
    assert "unsteady" not in "\n".join(tools.calls)


def test_a_terminal_is_sent_one_sequence_that_holds_nothing_else_it_could_act_on() -> None:
    sent = sequence(f"{NOTE}\x1b]0;title\a")
    assert sent.startswith("\x1b]52;c;")
    assert sent.endswith("\a")
    inside = sent.removeprefix("\x1b]52;c;").removesuffix("\a")
    assert inside.isascii()
    assert inside.isprintable()
    assert b64decode(inside).decode() == f"{NOTE}\x1b]0;title\a"


def test_what_a_terminal_was_sent_is_not_called_copied_and_a_long_text_is_warned_of() -> None:
    assert sent(NOTE) == SENT
    assert "opied" not in SENT
    long = sent("x" * MOST_BYTES)
    assert long == f"{SENT} {LONG.format(93)}"

"""Where a copied text goes: to a tool that says whether it took it, or else to the terminal, which does not.

On this computer the tools of its desktop come first. Over SSH they would fill the clipboard of the wrong
computer, so only tmux is asked there, whose buffer is where the person types. Nothing of the text is ever in
the arguments of a program.
"""

from __future__ import annotations

import os
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from shutil import which

PATIENCE = 2.0
"""Seconds a tool may take."""
MOST_BYTES = 70_000
"""Of an OSC 52 sequence; more is cut or dropped by terminals that take it otherwise."""
COPIED = "Copied to the clipboard by {}."
IN_TMUX = "In tmux's buffer: prefix ] pastes it."
SENT = "Sent to the terminal; check that all of it arrived before you leave."
FAILED = "Not taken by {}."
LONG = "It is long ({} kB), and many terminals cut or drop that."

_SSH = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that takes a text on standard input."""

    command: tuple[str, ...]
    says: str
    """What to tell the person when it took the text."""
    needs: str = ""
    """A variable without which it has no clipboard to fill; empty for none."""
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        """The program's name."""
        return self.command[2 if self.command[0] == "env" else 0]

    def takes(self, text: str, environment: Mapping[str, str], failed: list[str]) -> bool:
        """Hand the text over; return whether the program took it. One that is here and did not is noted."""
        if self.needs and not environment.get(self.needs):
            return False
        if _run(self.command, text.encode(self.encoding, "replace"), environment) is not None:
            failed[:] = [name for name in failed if name != self.name]
            return True
        if self.name not in failed and which(self.name, path=environment.get("PATH")):
            failed.append(self.name)
        return False


def _native(name: str, *arguments: str, needs: str = "", encoding: str = "utf-8") -> Tool:
    return Tool((name, *arguments), COPIED.format(name), needs, encoding)


DESKTOP = (
    Tool(("env", "LC_CTYPE=UTF-8", "pbcopy"), COPIED.format("pbcopy")),
    _native("wl-copy", "--type", "text/plain", needs="WAYLAND_DISPLAY"),
    _native("xclip", "-selection", "clipboard", needs="DISPLAY"),
    _native("xsel", "--clipboard", "--input", needs="DISPLAY"),
    _native("clip.exe", encoding="utf-16-le"),
)
TMUX = tuple(
    Tool(("tmux", "load-buffer", *more, "-"), IN_TMUX, "TMUX")
    for more in (("-w",), ())  # an old tmux does not know -w, which fills the terminal's clipboard too
)


def copy(text: str, environment: Mapping[str, str] | None = None, failed: list[str] | None = None) -> str:
    """Hand a text to the first tool that takes it and return what to tell; empty when none does.

    The names of tools that are here and did not take it are added to `failed`. May take some seconds. Where
    it returns nothing, `sequence` is to be written to the terminal.
    """
    around = os.environ if environment is None else environment
    tools = TMUX if _is_remote(around) else (*DESKTOP, *TMUX)
    noted = [] if failed is None else failed
    return next((tool.says for tool in tools if tool.takes(text, around, noted)), "")


def told_failed(names: list[str]) -> str:
    """Return what to tell of tools that did not take a text; empty for none."""
    return FAILED.format(", ".join(names)) if names else ""


def sequence(text: str) -> str:
    """Return what a terminal is sent to put a text into its clipboard (OSC 52)."""
    return f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode()}\a"


def sent(text: str) -> str:
    """Return what to tell of a text that was sent to the terminal."""
    size = len(sequence(text))
    return f"{SENT} {LONG.format(size // 1000)}" if size > MOST_BYTES else SENT


def _is_remote(environment: Mapping[str, str]) -> bool:
    """Tell whether the person sits at another computer; inside tmux, at the one attached last."""
    if environment.get("TMUX"):
        told = _run(("tmux", "show-environment", _SSH[0]), b"", environment, heard=True)
        if told is not None:
            return not told.startswith(b"-")
    return any(environment.get(name) for name in _SSH)


def _run(
    command: tuple[str, ...], given: bytes, environment: Mapping[str, str], *, heard: bool = False
) -> bytes | None:
    """Run a program and return what it printed, if it is to be heard; None when it failed or took too long.

    A clipboard's tool leaves a process of its own behind, which must neither be waited for nor end with us.
    """
    output = subprocess.PIPE if heard else subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, input=given, stdout=output, stderr=subprocess.DEVNULL, env=environment,
            timeout=PATIENCE, start_new_session=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or b""

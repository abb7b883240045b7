"""One page in a headless Chromium, driven over a pipe; needs nothing but the browser."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

from interview.flow.decimals import json_text

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--window-size=1000,1400",
    "--remote-debugging-pipe",
)


KEYS = {"-": 189, ",": 188, ".": 190, "/": 191, "'": 222, "(": 57, ")": 48, "%": 53}
"""The keys of characters that are neither letters, digits nor space."""


class PageError(Exception):
    """The page, or the browser itself, did not do what was asked."""


class Page:
    """A page of a browser of its own, which ends with it."""

    def __init__(self) -> None:
        browser = next(filter(None, map(shutil.which, NAMES)), None)
        if browser is None:
            raise PageError(f"no browser was found; it is called {' or '.join(NAMES)}")
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._rest, self._count, self._session = b"", 0, ""
        self._start([browser, *FLAGS, f"--user-data-dir={self._profile.name}", "about:blank"])
        try:
            targets = self._send("Target.getTargets")["targetInfos"]
            target = next(one["targetId"] for one in targets if one["type"] == "page")
            self._session = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        except BaseException:
            self.close()
            raise

    def _start(self, command: list[str]) -> None:
        """Start the browser, which hears commands on its descriptor 3 and replies on 4."""
        commands, self._commands = map(_high, os.pipe())
        self._replies, replies = map(_high, os.pipe())

        def wire() -> None:
            os.dup2(commands, 3)
            os.dup2(replies, 4)

        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, preexec_fn=wire, pass_fds=(3, 4), stdout=quiet, stderr=quiet
        )
        os.close(commands)
        os.close(replies)

    def __enter__(self) -> Page:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the browser."""
        os.close(self._commands)
        self._process.terminate()
        self._process.wait(10)
        os.close(self._replies)
        self._profile.cleanup()

    def open(self, file: Path) -> None:
        """Open a file and wait until it has loaded."""
        self._send("Page.enable")
        self._send("Page.navigate", url=file.as_uri())
        while self.run("document.readyState") != "complete":
            pass

    def run(self, script: str) -> Any:
        """Return the value of a script, a promise's included. `PageError` with what it throws."""
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
        done = self._send("Runtime.evaluate", **asked)
        if "exceptionDetails" in done:
            raise PageError(json.dumps(done["exceptionDetails"])[:2000])
        return done["result"].get("value")

    def call(self, function: str, *arguments: object) -> Any:
        """Return what a function of the page returns."""
        return self.run(f"{function}({', '.join(map(json_text, arguments))})")

    def paste(self, text: str) -> None:
        """Put text into whatever has the focus."""
        self._send("Input.insertText", text=text)

    def type(self, text: str) -> None:
        """Type text into whatever has the focus, key by key."""
        for letter in text:
            code = KEYS.get(letter) or (ord(letter.upper()) if letter.isascii() else 0)
            self._key(key=letter, text=letter, windowsVirtualKeyCode=code)

    def click(self, x: float, y: float) -> None:
        """Click a place of the page, in CSS pixels from its corner."""
        for kind in ("mousePressed", "mouseReleased"):
            self._send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def _key(self, **key: object) -> None:
        self._send("Input.dispatchKeyEvent", type="keyDown", **key)
        self._send("Input.dispatchKeyEvent", type="keyUp", **key)

    def picture(self) -> bytes:
        """Return the whole page as a PNG."""
        made = self._send("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(made["data"])

    def _send(self, method: str, **parameters: object) -> dict[str, Any]:
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        left = json.dumps(message).encode() + b"\0"
        while left:
            left = left[os.write(self._commands, left) :]
        while True:
            reply = self._next()
            if reply.get("id") == self._count:
                break
        if "error" in reply:
            raise PageError(f"{method}: {reply['error']['message']}")
        return dict(reply["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._replies, 1 << 20)
            if not more:
                raise PageError("the browser ended")
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))


def _high(descriptor: int) -> int:
    """Return a copy that stands clear of 3 and 4, and close the original."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return copy

"""The screen is written to a terminal that may go away at any moment."""

from __future__ import annotations

import errno
import io

from textual.drivers._writer_thread import WriterThread

from interview.tui.driver import Output


class Gone(io.StringIO):
    """A terminal that went away."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    def flush(self) -> None:
        raise OSError(errno.EIO, "Input/output error")


def test_a_terminal_that_went_away_keeps_nobody_from_leaving() -> None:
    """Textual waits for what it writes; more than it holds at once is written here, and then its end."""
    writer = WriterThread(Output(Gone()))  # type: ignore[arg-type]
    writer.start()
    for _ in range(100):
        writer.write("a screen")
    writer.stop()
    assert not writer.is_alive()


def test_a_terminal_that_is_there_gets_what_is_written() -> None:
    there = io.StringIO()
    output = Output(there)
    output.write("a screen")
    output.flush()
    assert there.getvalue() == "a screen"

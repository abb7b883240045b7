"""A fault anywhere in the app, also beside the interview, prints no answer and no traceback."""

from __future__ import annotations

import pytest

from tests.tui.terminal import terminal

FAULT = """
import asyncio, threading
SECRET = "unsteady on stairs"
async def later():
    raise RuntimeError(SECRET)
def crash(*_):
    answer = SECRET
    raise RuntimeError(answer)
def why(self):
    self.notify("the fault is on its way", markup=False)
    {how}
from interview.tui.screens.interview import InterviewScreen
InterviewScreen.action_why = why
"""
ENDS = ["self.set_timer(0.01, crash)", "self.call_later(crash)", "self.run_worker(later())"]
GOES_ON = [
    "asyncio.get_running_loop().call_soon(crash)",
    "self.lost = asyncio.create_task(later())",
    "threading.Thread(target=crash).start()",
]


@pytest.mark.parametrize("how", [*ENDS, *GOES_ON])
def test_no_answer_is_printed_wherever_a_fault_comes_from(how: str) -> None:
    with terminal(FAULT.format(how=how)) as running:
        running.wait_for("urgent?")
        running.send(b"0")
        running.wait_for("diagnosis?")
        running.send(b"?")
        if how in GOES_ON:
            running.wait_for("on its way")
            running.send(b"\x11")
        assert running.end() == (0 if how in GOES_ON else 70)
        assert b"unsteady" not in running.output
        assert b"Traceback" not in running.output

"""Draw docs/interview.svg from the real app: `python docs/screenshot.py`.

A made-up patient is interviewed up to the questions on swallowing, so that the picture shows a question,
the answers given so far and what follows from them.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

from interview.conversation.conversation import Conversation
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.library import flow_folder
from interview.store import Recording
from interview.tui.app import InterviewApp

PICTURE = Path(__file__).with_name("interview.svg")
SIZE = (120, 36)
KEYS = ("0", "1", "1", "1", "0", "0", "1", "1", "2")
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


async def draw() -> str:
    """Return the picture of the interview after these keys."""
    logic = compile_flow(load_flow(flow_folder("ibm-management").path))
    recording = Recording.begin(None, logic, clock=lambda: MOMENT)
    recording.saved, recording.problem = True, ""
    app = InterviewApp(Conversation(recording), clock=lambda: MOMENT)
    async with app.run_test(size=SIZE) as pilot:
        for key in KEYS:
            await pilot.press(key)
        await pilot.pause()
        return app.export_screenshot(title="interview run ibm-management")


def portable(picture: str) -> str:
    """Let the picture fetch no fonts, and every program keep its spaces."""
    alone = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    return alone.replace("<svg ", '<svg xml:space="preserve" ', 1)


if __name__ == "__main__":
    PICTURE.write_text(portable(asyncio.run(draw())), encoding="utf-8")

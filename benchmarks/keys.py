"""How many keys a typical patient takes, from the home screen to a copied note.

    python -m benchmarks.keys

The app is driven key by key, and the note must be on its way to the clipboard after the last one.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from benchmarks.app import WALK

MOST = 22


async def copied(keys: list[str], folder: Path) -> str:
    """Press these keys on the home screen of a fresh folder; return what was copied."""
    os.environ["INTERVIEW_DATA"] = str(folder)
    from interview.export import clipboard
    from interview.flow.loading.finder import open_flow
    from interview.store import Store
    from interview.tui.app import InterviewApp
    from interview.worklist.worklist import Worklist

    taken: list[str] = []

    def take(text: str, *_: object) -> str:
        taken.append(text)
        return "Copied."

    setattr(clipboard, "copy", take)  # noqa: B010 - nothing of the person's own clipboard is touched
    home = Worklist({"ibm-management": open_flow("ibm-management", None)}, Store(folder))
    app = InterviewApp(home=home)
    async with app.run_test() as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await app.workers.wait_for_complete()
    return "".join(taken)


def main() -> None:
    """Count, and print one line."""
    keys = ["n", *(key.decode() for key in WALK), "c"]
    with tempfile.TemporaryDirectory() as folder:
        note = asyncio.run(copied(keys, Path(folder)))
    verdict = "ok" if note.startswith("NOTE") and len(keys) <= MOST else "OVER"
    print(f"{'keys from home to a copied note':<44} {len(keys):8d}          bar {MOST:4d}  {verdict}")


if __name__ == "__main__":
    main()

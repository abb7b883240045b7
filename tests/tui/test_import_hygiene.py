"""What is loaded before the first frame."""

from __future__ import annotations

import os
import subprocess
import sys

SLOW = ("jinja2", "markdown_it", "pydantic", "interview.summary.builder",
        "interview.summary.templates.renderer", "textual.widgets._markdown", "interview.tui.screens.summary",
        "interview.tui.screens.home", "interview.tui.screens.panels", "interview.engine.return_visit",
        "interview.engine.would_change", "interview.summary.phrases", "interview.flow.yaml.nodes",
        "interview.store.recovery", "interview.store.transfer", "interview.store.checking",
        "calendar", "hashlib", "_hashlib", "_ssl")  # fmt: skip


def test_nothing_slow_is_imported_before_the_first_frame() -> None:
    code = "import sys, interview.cli.commands.run, interview.tui.app; "
    code += f"print([name for name in {SLOW!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_pure_parts_need_no_textual() -> None:
    code = (
        "import sys, interview.conversation.conversation, interview.tui.footer, interview.tui.keymap,"
        " interview.conversation.live_conclusions,"
        " interview.worklist.items, interview.conversation.start, interview.tui.rows.banners,"
        " interview.tui.rows.question, interview.tui.rows.interview, interview.tui.rows.summary,"
        " interview.tui.rows.help;"
        " print('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_follows_a_question_is_drawn_once_it_is_ready() -> None:
    kept = {name: value for name, value in os.environ.items() if name != "TEXTUAL_FPS"}
    code = "import interview.tui.app; from textual.constants import MAX_FPS; print(MAX_FPS)"
    for chosen, drawn in (({}, "240"), ({"TEXTUAL_FPS": "30"}, "30")):
        run = [sys.executable, "-c", code]
        done = subprocess.run(run, capture_output=True, text=True, check=True, env={**kept, **chosen})
        assert done.stdout.strip() == drawn

"""To a question, a line or a source by its id, from wherever one is."""

from __future__ import annotations

from typing import Any

from textual.app import App

from interview.conversation.conversation import Conversation


def jump(app: App[Any], conversation: Conversation, kind: str, name: str) -> None:
    """Open a question, or show a line in the summary or a source in full.

    Where no interview is held, a question is shown with what it rests on.
    """
    from interview.tui.rows.help import question_help
    from interview.tui.rows.palette import source_rows
    from interview.tui.screens.interview import InterviewScreen
    from interview.tui.screens.panels import HelpPanel
    from interview.tui.screens.summary import SummaryScreen

    flow, screen = conversation.session.flow, app.screen
    if kind == "source":
        app.push_screen(HelpPanel(source_rows(flow, name)))
    elif kind == "line" and isinstance(screen, SummaryScreen):
        screen.find(name)
    elif interview := next((one for one in app.screen_stack if isinstance(one, InterviewScreen)), None):
        while app.screen is not interview:
            app.pop_screen()
        interview.go_to(name) if kind == "question" else interview.show_line(name)
    elif kind == "question":
        app.push_screen(HelpPanel(question_help(flow, flow.questions[name])))

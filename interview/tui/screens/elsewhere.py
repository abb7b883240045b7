"""Where an interview is written that cannot be saved."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.errors import InterviewError
from interview.export import session_file
from interview.store.recording import Recording
from interview.summary.builder import build
from interview.summary.templates.renderer import render_note
from interview.tui.footer import WRITING
from interview.tui.messages import Submitted
from interview.tui.screens.panels import Panel
from interview.tui.widgets.bars import HintBar
from interview.tui.widgets.input_line import Field
from interview.tui.widgets.words import Words

ABOUT = "The interview and its note become two new files there, readable by you alone, not encrypted."


class ElsewherePanel(Panel[str]):
    """Asks for a folder and writes session and note there. The result says where they are."""

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self.recording = recording

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield Static(Content("Still not saved. Write to which folder?"), classes="title", markup=False)
            yield Field(id="path")
            yield Words(id="note")
            yield Static(Content(ABOUT), classes="say", markup=False)
        yield HintBar(*WRITING)

    def on_mount(self) -> None:
        """Offer a folder."""
        self.query_one(Field).open(str(session_file.offered_folder()), "a folder")

    def action_submit(self) -> None:
        """Do what Enter does."""
        self.on_submitted(Submitted(self.query_one(Field).typed))

    def on_submitted(self, message: Submitted) -> None:
        """Write, or say why not."""
        try:
            folder = session_file.typed_folder(message.text)
            path, note = session_file.write_rescue_file(folder, self.recording.portable(), self._note())
        except InterviewError as error:
            self.query_one(Words).say(str(error))
            return
        self.recording.copied(str(path))
        self.dismiss(session_file.rescue_words(path, note))

    def _note(self) -> str:
        """Return the note; nothing when its template has a mistake, which must not keep the answers here."""
        recording = self.recording
        try:
            at, visits = recording.now(), recording.visits
            return render_note(build(recording.session, at=at, origin=recording.origin, visits=visits))
        except InterviewError:
            return ""

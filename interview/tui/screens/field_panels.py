"""Boxes with a field to type in: where to write a summary or a rescue file, what to call a session."""

from __future__ import annotations

import os
from collections.abc import Callable, MutableMapping
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.conversation.conversation import Conversation
from interview.conversation.full_disk import write_to
from interview.conversation.identifiers import warning
from interview.errors import InterviewError, UsageError
from interview.export import session_file
from interview.export.files import free_name, write_new
from interview.export.session_file import typed_folder
from interview.text import one_line, shown_path
from interview.tui.footer import WRITING
from interview.tui.messages import Submitted, Typed
from interview.tui.rows.banners import once_more, with_path, without_path
from interview.tui.screens.panels import Panel
from interview.tui.widgets.bars import Banner, HintBar, Worded
from interview.tui.widgets.input_line import Field

PATH_WAITS = "The path waits as it was typed: the same keys go on with it."
LABEL_WAITS = "The label waits as it was typed: the same key goes on with it."
MOST_TOLD = 6
"""Lines of what is said of what is typed, at the most."""
ABOUT = "Two new files, for you alone, not encrypted."


def typed_paths(app: App[Any]) -> MutableMapping[str, str]:
    """Return the paths that are typed and not written to, by what would be written."""
    paths: MutableMapping[str, str] = app.paths  # type: ignore[attr-defined]
    return paths


class WaitingPanel(Panel[str]):
    """A box with a field. What is typed in it and not given stays in `drafts` letter by letter, by what it is
    `of`, and waits there for the next time: also where the program is ended while somebody types."""

    waits = ""
    """What is said of it then, on the screen below."""
    asked = ""
    """What is typed, in a few words."""
    about = ""
    """What to know of it."""

    def __init__(self, offered: str, drafts: MutableMapping[str, str], of: str) -> None:
        super().__init__()
        self.offered = offered
        self._drafts, self._of = drafts, of

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        with Vertical():
            yield Static(classes="title", markup=False)
            yield Field(id="path")
            yield Banner(id="note")
            yield Static(Content(self.about), classes="say", markup=False)
        yield HintBar(*WRITING)

    def on_mount(self) -> None:
        """Open the field, with what was typed before."""
        self.query_one(Field).open(self.draft, self.asked)

    def show(self) -> None:
        """Go on with a long title above the field; what could not be read whole gives way."""
        title = self.query_one(".title", Static)
        title.update(Content(self.continued))
        title.display = bool(self.continued)
        banner, left = self.query_one(Banner), self.lines - 1 - self.lines_of(self.continued)
        banner.styles.max_height = max(1, min(MOST_TOLD, left))
        banner.word()
        self.query_one(".say").display = bool(self.about) and banner.lines + self.lines_of(self.about) <= left

    def say(self, words: str | Worded) -> None:
        """Say what came of what is typed."""
        self.query_one(Banner).say(words)
        self.show()

    @property
    def draft(self) -> str:
        """What the field opens with: what waits, or else what is offered."""
        return self._drafts.get(self._of) or self.offered

    def keep(self, typed: str) -> None:
        """Keep what is typed for the next time, unless it is what is offered in any case."""
        self._drafts[self._of] = "" if typed == self.offered else typed

    def on_typed(self, message: Typed) -> None:
        """Keep what is typed so far."""
        self.keep(message.text.strip())

    def action_submit(self) -> None:
        """Do what Enter does."""
        self.post_message(Submitted(self.query_one(Field).typed))

    def action_close(self) -> None:
        """Close the box, and keep what is typed for the next time."""
        self.keep(self.query_one(Field).typed.strip())
        super().action_close()
        if self._drafts[self._of]:
            self.app.say(self.waits)  # type: ignore[attr-defined]


class PathPanel(WaitingPanel):
    """A box with a field for a path."""

    waits = PATH_WAITS

    def refuse(self, error: InterviewError, typed: str) -> None:
        """Say why nothing was written to what was typed."""
        self.say(partial(with_path, str(error), _told(typed)))


def _told(typed: str) -> str:
    """Return a path that was typed as a message has it."""
    try:
        return shown_path(typed_folder(typed))
    except UsageError:
        return shown_path(typed)


class ExportPanel(PathPanel):
    """Asks for a path and writes the file. The result is the path written."""

    heading = "Write to a new file"
    asked, about = "path of a new file", "Only you can read it."

    def __init__(self, path: Path, content: str | bytes, drafts: MutableMapping[str, str], of: str) -> None:
        super().__init__(_short(path), drafts, of)
        self.path = path
        self.content = content

    def on_submitted(self, message: Submitted) -> None:
        """Write, or say why not."""
        try:
            path = self._named(message.text)
            write_new(path, self.content)
        except UsageError as error:
            self.refuse(error, message.text)
            return
        self.keep("")
        self.dismiss(shown_path(path))

    def _named(self, text: str) -> Path:
        """Return the file that was named, or in a folder that was named the one that was offered."""
        if not text.strip():
            raise UsageError("name a file, or a folder to put it into")
        path = typed_folder(text)
        if os.access(path, os.W_OK) and path.is_dir():
            return free_name(path, self.path.stem, self.path.suffix)
        return path


def _short(path: Path) -> str:
    """Return a path to show and to edit, with the person's own folder as ~."""
    home = os.path.expanduser("~")  # noqa: PTH111 - an account may have no home, which Path takes badly
    return shown_path(Path("~") / path.relative_to(home) if path.is_relative_to(home) else path)


class RescuePanel(PathPanel):
    """Asks for a folder and writes session and note there. The result says where they are."""

    heading = "Still not saved. Write to which folder?"
    asked, about = "a folder", ABOUT

    def __init__(self, conversation: Conversation, drafts: MutableMapping[str, str]) -> None:
        super().__init__(shown_path(session_file.offered_folder()), drafts, conversation.recording.id)
        self.conversation = conversation

    def on_mount(self) -> None:
        """Say why nothing is saved until there is more to say."""
        self.say(without_path(self.conversation.recording.problem))

    def on_submitted(self, message: Submitted) -> None:
        """Write, or say why not."""
        try:
            words = write_to(self.conversation, message.text)
        except InterviewError as error:
            self.refuse(error, message.text)
            return
        self.keep("")
        self.dismiss(words)


class LabelPanel(WaitingPanel):
    """Asks for a label, and has it `put`. What looks like an identifier is taken at the second Enter.

    The result is the label that was put.
    """

    heading = "Label"
    asked, about = "a few words", "It should not tell who the patient is."
    waits = LABEL_WAITS

    def __init__(
        self, label: str, put: Callable[[str], None], drafts: MutableMapping[str, str], of: str
    ) -> None:
        super().__init__(label, drafts, of)
        self.put = put
        self._warned = ""

    def on_submitted(self, message: Submitted) -> None:
        """Take the label, or say first what it gives away."""
        text = one_line(message.text).strip()
        doubt = warning(text)
        if doubt and text != self._warned:
            self._warned = text
            self.about = ""  # the doubt says the same
            self.say(partial(once_more, doubt))
            return
        try:
            self.put(text)
        except InterviewError as error:
            self.say(str(error))
        else:
            self.keep("")
            self.dismiss(text)

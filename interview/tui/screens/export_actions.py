"""How a summary leaves the screen: shown in other formats, copied, and written to a file."""

from __future__ import annotations

import asyncio
from datetime import datetime

from interview.errors import InterviewError
from interview.export.files import free_name
from interview.export.makers import Material
from interview.export.variants import NOTE, Variant, kept_note, variants
from interview.library import documents_folder
from interview.summary.note import count, printed_words
from interview.tui.rows.note import note_rows
from interview.tui.rows.row import row
from interview.tui.screens.base import BaseScreen
from interview.tui.widgets.row_list import RowList

OTHERWISE = "x writes a file, f shows text for the mouse."


class ExportActions(BaseScreen[str]):
    """A screen with a summary at one moment."""

    moment: datetime
    variant: Variant | None = None
    """The variant in which the summary is previewed; None for the list."""
    words = 0
    """How many words the text has that is previewed."""
    copied = False
    """Whether something was copied since the summary was opened."""
    kept = ""
    """The note of that day where the interview was finished and it was kept; else empty."""

    @property
    def material(self) -> Material:
        """What formats are made from."""
        raise NotImplementedError

    @property
    def list(self) -> RowList:
        """What is shown when nothing is previewed."""
        raise NotImplementedError

    @property
    def usual(self) -> Variant:
        """What is copied when nothing is previewed."""
        return kept_note(self.kept) if self.kept else NOTE

    def action_copy(self) -> None:
        """Copy the note, or what is previewed."""
        variant = self.variant or self.usual
        if text := self._text(variant):
            self.say("Copying…")
            self.app.run_worker(self._copy(variant.title, text), group="copy", exclusive=True)
            self.copied = True
            self.show()

    async def _copy(self, title: str, text: str) -> None:
        from interview.export import clipboard

        told = await asyncio.to_thread(clipboard.copy, text)
        if not told:
            self.app.copy_to_clipboard(text)
            told = clipboard.sent(text)
        if self.is_attached:
            self.say(f"{title}: {told} {OTHERWISE}")

    def action_export(self) -> None:
        """Write what is previewed, or a variant that is chosen, to a new file."""
        if self.variant is not None:
            self._export(self.variant)
        else:
            self._choose("Export as")

    def action_format(self) -> None:
        """Show the summary in a variant that is chosen; what is no text is exported."""
        self._choose("Show as")

    def _choose(self, heading: str) -> None:
        from interview.tui.screens.panels import ChoosePanel

        try:
            offered = {variant.name: variant for variant in self._variants()}
        except InterviewError as error:
            self.say(str(error))
            return
        showing = heading == "Show as"

        def chosen(name: str | None) -> None:
            if name:
                (self.preview_as if showing and not offered[name].file_only else self._export)(offered[name])

        choices = [(name, _worded(variant, showing)) for name, variant in offered.items()]
        self.app.push_screen(ChoosePanel(heading, choices), chosen)

    def _variants(self) -> tuple[Variant, ...]:
        known = variants(self.material.session.flow)
        return (self.usual, *known) if self.kept else known

    def preview_as(self, variant: Variant | None, *, read: bool = False) -> None:
        """Show the summary in this variant; the list for None.

        What is only `read` stands away from the edge; else the mouse can take whole lines of the text alone.
        """
        text = self._text(variant) if variant else ""
        self.variant = variant if text else None
        self.set_class(bool(text), "preview")
        self.preview.set_class(read, "read")
        self.show_text()
        self.words = printed_words(text) if _is_note(variant) else count(text)
        (self.preview if text else self.list).focus()
        self.show()

    @property
    def preview(self) -> RowList:
        """Where a text is shown."""
        return self.query_one("#preview", RowList)

    def show_text(self) -> None:
        """Show what is previewed in lines there is room for; it is copied in its own."""
        variant = self.variant
        text = self._text(variant.within(self.room.width)) if variant else ""
        self.preview.show(note_rows(text) if _is_note(variant) else [row(line) for line in text.split("\n")])
        self.call_after_refresh(self.preview.scroll_lines, 0)

    def _export(self, variant: Variant) -> None:
        from interview.tui.screens.field_panels import ExportPanel, typed_paths

        stem = f"{self.material.session.flow.id}-{self.moment:%Y%m%d-%H%M}{variant.tag}"
        try:
            made = variant.make(self.material)
        except InterviewError as error:
            self.say(str(error))
            return
        path = free_name(documents_folder(), stem, variant.suffix)
        of = f"{self.material.id} {variant.name}"
        self.app.push_screen(ExportPanel(path, made, typed_paths(self.app), of), self.written)

    def _text(self, variant: Variant) -> str:
        """Return the summary on paper; say what is wrong and return nothing when that fails."""
        try:
            return variant.text(self.material)
        except InterviewError as error:
            self.say(str(error))
            return ""


def _is_note(variant: Variant | None) -> bool:
    return variant is not None and variant.format.name == "note"


def _worded(variant: Variant, showing: bool) -> str:
    return f"{variant.title} (a file)" if showing and variant.file_only else variant.title

"""Finding kept sessions by what the screen says: the words of the flow, the day, whether it is finished."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from interview.cli.describing import in_local_time
from interview.engine.session import accepts, latest
from interview.errors import FlowError
from interview.flow.answer_text import in_words
from interview.flow.model import Flow
from interview.store import Saved, Store, StoreError
from interview.text import folded

_DAY = len("2026-11-22")


@dataclass(frozen=True, slots=True)
class Search:
    """A search that remembers the words of each session, so that each letter typed is answered at once."""

    _flows: dict[str, Flow | None] = field(default_factory=dict)
    _words: dict[Saved, tuple[str, ...]] = field(default_factory=dict)

    def of(self, store: Store, text: str) -> tuple[Saved, ...]:
        """Return the sessions in which a text stands, as the store knows them or as the screen says them.

        `StoreError` when the sessions cannot be read.
        """
        wanted = folded(text).strip()
        every = store.sessions()
        if not wanted:
            return every
        stored = {saved.id for saved in store.sessions(text)}
        return tuple(one for one in every if one.id in stored or self._says(store, one, wanted))

    def _says(self, store: Store, saved: Saved, wanted: str) -> bool:
        if ("finished" if saved.finished else "unfinished").startswith(wanted):
            return True
        if saved not in self._words:
            self._words[saved] = tuple(map(folded, self._said(store, saved)))
        return any(wanted in words for words in self._words[saved])

    def _said(self, store: Store, saved: Saved) -> Iterator[str]:
        """Yield the days of a session, its flow's title, and each answer with its question, as shown."""
        yield from (in_local_time(at)[:_DAY] for at in (saved.begun, saved.last, saved.finished) if at)
        flow = self._flow(store, saved.kept)
        if flow is None:
            return
        yield flow.title
        with suppress(StoreError):  # a damaged session is told when it is opened
            for name, answer in latest(store.legible(saved.id).events).items():
                question = flow.questions.get(name)
                if question is not None and accepts(question, answer):
                    yield f"{question.label}: {in_words(question, answer)}"

    def _flow(self, store: Store, kept: str) -> Flow | None:
        if kept not in self._flows:
            self._flows[kept] = _read(store, kept)
        return self._flows[kept]


def _read(store: Store, kept: str) -> Flow | None:
    """Return the flow of a session; None where it was not kept or cannot be read."""
    from interview.flow.loading.loader import load_kept  # reads YAML, which most uses never need

    try:
        files = store.kept_flow(kept)
        return load_kept(files) if files else None
    except (StoreError, FlowError, OSError):
        return None

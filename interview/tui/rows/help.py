"""Help: why a question is asked, how to examine, the sources, and the keys that work."""

from __future__ import annotations

from collections.abc import Iterable

from interview.flow.model import Flow, Question, QuestionType
from interview.tui.commands import Command
from interview.tui.rows.row import BLANK, Row, heading, row

CHOICE_KEYS = (
    ("1-9 a-z", "the answer with that key; in a several-choice it ticks"),
    ("↑↓ Enter", "move and choose; Space ticks"),
    ("Enter", "several: these are present, the others are absent"),
    ("r", "several: these are present, the rest was not checked"),
    ("0", "several: none of these"),
)
FIELD_KEYS = (
    ("Enter", "answer with what is typed"),
    ("Esc", "leave the field; then u, b, e, s and ? work as everywhere"),
    ("ctrl+j", "a new line, where text may have several"),
)


def question_help(flow: Flow, question: Question) -> list[Row]:
    """Return why a question is asked and what it rests on."""
    from interview.summary.citations import evidence_in_words, full

    sources = [flow.sources[name] for name in question.sources]
    cited = [
        row(full(source), (f" ({evidence_in_words(source.kind)})", "muted"), lead="  ") for source in sources
    ]
    rows = [row((question.ask, "strong"))]
    rows += _part("Why it is asked", question.why) + _part("How", question.help) + _accepted(question)
    return [*rows, *([BLANK, heading("Sources"), *cited] if cited else []), BLANK]


def keys_help(commands: Iterable[Command], question: Question | None = None) -> list[Row]:
    """Return the keys, those of the question first."""
    typed = question is not None and question.type.value in ("number", "month", "text")
    own = () if question is None else FIELD_KEYS if typed else CHOICE_KEYS
    rows = [_key(key, words) for key, words in own]
    rows += [_key(command.shown, command.words) for command in commands]
    return [heading("Keys"), *rows]


def _key(key: str, words: str) -> Row:
    return row(words, lead=((f"  {key:<9}", "key"), (" ", "text")))


def _part(title: str, text: str) -> list[Row]:
    return [BLANK, heading(title), row(text, lead="  ")] if text else []


def _accepted(question: Question) -> list[Row]:
    limits = question.range
    if question.type is not QuestionType.NUMBER or limits is None:
        return []
    words = f"{limits.low:g} to {limits.high:g} {question.unit}".strip()
    return _part("Accepted", words + (", whole numbers" if limits.whole else ""))

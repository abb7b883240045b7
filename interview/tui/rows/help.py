"""Help: why a question is asked, how to examine, the sources, and the keys that work."""

from __future__ import annotations

from collections.abc import Iterable

from interview.flow.answer_text import possible
from interview.flow.model import Flow, Question, QuestionType
from interview.tui.keymap import ANYWHERE, Command
from interview.tui.rows.row import BLANK, Row, heading, row

CHOICE_KEYS = (("1-9 a-z", "the answer with that key"), ("↑↓ Enter", "move and choose"))
SEVERAL_KEYS = (
    ("1-9 a-z", "tick or untick; so does Space on the line under the cursor"),
    ("Enter", "what is ticked is present, the others are absent"),
    ("r", "what is ticked is present, the rest was not checked"),
    ("0", "none of these, at once"),
)
FIELD_KEYS = (
    ("Enter", "answer with what is typed"),
    ("Esc", "leave the field; then u, b, e, s and ? work as everywhere"),
    ("ctrl+j", "a new line, where text may have several"),
)


COPYING = (
    "A copied text goes to a tool of this computer, to tmux, or to the terminal. Only a tool says that it"
    " came.",
    "Otherwise write a file (x), or show the text (f) and drag with Shift held (on a Mac Option or Fn): the"
    " terminal then selects it.",
    "Other programs can read what is copied. Windows and macOS can keep a history of the clipboard and sync"
    " it to other devices.",
)


def question_help(flow: Flow, question: Question) -> list[Row]:
    """Return why a question is asked and what it rests on."""
    from interview.summary.citations import evidence_in_words, full

    sources = [flow.sources[name] for name in question.sources]
    cited = [
        row(full(source), (f" ({evidence_in_words(source.kind)})", "muted"), lead="  ") for source in sources
    ]
    rows = [row((question.ask, "strong"))]
    rows += (
        _part("Why it is asked", question.why)
        + _part("How", question.help)
        + _accepted(question)
        + _answers(question)
    )
    return [*rows, *([BLANK, heading("Sources"), *cited] if cited else []), BLANK]


def why_rows(flow: Flow, question: Question) -> list[Row]:
    """Return why a question is asked and what it rests on, in short, for the room below it."""
    from interview.summary.citations import short

    sources = " · ".join(short(flow.sources[name]) for name in question.sources)
    parts = (("Why it is asked", question.why), ("Sources", sources), ("How", question.help))
    rows: list[Row] = []
    for title, text in parts:
        rows += [row((title, "heading")), row((text, "muted")), BLANK] if text else []
    return rows


def keys_help(commands: Iterable[Command], question: Question | None = None) -> list[Row]:
    """Return the keys, those of the question first."""
    rows = [_key(key, words) for key, words in _answering(question)]
    rows += [_command(command) for command in (*commands, *ANYWHERE)]
    return [heading("Keys"), *rows]


def copying_help() -> list[Row]:
    """Return what becomes of a text that is copied."""
    return [BLANK, heading("Copying"), *(row(words, lead="  ") for words in COPYING)]


def _answering(question: Question | None) -> tuple[tuple[str, str], ...]:
    if question is None:
        return ()
    if question.type is QuestionType.SEVERAL:
        return SEVERAL_KEYS
    return CHOICE_KEYS if question.options else FIELD_KEYS


def _key(key: str, words: str) -> Row:
    return row(words, lead=((f"  {key:<9}", "key"), (" ", "text")))


def _command(command: Command) -> Row:
    """Return a key with what it does, then more about that."""
    lead = ((f"  {command.shown:<9}", "key"), (" ", "text"))
    return row((f"{command.title}  ", "text"), (command.words, "muted"), lead=lead)


def _part(title: str, text: str) -> list[Row]:
    return [BLANK, heading(title), row(text, lead="  ")] if text else []


def _answers(question: Question) -> list[Row]:
    helped = [option for option in question.options if option.help]
    rows = [row((f"{option.label}: ", "text"), (option.help, "muted"), lead="  ") for option in helped]
    return [BLANK, heading("Answers"), *rows] if rows else []


def _accepted(question: Question) -> list[Row]:
    limits = question.range
    if question.type is not QuestionType.NUMBER or limits is None:
        return []
    return _part("Accepted", possible(question) + (", whole numbers" if limits.whole else ""))

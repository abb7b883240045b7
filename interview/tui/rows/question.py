"""The question being asked as the face of a card: its options, its table of rows or its field."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from interview.conversation.commands import option_key
from interview.conversation.conversation import Conversation
from interview.conversation.grid import grid
from interview.conversation.prompts import expected, said_before, since_last_time
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Chosen, NotAssessed
from interview.flow.model import Option, Question, QuestionType
from interview.tui.footer import Hint, decision_hints
from interview.tui.rows.card import Face
from interview.tui.rows.row import BLANK, Part, Row, row

LABEL = 19
"""Columns of the label before a field."""
FIELD = 13
"""Columns of a field: a day, the cursor behind it, and an edge."""
NARROW = 60
"""Columns under which a field stands below its label, and a table has short columns."""
MARKS = {False: ("○", "●"), True: ("□", "■")}
"""Not chosen and chosen, of one answer and of several."""
NO_MATCH = "No answer has this text."
_FIELDS = frozenset({QuestionType.NUMBER, QuestionType.MONTH})


def question_face(
    conversation: Conversation, columns: int, *, cursor: str = "", writing: bool = False
) -> Face:
    """Return what the card says of the question being asked; `columns` are those of its rows.

    `writing` says that letters are text now.
    """
    question = conversation.question
    if question is None:
        return Face()
    hints = decision_hints(conversation, cursor=bool(cursor), writing=writing)
    if grid(conversation):
        return _table(conversation, question, columns, hints)
    if conversation.entry.typing:
        return _field_face(conversation, question, columns, hints)
    note = _told(conversation) or _help(conversation, question, cursor, columns) or _said(conversation)
    return Face(
        title(conversation),
        rows=tuple(_options(conversation, columns, terse) for terse in (False, True)),
        note=note or _how(question, columns),
        aside=not note,
        hints=hints,
    )


def _options(conversation: Conversation, columns: int, terse: bool) -> tuple[Row, ...]:
    rows = tuple(_option(conversation, at, one, columns, terse) for at, one in conversation.entry.options)
    return rows or ((row((NO_MATCH, "muted"), lead="  "),) if conversation.entry.filter else ())


def _field_face(
    conversation: Conversation, question: Question, columns: int, hints: tuple[Hint, ...]
) -> Face:
    """Return a field with a message under it; of a text the message stands below the rows."""
    note = _said(conversation) or _how(question, columns)
    if question.type is QuestionType.TEXT:
        note = _told(conversation) or note
    return Face(title(conversation), rows=(_field_rows(conversation, columns),), note=note, hints=hints)


def title(conversation: Conversation) -> str:
    """Return what stands in the edge of the card: of a group of fields or a table the title of the screen."""
    question, screen = conversation.question, conversation.screen
    grouped = bool(grid(conversation) or len(_group(conversation)) > 1)
    return screen.title if grouped and screen and screen.title else question.ask if question else ""


def field_line(conversation: Conversation) -> int:
    """Return on which line of the rows the field stands."""
    names = _group(conversation)
    return 2 * names.index(conversation.active) if conversation.active in names else 0


def _group(conversation: Conversation) -> tuple[str, ...]:
    """Return the questions that share a card of fields."""
    questions, screen = conversation.session.flow.questions, conversation.screen
    if screen is None or not all(questions[name].type in _FIELDS for name in screen.questions):
        return (conversation.active,)
    return conversation.questions


def _told(conversation: Conversation) -> Row | None:
    return row((conversation.note, "warning")) if conversation.note else None


def _said(conversation: Conversation) -> Row | None:
    """Return the answer that Enter keeps, or else what was said last time, which is not kept by Enter."""
    said, keeps = said_before(conversation)
    if keeps and not conversation.entry.touched:
        confirm = "Please confirm, " if conversation.active in conversation.to_confirm else ""
        said = f"{confirm}{said} · Enter keeps it"
    return row((said, "muted")) if said else None


def _how(question: Question, columns: int) -> Row | None:
    """Return how to find out, as much of it as stands on a line; all of it is behind `?`."""
    first, _, more = question.help.partition(". ")
    if not first or cell_len(first) > columns - 12:
        return None
    return row((f"{first}." if more else first, "muted"), *([("  ? more", "muted")] if more else []))


def _help(conversation: Conversation, question: Question, cursor: str, columns: int) -> Row | None:
    """Return the help of the option under the cursor where it does not stand beside it."""
    option = next((one for one in question.options if cursor == f"option:{one.id}"), None)
    if option is None or not option.help or conversation.earlier == Chosen(option.id):
        return None
    if not since_last_time(conversation, option) and _beside(option.label, _short(option.help), columns):
        return None
    return row((option.help, "muted"))


def _short(words: str) -> str:
    """Return one sentence without its full stop."""
    return words.removesuffix(".") if words.count(".") == 1 else words


def _beside(label: str, words: str, columns: int) -> bool:
    return cell_len(label) + cell_len(words) + 10 <= columns


def _option(conversation: Conversation, at: int, option: Option, columns: int, terse: bool) -> Row:
    entry, earlier = conversation.entry, conversation.earlier
    said = option.id in entry.ticked if entry.several else earlier == Chosen(option.id)
    since = since_last_time(conversation, option)
    words = since or _short(option.help)
    if terse and not since and not _beside(option.label, words, columns):
        words = ""
    mark = MARKS[entry.several][said]
    wide = columns >= NARROW
    lead: tuple[Part, ...] = (
        (
            f"  {option_key(at) or '·'}{'  ' if wide else ' '}" if wide else f" {option_key(at) or '·'} ",
            "key",
        ),
        (f"{mark} ", "ok" if said else "faint"),
    )
    right: tuple[Part, ...] = ((words, "muted"),) if words else ()
    return row(option.label, lead=lead, name=f"option:{option.id}", right=right)


_COLUMNS = {True: (20, (1, 8, 16), "yes     no   unknown"), False: (9, (1, 4, 7), "yes no  ?")}
"""Of a table, with room and without: its columns, where the marks stand, and their names."""


def _table(conversation: Conversation, question: Question, columns: int, hints: tuple[Hint, ...]) -> Face:
    """Return a table of yes/no questions, each in a row with a mark in the column of its answer."""
    wide = columns >= NARROW
    _, _, names = _COLUMNS[wide]
    head = row(right=((names, "muted"),))
    rows = tuple(_table_row(conversation, name, wide) for name in grid(conversation))
    note = _told(conversation) or _said(conversation) or _how(question, columns)
    return Face(title(conversation), head=head, rows=(rows,), note=note, hints=hints)


def _table_row(conversation: Conversation, name: str, wide: bool) -> Row:
    session, question = conversation.session, conversation.session.flow.questions[name]
    answer, offered = session.answers.get(name), conversation.offers.get(name)
    said = answer if answer is not None else offered.answer if offered else None
    active = name == conversation.active
    tone = "text" if active or answer is not None else "muted"
    right = _marks(said, wide, active=active, kept=answer is not None)
    lead = "    " if wide else " "
    return row((question.ask.rstrip("?"), tone), lead=lead, name=f"question:{name}", right=right)


def _marks(answer: Answer | None, wide: bool, *, active: bool, kept: bool) -> tuple[Part, ...]:
    """Return the marks of a row; in the row that the keys act on, these keys."""
    width, places, _ = _COLUMNS[wide]
    column = -1
    if isinstance(answer, Chosen):
        column = 0 if answer.option == "yes" else 1
    elif isinstance(answer, NotAssessed):
        column = 2
    tones = ("ok", "text", "warning")
    parts: list[Part] = []
    for at, (place, key) in enumerate(zip(places, "ynu", strict=True)):
        before = places[at - 1] + 1 if at else 0
        parts.append((" " * (place - before), "text"))
        if at == column:
            parts.append(("●", tones[at] if kept else "muted"))
        else:
            parts.append((key, "key") if active else ("○", "faint"))
    return (*parts, (" " * (width - places[-1] - 1), "text"))


def _field_rows(conversation: Conversation, columns: int) -> tuple[Row, ...]:
    """Return the rows around a field, with a message under it; the field itself lies on top."""
    if conversation.question is not None and conversation.question.type is QuestionType.TEXT:
        return ()
    wide = columns >= NARROW
    rows: list[Row] = []
    for name in _group(conversation):
        rows += _field(conversation, name, wide)
    return tuple(rows)


def _field(conversation: Conversation, name: str, wide: bool) -> list[Row]:
    question, active = conversation.session.flow.questions[name], name == conversation.active
    answer = conversation.session.answers.get(name)
    said = "" if active else in_words(question, answer) if answer is not None else "_" * 4
    tone = "text" if active else "muted"
    label = set_cell_size(question.label, LABEL) if cell_len(question.label) > LABEL else question.label
    room = " " * (FIELD + 2) if active else f"{said}  "
    unit = question.unit if active or answer is None else ""
    limits = question.range.words if question.range else expected(question)
    lead: tuple[Part, ...] = ((f"  {label:<{LABEL}} " if wide else " ", tone),)
    first = row(
        (room, "faint" if said.startswith("_") else tone),
        (unit, "muted"),
        lead=lead,
        right=((limits, "muted"),) if active and wide else (),
        name=f"question:{name}",
    )
    if active and conversation.note:
        indent = " " * (LABEL + 3 if wide else 1)
        return [first, row((conversation.note, "warning"), lead=((f"{indent}! ", "warning"),))]
    if active and not wide:
        return [first, row((limits, "muted"), lead=" ")]
    return [first, BLANK]

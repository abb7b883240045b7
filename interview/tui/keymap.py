"""Which key does what. A command is declared once and feeds the key bindings, the palette and the help.

Options take digits, then letters that no command has (`conversation.commands`).
"""

from __future__ import annotations

from dataclasses import dataclass

from interview.conversation import grid
from interview.conversation.commands import option_index, option_keys
from interview.conversation.conversation import Conversation
from interview.conversation.entry import Refusal
from interview.conversation.prompts import unticked
from interview.errors import InterviewError
from interview.flow.answers import Chosen
from interview.flow.model import QuestionType

NONE_KEY = "0"
REST_KEY = "r"
ENTER = "Enter"
ROW_KEYS = {"y": "yes", "n": "no", "1": "yes", "2": "no"}
"""Of a row of yes/no questions."""
AGAIN = "Enter again keeps it."
UNSEEN_LINES = "Not every line was in sight yet: here are more. Enter goes on."
UNSEEN = "That was out of sight. Now it is here: {key} again chooses it."
UNREAD = "{count} {were} out of sight{still}. {key} again says they are absent."
HELD_DOWN = "A key that is held down counts once."
CROWDED = "Several keys came at once, as in a paste; none was taken."
QUIT = "ctrl+q"
TOO_SOON = "Pressed before this could be read; not taken."
COMMAND_KEYS = "besuUL?/"
"""Keys that are commands while a list is shown."""

HOLDABLE = frozenset(
    [
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"),
        *("ctrl+left", "ctrl+right", "backspace", "delete", "ctrl+h", "ctrl+d", "ctrl+w", "ctrl+f"),
        "replacement_character",
    ]
)
"""Keys that move or erase, and bytes that are no text: each counts. All others, held down, count once."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do on a screen. `keys` are Textual's names, separated by commas."""

    keys: str
    shown: str
    action: str
    title: str
    words: str
    """What it does, for the help and the palette."""


LABEL = Command(
    "L,upper_l,ctrl+l", "L  ctrl+l", "app.label", "Label", "a few words that do not tell who the patient is"
)
WHY = Command("question_mark,f1", "?  F1", "why", "Why", "why this is asked, how, sources, and all keys")
TALK = (
    Command("u,f2", "u  F2", "not_assessed", "Not assessed", "pass over the question; it stays open"),
    Command("U,upper_u,f6", "U  F6", "reason", "Not assessed, with a reason", "not known, pending, declined"),
    Command("b,f3", "b  F3", "back", "Back", "to the question before"),
    Command(
        "e,f4,pageup", "e  F4", "edit", "Edit an earlier answer", "all answers so far; Enter opens one again"
    ),
    Command(
        "s,f5", "s  F5", "summary", "Summary so far", "what applies and what is not settled, at any moment"
    ),
    LABEL,
    WHY,
    Command("slash", "/", "filter", "Find", "an answer of a long list; else a question, a line or a source"),
    Command("escape", "Esc", "escape", "Leave", "a field, or a question opened by choice"),
)
ANSWERS = (
    Command("b,f3,escape", "b  Esc", "close", "Back to the question", "nothing was changed"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
SUMMARY = (
    Command("tab,right", "tab  →", "tab", "Next part", "plan, note, since last time, not known"),
    Command("shift+tab,left", "←", "tab(-1)", "Part before", "the other way round"),
    Command("g", "g", "goto", "Go to the answer", "the answer behind a line, or the one it waits for"),
    Command("r", "r", "return", "Return", "to the first missing answer of what might be for today"),
    Command("c", "c", "copy", "Copy", "the note, or what is previewed, to the clipboard"),
    Command("x", "x", "export", "Export", "write a new file: note, letter, PDF, Word, FHIR, …"),
    Command("f", "f", "format", "Show as", "preview a note, a letter, …; c copies and x exports it"),
    Command("m", "m", "comment", "Comment", "add a comment to the interview"),
    Command("d", "d", "done", "Finish", "the interview and keep its note; leaving alone never does"),
    Command("n", "n", "next", "Next patient", "leave this interview and begin with a new patient"),
    LABEL,
    Command("b,f3", "b  F3", "back", "Back to the interview", "to the question asked last"),
    Command("escape", "Esc", "escape", "Close", "a detail, a preview, or the summary"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
SUMMARY_FIXED = (
    *(one for one in SUMMARY if one.action in ("tab", "tab(-1)", "copy", "export", "format")),
    Command("b,f3", "b  F3", "back", "Back to the history", "g there corrects the interview"),
    *(one for one in SUMMARY if one.action in ("escape", "why")),
)
"""Of a summary that is only looked at."""
ANYWHERE = (
    Command("ctrl+p", "ctrl+p", "command_palette", "Commands", "everything that can be done here, by name"),
    Command("ctrl+s", "ctrl+s", "keep", "Save now, or elsewhere", "try again what is not saved"),
    Command("ctrl+z", "ctrl+z", "suspend_process", "Suspend", "back to the shell; fg returns"),
    Command(QUIT, QUIT, "quit", "Quit", "leave; every saved answer is kept"),
)
"""What Textual binds on every screen; listed in the help."""
PANEL = (Command("escape", "Esc", "close", "Close", "go back to what is below"),)
PREVIEW = (
    Command("f8", "F8", "app.problems", "Problems", "all that is wrong with the files of the flow"),
    Command("f9", "F9", "app.reload", "Reload now", "read the files of the flow again"),
)
HISTORY = (
    Command("slash", "/", "search", "Search", "only interviews whose label, flow or answers hold a text"),
    Command("g", "g", "go_on", "Go on", "with an unfinished interview, or correct a finished one"),
    Command(
        "s,f5", "s  F5", "look", "Summary", "what applies and what is not settled; the note of a finished one"
    ),
    Command("v", "v", "follow", "Return visit", "a new interview that begins with the answers of this one"),
    Command("l", "l", "label", "Label", "a few words that do not tell who the patient is"),
    Command("x", "x", "export", "Export", "write the note of its day, or one file for another computer"),
    Command("delete,backspace", "Del", "delete", "Delete", "for good, having asked"),
    Command("b,escape", "b  Esc", "escape", "Back", "leave the search, or the history"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
READING_ONLY = (
    Command("s,f5", "s  F5", "summary", "Summary so far", "what applies and what is not settled"),
    Command("r", "r", "again", "Read again", "what was answered since in the other window"),
    Command("x", "x", "export", "Export", "write one file with a checksum, which can be imported"),
    Command("b,escape", "b  Esc", "close", "Back", "leave; nothing was changed"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
HOME = (
    Command("p", "p", "practise", "Practise", "on a made-up patient, kept apart from real ones"),
    Command("h,f7", "h  F7", "history", "History", "every kept interview: look, label, export, delete"),
    Command("slash", "/", "find", "Find", "a kept interview by a text in its label, flow or answers"),
    Command("q", "q", "app.quit", "Leave", "the program; every saved answer is kept"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
PRACTICE_PLAN = (
    Command("enter", ENTER, "commit", "Commit", "to the plan as it stands; only then the answers open"),
    Command("a,slash", "a  /", "find", "Ask for a finding", "what the case does not tell"),
    Command("v", "v", "read", "Read the case", "all of it, with what was asked for"),
    Command("b,f3", "b  F3", "leave", "Leave", "the case is kept, and gone on with another time"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
PRACTICE_ANSWERS = (
    Command("enter", ENTER, "look", "Look behind", "all that stands behind this line, with its sources"),
    Command("n", "n", "next", "Next case", "leave this one behind"),
    Command("f", "f", "flip", "Flip", "which one answer would turn this line round?"),
    Command("t", "t", "twist", "Twist", "one finding changes: which lines move?"),
    Command(
        "p", "p", "twin", "Nearest twin", "one finding otherwise, and hardly more than this line with it"
    ),
    Command("m", "m", "disagree", "I disagree", "keep that you do not agree with this line, and why"),
    Command("v", "v", "read", "Read the case", "all of it, also what was not asked for"),
    Command("b,f3", "b  F3", "leave", "Leave", "practice"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
CHANGED = (
    Command("a", "a", "anew", "Answer anew", "the question is asked again in the interview"),
    Command("g", "g", "go_on", "Go on", "with the interview; what is not confirmed is asked there"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)


def begins_typing(key: str) -> bool:
    """Tell whether a key pressed beside a field goes into it; the others are commands."""
    return key.isprintable() and not key.isspace() and key not in f"{COMMAND_KEYS}BES"


def refused(conversation: Conversation, refusal: Refusal) -> str:
    """Say why a key did nothing."""
    match refusal:
        case Refusal.FIRST_QUESTION:
            return "This is the first question."
        case Refusal.NOTHING_TICKED:
            return "Nothing is ticked. Press 0 for none of these, u for not assessed."
        case Refusal.NOTHING_CHANGED:
            return "Nothing is changed here. Enter keeps it as it was; or tick what is so now, then r."
        case Refusal.NOTHING_CHOSEN:
            return "Press the key of an answer, or move with the arrows first. u is not assessed."
        case Refusal.NOTHING_TYPED:
            return "Nothing is typed. u says not assessed; where letters are text, F2 does."
        case Refusal.TICKS_WOULD_GO:
            return f"{len(conversation.entry.ticked)} ticked; {NONE_KEY} again for none."
        case Refusal.DRAFT_WOULD_GO:
            return "Not entered yet. The same again gives it up for not assessed."


def press(conversation: Conversation, key: str) -> bool:
    """Take one key of a list; return False when it is none of its keys, but perhaps a command."""
    if conversation.question is None or conversation.entry.typing:
        return False
    if grid.grid(conversation):
        return _press_row(conversation, key)
    if row := row_of(conversation, key):
        pick(conversation, row)
    elif conversation.entry.several and key == REST_KEY:
        enter_list(conversation, rest_absent=False)
    else:
        return _press_other(conversation, key)
    return True


def row_of(conversation: Conversation, key: str) -> str:
    """Return the row of the list that a key chooses; empty where it chooses none."""
    question, entry = conversation.question, conversation.entry
    if question is None or entry.typing or grid.grid(conversation):
        return ""
    if entry.several and key == NONE_KEY:
        return "none"
    if question.type is QuestionType.YES_NO and key in ("y", "n"):
        return f"option:{'yes' if key == 'y' else 'no'}"
    index = option_index(key)
    if index is None or index >= len(question.options):
        return ""
    return f"option:{question.options[index].id}"


def _press_row(conversation: Conversation, key: str) -> bool:
    """Take one key of a table of yes/no questions."""
    if key == REST_KEY:
        grid.set_rest(conversation)
    elif key and key in ROW_KEYS:
        conversation.reply(Chosen(ROW_KEYS[key]))
    else:
        unknown = len(key) == 1 and key not in COMMAND_KEYS and not key.isspace() and key.isprintable()
        if unknown:
            conversation.note = f"{key} is no answer here. Press y for yes, n for no, u for not assessed."
        return unknown
    return True


def pick(conversation: Conversation, row: str) -> None:
    """Choose a row of the list: an option, none of these, or another question of the screen."""
    kind, _, name = row.partition(":")
    if kind == "question":
        conversation.ask(name)
    elif kind == "none":
        _say(conversation, conversation.none())
    else:
        several = conversation.entry.several
        conversation.choose(name)
        if several:
            conversation.note = unticked(conversation, name)


def denies(conversation: Conversation, key: str) -> bool:
    """Tell whether a key of a list, or Enter, says of every option that is not ticked that it is absent."""
    entry = conversation.entry
    if not entry.several or key not in (NONE_KEY, ENTER):
        return False
    kept = not entry.touched and conversation.earlier is not None
    return key == NONE_KEY or bool(entry.ticked and not kept)


def unread(count: int, still: int, key: str) -> str:
    """Say that options would be denied that were not in sight, `still` of them even now."""
    return UNREAD.format(
        count=count,
        were="was" if count == 1 else "were",
        still=f", {still} still {'is' if still == 1 else 'are'}" if still else "",
        key=key,
    )


def enter(conversation: Conversation, row: str) -> None:
    """Take the Enter key on a row of the list; `row` is empty when the cursor is nowhere.

    On the answer that was given before, it keeps that.
    """
    if grid.grid(conversation):
        if grid.go_on(conversation) is not None:
            conversation.note = "This row is not set yet: y for yes, n for no, u for not assessed."
        return
    earlier = conversation.earlier
    kept = isinstance(earlier, Chosen) and row == f"option:{earlier.option}"
    several = conversation.entry.several and not row.startswith(("none", "question"))
    if several or kept or not row:
        enter_list(conversation)
    else:
        pick(conversation, row)


def enter_list(conversation: Conversation, *, rest_absent: bool = True) -> None:
    """Answer with what is ticked, or keep what nobody touched; the rest is absent, or was not checked."""
    _say(conversation, conversation.enter(rest_absent=rest_absent))


def enter_text(conversation: Conversation, *, sure: bool = False) -> None:
    """Answer with what was typed; what cannot be understood is answered with what can."""
    try:
        said = conversation.enter(sure=sure)
    except InterviewError as error:
        conversation.note = f"{_sentence(error)} It was not kept; type over it."
        return
    _say(conversation, said if isinstance(said, Refusal) or not said else f"{said} {AGAIN}")


def pass_over(conversation: Conversation) -> None:
    """Say that the question was not assessed; what is not entered yet is given up only the second time."""
    _say(conversation, conversation.pass_over())


def go_back(conversation: Conversation) -> None:
    """Go to the question before."""
    _say(conversation, conversation.back() or "")


def _sentence(error: InterviewError) -> str:
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"


def _say(conversation: Conversation, said: Refusal | str) -> None:
    if said:
        conversation.note = refused(conversation, said) if isinstance(said, Refusal) else said


def _press_other(conversation: Conversation, key: str) -> bool:
    """Say which keys there are to someone who pressed one that neither answers nor commands."""
    question = conversation.question
    unknown = len(key) == 1 and key not in COMMAND_KEYS and not key.isspace() and key.isprintable()
    if question is None or not unknown:
        return False
    none = f", {NONE_KEY} for none" if conversation.entry.several else ""
    keys = option_keys(len(question.options))
    conversation.note = f"{key} is no answer here. Press {keys}{none}, or u for not assessed."
    return True

"""Which key does what. A command is declared once and feeds the key bindings, the palette and the help.

Options take digits, then letters that no command has.
"""

from __future__ import annotations

from dataclasses import dataclass

OPTION_KEYS = "123456789acdfghijklmnopqtvwxyz"
"""Digits, then letters; `b e r s u` are commands. Options beyond these are reached by cursor or filter."""
NONE_KEY = "0"
REST_KEY = "r"
COMMAND_KEYS = "besuU?/"
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


WHY = Command("question_mark,f1", "?  F1", "why", "Why", "why this is asked, how, sources, and all keys")
TALK = (
    Command("u,f2", "u  F2", "not_assessed", "Not assessed", "pass over the question; it stays open"),
    Command("U,upper_u,f6", "U  F6", "reason", "Not assessed, with a reason", "not known, pending, declined"),
    Command("b,f3", "b  F3", "back", "Back", "to the question before"),
    Command("e,f4", "e  F4", "edit", "Edit an earlier answer", "choose it in the transcript"),
    Command("s,f5", "s  F5", "summary", "Summary so far", "what holds and what is open, at any moment"),
    WHY,
    Command("slash", "/", "filter", "Find an answer", "list only answers with a text"),
    Command("pageup", "PgUp", "scroll(-1)", "Scroll up", "read earlier answers"),
    Command("pagedown", "PgDn", "scroll(1)", "Scroll down", "read later answers"),
    Command("escape", "Esc", "escape", "Leave", "a field, the transcript, or a question opened by choice"),
)
SUMMARY = (
    Command("g", "g", "goto", "Go to the answer", "the answer behind a line, or the one it waits for"),
    Command("c", "c", "copy", "Copy", "the note, or what is previewed, to the clipboard"),
    Command("x", "x", "export", "Export", "write a new file: note, letter, PDF, Word, FHIR, …"),
    Command("f", "f", "format", "Show as", "preview a note, a letter, …; c copies and x exports it"),
    Command("m", "m", "comment", "Comment", "add a comment to the interview"),
    Command("d", "d", "done", "Done", "finish the interview and keep its note; leaving alone never does"),
    Command("b,f3", "b  F3", "back", "Back to the interview", "to the question asked last"),
    Command("escape", "Esc", "escape", "Close", "a detail, a preview, or the summary"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
SUMMARY_FIXED = (
    *(one for one in SUMMARY if one.action in ("copy", "export", "format")),
    Command("b,f3", "b  F3", "back", "Back to the history", "g there corrects the interview"),
    *(one for one in SUMMARY if one.action in ("escape", "why")),
)
"""Of a summary that is only looked at."""
ANYWHERE = (
    Command("ctrl+p", "ctrl+p", "command_palette", "Commands", "everything that can be done here, by name"),
    Command("ctrl+s", "ctrl+s", "keep", "Save now, or elsewhere", "try again what is not saved"),
    Command("ctrl+z", "ctrl+z", "suspend_process", "Suspend", "back to the shell; fg returns"),
    Command("ctrl+q", "ctrl+q", "quit", "Quit", "leave; every saved answer is kept"),
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
    Command("s,f5", "s  F5", "look", "Summary", "what holds and what is open; the note of a finished one"),
    Command("v", "v", "follow", "Return visit", "a new interview that begins with the answers of this one"),
    Command("l", "l", "label", "Label", "a few words that do not tell who the patient is"),
    Command("x", "x", "export", "Export", "write the note of its day, or one file for another computer"),
    Command("d", "d", "delete", "Delete", "for good, having asked"),
    Command("b,escape", "b  Esc", "escape", "Back", "leave the search, or the history"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
READING_ONLY = (
    Command("s,f5", "s  F5", "summary", "Summary so far", "what holds and what is open"),
    Command("r", "r", "again", "Read again", "what was answered since in the other window"),
    Command("x", "x", "export", "Export", "write one file with a checksum, which can be imported"),
    Command("b,escape", "b  Esc", "close", "Back", "leave; nothing was changed"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
HOME = (
    Command("h,f7", "h  F7", "history", "History", "every kept interview: look, label, export, delete"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)
CHANGED = (
    Command("a", "a", "anew", "Answer anew", "the question is asked again in the interview"),
    Command("g", "g", "go_on", "Go on", "with the interview; what is not confirmed is asked there"),
    Command("question_mark,f1", "?  F1", "why", "Help", "the keys of this screen"),
)


def option_key(index: int) -> str:
    """Return the key of the option at this index; empty when there are no keys left."""
    return OPTION_KEYS[index] if index < len(OPTION_KEYS) else ""


def option_keys(count: int) -> str:
    """Return the keys of so many options, such as `1-5` or `1-9 a-f`."""
    count = min(count, len(OPTION_KEYS))
    if count <= 9:
        return f"1-{count}" if count > 1 else "1"
    return f"1-9 a-{OPTION_KEYS[count - 1]}" if count > 10 else "1-9 a"


def option_index(key: str) -> int | None:
    """Return which option a key chooses; None for any other key."""
    index = OPTION_KEYS.find(key) if len(key) == 1 else -1
    return index if index >= 0 else None


def begins_typing(key: str) -> bool:
    """Tell whether a key pressed beside a field goes into it; the others are commands."""
    return key.isprintable() and not key.isspace() and key.lower() not in "ubes?/" and key != ""

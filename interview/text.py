"""Text from outside, made safe to show, store and send to a terminal.

Every text that enters the program (flow, answer, paste, import, file name) passes `clean_text`
once, at the door, so that nothing behind the door has to remember it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum
from os import PathLike, fsdecode, fsencode, fspath

_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+")
_PLURAL = re.compile(r"(?<=\w\w\w)(?<![su])s$")
_LAST_VOWEL = re.compile(r"(?:(?<=[sxz])|(?<=[cs]h))[ei]$|(?<=i)e$")

_UTF16 = re.compile(rb"\xff\xfe|\xfe\xff|(?:[^\0]\0){2}|(?:\0[^\0]){2}")
LONGEST_NUMBER = 9
"""Digits of a number that somebody could mean."""
LONGEST_OUTPUT = 1_000_000
"""Characters of the longest text that is made; the longest note of a large flow has a few ten thousand."""
_NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_ESCAPES = re.compile(
    "\x1b\\][^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"  # operating-system commands: titles, clipboard
    "|\x1b[PX^_][^\x1b\x9c]*(?:\x1b\\\\|\x9c)"  # device control, privacy and other strings
    "|\x1b\\[[0-?]*[ -/]*[@-~]?"  # colours, cursor movement
    "|\x1b[ -/]*[0-~]?"
    "|\x9b[0-?]*[ -/]*[@-~]?"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Signs that choose the look of the letter before them: one at most, for a row of them could hide a text."""
_SPARE_SELECTORS = re.compile(f"(?:^|(?<=[\\s{_SELECTORS}]))[{_SELECTORS}]+")

_QUOTED = re.compile(r"\$'(.*)'", re.DOTALL)
_ESCAPED = re.compile(rb"\\(x[0-9a-f]{2}|.)", re.DOTALL)


class NotText(ValueError):
    """Bytes that are not UTF-8 text: `str` says what they are, `line` and `column` (from 1) where."""

    def __init__(self, why: str, line: int = 1, column: int = 1) -> None:
        super().__init__(why)
        self.line, self.column = line, column


def decoded(data: bytes) -> str:
    """Return UTF-8 text, without the mark that some editors put before it; `NotText` when it is none."""
    if _UTF16.match(data):
        raise NotText("this is UTF-16 text; save it as UTF-8")
    return _as_utf_8(data)


def _as_utf_8(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise NotText("this is not UTF-8 text", line, column) from None


def as_sent(text: str) -> str:
    """Return a line or argument whose bytes that are no text came as lone surrogates, as streams give them.

    `NotText` when there are any. It is called UTF-16 only where it has the zero bytes of that: the two bytes
    that begin a whole file of it are none by themselves.
    """
    data = text.encode("utf-8", "surrogateescape")
    return decoded(data) if b"\0" in data else _as_utf_8(data)


def clean_text(text: str) -> str:
    """Return the text without control sequences, lone surrogates and what nobody can see.

    Tabs become one space, every kind of line break becomes a newline, and the result is in Unicode
    normal form C. Everything a person can read stays as it was typed.
    """
    if text.isascii() and text.isprintable():  # as most texts are
        return text
    text = _NEWLINES.sub("\n", text)
    text = _ESCAPES.sub("", text)
    text = _SPARE_SELECTORS.sub("", _INVISIBLE.sub("", text)).replace("\t", " ")
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return cleaned text with every run of white space, line breaks included, as one space."""
    return " ".join(clean_text(text).split())


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters, and a sign where it went on."""
    return text if len(text) <= most else f"{text[:most]}…"


def indefinite(noun: str) -> str:
    """Return a noun of ours behind its article: `an exam`, `a question`."""
    return f"{'an' if noun.startswith(('a', 'e', 'i', 'o', 'un')) else 'a'} {noun}"


def shown_path(path: str | PathLike[str]) -> str:
    """Return a path to be told: as it is, or as `shell_path` where it would read as that of another file."""
    name = fspath(path)
    return name if one_line(name) == name else _escaped(name)


def shell_path(path: str | PathLike[str]) -> str:
    """Return a path as one word of a shell command, which names this very file.

    What nobody can see, or would be taken for something else, is escaped as `$'…'` of bash, zsh and ksh.
    """
    from shlex import quote  # needed only here

    name = fspath(path)
    return quote(name) if one_line(name) == name else _escaped(name)


def typed_path(text: str) -> str:
    """Return the path that somebody typed, or pasted as `shell_path` gives it. It is never normalised."""
    text = text.strip()
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        return text
    return fsdecode(_ESCAPED.sub(lambda one: _byte(one[1]), fsencode(quoted[1])))


def _escaped(name: str) -> str:
    letters = [*zip(name, f"{name[1:]} ", f" {name}", strict=False)]
    plain = "".join(
        char if _stands(char, after, before) else _hexadecimal(char) for char, after, before in letters
    )
    if clean_text(plain) != plain:
        plain = "".join(
            char if char.isascii() and _stands(char, "", "") else _hexadecimal(char) for char in name
        )
    return f"$'{plain}'"


def _stands(char: str, after: str, before: str) -> bool:
    """Tell whether a character can be told by itself, beside these."""
    if char == " ":
        return before != " " and after != " "
    joined = any(unicodedata.combining(one) for one in (char, after) if one)
    return char.isprintable() and char not in "'\\" and not joined and clean_text(char) == char


def _hexadecimal(char: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in fsencode(char))


def _byte(escape: bytes) -> bytes:
    return bytes([int(escape[1:], 16)]) if escape[:1] == b"x" else escape


def is_number(typed: str) -> bool:
    """Return whether typed text is a whole number that somebody could mean; `int` refuses very long ones."""
    return typed.isdecimal() and len(typed) <= LONGEST_NUMBER


def folded(text: str) -> str:
    """Return a text for searching: without capitals, accents and the signs that join the words of an id."""
    return re.sub(r"[\s_-]+", " ", _unaccented(text))


def _unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in letters if not unicodedata.combining(char))


def stand_in(words: Iterable[str], text: str) -> bool:
    """Return whether every one of these words begins a word of a text, or is one in another number: `ck` is
    no part of `back`, and `antibody` finds `antibodies`. The parts of `T-score` stand next to each other."""
    said = _words(text)
    begun, numbered = f" {said}", f" {_all_in_any_number(said)} "
    wanted = (_words(word) or word for word in words)
    return all(f" {one}" in begun or f" {_all_in_any_number(one)} " in numbered for one in wanted)


def has(text: str, typed: str) -> bool:
    """Return whether a text has what is typed, as letters anywhere in it or as words."""
    letters = folded(typed)
    return (not letters.isspace() and letters in folded(text)) or stand_in(typed.split(), text)


def _all_in_any_number(words: str) -> str:
    return " ".join(map(_in_any_number, words.split()))


def _in_any_number(word: str) -> str:
    """Return what singular and plural of a word have in common, by their endings alone: `-s`, `-es`, `-ies`
    for `-y`, `-ses` for `-sis`."""
    stem = _LAST_VOWEL.sub("", _PLURAL.sub("", word))
    return f"{stem[:-1]}i" if stem.endswith("y") else stem


class Nearness(IntEnum):
    """How something is found by what is typed."""

    CALLED = 0
    BEGINS = 1
    NAMED = 2
    ELSEWHERE = 3


def nearest(typed: str, names: Iterable[tuple[str, str]]) -> dict[int, Nearness]:
    """Return the places of what typed words find, and how; what is called so comes first.

    Of each there is its name, and what else it is found by.
    """
    hows = (_nearness(typed, *one) for one in names)
    found = {place: how for place, how in enumerate(hows) if how is not None}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def meant(typed: str, names: Iterable[tuple[str, str]]) -> list[int]:
    """Return the places of what is meant by typed words, of the same: what is called so, else what has them
    in its name, else what is found by them otherwise."""
    found = nearest(typed, names)
    for hows in ((Nearness.CALLED,), (Nearness.BEGINS, Nearness.NAMED), (Nearness.ELSEWHERE,)):
        if places := [place for place, how in found.items() if how in hows]:
            return places
    return []


def _nearness(typed: str, name: str, also: str) -> Nearness | None:
    words, wanted, called = typed.split(), _words(typed), _words(name)
    if wanted and called == wanted:
        return Nearness.CALLED
    if wanted and (called.startswith(wanted) or _begins_in_any_number(wanted.split(), called.split())):
        return Nearness.BEGINS
    if stand_in(words, name):
        return Nearness.NAMED
    return Nearness.ELSEWHERE if stand_in(words, f"{name} {also}") else None


def _begins_in_any_number(wanted: Sequence[str], called: Sequence[str]) -> bool:
    pairs = zip(wanted, called, strict=False)
    return len(wanted) <= len(called) and all(
        _in_any_number(one) == _in_any_number(two) for one, two in pairs
    )


def _words(text: str) -> str:
    return " ".join(_WORD.findall(_unaccented(text)))

"""What a typed line means in practice: placings of a plan, or what is asked for. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple

from interview.check.cases.responses import Response
from interview.practice.attempt import SURE
from interview.practice.report import SURE as SURE_IN_WORDS
from interview.text import is_number, meant, one_line, shortened

RESPONSES = {
    Response.TODAY: ("t", "today"),
    Response.SOON: ("s", "soon"),
    Response.LATER: ("l", "later"),
    Response.CAUTION: ("c", "caution", "against", "against or caution"),
    Response.ASK_FIRST: ("a", "ask", "ask first"),
    Response.LEFT_OUT: ("0", "out", "left out"),
}
"""What can be typed for each response."""
_RESPONSE = {word: response for response, words in RESPONSES.items() for word in words}
_ABOUT = re.compile(r"([wmfp])(?:\s*(\d+)(?=[\s.:,]|$))?(?:[\s.:,]+(.*))?", re.IGNORECASE | re.DOTALL)


class Word(Enum):
    """What can be typed at every prompt, by its words."""

    HELP = ("?", "h", "help")
    CASE = ("case", "v")
    LIST = ("list",)
    FIND = ("find",)
    LEAVE = ("q", "quit", "exit")


_WORD = {typed: word for word in Word for typed in word.value}


class About(NamedTuple):
    """What is typed about a line once the plan stands: the letter, the number of the line, and a reason."""

    letter: str
    number: int | None
    reason: str


def word_of(typed: str) -> tuple[Word, str] | None:
    """Return what can be typed at every prompt, and what is to be found; None where it is something else."""
    first, _, rest = typed.partition(" ")
    word = _WORD.get(first.casefold())
    return None if word is None or (rest and word is not Word.FIND) else (word, rest)


def about_of(typed: str) -> About | None:
    """Return what is typed about a line, such as `m 2 not in our unit`; None where it is nothing such."""
    found = _ABOUT.fullmatch(typed)
    if found is None:
        return None
    letter, number, reason = found[1].lower(), found[2], (found[3] or "").strip()
    if (number and not is_number(number)) or reason.isdecimal() or (reason and letter != "m"):
        return None
    return About(letter, int(number) if number else None, reason)


def sure_of(typed: str) -> int | None:
    """Return how sure somebody is, by the number or the beginning of the word."""
    word = typed.casefold()
    return next(
        (one for one in SURE if word and (word == str(one) or _begins(SURE_IN_WORDS[one], word))), None
    )


def _begins(words: str, typed: str) -> bool:
    return len(typed) > 2 and words.startswith(typed)


def parts(typed: str) -> list[str]:
    """Return what is typed at once, apart: `1 soon, 8 out` is two, `2, 5 soon` or `soon 2, 5` is one."""
    found, open_part = list[str](), ""
    for part in filter(None, map(str.strip, typed.split(","))):
        open_part = f"{open_part} {part}".strip()
        if all(placing(open_part)) or not part.replace(" ", "").isdecimal():
            found.append(open_part)
            open_part = ""
        elif found and all(placing(f"{found[-1]} {open_part}")):
            found[-1], open_part = f"{found[-1]} {open_part}", ""
    return [*found, *filter(None, [open_part])] or [typed]


def placing(typed: str) -> tuple[list[int], Response | None]:
    """Return the numbers and the response of a line such as `2 5 soon`, or `soon 2 5`."""
    words = [word.rstrip(".:") for word in typed.casefold().replace(",", " ").split()]
    at = 0 if words and is_number(words[0]) else -1
    numbers = list[int]()
    while len(words) > 1 and is_number(words[at]):
        numbers.append(int(words.pop(at)))
    return numbers, _RESPONSE.get(" ".join(words))


def not_understood(typed: str) -> str:
    """Say again what was typed and is not understood."""
    return f"'{quoted(typed)}' is not understood."


def quoted(typed: str) -> str:
    """Return what was typed as it is said again: on one line, and not all of something long."""
    return shortened(one_line(typed), 40)


def places_meant(wanted: str, known: Sequence[tuple[str, str]]) -> list[int]:
    """Return the places of the findings that are meant by words, or by nearly all of a label."""
    if found := meant(wanted, known):
        return found
    labels = [label.casefold() for label, _ in known]
    return [labels.index(label) for label in get_close_matches(wanted.casefold(), labels, 1)]

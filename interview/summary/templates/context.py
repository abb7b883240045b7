"""What a template may use: the parts of a summary, narrowed for a reader, as types and as plain data."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from interview.summary.audiences import Extract, TakeHome, extract, take_home
from interview.summary.handover import Handover, handover
from interview.summary.model import Summary
from interview.summary.note import Note
from interview.summary.short_note import short_note

Plain = str | int | bool | list["Plain"] | dict[str, "Plain"]


@cache
def parts(record: type) -> Mapping[str, Any]:
    """Return the fields and properties of a dataclass with their types."""
    hints = get_type_hints(record)
    fields = {field.name: hints[field.name] for field in dataclasses.fields(record)}
    properties = {
        name: get_type_hints(member.fget)["return"]
        for name, member in vars(record).items()
        if isinstance(member, property) and not name.startswith("_")
    }
    return {**fields, **properties}


def element(kind: Any) -> Any:
    """Return the type of a tuple's elements, or None for anything but a tuple."""
    arguments = get_args(kind)
    return arguments[0] if len(arguments) == 2 and arguments[1] is Ellipsis else None


class Copier:
    """Copies values to lists, dicts, text and numbers, each record once; every text passes through `words`.

    A template gets these copies and never an object of the program. Words of a fixed set, such as an urgency,
    stay as they are, to be compared.
    """

    def __init__(self, words: Callable[[str], str]) -> None:
        self._words = cache(words)
        self._made: dict[int, tuple[object, Plain]] = {}
        """By the identity of a record, itself, so that it stays, and its copy."""

    def plain(self, value: object) -> Plain:
        """Return the copy of a value. `TypeError` for what does not belong in a summary."""
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, str):
            return self._words(value)
        if isinstance(value, int):
            return value
        if isinstance(value, tuple):
            return [self.plain(item) for item in value]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            if id(value) not in self._made:
                copied = {name: self.plain(getattr(value, name)) for name in parts(type(value))}
                self._made[id(value)] = value, copied
            return self._made[id(value)][1]
        raise TypeError(f"a {type(value).__name__} does not belong in a summary")


class Order(StrEnum):
    """What comes first in a note."""

    APSO = "apso"
    """Assessment and plan, then what they rest on."""
    SOAP = "soap"
    """What the history says, what was found, assessment, plan."""
    PROBLEM = "problem"
    """The plan by problem, each with its findings."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a template sees beside the summary."""

    wildcard: str = ""
    """What to write where the reader has to fill something in, such as `***`; empty: nothing is left to."""


@dataclass(frozen=True, slots=True)
class Views:
    """A summary for a letter, and for the patient."""

    extract: Extract
    take_home: TakeHome
    note: Note
    handover: Handover


def view(name: str, summary: Summary, *said: Collection[str]) -> object:
    """Return the part of `Views` with this name, for a template that says this of its sections."""
    match name:
        case "extract":
            return extract(summary, *said)
        case "take_home":
            return take_home(summary)
        case "note":
            return short_note(summary)
        case "handover":
            return handover(summary, short_note(summary))
        case _:
            raise KeyError(name)

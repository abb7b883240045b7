"""A path: patients with their answers, and what is expected to follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from interview.engine import Status
from interview.errors import Place
from interview.flow.answers import Answer


class Aspect(StrEnum):
    """What an expectation is about."""

    STATUS = "status"
    STANCE = "stance"
    TABLE = "table"
    FACT = "fact"
    WARNINGS = "warnings"
    WORDED = "worded"
    ASKED = "asked"
    SAYS = "says"


Value = Status | bool | int | str | frozenset[str] | None
"""A status; a stance as text; the possible outcomes, or the codes of warnings, as a set; how many warnings
there are; and whether a fact holds (None: open), an open line is worded, a question is asked or some words
are in the note."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that is expected of a patient."""

    aspect: Aspect
    name: str
    """The id of a recommendation, table, fact or question; the words themselves; empty for warnings."""
    value: Value
    place: Place
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Patient:
    """One patient's answers, in the order of the flow, and what is expected."""

    title: str
    answers: Mapping[str, Answer]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class ScriptedPath:
    """A file of `paths/`. A path without a list of patients is about one, who has the path's title."""

    title: str
    patients: tuple[Patient, ...]
    file: Path


STATUS_KEYS = {"holds": Status.HOLDS, "ruled_out": Status.RULED_OUT, "open": Status.OPEN}
WORDED_KEYS = {"worded": True, "not_worded": False}
ASKED_KEYS = {"asked": True, "not_asked": False}
SAYS_KEYS = {"says": True, "never_says": False}
"""The lists of an expectation, and what each says about what is in it."""

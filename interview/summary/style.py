"""How a text is wanted, beside the summary it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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

"""Sources as a summary prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reference."""

    text: str
    address: str = ""
    """Where it leads, always by https; empty for a part that is no link."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as printed, numbered in order of first use."""

    id: str
    number: int
    short: str
    """Author and year, such as `Rose 2013`."""
    pieces: tuple[Piece, ...]
    """The whole reference in parts, so that a DOI, a PMID and an address can be links."""
    kind: str
    """The kind of evidence in words, such as `guideline`."""

    @property
    def full(self) -> str:
        """The whole reference, with DOI or PMID where there is one."""
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class SourceKind:
    """Sources of one kind of evidence."""

    kind: str
    sources: tuple[Citation, ...]

"""A table of progress as a trainee handed it in: read as text from outside, and refused where it contradicts
itself, as no table does that this program wrote and nobody changed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from interview.errors import UsageError
from interview.export.csv.table import as_typed
from interview.practice.key import Response
from interview.practice.marking import PASS, Verdict, score
from interview.practice.progress import RIGHT
from interview.practice.report import COLUMNS
from interview.text import NotText, decoded, one_line, shortened, shown_path

LATER = "right"
"""The column that tables of earlier versions do not have."""
MOST_BYTES = 20_000_000
LONGEST_SAID = 40
_BEFORE = tuple(name for name in COLUMNS if name != LATER)
_YES_NO = re.compile("yes|no")
_TAKEN = {
    "again": _YES_NO,
    "score": re.compile(r"(-?[01](\.[0-9]{1,4})?)?"),
    "passed": _YES_NO,
    LATER: re.compile("|".join(("", *Response))),
    "verdict": re.compile("|".join(Verdict)),
}
"""What the cells that are counted can hold."""
_ROUNDING = Fraction(6, 1000)
"""How far a score of two decimals may lie from what it is rounded from, which has four itself."""
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    """One row, and where in the file it ends."""

    line: int
    row: Row

    def __getitem__(self, name: str) -> str:
        return self.row[COLUMNS.index(name)]


def read_table(file: Path) -> tuple[Row, ...]:
    """Return the rows of a trainee's table, each once; `UsageError` where it is none, has what none has, or
    says of a case what its own rows do not come to."""
    decisions = tuple(_decisions(file))
    attempts: dict[tuple[str, str], list[_Decision]] = {}
    for one in decisions:
        attempts.setdefault((one["case"], one["begun"]), []).append(one)
    for attempt in attempts.values():
        if found := _contradiction(attempt):
            decision, why = found
            raise UsageError(f"{shown_path(file)}, line {decision.line}: {why}")
    return tuple(dict.fromkeys(one.row for one in decisions))


def _decisions(file: Path) -> Iterator[_Decision]:
    """Yield the rows of a trainee's table as this version has them."""
    rows = csv.reader(io.StringIO(_text(file).lstrip("\ufeff"), newline=""), strict=True)
    try:
        head = tuple(next(rows, ()))
        if head in (("trainee", *COLUMNS), ("trainee", *_BEFORE)):
            raise UsageError(f"{shown_path(file)} is the table of a cohort, not of a trainee")
        if head not in (COLUMNS, _BEFORE):
            raise UsageError(
                f"{shown_path(file)} is not a trainee's table, as this version writes it with 'interview "
                "practice --progress csv'"
            )
        for row in rows:
            if len(row) != len(head):
                raise UsageError(f"{shown_path(file)}, line {rows.line_num}: a row has {len(head)} cells")
            cells = dict(zip(head, map(as_typed, row), strict=True))
            told = tuple(cells.get(name, "") for name in COLUMNS)
            for name, cell in zip(COLUMNS, told, strict=True):
                if name in _TAKEN and not _TAKEN[name].fullmatch(cell):
                    said = shortened(one_line(cell), LONGEST_SAID)
                    raise UsageError(f"{shown_path(file)}, line {rows.line_num}: '{said}' is no {name}")
            yield _Decision(rows.line_num, told)
    except csv.Error as error:
        raise UsageError(f"{shown_path(file)}, line {rows.line_num}: {error}") from None


def _text(file: Path) -> str:
    try:
        return decoded(file.read_bytes()[: MOST_BYTES + 1])
    except OSError as error:
        raise UsageError(f"{shown_path(file)} cannot be read: {error.strerror}") from None
    except NotText as error:
        raise UsageError(f"{shown_path(file)} is no text: {error}") from None


def _contradiction(attempt: Sequence[_Decision]) -> tuple[_Decision, str] | None:
    """Return the first row of an attempt that cannot be so beside the others, and why."""
    first = attempt[0]
    for one in attempt:
        for name in ("score", "passed"):
            if one[name] != first[name]:
                return one, f"'{one[name]}' is not the {name} that line {first.line} has of the same case"
        if one[LATER] and one["verdict"] != Verdict.HARMFUL and _is_right(one) != (one["verdict"] in RIGHT):
            return one, f"'{one['verdict']}' is not what '{_said(one)}' is where '{one[LATER]}' is right"
    if not _comes_to_its_score(attempt):
        why = f"the rows of this case do not come to its score, {first['score'] or 'none'}"
        return attempt[-1], f"{why}: some are missing, or were changed"
    if first["passed"] not in _passes(attempt):
        harms = any(one["verdict"] == Verdict.HARMFUL for one in attempt)
        beside = f"a score of {first['score'] or 'nothing'} and {'harm' if harms else 'no harm'}"
        return first, f"'{first['passed']}' is not what passed is with {beside}"
    return None


def _said(one: _Decision) -> str:
    return shortened(one_line(one["said"]), LONGEST_SAID)


def _is_right(one: _Decision) -> bool:
    return one["said"] == one[LATER]


def _comes_to_its_score(attempt: Sequence[_Decision]) -> bool:
    """Return whether an attempt has the score of its rows; also where they do not all say what was right."""
    if not all(one[LATER] for one in attempt):
        return True
    right = {one["line"]: Response(one[LATER]) for one in attempt}
    found = score(right, {one["line"] for one in attempt if one["verdict"] in RIGHT})
    told = attempt[0]["score"]
    if found is None or not told:
        return found is None and not told
    return abs(Fraction(Decimal(told)) - found) <= _ROUNDING


def _passes(attempt: Iterable[_Decision]) -> frozenset[str]:
    """Return what `passed` can be: either, where the score may have been rounded to what passes."""
    every = tuple(attempt)
    told = every[0]["score"]
    if not told or any(one["verdict"] == Verdict.HARMFUL for one in every):
        return frozenset({"no"})
    above = Fraction(Decimal(told)) - PASS
    return frozenset({"yes", "no"} if abs(above) <= _ROUNDING else {"yes" if above > 0 else "no"})

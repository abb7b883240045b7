"""A folder of trainees' tables of progress as one, a trainee named by the file: every decision as a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from interview.errors import UsageError
from interview.export.csv.table import sheet
from interview.practice.case import Case
from interview.practice.case_code import numbered
from interview.practice.report import COLUMNS
from interview.practice.trainee_table import Row, read_table, right_by
from interview.text import one_line, shown_path

HEAD = ("trainee", *COLUMNS)
_DECISION = itemgetter(*map(COLUMNS.index, ("case", "begun", "line", "said", "verdict")))
"""What makes a decision: the rest can be told otherwise another time, or by another version."""
_ATTEMPT = itemgetter(*map(COLUMNS.index, ("case", "begun")))
_LINE = itemgetter(*map(COLUMNS.index, ("case", "begun", "line")))
_ANSWERS = {"sure": "how sure", "said": "what was said", "verdict": "what became of it"}
"""Columns that nobody changes after the commit, and what they hold."""
_NO_NAME = re.compile(r"|all|.*\.csv'?", re.IGNORECASE)
"""Names that nobody has, or that something else has here: the last column, a file that is named whole."""
MOST_FILES = 1_000
Decision = Mapping[str, str]


@dataclass(frozen=True)
class Cohort:
    """Every decision of every trainee once, and why some files are left out."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    unfinished: tuple[str, ...] = ()
    """Of an exam, who counts with less than all of it, and what is missing."""

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision by the names of its columns."""
        return tuple(dict(zip(HEAD, row, strict=True)) for row in self.rows)

    @property
    def untold(self) -> tuple[str, ...]:
        """Whose table does not tell of each decision what was right, as earlier versions did not keep it."""
        made = Counter(one["trainee"] for one in self.decisions)
        less = Counter(one["trainee"] for one in self.decisions if right_by(one) is None)
        return tuple(
            f"{name}, whose table does not tell of {less[name]} of {made[name]} decisions what was right: an "
            "earlier version of this program did not keep it"
            for name in less
        )


@dataclass(frozen=True)
class _Table:
    """The rows of a trainee's table."""

    rows: tuple[Row, ...]

    @cached_property
    def _decided(self) -> frozenset[Row]:
        return frozenset(map(_DECISION, self.rows))

    @cached_property
    def _begun(self) -> frozenset[Row]:
        return frozenset(map(_ATTEMPT, self.rows))

    def is_part_of(self, other: _Table) -> bool:
        """Return whether every attempt stands in another table: the same decisions, or two attempts and more
        that began in the same seconds, whatever is told of them."""
        return self._decided <= other._decided or (len(self._begun) > 1 and self._begun <= other._begun)

    def says_more(self, other: _Table) -> bool:
        """Return whether of two tables of the same attempts this one tells more, as what was right."""
        told, less = (sum(map(bool, chain.from_iterable(table.rows))) for table in (self, other))
        return len(self.rows) == len(other.rows) and told > less

    def otherwise(self, other: _Table) -> Iterator[str]:
        """Yield what is told otherwise than in another table of the same lines of the same attempts."""
        beside = {_LINE(row): row for row in other.rows}
        pairs = [(row, beside[_LINE(row)]) for row in self.rows if _LINE(row) in beside]
        for column, words in _ANSWERS.items():
            at = COLUMNS.index(column)
            if any(one[at] != two[at] for one, two in pairs):
                yield words


def cohort(folder: Path, exam: str = "", cases: Mapping[str, Case] = MappingProxyType({})) -> Cohort:
    """Return every decision of every trainee, and why some files are left out.

    Left out is what is no trainee's table (a table of a cohort, one of another kind, one that is damaged),
    what says of one of the `cases` of an exam, by their codes, what it is not, and what was handed in twice.
    `UsageError` where there is no such folder, or no trainee's table in it.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {shown_path(folder)}")
    tables: dict[Path, _Table] = {}
    inside = sorted(folder.iterdir())
    files = [file for file in inside if _is_table(file)]
    others = [file for file in inside if not _is_table(file) and not file.name.startswith(".")]
    left_out = [f"{shown_path(file)} is no table (.csv)" for file in others[:MOST_FILES]]
    for file in files[:MOST_FILES]:
        try:
            tables[file] = _Table(read_table(file, exam, cases))
        except UsageError as error:
            left_out.append(str(error))
    if len(files) > MOST_FILES:
        left_out.append(
            f"all after {shown_path(files[MOST_FILES - 1])}: at most {MOST_FILES} tables are read"
        )
    every = dict(tables)
    for file in sorted(tables, key=lambda file: (-len(file.stem), file)):
        if not tables[file].rows or _has_all_of(file, tables):
            del tables[file]
    left_out += (
        f"{shown_path(file)} {_why_not(file, every, tables)}" for file in every if file not in tables
    )
    if not tables:
        raise UsageError(f"there is no trainee's table (.csv) in {shown_path(folder)}{_below(left_out)}")
    named = _named(tables)
    rows = tuple((named[file], *row) for file, table in tables.items() for row in table.rows)
    return Cohort(rows, tuple(left_out))


def _below(left_out: Iterable[str]) -> str:
    """Return why files are left out, each on a line of its own below what is told."""
    return "".join(f"\n{why}" for why in left_out)


def _is_table(file: Path) -> bool:
    return file.suffix.lower() == ".csv"


def _named(files: Iterable[Path]) -> Mapping[Path, str]:
    """Return whose table each is: a name that is no other's, with its ending where it would be."""
    names = {file: one_line(file.stem) for file in files}
    often = Counter(names.values())
    return {
        file: shown_path(file.name) if often[name] > 1 or _NO_NAME.fullmatch(name) else name
        for file, name in names.items()
    }


def _why_not(file: Path, every: Mapping[Path, _Table], counted: Collection[Path]) -> str:
    """Return why a table is not counted: it is empty, or another one that is counted has all of it."""
    if not every[file].rows:
        return "has no case that is over"
    other = _has_all_of(file, {file: every[file], **{one: every[one] for one in counted}})
    name = shown_path(other.name) if other else ""
    otherwise = ", ".join(every[file].otherwise(every[other])) if other else ""
    says = f"tells the attempts of {name} otherwise ({otherwise})"
    why = says if otherwise else f"holds no decision that {name} does not hold"
    return f"{why}: {name} is counted, {shown_path(file.name)} is not"


def _has_all_of(file: Path, tables: Mapping[Path, _Table]) -> Path | None:
    """Return another table in which every attempt of this one stands, and that does not say less of them."""
    own = tables[file]
    others = (other for other, table in tables.items() if other != file and own.is_part_of(table))
    return next((other for other in others if not own.says_more(tables[other])), None)


def table(found: Cohort) -> bytes:
    """Return every decision as a row of a CSV file."""
    return sheet(HEAD, found.rows)


def of_exam(found: Cohort, title: str, lines: Mapping[str, Collection[str]]) -> Cohort:
    """Return only what was decided in an exam, on its cases: the lines of each by its code.

    Who has not taken it is named as left out, who has not all of it as unfinished. `UsageError` where nobody
    has taken it.
    """
    at = {name: HEAD.index(name) for name in ("test", "case")}
    rows = tuple(row for row in found.rows if row[at["test"]] == title and row[at["case"]] in lines)
    if not rows:
        raise UsageError(
            f"no table has the exam '{one_line(title)}', over, with the cases it has here; one that was "
            f"taken before the flow, the program or its file changed has others{_below(found.left_out)}"
        )
    took = {row[0] for row in rows}
    others = dict.fromkeys(row[0] for row in found.rows if row[0] not in took)
    titled = {row[0] for row in found.rows if row[at["test"]] == title}
    told = (
        f"{name}, whose table has {'other cases in this exam' if name in titled else 'no such exam'}"
        for name in others
    )
    left_out = (*found.left_out, *told)
    return Cohort(rows, left_out, tuple(_unfinished(rows, lines)))


def _unfinished(rows: Iterable[Row], lines: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield who has not every case of an exam, not every line of one, or one that does not count."""
    decided: dict[str, dict[str, set[str]]] = {}
    for one in Cohort(tuple(rows), ()).decisions:
        first = decided.setdefault(one["trainee"], {}).setdefault(one["case"], set())
        first |= {one["line"]} if one["again"] == "no" else set()
    for name, cases in decided.items():
        if len(cases) < len(lines):
            yield f"{name}, whose table has {len(cases)} of the {len(lines)} cases of the exam"
        for place, (code, listed) in enumerate(lines.items(), start=1):
            missing = {*listed} - cases.get(code, {*listed})
            if code in cases and not cases[code]:
                yield f"{name}, who had {numbered(place, code)} before: it is not counted"
            elif missing:
                some = f"{len(listed) - len(missing)} of the {len(listed)} lines"
                yield f"{name}, whose table has {some} of {numbered(place, code)}"

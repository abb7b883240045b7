"""A table of progress as a trainee handed it in: read as text from outside, and refused where it contradicts
itself, as no table does that this program wrote and nobody changed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from interview.check.cases.responses import MOST_OF_A_KIND, PASS, Response, score
from interview.errors import UsageError
from interview.export.csv.table import as_typed
from interview.practice.attempt import SURE, is_of_practice
from interview.practice.case import Case
from interview.practice.case_code import is_written
from interview.practice.key import neutral_name
from interview.practice.marking import RIGHT, Verdict, mark, verdicts
from interview.practice.practice import Mode
from interview.practice.report import COLUMNS
from interview.text import NotText, clean_text, decoded, one_line, shortened, shown_path

LATER = "right"
"""The column that tables of earlier versions do not have."""
MOST_BYTES = 20_000_000
LONGEST_SAID = 40
MOST_LINES = 2 * MOST_OF_A_KIND
"""Lines of the longest list, of a drawn case and a written one."""
LONGEST_REASON = 100_000
"""Characters of a reason; each cell of a file is read only as far as `csv` reads one."""
MOST_NAMED = 5
"""How many columns are named that are missing, or too many."""
_BEFORE = tuple(name for name in COLUMNS if name != LATER)
_YES_NO = ("yes", "no")
_WORDS = {
    "mode": tuple(Mode),
    "again": _YES_NO,
    "sure": tuple(map(str, SURE)),
    "passed": _YES_NO,
    "in_practice": _YES_NO,
    "said": tuple(Response),
    LATER: ("", *Response),
    "verdict": tuple(Verdict),
}
"""What cells can hold that are one of some words."""
_AS_SAVED = {"true": "yes", "false": "no"}
"""How other programs say it when they save a table again."""
_NEEDED = ("case", "line", "name")
_BEGUN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}.*")
_SCORE = re.compile(r"(-?(0(\.[0-9]{1,4})?|1(\.0{1,4})?))?")
_CHANGED = "a spreadsheet may have changed it, so hand in the table as it was written"
_SEPARATOR = re.compile("sep=.?")
"""The line that some spreadsheets put before the first one."""
_OF_CASE = ("mode", "test", "again", "sure", "score", "passed", "misunderstanding")
"""What every row of an attempt has alike."""
_ROUNDING = Fraction(6, 1000)
"""How far a score of two decimals may lie from what it is rounded from, which has four itself; one of more
is held exactly."""
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Decision:
    """One row, and where in the file it ends."""

    line: int
    row: Row

    def __getitem__(self, name: str) -> str:
        return self.row[COLUMNS.index(name)]


def read_table(
    file: Path, exam: str = "", cases: Mapping[str, Case] = MappingProxyType({})
) -> tuple[Row, ...]:
    """Return the rows of a trainee's table, each once; `UsageError` where it is none, has what none has, or
    says of a case what its own rows do not come to, or of one of these cases of an exam, by their codes, what
    it is not."""
    decisions = {one.row: one for one in _decisions(file)}
    every = tuple(decisions.values())
    of_exam = {one.row: one for one in every if one["test"] == exam and one["case"] in cases}
    if found := _contradiction(every) or _against_exam(tuple(of_exam.values()), cases):
        decision, why = found
        raise UsageError(f"{shown_path(file)}, line {decision.line}: {why}")
    return tuple(_as_in_exam(one, cases) if one.row in of_exam else one.row for one in every)


def _as_in_exam(one: _Decision, cases: Mapping[str, Case]) -> Row:
    """Return a row with its line called as in the exam, and with what is right there: it is the same one,
    whatever a table calls it, and where it does not tell what was right."""
    key, line = cases[one["case"]].key, one["line"]
    there = {"name": neutral_name(key.flow, line), LATER: key.right[line].value}
    return tuple(there.get(name, cell) for name, cell in zip(COLUMNS, one.row, strict=True))


def _decisions(file: Path) -> Iterator[_Decision]:
    """Yield the rows of a trainee's table as this version has them, without those that are empty."""
    text = io.StringIO(_text(file).lstrip("\ufeff"), newline="")
    rows = csv.reader(text, strict=True, skipinitialspace=True)
    try:
        head = _head(rows)
        if why := _not_a_head(head):
            raise UsageError(f"{shown_path(file)} {why}")
        for row in filter(any, rows):
            where = f"{shown_path(file)}, line {rows.line_num}"
            if len(row) != len(head):
                raise UsageError(f"{where}: a row has {len(head)} cells, and this one {len(row)}")
            cells = {name: _read(name, cell) for name, cell in zip(head, row, strict=True)}
            told = tuple(cells.get(name, "") for name in COLUMNS)
            for name, cell in zip(COLUMNS, told, strict=True):
                if why := _not_a_cell(name, cell):
                    raise UsageError(f"{where}: {_shown(cell)} is no {name}: {why}")
            yield _Decision(rows.line_num, told)
    except csv.Error as error:
        if "field larger" in str(error):
            where = f"{shown_path(file)}, line {rows.line_num}"
            why = f"a cell is too long: a reason has at most {LONGEST_REASON} characters"
            raise UsageError(f"{where}: {why}") from None
        raise UsageError(f"{shown_path(file)}, line {rows.line_num}: {error}") from None


def _head(rows: Iterator[list[str]]) -> list[str]:
    """Return the names of the columns, in small letters."""
    head = next(rows, [])
    if head and _SEPARATOR.fullmatch(head[0].lower()) and not any(head[1:]):
        head = next(rows, [])
    return [name.strip().lower() for name in head]


def _read(name: str, cell: str) -> str:
    """Return a cell as it was written, where another program only put blanks or capitals in it."""
    cell = clean_text(as_typed(cell)).strip()
    if name not in _WORDS:
        return cell if name == "disagrees" else one_line(cell)
    word = cell.lower()
    return _AS_SAVED.get(word, word) if _WORDS[name] is _YES_NO else word


def _not_a_cell(name: str, cell: str) -> str:
    """Return what would be right where a column cannot have a cell; empty where it can."""
    if name in _WORDS and cell not in _WORDS[name]:
        return f"it is {' or '.join(word or 'empty' for word in _WORDS[name])}"
    if name == "begun" and not (_BEGUN.fullmatch(cell) and is_of_practice(cell)):
        return f"it is as in 2026-12-01T04:19:00+01:00; {_CHANGED}"
    if name in _NEEDED and not cell:
        return f"it is not empty; {_CHANGED}"
    if name == "disagrees" and len(cell) > LONGEST_REASON:
        return f"it has at most {LONGEST_REASON} characters"
    if name == "score" and not _SCORE.fullmatch(cell):
        return f"it is as in 0.3333, with a point, from -1 to 1, or empty; {_CHANGED}"
    return ""


def _not_a_head(head: Sequence[str]) -> str:
    """Return why a row is not the first one of a trainee's table; empty where it is, in whatever order."""
    if sorted(head) in (sorted(COLUMNS), sorted(_BEFORE)):
        return ""
    if tuple(head) in (("trainee", *COLUMNS), ("trainee", *_BEFORE)):
        return "is the table of a cohort, not of a trainee"
    if len(head) == 1 and set(_BEFORE) <= set(re.split("[;\t]", head[0])):
        return "has no commas between its cells: save it as CSV with commas"
    missing = [name for name in _BEFORE if name not in head]
    more = [name for place, name in enumerate(head) if name not in COLUMNS or name in head[:place]]
    if len(missing) < len(_BEFORE) / 2:
        told = (
            f"lacks {_columns(missing)}" if missing else "",
            f"has {_columns(more)} too many" if more else "",
        )
        return " and ".join(filter(None, told))
    return "is not a trainee's table, as this version writes it with 'interview practice --progress csv'"


def _columns(names: Sequence[str]) -> str:
    return f"the column{'s' if len(names) > 1 else ''} {', '.join(map(_shown, names[:MOST_NAMED]))}"


def _text(file: Path) -> str:
    try:
        if file.exists() and not file.is_file():  # a device has no end, and a pipe may have no beginning
            raise UsageError(f"{shown_path(file)} is no file that can be read")
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UsageError(f"{shown_path(file)} is larger than {MOST_BYTES // 1_000_000} MB")
        return decoded(data)
    except OSError as error:
        raise UsageError(f"{shown_path(file)} cannot be read: {error.strerror}") from None
    except NotText as error:
        raise UsageError(f"{shown_path(file)} is no text; save it as CSV in UTF-8 ({error})") from None


def _contradiction(decisions: Sequence[_Decision]) -> tuple[_Decision, str] | None:
    """Return the first row that cannot be so beside the others, and why."""
    attempts: dict[tuple[str, str], list[_Decision]] = {}
    for one in decisions:
        attempts.setdefault((one["case"], one["begun"]), []).append(one)
    firsts: dict[str, _Decision] = {}
    for attempt in attempts.values():
        if found := _beside_each_other(attempt) or _against_its_rows(attempt):
            return found
        first = attempt[0]
        other = firsts.setdefault(first["case"], first) if first["again"] == "no" else first
        if other is not first:
            return first, f"'no' is not what again is: line {other.line} has a first attempt at the same case"
    return None


def _beside_each_other(attempt: Sequence[_Decision]) -> tuple[_Decision, str] | None:
    """Return the first row that does not go with those above it, or with itself, and why."""
    first, lines = attempt[0], dict[str, int]()
    if first["mode"] == Mode.LEARN and first["test"]:
        return first, f"'{Mode.LEARN}' is not what mode is in the test {_shown(first['test'])}"
    if len(attempt) > MOST_LINES:
        return attempt[MOST_LINES], f"the case {_shown(first['case'])} has at most {MOST_LINES} lines"
    for one in attempt:
        for name in _OF_CASE:
            if one[name] != first[name]:
                return (
                    one,
                    f"{_shown(one[name])} is not the {name} that line {first.line} has of the same case",
                )
        if (other := lines.setdefault(one["line"], one.line)) != one.line:
            return one, f"{_shown(one['line'])} is told otherwise in line {other}, of the same case"
        if not _rights(one):
            where = f" where '{one[LATER]}' is right" if one[LATER] else ""
            return one, f"'{one['verdict']}' is not what '{one['said']}' is{where}"
    return None


def _against_its_rows(attempt: Sequence[_Decision]) -> tuple[_Decision, str] | None:
    """Return the row to name of an attempt whose rows do not come to its score or to `passed`, and why."""
    first, told = attempt[0], attempt[0]["score"]
    if not any(_is_told(told, found) for found in _scores(attempt)):
        why = f"the rows of this case do not come to its score, {told or 'none'}"
        return attempt[-1], f"{why}: some are missing, or were changed"
    harms = any(one["verdict"] == Verdict.HARMFUL for one in attempt)
    if first["passed"] not in _passes(told, harms):
        beside = f"a score of {told or 'nothing'} and {'harm' if harms else 'no harm'}"
        return first, f"'{first['passed']}' is not what passed is with {beside}"
    return None


def _against_exam(decisions: Sequence[_Decision], cases: Mapping[str, Case]) -> tuple[_Decision, str] | None:
    """Return the first row that the case of the exam does not have so, and why."""
    for one in decisions:
        case, line, said = cases[one["case"]], one["line"], Response(one["said"])
        if line not in case.lines:
            return one, f"{_shown(line)} is no line of this case in the exam"
        marked = mark(case.key, (line,), {line: said}, case.defensible)
        if one[LATER] not in ("", marked.right[line]):
            return one, f"'{one[LATER]}' is not right here in the exam: '{marked.right[line]}' is"
        if one["verdict"] != marked.verdicts[line]:
            return one, f"'{one['verdict']}' is not what '{said}' is here in the exam"
    return None


def _shown(cell: str) -> str:
    return f"'{shortened(one_line(cell), LONGEST_SAID)}'"


def right_by(cells: Mapping[str, str]) -> Response | None:
    """Return what was right by a row of a table; None where it is of an earlier version and does not tell."""
    right, *others = _rights(cells)
    return None if others else right


def _rights(one: _Decision | Mapping[str, str]) -> tuple[Response, ...]:
    """Return what can have been right: what the row says, or what its verdict leaves where it does not."""
    told, written = (Response(one[LATER]),) if one[LATER] else tuple(Response), is_written(one["case"])
    said = Response(one["said"])
    return tuple(right for right in told if one["verdict"] in verdicts(right, said, written=written))


def _scores(attempt: Sequence[_Decision]) -> Iterator[Fraction | None]:
    """Yield every score that the rows can come to: of a harmful one it can be open if it was called for."""
    rights = {one["line"]: _rights(one) for one in attempt}
    found = {one["line"] for one in attempt if one["verdict"] in RIGHT}
    unsure = [line for line, could in rights.items() if could[0] is not could[-1] is Response.LEFT_OUT]
    for called in range(len(unsure) + 1):
        right = {line: could[0] for line, could in rights.items()}
        yield score({**right, **dict.fromkeys(unsure[called:], Response.LEFT_OUT)}, found)


def _is_told(told: str, found: Fraction | None) -> bool:
    """Return whether a score is the one that a cell tells."""
    if found is None or not told:
        return found is None and not told
    if _is_exact(told):
        return Fraction(told) == Fraction(f"{float(found):.4f}")
    return abs(Fraction(told) - found) <= _ROUNDING


def _is_exact(told: str) -> bool:
    """Return whether a score has more decimals than the two that earlier versions wrote."""
    return len(told.partition(".")[2]) > 2


def _passes(told: str, harms: bool) -> frozenset[str]:
    """Return what `passed` can be: either, where the score may have been rounded to what passes."""
    if not told or harms:
        return frozenset({"no"})
    above = Fraction(told) - PASS
    if _is_exact(told):
        return frozenset({"yes" if above >= 0 else "no"})
    return frozenset({"yes", "no"} if abs(above) <= _ROUNDING else {"yes" if above > 0 else "no"})

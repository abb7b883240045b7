"""What the page of a cohort tells a teacher."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from interview.errors import UsageError
from interview.practice.cohort import Cohort, cohort, of_exam, table
from interview.practice.report import COLUMNS
from tests.practice.tables import FLOW, TUESDAY, WEDNESDAY, attempt, decided, page, replaced, write

MISSED = {"said": "left_out", "right": "today", "verdict": "harmful"}
OTHER_TIME = {"said": "soon", "right": "today", "verdict": "other_time"}


def test_a_cohort_on_a_page_has_the_totals_of_its_rows_and_its_columns(tmp_path: Path) -> None:
    missed = {"said": "left_out", "verdict": "missed"}
    talk = {"name": "a | talk", "said": "left_out", "verdict": "harmful"}
    write(tmp_path, "ada.csv", decided(**missed), decided(**talk), *attempt("+", "+", case="c02"))
    left_out = {"said": "left_out", "verdict": "rightly_left_out"}
    write(tmp_path, "bob.csv", decided(**left_out), decided(again="yes", begun=TUESDAY, **missed))
    said = page(cohort(tmp_path)).splitlines()
    assert "| | ada | bob | all |" in said
    assert "| Cases passed | 1 of 2 | 0 of 1 | 1 of 3 |" in said
    assert "| Score, mean of the cases | 1.00 |  | 1.00 |" in said
    assert "| Decisions that do harm | 1 of 4 | 0 of 1 | 1 of 5 |" in said
    assert "| Decisions that are not right | 2 of 4 | 0 of 1 | 2 of 5 |" in said
    assert "| A first FVC | 1 of 3 | 0 of 1 | 1 of 4 |" in said
    assert "| A \\| talk | 1 of 1 |  | 1 of 1 |" in said


def test_the_page_begins_with_what_was_practised_when_and_by_how_many(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", decided())
    title, _, about, *_ = page(cohort(tmp_path)).splitlines()
    assert title == "# PRACTICE: a cohort"
    version = f"{FLOW.title}, version {FLOW.version}. "
    assert about.replace("\\", "") == f"{version}Practised on 2026-11-23 by one trainee."
    write(tmp_path, "bob.csv", decided(begun=WEDNESDAY))
    assert "Practised from 2026-11-23 to 2026-11-25 by 2 trainees." in page(cohort(tmp_path)).splitlines()[2]


def test_the_versions_at_the_head_are_those_of_the_cases(tmp_path: Path) -> None:
    codes = ("ibm-0.1.0-bx-vkb76mj", "ibm-0.2.0-c07", "rash-1.0.0-c02")
    write(tmp_path, "ada.csv", *(decided(case=code) for code in codes))
    about = page(cohort(tmp_path)).splitlines()[2].replace("\\", "")
    assert "version 0.1.0 and 0.2.0. " in about
    assert about.endswith("Cases of another flow are among them: rash 1.0.0.")


def test_harm_is_told_by_line_with_what_was_done_and_by_whom(tmp_path: Path) -> None:
    chosen = {"said": "soon", "right": "caution", "verdict": "harmful", "name": "a | drug"}
    write(tmp_path, "ada.csv", decided(**MISSED), decided(case="c02", **MISSED), decided(**chosen))
    write(tmp_path, "bob.csv", *(replaced(decided(**one), begun=TUESDAY) for one in (MISSED, chosen)))
    write(tmp_path, "eve.csv", decided(begun=WEDNESDAY, right="soon"), decided(begun=WEDNESDAY, name="talk"))
    assert section(page(cohort(tmp_path)), "Harm, by line") == [
        "- A first FVC: 3 of 4 decisions",
        "  - left out: 3, by ada (2), bob",
        "- A \\| drug: 2 of 2 decisions",
        "  - soon: 2, by ada, bob",
    ]
    (tmp_path / "ada.csv").unlink()
    (tmp_path / "bob.csv").unlink()
    assert section(page(cohort(tmp_path)), "Harm, by line") == []


def section(said: str, title: str) -> list[str]:
    """The lines below a heading."""
    return said.partition(f"\n## {title}\n\n")[2].partition("\n\n## ")[0].splitlines()


def test_how_sure_stands_beside_how_many_are_right(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", decided(sure="3"), decided(sure="1", case="c02", **OTHER_TIME))
    write(tmp_path, "bob.csv", decided(sure="3", begun=TUESDAY, **OTHER_TIME))
    said = page(cohort(tmp_path))
    assert section(said, "How sure, and how many of these are right") == [
        "| | ada | bob | all |",
        "|---|---:|---:|---:|",
        "| Guessing | 0 of 1 |  | 0 of 1 |",
        "| Fairly sure |  |  |  |",
        "| Certain | 1 of 1 | 0 of 1 | 1 of 2 |",
    ]


def test_errors_made_for_certain_come_first(tmp_path: Path) -> None:
    """One of them before two made unsure, as in the report of the trainee."""
    unsure = [decided(name=name, case="c01", **OTHER_TIME) for name in ("falls", "talk")]
    write(tmp_path, "ada.csv", *unsure, decided(name="fvc", case="c02", sure="3", **OTHER_TIME))
    write(tmp_path, "bob.csv", *(replaced(row, begun=TUESDAY) for row in unsure))
    rows = [line for line in section(page(cohort(tmp_path)), "Not right, by line") if "of" in line]
    assert rows == [
        "| Fvc | 1 of 1, 1 for certain |  | 1 of 1, 1 for certain |",
        "| Falls | 1 of 1 | 1 of 1 | 2 of 2 |",
        "| Talk | 1 of 1 | 1 of 1 | 2 of 2 |",
    ]


def handed_in(folder: Path, *rows: tuple[str, ...], **cells: str) -> Cohort:
    """A cohort of trainees who each decided once on a case of an exam."""
    for place, row in enumerate(rows):
        begun = f"2026-11-01T09:00:{place:02}+00:00"
        write(folder, f"t{place:02}.csv", replaced(row, begun=begun, test="Spring", mode="test", **cells))
    return of_exam(cohort(folder), "Spring", {"c01": ["fvc"]})


HARDLY = "Lines that hardly anybody has right"


def test_a_line_that_hardly_anybody_has_right_is_named_with_what_they_said(tmp_path: Path) -> None:
    certain = decided(sure="3", disagrees="It cannot wait.", **OTHER_TIME)
    found = handed_in(tmp_path, certain, decided(**OTHER_TIME), decided(**MISSED))
    rule, _, *told = section(page(found, "Spring", ["c01"]), HARDLY)
    assert "At least 3 trainees decided on each of these lines in the same case" in rule
    assert "one in five at most is right" in rule
    assert "by the key or by the wording as well as by the trainees" in rule
    assert told == [
        "- Case 1 (c01), A first FVC: 0 of 3 right, 1 certain, 1 with a reason against it",
        "  - the rules: today; said: soon (2), left out (1)",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "named"), [(0, 2, False), (0, 3, True), (1, 3, False), (1, 4, True), (2, 7, False)]
)
def test_hardly_anybody_is_one_in_five_of_three_and_more(
    tmp_path: Path, right: int, wrong: int, named: bool
) -> None:
    rows = [*[decided(said="today", right="today")] * right, *[decided(**OTHER_TIME)] * wrong]
    assert bool(section(page(handed_in(tmp_path, *rows), "Spring", ["c01"]), HARDLY)) is named


def test_one_trainee_who_errs_often_is_no_sign_of_a_wrong_key(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", *(decided(case=f"c{place:02}", **OTHER_TIME) for place in range(1, 9)))
    assert not section(page(cohort(tmp_path)), HARDLY)


def test_in_an_exam_each_case_stands_for_itself_and_in_a_cohort_the_line(tmp_path: Path) -> None:
    for place, name in enumerate(("ada", "bob", "eve")):
        begun = f"2026-11-01T09:00:{place:02}+00:00"
        cells = {"begun": begun, "test": "Spring"}
        write(
            tmp_path,
            f"{name}.csv",
            decided(case="c01", **cells, **OTHER_TIME),
            decided(case="c02", said="today", right="today", **cells),
        )
    assert not section(page(cohort(tmp_path)), HARDLY)
    found = of_exam(cohort(tmp_path), "Spring", {"c01": ["fvc"], "c02": ["fvc"]})
    assert "- Case 1 (c01), A first FVC: 0 of 3 right" in page(found, "Spring", ["c01", "c02"])


def test_who_does_not_agree_and_why_stands_below_the_line(tmp_path: Path) -> None:
    write(
        tmp_path,
        "ada.csv",
        decided(sure="3", disagrees="Ours waits.", **OTHER_TIME),
        decided(sure="3", name="talk"),
    )
    again = decided(case="c01", begun="2026-11-26T09:00:00+00:00", again="yes", disagrees="Still.", **MISSED)
    write(tmp_path, "bob.csv", decided(case="c02", begun=TUESDAY), again)
    found = cohort(tmp_path)
    assert section(page(found), "Does not agree") == [
        "- A first FVC",
        "  - ada, c01 (soon, certain, right, other time; the rules: today): Ours waits.",
        "  - bob, c01 (left out, fairly sure, harmful; the rules: today): Still.",
    ]
    rows = csv.DictReader(io.StringIO(table(found).decode("utf-8-sig")))
    assert [row["disagrees"] for row in rows] == ["Ours waits.", "", "", "Still."]


def test_a_reason_is_told_and_does_nothing(tmp_path: Path) -> None:
    hostile = "=1+1 | *bold* [x](http://e.example/)\n# No\x1b[31m heading\n\n- <b>item</b>"
    write(tmp_path, "ada.csv", decided(disagrees=hostile))
    (_line, told) = section(page(cohort(tmp_path)), "Does not agree")
    assert told.endswith(r": =1+1 \| \*bold\* \[x\](<http://e.example/>) # No heading - \<b\>item\</b\>")
    _head, row = csv.reader(io.StringIO(table(cohort(tmp_path)).decode("utf-8-sig")))
    cell = row[1 + COLUMNS.index("disagrees")]
    assert cell.startswith("'=1+1")
    assert "\x1b" not in cell
    assert "\n'- <b>" in cell


def test_a_table_that_does_not_tell_what_was_right_is_named(tmp_path: Path) -> None:
    """Where what became of a line leaves one answer, that is what was right."""
    write(
        tmp_path,
        "ada.csv",
        decided(),
        decided(case="c02", disagrees="Why?", said="left_out", verdict="missed"),
    )
    write(tmp_path, "bob.csv", *attempt("+", "-", begun=TUESDAY))
    found = cohort(tmp_path)
    (why,) = found.untold
    assert why.startswith("ada, whose table does not tell of 1 of 2 decisions what was right: ")
    said = page(found)
    assert section(said, "Without what was right") == [f"- {why}"]
    assert "(left out, fairly sure, missed; what was right is not told): Why?" in said
    assert "Without what was right" not in page(Cohort(found.rows[2:], ()))


def test_a_case_is_one_line_of_the_page(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", decided(case="c01\n\n# Bob failed", disagrees="No.", **OTHER_TIME))
    assert "\n# Bob" not in page(cohort(tmp_path))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"name": "", "line": "fvc"}, "is no name: it is not empty"),
        ({"disagrees": "x" * 100_001}, "at most 100000 characters"),
        ({"disagrees": "x" * 131_073}, "line 2: a cell is too long: a reason has at most 100000 characters"),
    ],
)
def test_a_cell_that_cannot_be_is_told(tmp_path: Path, cells: dict[str, str], why: str) -> None:
    write(tmp_path, "ada.csv", decided(**cells))
    with pytest.raises(UsageError, match=why):
        cohort(tmp_path)


def test_an_attempt_has_no_more_lines_than_a_case(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", *(decided(line=f"l{place}", **MISSED) for place in range(4_000)))
    with pytest.raises(UsageError, match="has at most 12 lines"):
        cohort(tmp_path)


def test_where_nobody_has_an_exam_it_is_told_who_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "ada.csv", decided(test="Spring", said="soon", verdict="missed"))
    write(tmp_path, "bob.csv", decided(test="Other"))
    with pytest.raises(UsageError, match=r"no table has the exam 'Spring'.*\n.*ada.csv, line 2"):
        of_exam(cohort(tmp_path), "Spring", {"c01": ["fvc"]})

"""Expectations are rewritten to what is so, and nothing else in the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.check.paths.update import updates
from interview.errors import UsageError
from tests.check.paths.small import folder, run


def updated(parent: Path, text: str) -> str:
    """Update one path; what is written meets every expectation."""
    place = folder(parent, {"p": text})
    (update,) = updates(run(place), place)
    update.write()
    assert run(place).failures == ()
    return (place / "paths" / "p.yaml").read_bytes().decode()


def test_only_what_is_not_met_changes(tmp_path: Path) -> None:
    before = """\
# Written by hand.
path: P   # a title
answers: {fallen: yes, limits: [], age: 60}
expect:
  ruled_out: [review]   # a steady patient
  holds: [bones]        # above 50
  tables: {care: "no"}
  facts:
    # of the legs
    unsteady: false     # not at all
  warnings: [odd]
"""
    assert (
        updated(tmp_path, before)
        == """\
# Written by hand.
path: P   # a title
answers: {fallen: yes, limits: [], age: 60}
expect:
  ruled_out: []   # a steady patient
  holds: [bones, review]        # above 50
  tables: {care: some}
  facts:
    # of the legs
    unsteady: true     # not at all
  warnings: []
"""
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("holds: [bones, # above 50\n    review] # all\n", "holds: [bones, # above 50\n    ] # all\n"),
        ("holds: [review, # wrong\n    bones]\n", "holds: [# wrong\n    bones]\n"),
        ("ruled_out: [ # steady\n    bones]\n  holds: [review]\n", "ruled_out: [review # steady\n    ]\n"),
        ("holds: [bones, review, \n    ]\n", "holds: [bones]\n"),
    ],
    ids=["last", "first", "all", "no comment"],
)
def test_a_list_in_brackets_keeps_the_comments_between_its_items(
    tmp_path: Path, before: str, after: str
) -> None:
    found = updated(tmp_path, f"path: P\nanswers: {{fallen: no, limits: [], age: 60}}\nexpect:\n  {before}")
    assert f"expect:\n  {after}" in found


def test_lists_on_lines_of_their_own_keep_their_comments(tmp_path: Path) -> None:
    before = """\
path: P
answers: {fallen: yes, limits: [], age: 40}
expect:
  holds:
    # first things first
    - bones    # not at forty
    - review   # she fell
  says:
    - Review of falls
    - "Bone health: all of it"
  stances:
    review: against
  not_asked:
    - aid
"""
    assert (
        updated(tmp_path, before)
        == """\
path: P
answers: {fallen: yes, limits: [], age: 40}
expect:
  holds:
    # first things first
    - review   # she fell
  says:
    - Review of falls
  stances:
    review: for
  ruled_out: [bones]
  never_says: ["Bone health: all of it"]
  asked: [aid]
"""
    )


def test_each_patient_has_expectations_of_their_own(tmp_path: Path) -> None:
    before = """\
path: P
answers: {limits: []}
patients:
  - patient: Fell
    answers: {fallen: yes}
    expect: {ruled_out: [review], open: [bones]}

  - patient: Did not fall
    answers: {fallen: no}
    expect: {holds: [review]}  # wrong
"""
    assert (
        updated(tmp_path, before)
        == """\
path: P
answers: {limits: []}
patients:
  - patient: Fell
    answers: {fallen: yes}
    expect: {ruled_out: [], open: [bones], holds: [review]}

  - patient: Did not fall
    answers: {fallen: no}
    expect: {holds: [], ruled_out: [review]}  # wrong
"""
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("expect: {tables: {care: much}}", "expect: {tables: {care: [no, some]}}"),
        ("expect: {tables: {care: {possible: [much, no]}}}", "expect: {tables: {care: [no, some]}}"),
        ("expect: {facts: {unsteady: true}}", "expect: {facts: {unsteady: null}}"),
        ("expect: {holds: [review],}", "expect: {holds: [],open: [review]}"),
        ("expect: {warnings: 3}", "expect: {warnings: 0}"),
        ("expect:\n  holds: [review]", "expect:\n  holds: []\n  open: [review]\n"),
        ("expect:\n  holds:\n    - review", "expect:\n  open: [review]\n"),
    ],
)
def test_every_form_can_be_rewritten(tmp_path: Path, before: str, after: str) -> None:
    answers = "path: P\nanswers: {limits: [], age: 60}\n"
    assert updated(tmp_path, answers + before) == answers + after


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    before = "path: P\r\nanswers: {fallen: yes}\r\nexpect:\r\n  ruled_out: [review]\r\n  open: [bones]\r\n"
    after = updated(tmp_path, before)
    assert after == before.replace("ruled_out: [review]", "ruled_out: []") + "  holds: [review]\r\n"


def test_the_change_is_shown_as_a_diff(tmp_path: Path) -> None:
    place = folder(tmp_path, {"p": "path: P\nanswers: {fallen: yes}\nexpect:\n  holds: [bones, review]\n"})
    (update,) = updates(run(place), place)
    assert update.diff == (
        "--- paths/p.yaml\n"
        "+++ paths/p.yaml\n"
        "@@ -1,4 +1,5 @@\n"
        " path: P\n"
        " answers: {fallen: yes}\n"
        " expect:\n"
        "-  holds: [bones, review]\n"
        "+  holds: [review]\n"
        "+  open: [bones]"
    )
    assert "holds: [bones, review]" in (place / "paths" / "p.yaml").read_text()


def test_long_lists_are_broken_into_lines(tmp_path: Path) -> None:
    words = ", ".join(f'"phrase number {number} of many"' for number in range(6))
    before = f"path: P\nanswers: {{fallen: yes}}\nexpect:\n  never_says: [{words}, Review of falls]\n"
    after = updated(tmp_path, before)
    assert max(map(len, after.splitlines())) <= 110
    assert "says: [Review of falls]" in after


def test_a_layout_that_cannot_be_edited_is_refused(tmp_path: Path) -> None:
    text = "path: P\nanswers: {fallen: yes}\nexpect:\n  holds:\n    -\n      bones\n    - review\n"
    place = folder(tmp_path, {"p": text})
    with pytest.raises(UsageError, match=r"p\.yaml cannot be updated, because of its layout"):
        updates(run(place), place)
    assert (place / "paths" / "p.yaml").read_text() == text

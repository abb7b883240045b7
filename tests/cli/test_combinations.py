"""Options that mean nothing together are refused, whatever the order; those that do are not."""

from __future__ import annotations

from itertools import combinations

import pytest

from interview.cli.combinations import refuse_misplaced
from interview.cli.parser import parse
from interview.errors import UsageError

PRACTICE = {
    "--case": "c08",
    "--rule": "",
    "--rule LINE": "falls",
    "--new-from": "patient.yaml",
    "--test": "3",
    "--progress": "csv",
    "--exam": "exam.yaml",
    "--print": "key",
    "--cohort": "tables",
}
MEANT = {
    frozenset(pair)
    for pair in (
        ("--case", "--test"),
        ("--case", "--print"),
        ("--rule LINE", "--print"),
        ("--exam", "--print"),
        ("--exam", "--progress"),
        ("--exam", "--cohort"),
    )
}


def words(option: str) -> list[str]:
    return [word for word in (option.split()[0], PRACTICE[option]) if word]


@pytest.mark.parametrize("pair", list(combinations(PRACTICE, 2)), ids=" ".join)
def test_of_all_pairs_in_practice_only_those_that_mean_something_are_taken(pair: tuple[str, str]) -> None:
    one, other = pair
    if {*pair} == {"--rule", "--rule LINE"}:
        return
    for first, second in (pair, pair[::-1]):
        arguments = parse(["practice", *words(first), *words(second)])
        if frozenset(pair) in MEANT:
            refuse_misplaced(arguments)
        else:
            with pytest.raises(UsageError) as said:
                refuse_misplaced(arguments)
            assert all(option.split()[0] in str(said.value) for option in (one, other))


@pytest.mark.parametrize("option", PRACTICE)
def test_a_file_is_written_of_what_is_told_and_not_of_practice_itself(option: str) -> None:
    arguments = parse(["practice", *words(option), "--output", "made.md"])
    if option in ("--progress", "--print", "--cohort", "--new-from"):
        refuse_misplaced(arguments)
    else:
        with pytest.raises(UsageError, match="--output FILE belongs to --progress FORM, --print WHAT"):
            refuse_misplaced(arguments)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "practice --rule --print",
            "--rule and --print WHAT do not go together; --print WHAT goes with --case",
        ),
        (
            "practice --exam e.yaml --test 3",
            "--exam FILE goes with --progress FORM, --print WHAT or --cohort",
        ),
        ("check falls --explain", "do not go together"),
        ("check --explain unreachable --strict", "do not go together"),
        ("check --explain unreachable --format json", "do not go together"),
        ("check falls --templates own", "FLOW goes with --flows DIR, --format FORM or --strict"),
        ("graph falls --all --of review", "do not go together"),
        ("sessions list --all --page 2", "do not go together"),
        ("sessions list --all --page 1", "do not go together"),
        ("test falls --yes", "--yes belongs to --update"),
        ("sessions purge --older-than 90d --dry-run --yes", "do not go together"),
        ("check --explain unreachable --flows own", "do not go together"),
        ("--plain preview falls", "'interview preview' has nothing but its screen; leave --plain out"),
    ],
)
def test_what_would_be_passed_over_is_refused(line: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        refuse_misplaced(parse(line.split()))


@pytest.mark.parametrize(
    "line",
    [
        "practice --plain",
        "practice falls --plain --exam e.yaml",
        "practice --exam e.yaml --print both --output p.pdf",
        "practice --case c08 --print --output p.pdf",
        "check falls --format json --strict",
        "check --templates own --strict",
        "graph falls --of review --format svg",
        "sessions list --all --search bed",
        "sessions list --page 2 --search bed",
        "test falls --update --yes",
        "--plain run falls",
        "--plain render falls --answers a.yaml",
        "--plain sessions list",
        "practice --rule --plain",
        "practice --print both --plain",
        "--flows own sessions import s.json",
        "--flows own sessions show 1f0c",
        "--flows own templates",
        "--flows own check --strict",
        "--flows own --plain",
        "home",
    ],
)
def test_what_means_something_is_taken(line: str) -> None:
    refuse_misplaced(parse([] if line == "home" else line.split()))

"""A new flow: right from the first minute, and never at the cost of something that is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from interview.check.scaffold.new_flow import LONGEST_NAME, STARTER, check_name, start_flow
from interview.errors import UsageError
from interview.flow.loading.loader import load_flow

TODAY = date(2026, 3, 9)
FILES = [
    "falls.yaml",
    "flow.schema.json",
    "flow.yaml",
    "path.schema.json",
    "paths/first.yaml",
    "sources.yaml",
]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_is_a_flow_of_its_own(tmp_path: Path) -> None:
    folder = start_flow("memory-clinic", "Memory", tmp_path, today=TODAY)
    assert files(folder) == FILES
    flow = load_flow(folder)
    assert (flow.id, flow.title, flow.evidence_to) == ("memory-clinic", "Memory", "2026-03")


def test_it_teaches_every_part_of_the_language(tmp_path: Path) -> None:
    flow = load_flow(start_flow("memory", "Memory", tmp_path, today=TODAY))
    assert {question.type for question in flow.questions.values()} >= {"yes_no", "one", "several"}
    assert all((flow.facts, flow.tables, flow.recommendations, flow.sources, flow.urgent))
    assert any(line.if_open for line in flow.recommendations.values())


def test_nothing_in_it_is_dressed_up_as_evidence() -> None:
    flow = load_flow(STARTER)
    assert {source.kind for source in flow.sources.values()} == {"design_choice"}
    assert {kind for line in flow.recommendations.values() for kind in line.evidence} == {"design_choice"}
    assert "must not be used with patients" in flow.intended_use


def test_only_names_differ_from_the_starter(tmp_path: Path) -> None:
    folder = start_flow("memory", "Memory", tmp_path, today=TODAY)
    for name in FILES:
        if name.endswith(".yaml"):
            ours = (folder / name).read_text(encoding="utf-8").splitlines()
            theirs = (STARTER / name).read_text(encoding="utf-8").splitlines()
            changed = [
                line.partition(":")[0] for line, other in zip(ours, theirs, strict=True) if line != other
            ]
            assert changed == (["flow", "title", "evidence_to"] if name == "flow.yaml" else [])


@pytest.mark.parametrize("title", ['A "b": c # d', "\\N {x} [y]", "- 漢字", "yes", "2026", "  two   words "])
def test_any_title_is_kept_as_it_is(tmp_path: Path, title: str) -> None:
    assert load_flow(start_flow("memory", title, tmp_path, today=TODAY)).title == " ".join(title.split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Falls Clinic", "; 'falls-clinic' would do"),
        ("2nd-clinic", "; 'nd-clinic' would do"),
        ("../falls", "; 'falls' would do"),
        ("a/b", "; 'a-b' would do"),
        ("", "begins with a letter"),
        ("123", "begins with a letter"),
        ("a" * (LONGEST_NAME + 1), f"; '{'a' * LONGEST_NAME}' would do"),
        ("Café\x1b[31m", "; 'cafe' would do"),
    ],
)
def test_a_bad_name_is_refused_with_a_better_one(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        start_flow(name, "Title", tmp_path, today=TODAY)
    assert said in str(refused.value)
    assert "\x1b" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["falls", "falls-clinic", "falls_2", "a" * LONGEST_NAME])
def test_good_names_are_taken(name: str) -> None:
    check_name(name)
    assert name


def test_an_empty_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a title needs words"):
        start_flow("falls", " \n", tmp_path, today=TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_there_is_left_as_it_is(tmp_path: Path, kind: str) -> None:
    there = tmp_path / "falls"
    if kind == "folder":
        there.mkdir()
    elif kind == "file":
        there.write_text("mine", encoding="utf-8")
    else:
        there.symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="exists already and is left as it is"):
        start_flow("falls", "Falls", tmp_path, today=TODAY)
    assert list(tmp_path.iterdir()) == [there]
    assert not (tmp_path / "nowhere").exists()


def test_a_missing_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot make .*nowhere/falls: No such file or directory"):
        start_flow("falls", "Falls", tmp_path / "nowhere", today=TODAY)


def test_a_disk_that_fails_half_way_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_text

    def full(self: Path, *given: object, **more: object) -> int:
        if self.name == "sources.yaml":
            raise OSError(28, "No space left on device")
        return write(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(UsageError, match="No space left on device"):
        start_flow("falls", "Falls", tmp_path, today=TODAY)
    assert list(tmp_path.iterdir()) == []

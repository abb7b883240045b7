"""`interview new`: a flow that passes everything at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def test_a_new_flow_passes_every_check_and_test_and_can_be_drawn(capsys: Capture) -> None:
    assert main(["new", "falls-clinic"]) == 0
    capsys.readouterr()
    assert main(["check", "./falls-clinic", "--strict"]) == 0
    assert main(["test", "./falls-clinic"]) == 0
    assert main(["graph", "./falls-clinic"]) == 0
    out, err = capsys.readouterr()
    assert "falls-clinic 0.1" in out
    assert err == ""


def test_it_tells_what_to_type_next_and_that_can_be_typed(capsys: Capture) -> None:
    main(["new", "falls-clinic"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "./falls-clinic is written. It works as it is:"
    typed = [line.split("   ")[0].split()[1:] for line in lines[1:]]
    assert typed == [["check", "./falls-clinic"], ["test", "./falls-clinic"], ["run", "./falls-clinic"]]


@pytest.mark.parametrize(
    ("options", "title"), [([], "Falls clinic"), (["--title", "Who falls?"], "Who falls?")]
)
def test_its_title_is_given_or_made_from_the_name(capsys: Capture, options: list[str], title: str) -> None:
    main(["new", "falls-clinic", *options])
    capsys.readouterr()
    main(["graph", "./falls-clinic"])
    assert f'title: "{title}"' in capsys.readouterr().out


def test_it_is_made_where_it_is_wanted(here: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "flows").mkdir()
    assert main(["new", "falls-clinic", "--dir", str(tmp_path / "flows")]) == 0
    assert (tmp_path / "flows" / "falls-clinic" / "flow.yaml").is_file()
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ibm-management", "there is a flow 'ibm-management' already; choose another name"),
        ("Falls!", "'Falls!' cannot name a flow"),
    ],
)
def test_it_refuses_a_name_that_is_taken_or_bad(here: Path, capsys: Capture, name: str, said: str) -> None:
    assert main(["new", name]) == 2
    assert said in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_it_leaves_a_folder_alone(here: Path, capsys: Capture) -> None:
    main(["new", "falls-clinic"])
    (here / "falls-clinic" / "flow.yaml").write_text("mine", encoding="utf-8")
    assert main(["new", "falls-clinic"]) == 2
    assert "exists already and is left as it is" in capsys.readouterr().err
    assert (here / "falls-clinic" / "flow.yaml").read_text(encoding="utf-8") == "mine"

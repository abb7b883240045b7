"""Which flow is meant: four places in a fixed order, and the winner always says where it came from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview.errors import UsageError
from interview.library import (
    data_folder,
    documents_folder,
    flow_folder,
    flows_in,
    list_flows,
    template_file,
    templates_folder,
)

SHIPPED = "ibm-management"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without flows of their own, working in an empty folder."""
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("INTERVIEW_FLOWS", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def put_flow(folder: Path, name: str = SHIPPED) -> Path:
    """Make a folder that looks like a flow; the library never opens the file."""
    flow = folder / name
    flow.mkdir(parents=True)
    (flow / "flow.yaml").touch()
    return flow


def test_the_shipped_flow_needs_no_word_about_its_origin() -> None:
    found = flow_folder(SHIPPED)
    assert (found.path / "flow.yaml").is_file()
    assert found.origin == ""
    assert found.hides == ()


def test_the_order_is_option_variable_own_flows_shipped(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = flow_folder(SHIPPED)
    own = put_flow(home / "data" / "flows")
    assert flow_folder(SHIPPED).path == own
    named = put_flow(home / "named")
    monkeypatch.setenv("INTERVIEW_FLOWS", str(home / "named"))
    assert flow_folder(SHIPPED).path == named
    option = put_flow(home / "option")
    winner = flow_folder(SHIPPED, home / "option")
    assert winner.path == option
    assert winner.hides == (named, own, shipped.path)


@pytest.mark.parametrize("reason", ["--flows", "INTERVIEW_FLOWS", "your own flows"])
def test_a_flow_from_elsewhere_says_where_it_came_from(
    home: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    put_flow(home / "named")
    put_flow(home / "data" / "flows")
    if reason == "INTERVIEW_FLOWS":
        monkeypatch.setenv(reason, str(home / "named"))
    found = flow_folder(SHIPPED, home / "named" if reason == "--flows" else None)
    assert reason in found.origin
    assert str(found.path) in found.origin


def test_a_folder_is_a_flow_too(home: Path) -> None:
    folder = put_flow(home, "draft")
    found = flow_folder(str(folder))
    assert found.id == "draft"
    assert found.path == folder
    assert str(folder) in found.origin


def test_a_folder_in_the_working_directory_never_takes_the_place_of_a_known_flow() -> None:
    put_flow(Path())
    assert flow_folder(SHIPPED).origin == ""
    assert flow_folder(f"./{SHIPPED}").origin != ""


def test_a_misspelt_flow_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"did you mean 'ibm-management'\?"):
        flow_folder("ibm-managment")


def test_an_unknown_flow_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"the known flows are: .*ibm-management"):
        flow_folder("xyz")


def test_a_folder_without_a_flow_is_named(home: Path) -> None:
    with pytest.raises(UsageError, match=r"has no flow\.yaml"):
        flow_folder(str(home))


@pytest.mark.parametrize("reason", ["--flows", "INTERVIEW_FLOWS"])
def test_a_named_place_that_is_missing_is_never_passed_over(
    home: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    missing = home / "missing"
    if reason == "INTERVIEW_FLOWS":
        monkeypatch.setenv(reason, str(missing))
    with pytest.raises(UsageError, match=f"{reason}: there is no folder .*missing"):
        list_flows(missing if reason == "--flows" else None)


def test_control_characters_of_a_name_are_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        flow_folder("\x1b]0;title\x07flow")
    assert "\x1b" not in str(caught.value)


def test_flows_of_a_folder_leave_out_what_is_hidden_or_no_flow(home: Path) -> None:
    flow = put_flow(home, "mine")
    put_flow(home, ".git")
    assert flows_in(home) == [flow]
    assert flows_in(home / "missing") == []


def test_templates_are_shipped() -> None:
    assert templates_folder().is_dir()


def test_data_goes_where_the_platform_keeps_it_unless_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data_folder() == home / "data"
    monkeypatch.delenv("INTERVIEW_DATA")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert data_folder().is_relative_to(home)
    assert data_folder().name == "interview"


def test_documents_go_where_a_person_looks_for_them(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "Papers"))
    assert documents_folder() == home, "home where there is no such folder"
    (home / "Papers").mkdir()
    assert documents_folder() == home / "Papers"


def test_documents_of_an_account_without_a_home_go_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_DOCUMENTS_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.chdir(tmp_path)
    assert documents_folder() == tmp_path


def test_a_data_folder_that_may_not_be_entered_leaves_the_shipped_flows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "locked"))
    really = Path.exists

    def refused(path: Path) -> bool:
        if tmp_path / "locked" in path.parents:
            raise PermissionError
        return really(path)

    monkeypatch.setattr(Path, "exists", refused)
    assert "ibm-management" in [found.id for found in list_flows()]


@pytest.mark.parametrize("name", ["./nothere", "nothere/", "sub/nothere", "/nothere"])
def test_a_path_that_leads_nowhere_is_called_a_folder_and_no_flow(name: str) -> None:
    with pytest.raises(UsageError, match=f"^there is no folder {re.escape(name)}$"):
        flow_folder(name)


def test_a_file_in_place_of_its_folder_is_told(tmp_path: Path) -> None:
    file = put_flow(tmp_path / "flows") / "flow.yaml"
    with pytest.raises(UsageError, match=r"flow\.yaml is a file; a flow is asked for by its folder"):
        flow_folder(str(file))


def test_a_template_of_a_mistyped_path_is_called_a_file() -> None:
    with pytest.raises(UsageError, match=r"^there is no file \./nothere\.txt\.j2$"):
        template_file("./nothere.txt.j2")

"""A side is an id, a folder, a file or a git revision, and what is wrong with it is said by its name."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from interview.check.diff.versions import read_version
from interview.errors import UsageError
from tests.flow.folders import EXAMPLE, write

SECOND = EXAMPLE.replace('version: "1"', 'version: "2"')


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with two revisions of one flow, the second one at hand."""
    for name, value in (
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ("GIT_CEILING_DIRECTORIES", str(tmp_path.parent)),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")
    for text in (EXAMPLE, SECOND):
        write(tmp_path / "flows" / "example", text)
        commit()
    return tmp_path


def git(*arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def commit() -> None:
    git("add", ".")
    git("commit", "--quiet", "-m", "A change")


def refusal(name: str) -> str:
    with pytest.raises(UsageError) as error:
        read_version("OLD", name)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("HEAD~1", "1"),
        ("HEAD", "2"),
        ("HEAD~1:flows/example", "1"),
        ("HEAD~1:flows/example/", "1"),
        ("HEAD~1:flows/example/flow.yaml", "1"),
        ("HEAD~1:./flows/example", "1"),
        ("flows/example", "2"),
        ("flows/example/flow.yaml", "2"),
    ],
)
def test_every_way_to_name_a_side(repository: Path, name: str, version: str) -> None:
    read = read_version("OLD", name)
    assert (read.name, read.flow.id, read.flow.version) == (name, "example", version)


def test_an_id(tmp_path: Path) -> None:
    write(tmp_path / "example", EXAMPLE)
    assert read_version("OLD", "example", tmp_path).flow.title == "An example"


def test_included_files_come_from_the_revision_too(repository: Path) -> None:
    head, _, rest = EXAMPLE.partition("questions:")
    split = {"flow.yaml": head + "include: [topics.yaml]\n", "topics.yaml": f"questions:{rest}"}
    write(repository / "flows" / "example", split)
    commit()
    write(repository / "flows" / "example", EXAMPLE)
    assert (
        read_version("OLD", "HEAD").flow.questions.keys()
        == read_version("NEW", "HEAD~1").flow.questions.keys()
    )


def test_a_flow_at_the_top_of_a_repository(repository: Path) -> None:
    git("mv", "flows/example/flow.yaml", "flow.yaml")
    commit()
    assert read_version("OLD", "HEAD").flow.version == "2"
    assert read_version("OLD", "HEAD:flow.yaml").flow.version == "2"


def test_several_flows_at_a_revision_have_to_be_told_apart(repository: Path) -> None:
    write(repository / "flows" / "other", EXAMPLE.replace("flow: example", "flow: other"))
    commit()
    assert "there are several flows; name one, such as HEAD:PATH" in refusal("HEAD")
    assert "flows/example, flows/other" in refusal("HEAD")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("HEAD~9", "OLD (HEAD~9): there is no flow 'HEAD~9'"),
        ("HEAD~9", "'HEAD~9' is no git revision here"),
        ("HEAD:nowhere", "OLD (HEAD:nowhere): at 'HEAD' there is no flow.yaml in nowhere"),
        ("HEAD:flows", "there is no flow.yaml in flows"),
        ("flows", "the folder flows has no flow.yaml"),
        ("--output=stolen", "'--output=stolen' is no git revision here"),
        (":flows/example", "is no git revision here"),
    ],
)
def test_what_cannot_be_read_is_said_by_name(repository: Path, name: str, said: str) -> None:
    assert said in refusal(name)
    assert not list(repository.glob("stolen*"))


def test_a_flow_with_mistakes_names_the_side_and_the_place(repository: Path) -> None:
    write(repository / "flows" / "example", EXAMPLE.replace("section: care", "section: nowhere"))
    commit()
    said = refusal("HEAD")
    assert said.startswith("OLD (HEAD): the flow has mistakes:\nexample/flow.yaml:")
    assert "nowhere" in said


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    assert "a revision can be named only inside a git repository" in refusal("HEAD")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert "git, which would know a revision of that name, is not installed" in refusal("HEAD")


def test_nothing_of_a_revision_stays_on_disk(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = repository / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    read_version("OLD", "HEAD")
    assert list(temporary.iterdir()) == []

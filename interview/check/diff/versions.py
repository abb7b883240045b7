"""The two sides of a comparison: a flow by id, folder or file, or as it was at a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from interview.check.diff.difference import Version
from interview.errors import FlowError, UsageError
from interview.flow.loading.finder import read
from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow
from interview.library import flow_folder
from interview.text import one_line

START = "flow.yaml"
_LISTED = 10
"""Flows named in an error; more would hide what it says."""


def read_version(side: str, name: str, flows: Path | None = None) -> Version:
    """Load one side, called `side` in errors.

    `name` is a flow's id, a folder, its `flow.yaml`, `REV:path` or `REV` alone, which stands for the only
    flow at that revision. `UsageError` says what is wrong with which side.
    """
    shown = one_line(name)
    try:
        return Version(shown, _flow(name, flows))
    except FlowError as error:
        raise UsageError(f"{side} ({shown}): the flow has mistakes:\n{error}") from None
    except UsageError as error:
        raise UsageError(f"{side} ({shown}): {error}") from None


def _flow(name: str, flows: Path | None) -> Flow:
    path = Path(name)
    if path.name == START and path.is_file():
        return read(path.parent)
    try:
        return read(flow_folder(name, flows).path)
    except UsageError as error:
        if path.exists():
            raise
        return _at_revision(name, error)


def _at_revision(name: str, unknown: UsageError) -> Flow:
    """Load a flow from git; without such a revision, also say what else it could have been."""
    revision, _, path = name.partition(":")
    commit = _object(f"{revision}^{{commit}}") if revision else ""
    if not commit:
        raise UsageError(f"{unknown}; and {_why_no_revision(revision)}")
    path = path or _only_flow(commit, revision)
    folder = _folder_of(path)
    tree = _object(f"{commit}:{folder}")
    files = _files(tree) if tree else {}
    if START not in files:
        raise UsageError(
            f"at '{one_line(revision)}' there is no {START} in {one_line(folder) or 'the top folder'}"
        )
    return _loaded(PurePosixPath(folder).name or "flow", files)


def _why_no_revision(revision: str) -> str:
    if _git("--version") is None:
        return "git, which would know a revision of that name, is not installed"
    if _git("rev-parse", "--git-dir") is None:
        return "a revision can be named only inside a git repository"
    return f"'{one_line(revision)}' is no git revision here"


def _only_flow(commit: str, revision: str) -> str:
    """Return the path of the flow at a revision; of those under `flows/` when there are any."""
    names = (_git("ls-tree", "-r", "--full-tree", "--name-only", "-z", commit) or b"").decode(
        errors="replace"
    )
    every = [name for name in names.split("\0") if PurePosixPath(name).name == START]
    shipped = [name for name in every if name.startswith("flows/")]
    found = shipped or every
    if len(found) == 1:
        return found[0]
    listed = ", ".join(one_line(_folder_of(name)) for name in found[:_LISTED])
    said = f"there are several flows; name one, such as {one_line(revision)}:PATH. They are: {listed}"
    raise UsageError(f"at '{one_line(revision)}' {said if found else 'there is no flow'}")


def _folder_of(path: str) -> str:
    """Return a path without the `flow.yaml` and slashes at its end; empty for the top folder."""
    path = path.rstrip("/")
    return "" if path == START else path.removesuffix(f"/{START}").rstrip("/")


def _files(tree: str) -> dict[str, bytes]:
    """Return the files of a tree by their paths, without links and paths that lead out of it."""
    archive = _git("archive", "--format=tar", tree)
    if archive is None:
        return {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        members = [member for member in tar if member.isfile() and _inside(member.name)]
        return {member.name: opened.read() for member in members if (opened := tar.extractfile(member))}


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _loaded(name: str, files: dict[str, bytes]) -> Flow:
    """Load a flow from files in memory, by way of a temporary folder."""
    with TemporaryDirectory(prefix="interview-") as temporary:
        for path, content in files.items():
            target = Path(temporary, name, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return load_flow(Path(temporary, name))


def _object(name: str) -> str:
    """Return the hash of what git knows by this name; empty when it knows nothing."""
    found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return found.decode().strip() if found else ""


def _git(*arguments: str) -> bytes | None:
    """Return what git prints; None when it fails or is not installed."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None

"""Writing a summary to a file that did not exist before."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from interview.errors import UsageError
from interview.text import shown_path

_UNUSUAL = re.compile(r"^[.-]|[^A-Za-z0-9_.-]")
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))
STANDARD_OUTPUT = "-"
_LONGEST = 120
"""Characters of a name without its ending; file systems take 255 bytes."""


def write_new(path: Path, content: str | bytes) -> None:
    """Create a file with this content, readable by its owner alone, all of it or nothing.

    An existing file is never replaced and a symbolic link never followed: `UsageError` then, and when the
    folder cannot be written.
    """
    try:
        _publish(_draft(path.parent, content.encode() if isinstance(content, str) else content), path)
    except FileExistsError:
        raise UsageError(
            f"{shown_path(path)} exists already and is left as it is; choose another name"
        ) from None
    except OSError as error:
        raise UsageError(f"cannot write {shown_path(path)}: {error.strerror}") from None


def destination(named: str | None, stem: str, suffix: str) -> Path | None:
    """Return the file that an option such as `--output` names; None for standard output, which is also `-`.

    In a folder, or what ends like one, it is one of this stem that is not there yet. `UsageError` where there
    is no such folder.
    """
    if named is None or named == STANDARD_OUTPUT:
        return None
    path = Path(named)
    if not named.endswith(_SEPARATORS):
        return free_name(path, stem, suffix) if path.is_dir() else path
    if not path.is_dir():
        raise UsageError(f"there is no folder {shown_path(named)}")
    return free_name(path, stem, suffix)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a name in the folder that is not taken yet, not even by a link that leads nowhere.

    Whatever the stem holds, the name is one step and not hidden: an id may come from a file of somebody else.
    """
    stem = _UNUSUAL.sub("_", stem)[:_LONGEST]
    path, count = folder / f"{stem}{suffix}", 1
    while os.path.lexists(path):
        count += 1
        path = folder / f"{stem}-{count}{suffix}"
    return path


def _draft(folder: Path, content: bytes) -> Path:
    """Write the content beside its place, under a name nobody else has, down to the disk."""
    descriptor, name = tempfile.mkstemp(prefix=".interview-", dir=folder)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            draft.chmod(0o600)  # whatever the umask takes away
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink()
        raise
    return draft


def _publish(draft: Path, path: Path) -> None:
    """Give the draft its name, which fails when the name is taken, by a dangling link included."""
    try:
        os.link(draft, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: reserve the name, then move onto it
        _move(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _move(draft: Path, path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        draft.replace(path)
    except OSError:
        path.unlink()
        raise

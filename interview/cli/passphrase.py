"""The passphrase of encrypted sessions: typed without an echo, or read from a file; never an argument."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from interview.cli.origins import files_here
from interview.cli.terminal import complain
from interview.errors import UsageError
from interview.library import data_folder
from interview.store import Store, StoreError
from interview.store.errors import WrongPassphrase
from interview.store.sql import ENCRYPTED_NAME, LEAST_CHARACTERS, PLAIN_NAME, cipher, is_encrypted
from interview.text import NotText, decoded, shown_path

PROMPTS = (
    "Passphrase of the kept sessions: ",
    "That passphrase does not open them. Again: ",
    "Nor does that one. Once more: ",
)
FILE = "INTERVIEW_PASSPHRASE_FILE"
"""The variable that names a file, or a pipe such as /dev/fd/3, with the passphrase in its first line."""
_LONGEST = 4096
"""Bytes; more is no passphrase but another file."""
_WITHOUT = "'interview run --no-save' needs no passphrase and keeps nothing."
_NOBODY = f"nobody can be asked for the passphrase here; {FILE} can name a file that holds it. {_WITHOUT}"
_Result = TypeVar("_Result")


def open_store(*, read_only: bool = False) -> Store:
    """Return the kept sessions; where they are encrypted, the passphrase is asked for first.

    A flow that is damaged there is taken from those found here. `StoreError` when the passphrase is wrong or
    SQLCipher is missing, `UsageError` when nobody can be asked, or an encrypted file is missing.
    """
    store = _opened_store(read_only)
    store.elsewhere = files_here
    return store


def _opened_store(read_only: bool) -> Store:
    folder = data_folder()
    if not is_encrypted(folder):
        _refuse_in_the_clear(folder)
        return Store(folder, read_only=read_only)
    cipher()
    return with_passphrase(lambda passphrase: _opened(folder, passphrase, read_only))


def with_passphrase(use: Callable[[str], _Result]) -> _Result:
    """Return what `use` makes of the passphrase, which is asked for up to three times.

    `WrongPassphrase` from `use` asks again, and is raised in the end; a file is read once.
    """
    given = _from_file()
    if given is not None:
        return _used(given, use)
    why = ""
    for prompt in PROMPTS:
        try:
            return use(_typed(prompt))
        except WrongPassphrase as error:
            why = str(error)
    raise WrongPassphrase(
        f"{why} The {len(PROMPTS)} tries are used up; the same command asks again. {_WITHOUT}"
    )


def _used(given: str, use: Callable[[str], _Result]) -> _Result:
    """Try the passphrase of a file, and once more with the mark that earlier versions took for part of it."""
    try:
        return use(given)
    except WrongPassphrase:
        return use(f"\ufeff{given}")


def new_passphrase() -> str:
    """Return a passphrase that was typed twice alike; `UsageError` when none was."""
    given = _from_file()
    if given is not None:
        return given
    for _ in PROMPTS:
        first = _typed(f"New passphrase, at least {LEAST_CHARACTERS} characters: ")
        if len(first) < LEAST_CHARACTERS:
            complain("That is too short.")
        elif _typed("The same again: ") == first:
            return first
        else:
            complain("The two are not the same.")
    raise UsageError(
        f"no passphrase was chosen, and nothing was changed: the {len(PROMPTS)} tries are used up. It needs "
        f"at least {LEAST_CHARACTERS} characters, typed twice alike; the same command asks again"
    )


def _refuse_in_the_clear(folder: Path) -> None:
    """Begin no plain file where an encrypted one is expected: a disk may not be there, or a copy not back."""
    left = next(folder.glob(f"{Path(ENCRYPTED_NAME).stem}*"), None)
    plain = (folder / PLAIN_NAME).exists()
    if os.environ.get(FILE):
        why = f"{FILE} is set"
    elif left and not plain:
        why = f"{shown_path(left.name)} stands there"
    else:
        return
    begins = "encrypts what is kept unencrypted there" if plain else "begins an empty one"
    raise UsageError(
        f"{why}, but the encrypted sessions ({shown_path(folder / ENCRYPTED_NAME)}) are missing, and nothing "
        f"is kept unencrypted unasked. Put that file back; or 'interview sessions encrypt' {begins}. "
        f"Where no passphrase is wanted any more, unset {FILE} and move {ENCRYPTED_NAME[:-3]}* away."
    )


def _opened(folder: Path, passphrase: str, read_only: bool) -> Store:
    try:
        return Store.open(folder, read_only=read_only, passphrase=passphrase)
    except WrongPassphrase:
        raise
    except StoreError:  # told when it is used: an interview goes on without a disk
        return Store(folder, read_only=read_only, passphrase=passphrase)


def _typed(prompt: str) -> str:
    """Return what is typed at the terminal, even where standard input is a file."""
    import warnings  # both are needed only here
    from getpass import GetPassWarning, getpass

    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)  # it would go on and show what is typed
        try:
            return getpass(prompt)
        except (GetPassWarning, EOFError):
            raise UsageError(_NOBODY) from None
        except UnicodeError:
            raise UsageError("the terminal does not send UTF-8, so the passphrase cannot be read") from None


def _from_file() -> str | None:
    """Return the first line of the file that the environment names; None when it names none."""
    name = os.environ.get(FILE)
    if not name:
        return None
    with Path(name).open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if os.name == "posix" and stat.S_ISREG(mode) and mode & 0o077:
            raise UsageError(f"{FILE}: others than you may read {shown_path(name)}; 'chmod 600' it first")
        line = file.readline(_LONGEST + 1).rstrip(b"\r\n")
    try:
        text = decoded(line)
    except NotText as error:
        said = (
            f"the first line of {shown_path(name)} is no passphrase at its character {error.column}: {error}"
        )
        raise UsageError(f"{FILE}: {said}") from None
    if not text or len(line) > _LONGEST:
        raise UsageError(
            f"{FILE}: the first line of {shown_path(name)} is no passphrase; it is empty or too long"
        )
    return text

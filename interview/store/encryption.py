"""From a plain file of sessions to an encrypted one, and back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from interview.store.damage import alone, copies
from interview.store.database import open_database
from interview.store.errors import StoreError
from interview.store.private_files import erase, private_file, sync
from interview.store.schema import VERSION, older_copies
from interview.store.sql import (
    CONVERTED_NAME,
    ENCRYPTED_NAME,
    LEAST_CHARACTERS,
    PLAIN_NAME,
    SessionFile,
    cipher,
    is_encrypted,
    key_of,
    new_salt,
    plain_words,
    session_file,
)
from interview.text import shown_path


def encrypt(folder: Path, passphrase: str) -> None:
    """Encrypt the sessions of a folder; the plain file is overwritten and removed.

    `StoreError` when they are encrypted already, open in a window, or the passphrase is too short.
    """
    may_encrypt(folder)
    if len(passphrase) < LEAST_CHARACTERS:
        raise StoreError(f"A passphrase needs at least {LEAST_CHARACTERS} characters.")
    with _at_rest(folder, "") as plain:
        _convert(plain, SessionFile(folder / ENCRYPTED_NAME, key_of(passphrase, new_salt())))


def decrypt(folder: Path, passphrase: str) -> None:
    """Put the sessions of a folder into a plain file; `StoreError` when the passphrase is wrong."""
    may_decrypt(folder)
    with _at_rest(folder, passphrase) as encrypted:
        _convert(encrypted, SessionFile(folder / PLAIN_NAME))


def may_encrypt(folder: Path) -> None:
    """Say in a `StoreError` what stands in the way of encrypting; needs no passphrase."""
    if is_encrypted(folder):
        raise StoreError(f"The saved sessions in {shown_path(folder)} are encrypted already.")
    cipher()


def may_decrypt(folder: Path) -> None:
    """Say in a `StoreError` what stands in the way of decrypting; needs no passphrase."""
    if not is_encrypted(folder):
        raise StoreError(f"The saved sessions in {shown_path(folder)} are not encrypted.")
    if (folder / PLAIN_NAME).exists():
        raise StoreError(
            f"There is an unencrypted file already, {shown_path(folder / PLAIN_NAME)}. Move it away first."
        )
    cipher()


def readable_copies(folder: Path) -> tuple[Path, ...]:
    """Return the damaged files that were set aside before the sessions were encrypted."""
    encrypted = Path(ENCRYPTED_NAME).stem
    return tuple(path for path in copies(folder) if not path.name.startswith(encrypted))


@contextmanager
def _at_rest(folder: Path, passphrase: str) -> Iterator[SessionFile]:
    """Give the file, whole and up to date, while no other program can use it."""
    with plain_words(folder / (ENCRYPTED_NAME if passphrase else PLAIN_NAME)):
        open_database(folder, passphrase).close()
        keeper = alone(folder, f"The saved sessions in {shown_path(folder)} are")
        try:
            yield session_file(folder, passphrase)
        finally:
            keeper.release()


def _convert(source: SessionFile, target: SessionFile) -> None:
    new = target.at(source.path.with_name(CONVERTED_NAME))
    erase(new.path)
    private_file(new.path)
    with closing(source.through_cipher()) as connection:
        connection.execute(f'ATTACH ? AS made KEY "{new.key}"', (str(new.path),))
        connection.execute("SELECT sqlcipher_export('made')")
        connection.execute(f"PRAGMA made.user_version = {VERSION}")
    if _counts(new) != _counts(source):
        erase(new.path)
        raise StoreError("Not every session arrived in the new file. The sessions were left as they are.")
    _flush(new.path)
    new.path.replace(target.path)
    sync(target.path.parent)
    for path in (source.path, *older_copies(source.path.parent)):
        erase(path)


def _counts(file: SessionFile) -> list[int]:
    """Return how many rows each table has, in order of their names."""
    with closing(file.connect()) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        counts = [f"SELECT count(*) FROM {name}" for (name,) in names.fetchall()]
        return [int(connection.execute(count).fetchone()[0]) for count in counts]


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""`interview sessions encrypt` and `decrypt`: all kept sessions, under one passphrase or without."""

from __future__ import annotations

from argparse import Namespace

from interview.cli.passphrase import new_passphrase, with_passphrase
from interview.cli.terminal import tell
from interview.library import data_folder
from interview.store.encryption import decrypt, encrypt, may_decrypt, may_encrypt, readable_copies

_BEFORE = """\
All sessions kept on this computer will need a passphrase from now on. Nobody can recover a passphrase that is
forgotten: the sessions are then lost. Keep a copy of it in a safe place, away from this computer."""
_AFTER = """\
What was exported earlier is not encrypted by this. Nor are backups and snapshots of the earlier file."""


def command(arguments: Namespace) -> int:
    """Encrypt the kept sessions, or take their passphrase away."""
    return _encrypt() if arguments.action == "encrypt" else _decrypt()


def _encrypt() -> int:
    folder = data_folder()
    may_encrypt(folder)
    tell(_BEFORE)
    encrypt(folder, new_passphrase())
    tell(f"The sessions in {folder} are encrypted.")
    for path in readable_copies(folder):
        tell(f"NOT encrypted: {path}, damaged and set aside earlier. Delete it when nothing is missing.")
    tell(_AFTER)
    return 0


def _decrypt() -> int:
    folder = data_folder()
    may_decrypt(folder)
    with_passphrase(lambda passphrase: decrypt(folder, passphrase))
    tell(f"The sessions in {folder} are not encrypted any more. Whoever can use this account can read them.")
    return 0

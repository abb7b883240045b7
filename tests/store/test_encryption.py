"""With a passphrase the file says nothing without it; without the passphrase nothing is touched."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, StoreError, encryption, sql
from interview.store.encryption import decrypt, encrypt
from interview.store.sql import is_encrypted
from tests.store.small import AT, begin, event, small_flow, texts

PASSPHRASE = 'a "quoted" phrase: 日本'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are made quickly; one test makes them as they are made outside."""
    monkeypatch.setattr(sql, "_ROUNDS", 10)


@pytest.fixture
def encrypted(folder: Path, filled: str) -> str:
    """A folder whose sessions are encrypted; the id of the one of `filled`."""
    encrypt(folder, PASSPHRASE)
    return filled


@pytest.fixture
def opened(folder: Path, encrypted: str) -> Iterator[Store]:
    with closing(Store.open(folder, passphrase=PASSPHRASE)) as store:
        yield store


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_that_was_answered_is_readable_in_the_folder(folder: Path, opened: Store) -> None:
    recording = begin(opened)
    for number in range(5):
        recording.answer("comment", Text(f"answer of {number}"))
    assert recording.saved
    content = everything_in(folder)
    assert "sessions.db" not in content
    assert not any(b"answer" in data or b"SQLite" in data for data in content.values())
    assert stat.S_IMODE((folder / "sessions-encrypted.db").stat().st_mode) == 0o600


def test_the_sessions_are_there_as_before(folder: Path, filled: str) -> None:
    with closing(Store.open(folder)) as store:
        before = store.sessions(), store.events(filled)
    encrypt(folder, PASSPHRASE)
    with closing(Store.open(folder, passphrase=PASSPHRASE)) as store:
        assert (store.sessions(), store.events(filled)) == before
        assert store.notice == ""


def test_answers_are_saved_and_come_back(folder: Path, opened: Store, encrypted: str) -> None:
    opened.append(encrypted, event(Text("more")))
    opened.close()
    assert texts(opened, encrypted)[-1] == "more"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "delete"), ("synchronous", 3), ("secure_delete", 1), ("foreign_keys", 1)],
)
def test_it_is_opened_in_the_same_durable_way(
    folder: Path, encrypted: str, pragma: str, value: object
) -> None:
    with closing(sql.session_file(folder, PASSPHRASE).prepared()) as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("wrong one", "The passphrase does not open the saved sessions in .*They were left as they are"),
        ("", "are encrypted, and no passphrase was given"),
    ],
)
def test_without_the_passphrase_nothing_is_opened_or_touched(
    folder: Path,
    encrypted: str,
    passphrase: str,
    words: str,
    read_only: bool,
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = everything_in(folder)
    with pytest.raises(StoreError, match=words):
        Store.open(folder, passphrase=passphrase, read_only=read_only)
    assert everything_in(folder) == before
    assert capfd.readouterr() == ("", "")


def test_a_passphrase_for_plain_sessions_is_not_silently_idle(folder: Path, filled: str) -> None:
    with pytest.raises(StoreError, match=r"not encrypted.*'interview sessions encrypt' encrypts them"):
        Store.open(folder, passphrase=PASSPHRASE)


def test_without_sqlcipher_the_person_is_told_what_to_install(
    folder: Path, encrypted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    before = everything_in(folder)
    for use in (lambda: Store.open(folder, passphrase=PASSPHRASE), lambda: decrypt(folder, PASSPHRASE)):
        with pytest.raises(StoreError, match=r'install it with: ".*" -m pip install "sqlcipher3>='):
            use()
    assert everything_in(folder) == before


def test_sessions_can_be_looked_at_while_another_window_adds_to_them(
    folder: Path, opened: Store, encrypted: str
) -> None:
    opened.hold(encrypted)
    with closing(Store.open(folder, passphrase=PASSPHRASE, read_only=True)) as looking:
        assert len(texts(looking, encrypted)) == 12


def test_a_window_that_does_not_let_go_is_told_as_for_plain_sessions(
    folder: Path, opened: Store, encrypted: str
) -> None:
    with closing(sql.session_file(folder, PASSPHRASE).connect()) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="is writing there and does not let go"):
            opened.append(encrypted, event(Text("more")))


def test_decrypting_gives_the_plain_file_back(folder: Path, encrypted: str) -> None:
    decrypt(folder, PASSPHRASE)
    assert not is_encrypted(folder)
    with closing(Store.open(folder)) as store:
        assert len(texts(store, encrypted)) == 12


def test_the_first_sessions_of_all_can_be_encrypted_from_the_beginning(folder: Path) -> None:
    encrypt(folder, PASSPHRASE)
    with closing(Store.open(folder, passphrase=PASSPHRASE)) as store:
        store.append(store.begin(small_flow(), at=AT), event(Text("first")))
    assert not (folder / "sessions.db").exists()


def test_the_key_is_the_one_that_sqlcipher_itself_would_make(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlcipher3.dbapi2

    monkeypatch.undo()
    encrypt(folder, "plain and simple")
    with closing(sqlcipher3.dbapi2.connect(str(folder / "sessions-encrypted.db"))) as connection:
        connection.execute("PRAGMA key = 'plain and simple'")
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (12,)


def test_the_same_letters_typed_in_another_way_open_the_file(folder: Path, filled: str) -> None:
    encrypt(folder, "caf\u00e9 au lait")
    with closing(Store.open(folder, passphrase="cafe\u0301 au lait")) as store:
        assert len(store.sessions()) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda folder: encrypt(folder, PASSPHRASE), "encrypted already"),
        (lambda folder: decrypt(folder, "wrong one"), "The passphrase does not open"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    folder: Path, encrypted: str, change: Callable[[Path], None], words: str
) -> None:
    before = everything_in(folder)
    with pytest.raises(StoreError, match=words):
        change(folder)
    assert everything_in(folder) == before


def test_a_passphrase_must_have_some_length(folder: Path, filled: str) -> None:
    with pytest.raises(StoreError, match="at least 8 characters"):
        encrypt(folder, "1234567")


def test_plain_sessions_cannot_be_decrypted(folder: Path, filled: str) -> None:
    with pytest.raises(StoreError, match="are not encrypted"):
        decrypt(folder, PASSPHRASE)


def test_sessions_that_are_in_use_are_left_as_they_are(folder: Path, filled: str, store: Store) -> None:
    assert store.unfinished()
    with pytest.raises(StoreError, match=r"open in another window\. Close it first"):
        encrypt(folder, PASSPHRASE)
    assert len(texts(store, filled)) == 12


def test_an_incomplete_copy_never_takes_the_place_of_the_sessions(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter([[1, 12, 0], [1, 11, 0]])
    monkeypatch.setattr(encryption, "_counts", lambda file: next(counts))
    with pytest.raises(StoreError, match="Not every session arrived"):
        encrypt(folder, PASSPHRASE)
    assert not is_encrypted(folder)
    assert [path.name for path in folder.glob("*.db")] == ["sessions.db"]


def test_what_a_broken_off_conversion_left_is_gone_when_the_sessions_are_opened(
    folder: Path, encrypted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(encryption, "_flush", killed)
        with pytest.raises(KeyboardInterrupt):
            decrypt(folder, PASSPHRASE)
    assert any(b"answer" in data for data in everything_in(folder).values())
    with closing(Store.open(folder, passphrase=PASSPHRASE)) as store:
        assert len(texts(store, encrypted)) == 12
        assert not any(b"answer" in data for data in everything_in(folder).values())


def test_a_plain_file_that_was_left_behind_is_pointed_out_and_not_removed(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as during:
        during.setattr(encryption, "erase", lambda path: None)
        encrypt(folder, PASSPHRASE)
    with closing(Store.open(folder, passphrase=PASSPHRASE)) as store:
        assert "Beside the encrypted sessions stands an unencrypted file" in store.notice
    with pytest.raises(StoreError, match="There is an unencrypted file already"):
        decrypt(folder, PASSPHRASE)
    assert (folder / "sessions.db").exists()


def test_a_damaged_page_costs_only_what_stood_on_it(folder: Path, opened: Store, encrypted: str) -> None:
    opened.close()
    path = folder / "sessions-encrypted.db"
    size = path.stat().st_size
    for page in range(1, size // 4096):
        content = bytearray(path.read_bytes())
        content[page * 4096 + 100] ^= 1
        other = folder.parent / f"damaged-{page}"
        other.mkdir()
        (other / path.name).write_bytes(content)
        with closing(Store.open(other, passphrase=PASSPHRASE)) as store:
            assert "was damaged" in store.notice
            found = texts(store, encrypted) if store.sessions() else []
            assert [text.split()[1] for text in found] == [str(number) for number in range(len(found))]
            assert store.damaged() == (other / "sessions-encrypted-damaged-1.db",)
            assert not (other / "sessions.db").exists()

"""With a passphrase nothing kept is readable without it; it is typed unseen, and stands nowhere."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.cli import main
from interview.flow.answers import Text
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.moments import present
from interview.store import Recording, Store, sql
from interview.store.encryption import encrypt
from tests.cli.test_session import opened

Capture = pytest.CaptureFixture[str]
Types = Callable[..., list[str]]
PASSPHRASE = "correct horse 日本"
SECRET = "unsteady on stairs"
MISSING = (
    f'Encrypted sessions need SQLCipher; install it with: "{sys.executable}" -m pip install '
    '"sqlcipher3>=0.6.4"'
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "_ROUNDS", 10)


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Somebody at the terminal types these words, one after the other; returns the prompts they saw."""

    def begin(*words: str) -> list[str]:
        left, prompts = list(words), []

        def typed(prompt: str) -> str:
            prompts.append(prompt)
            return left.pop(0)

        monkeypatch.setattr(getpass, "getpass", typed)
        return prompts

    return begin


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no terminal to ask at."""

    def refuse(prompt: str) -> str:
        import warnings

        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return "what everybody could see"

    monkeypatch.setattr(getpass, "getpass", refuse)


@pytest.fixture
def kept(flow: str) -> str:
    """One session with a free answer; how its id begins."""
    store = Store(data_folder())
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=present)
    recording.answer("comment", Text(SECRET))
    recording.close()
    store.close()
    return recording.id[:8]


@pytest.fixture
def encrypted(kept: str, types: Types, capsys: Capture) -> str:
    types(PASSPHRASE, PASSPHRASE)
    assert main(["sessions", "encrypt"]) == 0
    capsys.readouterr()
    return kept


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in data_folder().rglob("*.db*")}


def test_encrypting_says_what_a_forgotten_passphrase_costs_before_it_asks(
    kept: str, types: Types, capsys: Capture
) -> None:
    types(PASSPHRASE, PASSPHRASE)
    assert main(["sessions", "encrypt"]) == 0
    out = capsys.readouterr().out
    assert "forgotten: the sessions are then lost. Keep a copy of it" in out
    assert "exported earlier is not encrypted" in out
    assert out.splitlines()[0].startswith("All sessions kept")
    assert out.splitlines()[0].endswith("away from this computer."), "a terminal wraps it at its own width"
    assert list(files()) == ["sessions-encrypted.db"]
    assert SECRET.encode() not in files()["sessions-encrypted.db"]


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (["list"], ""),
        (["list", "--search", "stairs"], ""),
        (["label", "ID", "bed 4"], "bed 4"),
        (["export", "ID"], "interview_session"),
        (["delete", "ID", "--yes"], "Deleted."),
        (["purge", "--older-than", "90d", "--yes"], "No session is that old."),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_every_action_asks_and_then_does_what_it_does_without(
    encrypted: str, types: Types, capsys: Capture, action: list[str], told: str
) -> None:
    prompts = types(PASSPHRASE)
    assert main(["sessions", *(encrypted if word == "ID" else word for word in action)]) == 0
    out, err = capsys.readouterr()
    assert told in out
    assert encrypted in out or action[0] == "purge"
    assert err == ""
    assert prompts == ["Passphrase of the kept sessions: "]


def test_a_wrong_passphrase_may_be_typed_again(encrypted: str, types: Types, capsys: Capture) -> None:
    prompts = types("first guess", "second guess", PASSPHRASE)
    assert main(["sessions", "list"]) == 0
    out, err = capsys.readouterr()
    assert encrypted in out
    assert err == ""
    assert prompts[1:] == ["That passphrase does not open them. Again: ", "Nor does that one. Once more: "]


@pytest.mark.parametrize("command", [["sessions", "list"], ["sessions", "decrypt"], ["run", "FLOW"], []])
def test_after_three_wrong_ones_it_ends_and_nothing_was_touched(
    encrypted: str, flow: str, types: Types, capsys: Capture, command: list[str]
) -> None:
    before = files()
    types("first guess", "second guess", "third guess")
    assert main([flow if word == "FLOW" else word for word in command]) == 2
    err = capsys.readouterr().err
    assert "The passphrase does not open the saved sessions in" in err
    assert "The 3 tries are used up; the same command asks again." in err
    assert "'interview run --no-save' needs no passphrase and keeps nothing." in err
    assert "guess" not in err
    assert "Traceback" not in err
    assert files() == before


def test_an_interview_goes_on_where_it_was_left(
    encrypted: str, flow: str, types: Types, typed: Callable[[str], None], capsys: Capture
) -> None:
    types(PASSPHRASE)
    typed("1\n")
    assert main(["run", flow]) == 0
    assert "kept and unfinished: 1" in capsys.readouterr().err
    types(PASSPHRASE)
    assert main(["sessions", "list"]) == 0
    assert capsys.readouterr().out.count("\n") == 2
    assert list(files()) == ["sessions-encrypted.db"]


def test_an_interview_that_keeps_nothing_needs_no_passphrase(
    encrypted: str, flow: str, nobody: None, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    before = files()
    typed("1\n0\n62\n")
    assert main(["run", flow, "--no-save"]) == 0
    assert files() == before


@pytest.mark.parametrize("command", [["sessions", "list"], ["sessions", "decrypt"], ["run", "FLOW"], []])
def test_what_would_be_typed_in_sight_is_not_asked_for(
    encrypted: str, flow: str, nobody: None, capsys: Capture, command: list[str]
) -> None:
    assert main([flow if word == "FLOW" else word for word in command]) == 2
    err = capsys.readouterr().err
    assert "nobody can be asked for the passphrase here; INTERVIEW_PASSPHRASE_FILE" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [["sessions", "list"], ["sessions", "decrypt"], ["run", "FLOW"], []])
def test_without_the_library_a_line_says_what_to_install_before_anything_is_asked(
    encrypted: str,
    flow: str,
    types: Types,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    prompts = types()
    assert main([flow if word == "FLOW" else word for word in command]) == 2
    assert capsys.readouterr().err == f"interview: {MISSING}\n"
    assert prompts == []


def test_encrypting_without_the_library_asks_for_nothing(
    kept: str, types: Types, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    prompts = types()
    assert main(["sessions", "encrypt"]) == 2
    assert capsys.readouterr() == ("", f"interview: {MISSING}\n")
    assert prompts == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("short",) * 3, "That is too short."),
        ((PASSPHRASE, "a slip of the pen") * 3, "The two are not the same."),
    ],
)
def test_a_new_passphrase_is_long_enough_and_typed_twice_alike(
    kept: str, types: Types, capsys: Capture, words: tuple[str, ...], told: str
) -> None:
    types(*words)
    assert main(["sessions", "encrypt"]) == 2
    err = capsys.readouterr().err
    assert err.count(told) == 3
    said = " ".join(err.split())
    assert "no passphrase was chosen, and nothing was changed: the 3 tries are used up" in said
    assert "at least 8 characters, typed twice alike" in said
    assert list(files()) == ["sessions.db"]


def test_a_passphrase_is_taken_away_again(encrypted: str, types: Types, capsys: Capture) -> None:
    types(PASSPHRASE)
    assert main(["sessions", "decrypt"]) == 0
    assert "are not encrypted any more" in capsys.readouterr().out
    assert list(files()) == ["sessions.db"]
    assert main(["sessions", "decrypt"]) == 2
    assert "are not encrypted" in capsys.readouterr().err


def test_with_the_file_moved_away_one_starts_anew_and_back_it_opens_as_before(
    encrypted: str, types: Types, tmp_path: Path, capsys: Capture
) -> None:
    file = data_folder() / "sessions-encrypted.db"
    aside = file.rename(tmp_path / "aside.db")
    assert types() == []
    assert main(["sessions", "list"]) == 0
    assert "No session is kept" in capsys.readouterr().out
    aside.rename(file)
    types(PASSPHRASE)
    assert main(["sessions", "list"]) == 0
    assert encrypted[:8] in capsys.readouterr().out


def test_a_copy_that_stays_readable_is_named(kept: str, types: Types, capsys: Capture) -> None:
    aside = data_folder() / "sessions-damaged-1.db"
    aside.write_bytes(SECRET.encode())
    types(PASSPHRASE, PASSPHRASE)
    assert main(["sessions", "encrypt"]) == 0
    assert f"NOT encrypted: {aside}" in capsys.readouterr().out


@pytest.fixture
def passphrase_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\nand a note below\n", encoding="utf-8")
    monkeypatch.setenv("INTERVIEW_PASSPHRASE_FILE", str(path))
    path.chmod(0o600)
    return path


def test_a_file_can_hold_the_passphrase_where_nobody_can_type_it(
    kept: str, nobody: None, passphrase_file: Path, capsys: Capture
) -> None:
    assert main(["sessions", "encrypt"]) == 0
    assert main(["sessions", "list"]) == 0
    assert main(["sessions", "purge", "--older-than", "90d", "--yes"]) == 0
    assert main(["sessions", "decrypt"]) == 0
    assert kept in capsys.readouterr().out


def test_so_can_a_pipe_which_leaves_nothing_on_the_disk(
    encrypted: str, nobody: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    monkeypatch.setenv("INTERVIEW_PASSPHRASE_FILE", f"/dev/fd/{reading}")
    assert main(["sessions", "list"]) == 0
    os.close(reading)
    assert encrypted in capsys.readouterr().out


def test_a_mark_before_the_passphrase_is_no_part_of_it(
    encrypted: str, passphrase_file: Path, capsys: Capture
) -> None:
    passphrase_file.write_text(f"{PASSPHRASE}\r\n", encoding="utf-8-sig")
    assert main(["sessions", "list"]) == 0
    assert encrypted in capsys.readouterr().out


def test_what_was_encrypted_with_the_mark_for_a_part_of_it_still_opens(
    kept: str, nobody: None, passphrase_file: Path, capsys: Capture
) -> None:
    encrypt(data_folder(), f"\ufeff{PASSPHRASE}")
    passphrase_file.write_text(f"{PASSPHRASE}\n", encoding="utf-8-sig")
    assert main(["sessions", "list"]) == 0
    assert kept in capsys.readouterr().out


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_can_read_is_refused(
    encrypted: str, passphrase_file: Path, capsys: Capture, mode: int
) -> None:
    passphrase_file.chmod(mode)
    assert main(["sessions", "list"]) == 2
    err = capsys.readouterr().err
    assert f"others than you may read {passphrase_file}; 'chmod 600' it first" in err
    assert PASSPHRASE not in err


@pytest.mark.parametrize(
    "content", [b"", b"\nsecond", b"caf\xe9 au lait", b"x" * 5000, "caf\xe9 au lait".encode("utf-16")]
)
def test_a_file_without_a_passphrase_is_refused(
    encrypted: str, passphrase_file: Path, capsys: Capture, content: bytes
) -> None:
    passphrase_file.write_bytes(content)
    assert main(["sessions", "list"]) == 2
    err = capsys.readouterr().err
    assert f"INTERVIEW_PASSPHRASE_FILE: the first line of {passphrase_file} is" in err
    assert "caf" not in err


def test_a_file_with_the_wrong_one_is_not_tried_again(
    encrypted: str, passphrase_file: Path, types: Types, capsys: Capture
) -> None:
    prompts = types()
    passphrase_file.write_text("something else")
    assert main(["sessions", "list"]) == 2
    assert "The passphrase does not open" in capsys.readouterr().err
    assert prompts == []


def test_a_full_disk_does_not_stop_the_interview(
    encrypted: str,
    flow: str,
    types: Types,
    typed: Callable[[str], None],
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("interview.store.store.open_database", full)
    types(PASSPHRASE)
    typed("1\n0\n62\n")
    main(["run", flow])
    assert "The disk is full" in capsys.readouterr().out


def test_at_a_real_terminal_nothing_shows_what_is_typed(kept: str, flow: str) -> None:
    shown = []
    with opened("sessions", "encrypt") as screen:
        screen.wait_for("at least 8 characters:")
        screen.press(f"{PASSPHRASE}\n")
        screen.wait_for("The same again:")
        arguments = Path(f"/proc/{screen.process.pid}/cmdline")
        surroundings = Path(f"/proc/{screen.process.pid}/environ")
        if arguments.exists():
            assert PASSPHRASE.encode() not in arguments.read_bytes() + surroundings.read_bytes()
        screen.press(f"{PASSPHRASE}\n")
        screen.wait_for("snapshots")
        shown.append(screen.text)
        assert screen.end() == 0
    with opened("run", flow) as screen:
        screen.wait_for("Passphrase of the kept sessions:")
        screen.press("a guess\n")
        screen.wait_for("does not open them. Again:")
        screen.press(f"{PASSPHRASE}\n")
        shown.append(screen.text)
        screen.wait_for("Go on with")
        screen.press("\x11")
        assert screen.end() == 0
    assert not any(word in text for text in shown for word in ("correct", "guess"))


@pytest.mark.parametrize("command", [["list"], ["show", "x"], ["purge", "--older-than", "1d", "--yes"]])
def test_where_the_encrypted_file_is_missing_nothing_is_begun_in_the_clear(
    passphrase_file: Path, command: list[str], capsys: Capture
) -> None:
    assert main(["sessions", *command]) == 2
    err = " ".join(capsys.readouterr().err.split())
    assert "INTERVIEW_PASSPHRASE_FILE is set, but the encrypted sessions" in err
    assert "Put that file back; or 'interview sessions encrypt' begins an empty one." in err
    assert not (data_folder() / "sessions.db").exists()


def test_both_ways_out_of_a_missing_file_work(
    encrypted: str, passphrase_file: Path, tmp_path: Path, capsys: Capture
) -> None:
    file, away = data_folder() / "sessions-encrypted.db", tmp_path / "away"
    file.rename(away)
    assert main(["sessions", "list"]) == 2
    assert main(["sessions", "encrypt"]) == 0
    assert main(["sessions", "list"]) == 0
    assert "No session is kept" in capsys.readouterr().out
    away.replace(file)
    assert main(["sessions", "list"]) == 0
    assert encrypted in capsys.readouterr().out


def test_a_link_to_a_disk_that_is_not_there_is_a_missing_file(
    encrypted: str, types: Types, capsys: Capture
) -> None:
    file = data_folder() / "sessions-encrypted.db"
    file.unlink()
    file.symlink_to("/nowhere/sessions-encrypted.db")
    types(PASSPHRASE)
    assert main(["sessions", "list"]) == 2
    assert not (data_folder() / "sessions.db").exists()


def test_what_is_left_of_an_encrypted_store_keeps_it_from_being_begun_in_the_clear(
    encrypted: str, capsys: Capture
) -> None:
    file = data_folder() / "sessions-encrypted.db"
    file.rename(file.with_name("sessions-encrypted-damaged-1.db"))
    assert main(["sessions", "list"]) == 2
    err = capsys.readouterr().err
    assert "sessions-encrypted-damaged-1.db stands there" in " ".join(err.split())
    assert not (data_folder() / "sessions.db").exists()

"""`interview sessions`: what is kept can be found, looked at as it was, moved, and deleted for good."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from interview.cli import main
from interview.cli.commands import sessions
from interview.cli.commands.sessions import earlier
from interview.engine import Event, EventKind
from interview.export.session_file import pack, unpack
from interview.flow.answers import Chosen, Text
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.store import Recording, Store
from tests.conversation.small import finish
from tests.store.small import AT, small_flow

Capture = pytest.CaptureFixture[str]
Typed = Callable[[str], None]


def long_ago() -> datetime:
    return datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def kept(flow: str) -> str:
    """A finished session of an example flow; how its id begins."""
    store = Store(data_folder())
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=long_ago)
    recording.answer("fallen", Chosen("yes"))
    recording.answer("comment", Text("unsteady on stairs"))
    finish(recording)
    recording.close()
    store.close()
    return recording.id[:8]


def test_a_list_shows_each_session_and_a_search_finds_its_words(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "list"]) == 0
    assert f"{kept}  " in capsys.readouterr().out
    assert main(["sessions", "list", "--search", "stairs"]) == 0
    assert kept in capsys.readouterr().out
    assert main(["sessions", "list", "--search", "dysphagia"]) == 0
    assert capsys.readouterr().out == "No session matches.\n"


def test_nothing_kept_is_said_and_makes_no_file(capsys: Capture) -> None:
    assert main(["sessions", "list"]) == 0
    assert capsys.readouterr().out == f"No session is kept in {data_folder()}.\n"


@pytest.mark.parametrize("form", [["--full"], ["--format", "markdown"], ["--format", "json"]])
def test_an_old_summary_is_the_same_after_the_flow_has_changed(
    kept: str, flow: str, form: list[str], capsys: Capture
) -> None:
    assert main(["sessions", "show", kept, *form]) == 0
    before = capsys.readouterr().out
    assert "Review of falls" in before or "Arrange a review of falls" in before
    changed = Path(flow, "flow.yaml")
    changed.write_text(changed.read_text().replace("Arrange a review", "Do nothing"), encoding="utf-8")
    assert main(["sessions", "show", kept, *form]) == 0
    assert capsys.readouterr().out == before


def test_a_session_moves_to_another_computer_as_one_file(
    kept: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "session.json"
    assert main(["sessions", "export", kept, "--output", str(file)]) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "elsewhere"))
    assert main(["sessions", "import", str(file)]) == 0
    assert main(["sessions", "import", str(file)]) == 0
    capsys.readouterr()
    assert main(["sessions", "list"]) == 0
    assert capsys.readouterr().out.count(kept) == 1


def test_no_session_is_poured_onto_a_terminal(
    kept: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["sessions", "export", kept]) == 2
    out, err = capsys.readouterr()
    assert (out, "name a file with --output, or pipe it" in err) == ("", True)


def test_an_export_says_where_it_was_written(kept: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "session.json"
    assert main(["sessions", "export", kept, "--output", str(file)]) == 0
    assert capsys.readouterr().out == f"Written to {file}.\n"


def test_a_copy_that_went_on_differently_is_refused_with_what_to_do_and_that_works(
    kept: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = tmp_path / "ours.json", tmp_path / "theirs.json"
    assert main(["sessions", "export", kept, "--output", str(ours)]) == 0
    for folder, answer in ((tmp_path / "elsewhere", "no"), (data_folder(), "yes")):
        monkeypatch.setenv("INTERVIEW_DATA", str(folder))
        store = Store(folder)
        session_id = store.import_(unpack(ours.read_text(encoding="utf-8")))
        store.append(session_id, Event(answer, EventKind.ANSWERED, "fallen", "2026-02-01T00:00:00Z"))
        if answer == "no":
            theirs.write_text(pack(store.export(session_id)), encoding="utf-8")
        store.close()
    assert main(["sessions", "import", str(theirs)]) == 2
    assert f"'interview sessions delete {kept}'" in " ".join(capsys.readouterr().err.split())
    assert main(["sessions", "delete", kept, "--yes"]) == 0
    assert main(["sessions", "import", str(theirs)]) == 0


def test_without_an_action_the_actions_are_listed(capsys: Capture) -> None:
    assert main(["sessions"]) == 2
    err = capsys.readouterr().err
    assert all(f"\n    {action} " in err for action in ("list", "show", "export", "purge", "encrypt"))


def test_a_file_that_was_changed_is_refused(kept: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "session.json"
    assert main(["sessions", "export", kept, "--output", str(file)]) == 0
    packed = json.loads(file.read_text(encoding="utf-8"))
    packed["events"][0]["answer"] = {"chosen": "no"}
    file.write_text(json.dumps(packed), encoding="utf-8")
    assert main(["sessions", "import", str(file)]) == 2
    assert "changed or damaged" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"interview_session": 99}', "[" * 100_000, "\ufeff{"])
def test_a_file_that_is_no_session_is_refused_in_words(text: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    assert main(["sessions", "import", str(file)]) == 2
    assert "interview: this" in capsys.readouterr().err


def test_what_is_deleted_is_gone_from_the_disk(kept: str, capsys: Capture) -> None:
    database = data_folder() / "sessions.db"
    assert b"unsteady on stairs" in database.read_bytes()
    assert main(["sessions", "delete", kept]) == 2
    assert "--yes" in capsys.readouterr().err
    assert main(["sessions", "delete", kept, "--yes"]) == 0
    assert b"unsteady on stairs" not in database.read_bytes()


def test_a_purge_lists_first_and_deletes_only_what_is_old(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "purge", "--older-than", "90d", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert kept in out
    assert out.endswith("Those that are then open in a window stay.\n")
    assert main(["sessions", "purge", "--older-than", "50y", "--yes"]) == 0
    assert capsys.readouterr().out == "No session is that old.\n"
    assert main(["sessions", "purge", "--older-than", "90d", "--yes"]) == 0
    assert "Deleted 1 session." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("1d", "2028-03-30"),
        ("2w", "2028-03-17"),
        ("1m", "2028-02-29"),
        ("12m", "2027-03-31"),
        ("13m", "2027-02-28"),
        ("1y", "2027-03-31"),
        ("49m", "2024-02-29"),
        ("9999y", "0001-01-31"),
        ("9999m", "1194-12-31"),
    ],
)
def test_months_and_years_are_those_of_the_calendar(time: str, day: str) -> None:
    moment = datetime(2028, 3, 31, 12, tzinfo=UTC)
    assert earlier(moment, time).isoformat() == f"{day}T12:00:00+00:00"


def test_a_purge_goes_by_whole_years(kept: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Later:
            return cls(2027, 1, 3, 9, 30, tzinfo=tz)

    monkeypatch.setattr("interview.cli.commands.sessions.datetime", Later)
    assert main(["sessions", "purge", "--older-than", "12m", "--dry-run"]) == 0
    assert capsys.readouterr().out == "No session is that old.\n"
    assert main(["sessions", "purge", "--older-than", "11m", "--dry-run"]) == 0
    assert kept in capsys.readouterr().out


@pytest.mark.parametrize("time", ["90", "d", "-3d", "1h", "99999d", "\u0661m", "\x1b[2Jd"])
def test_a_time_that_is_none_is_refused_with_what_would_do(time: str, capsys: Capture) -> None:
    assert main(["sessions", "purge", f"--older-than={time}"]) == 2
    assert "90d, 12w, 6m or 2y" in capsys.readouterr().err


def test_a_label_that_names_a_person_is_pointed_out_and_not_blocked(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "label", kept, "Mr Smith"]) == 2
    assert "looks like a title with a name" in capsys.readouterr().err
    assert main(["sessions", "label", kept, "Mr Smith", "--yes"]) == 0
    assert main(["sessions", "list"]) == 0
    assert "Mr Smith" in capsys.readouterr().out


def test_an_id_that_names_none_is_told(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "show", "zzz"]) == 2
    assert "begins with 'zzz'" in capsys.readouterr().err


def test_only_an_id_deletes(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "delete", "zzz", "--yes"]) == 2
    assert "see 'interview sessions list'" in capsys.readouterr().err
    assert main(["sessions", "list"]) == 0
    assert kept in capsys.readouterr().out


def test_looking_makes_no_file(capsys: Capture) -> None:
    assert main(["sessions", "list", "--search", "x"]) == 0
    assert not data_folder().exists()


def test_a_label_is_shown_as_it_now_stands_and_can_be_taken_away(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "label", kept, "bed 4"]) == 0
    assert capsys.readouterr().out.endswith("2 answers, finished  bed 4\n")
    assert main(["sessions", "label", kept, ""]) == 0
    assert capsys.readouterr().out.endswith("2 answers, finished\n")


def test_what_may_name_a_person_is_pointed_out_before_it_leaves_too(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "label", kept, "born 3 May 1950", "--yes"]) == 0
    capsys.readouterr()
    assert main(["sessions", "export", kept]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["session"]["id"].startswith(kept)
    assert "'3 May 1950' looks like a full date" in err


def test_an_exported_file_survives_any_encoding(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "label", kept, "Sjögren? 日本"]) == 0
    capsys.readouterr()
    assert main(["sessions", "export", kept]) == 0
    assert capsys.readouterr().out.isascii()


def test_a_session_comes_back_through_a_pipe(
    kept: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch, typed: Typed, tmp_path: Path
) -> None:
    assert main(["sessions", "export", kept]) == 0
    typed(capsys.readouterr().out)
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "elsewhere"))
    assert main(["sessions", "import", "-"]) == 0
    assert capsys.readouterr().out.startswith(f"Kept here: {kept}  ")


def test_damaged_files_are_named_where_deleted_text_may_still_stand(kept: str, capsys: Capture) -> None:
    aside = data_folder() / "sessions-damaged-1.db"
    aside.write_bytes(b"unsteady on stairs")
    assert main(["sessions", "delete", kept, "--yes"]) == 0
    assert f"It may still stand in {aside}" in capsys.readouterr().out
    os.utime(aside, (0, 0))
    assert main(["sessions", "purge", "--older-than", "90d", "--yes"]) == 0
    assert "Deleted 1 damaged file." in capsys.readouterr().out
    assert not aside.exists()


def test_a_session_that_is_open_in_a_window_is_not_purged(kept: str, capsys: Capture) -> None:
    window = Store(data_folder())
    window.hold(next(saved.id for saved in window.sessions()))
    assert main(["sessions", "purge", "--older-than", "90d", "--yes"]) == 0
    assert capsys.readouterr().out.endswith(
        "Deleted nothing.\nOpen in a window, and therefore kept: 1 session.\n"
    )
    window.close()


def many(count: int) -> None:
    store = Store(data_folder())
    for number in range(count):
        session_id = store.begin(small_flow(), at=AT, label=f"bed {number}")
        store.append(session_id, Event(f"e{number}", EventKind.ANSWERED, "comment", AT, Text("x")))
        store.release(session_id)
    store.close()


def test_a_long_list_is_shown_by_hundreds_and_says_so(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "PAGE", 3)
    many(7)
    shown = []
    for page in (["--page", "1"], ["--page", "2"], ["--page", "3"]):
        assert main(["sessions", "list", *page]) == 0
        out, err = capsys.readouterr()
        shown += [line.split("bed ")[1] for line in out.splitlines()]
        assert "of 7; " in err
    assert shown == ["6", "5", "4", "3", "2", "1", "0"]
    assert main(["sessions", "list", "--all"]) == 0
    out, err = capsys.readouterr()
    assert (len(out.splitlines()), err) == (7, "")
    assert main(["sessions", "list", "--search", "bed 5"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["sessions", "list", "--page", "0"]) == 2
    assert main(["sessions", "list", "--page", "9"]) == 0
    assert "there are 7, which is 3 pages" in capsys.readouterr().err
    monkeypatch.setattr(sessions, "PAGE", 7)
    assert main(["sessions", "list", "--page", "9"]) == 0
    assert "there are 7, which is 1 page." in capsys.readouterr().err


def test_a_list_of_a_damaged_file_says_so_and_does_not_end_well(kept: str, capsys: Capture) -> None:
    path = data_folder() / "sessions.db"
    path.write_bytes(b"no database at all\n" * 300)
    before = path.read_bytes()
    assert main(["sessions", "list"]) == 1
    assert "is damaged, and was left as it is" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_check_says_what_was_looked_through(kept: str, capsys: Capture) -> None:
    assert main(["sessions", "check"]) == 0
    assert capsys.readouterr().out == "1 session with 2 entries looked through: nothing damaged.\n"


def test_no_list_is_empty_where_a_file_stands_for_the_folder(capsys: Capture) -> None:
    data_folder().write_text("no folder", encoding="utf-8")
    assert main(["sessions", "list"]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert "There is a file where a folder should be" in said.err

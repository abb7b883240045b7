"""A damaged file is kept as it is, and costs only what stood in the damaged part."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.conversation.conversation import Conversation
from interview.flow.answers import NotAssessed, Reason, Text
from interview.store import Store, StoreError, damage, recovery
from interview.store.legibility import Unreadable
from interview.store.recovery import recover
from interview.tui.rows.banners import unsaved
from tests.store.small import AT, begin, event, small_flow, texts

OpenStore = Callable[[], Store]
PAGE = 4096
FILES = {"flow.yaml": "the text of the flow", "more.yaml": "and more of it " * 900}


def overwrite(path: Path) -> None:
    path.write_bytes(b"not a database at all\n" * 200)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribble(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xff" * PAGE)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, list[str]]]:
    """The bytes of a file of several sessions, answered in turn, and the answers by session."""
    folder = tmp_path_factory.mktemp("many")
    store = Store.open(folder)
    flow = replace(small_flow(), files=FILES)
    answers: dict[str, list[str]] = {store.begin(flow, at=AT): [] for _ in range(4)}
    for number in range(40):
        for place, session_id in enumerate(answers):
            text = f"<answer {number} of {place}> " + "x" * 90
            store.append(session_id, event(Text(text)))
            answers[session_id].append(text)
    store.close()
    return (folder / "sessions.db").read_bytes(), answers


def opened(folder: Path, content: bytes) -> dict[str, list[str]]:
    """The answers by session of a store whose file has this content."""
    folder.mkdir()
    (folder / "sessions.db").write_bytes(content)
    with closing(Store.open(folder)) as store:
        return {saved.id: readable(store, saved.id) for saved in store.sessions()}


def readable(store: Store, session_id: str) -> list[str]:
    """The texts of the answers of a session that can be read, in the order they were saved."""
    events = store.legible(session_id).events
    return [item.answer.text for item in events if isinstance(item.answer, Text)]


@pytest.mark.parametrize("damaging", [overwrite, truncate, scribble])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(
    folder: Path, filled: str, open_store: OpenStore, damaging: Callable[[Path], None]
) -> None:
    damaging(folder / "sessions.db")
    damaged = (folder / "sessions.db").read_bytes()
    store = open_store()
    assert store.damaged() == (folder / "sessions-damaged-1.db",)
    assert store.damaged()[0].read_bytes() == damaged
    assert "was damaged" in store.notice
    assert "sessions-damaged-1.db" in store.notice
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("goes on")))
    assert texts(store, session_id) == ["goes on"]
    store.close()
    assert open_store().notice == ""


def test_an_index_that_lacks_answers_hides_none(folder: Path, open_store: OpenStore) -> None:
    store = open_store()
    session_id = store.begin(small_flow(), at=AT)
    for number in range(4):
        store.append(session_id, event(Text(f"answer {number}")))
    store.close()
    path = folder / "sessions.db"
    with closing(sqlite3.connect(path)) as file:
        (page,) = file.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_event_2'"
        ).fetchone()
    index = slice((page - 1) * PAGE, page * PAGE)
    stale = path.read_bytes()[index]
    store.append(session_id, event(Text("answer 4")))
    store.close()
    newer = bytearray(path.read_bytes())
    newer[index] = stale
    path.write_bytes(newer)
    assert texts(store, session_id) == [f"answer {number}" for number in range(5)]
    assert "damaged" in store.notice


def test_a_lost_page_costs_only_the_answers_on_it(
    tmp_path: Path, many: tuple[bytes, dict[str, list[str]]]
) -> None:
    content, answers = many
    for number in range(len(content) // PAGE):
        page = content[number * PAGE : (number + 1) * PAGE]
        lost = content[: number * PAGE] + bytes(PAGE) + content[(number + 1) * PAGE :]
        found = opened(tmp_path / str(number), lost)
        for session_id, given_answers in answers.items():
            lost_ones = {n for n, text in enumerate(given_answers) if text.encode() in page}
            unproved = {n + 1 for n in lost_ones}  # by the link of the one before, which is lost
            whole = [text for n, text in enumerate(given_answers) if n not in lost_ones | unproved]
            assert found.get(session_id, []) == whole, (number, session_id)


def test_a_file_cut_off_anywhere_keeps_the_beginning_of_each_session(
    tmp_path: Path, many: tuple[bytes, dict[str, list[str]]]
) -> None:
    content, answers = many
    for length in range(len(content) - 1, 0, -2 * PAGE - 777):
        found = opened(tmp_path / str(length), content[:length])
        for session_id, given_answers in answers.items():
            kept = found.get(session_id, [])
            assert kept == [text for text in given_answers if text in kept]
            if length > len(content) // 2:  # the sessions' own rows, or the flow, are there
                whole = [text.encode() in content[: length // PAGE * PAGE] for text in given_answers]
                beginning = given_answers[: whole.index(False) if False in whole else len(whole)]
                assert kept[: len(beginning)] == beginning


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=300)), min_size=1, max_size=8)
)
def test_whatever_is_damaged_no_answer_is_invented(
    many: tuple[bytes, dict[str, list[str]]], places: list[tuple[int, bytes]]
) -> None:
    content, answers = many
    damaged = bytearray(content)
    for place, garbage in places:
        at = place % len(content)
        damaged[at : at + len(garbage)] = garbage
    found = recover(recovery.rows(bytes(damaged)))
    sessions = {row[0] for row in found.sessions}
    for session_id, given_answers in answers.items():
        kept = {
            row[2]: row[6] for row in found.events if row[1] == session_id and row[0] not in found.damaged
        }
        assert kept.keys() <= set(range(1, len(given_answers) + 1))
        assert all(given_answers[seq - 1] in body for seq, body in kept.items())
    assert {row[1] for row in found.events} <= sessions


@given(st.binary(max_size=9000))
def test_no_file_at_all_stops_the_reader(garbage: bytes) -> None:
    page = b"\x0d" + garbage
    assert recover(recovery.rows(page)).events == ()


def test_a_long_answer_over_many_pages_is_recovered(folder: Path, open_store: OpenStore) -> None:
    store = open_store()
    session_id = store.begin(small_flow(), at=AT)
    long = "\u65e5" * 5000
    store.append(session_id, event(Text(long)))
    store.close()
    with (folder / "sessions.db").open("r+b") as file:
        file.write(bytes(100))
    again = open_store()
    assert texts(again, session_id) == [long]
    assert "Recovered from it: 1 answer in 1 session." in again.notice


def test_flow_label_and_end_of_a_session_are_recovered_with_it(folder: Path, open_store: OpenStore) -> None:
    store = open_store()
    first = store.begin(replace(small_flow(), files=FILES), at=AT, label="bed 4")
    other = replace(small_flow(), content_hash="content-2")
    second = store.begin(other, at=AT, follows=first, origin="/my/flows")
    for session_id in (first, second):
        store.append(session_id, event(Text("x")))
    store.finish(first, at=AT, note="the note of that day")
    listed = store.sessions()
    store.close()
    with (folder / "sessions.db").open("r+b") as file:
        file.write(bytes(100))
    again = open_store()
    assert again.sessions() == listed
    assert again.kept_flow(again.find(first).kept) == FILES
    assert again.note(first) == "the note of that day"
    assert "2 answers in 2 sessions" in again.notice


def test_a_session_whose_own_row_is_lost_is_known_by_its_first_answer(
    folder: Path, many: tuple[bytes, dict[str, list[str]]]
) -> None:
    content, answers = many
    rows = [
        number
        for number in range(len(content) // PAGE)
        if small_flow().logic_hash.encode() in content[number * PAGE : (number + 1) * PAGE]
        and b"<answer" not in content[number * PAGE : (number + 1) * PAGE]
    ]
    session_page = rows[0]
    found = opened(
        folder, content[: session_page * PAGE] + bytes(PAGE) + content[(session_page + 1) * PAGE :]
    )
    assert found == answers


def test_an_answer_that_was_changed_in_the_file_is_not_recovered(folder: Path, filled: str) -> None:
    path = folder / "sessions.db"
    content = path.read_bytes().replace(b"answer 7 ", b"answer 9 ")
    path.write_bytes(bytes(100) + content[100:])
    with closing(Store.open(folder)) as store:
        read = [text.split()[1] for text in readable(store, filled)]
        assert read == [str(number) for number in range(12) if number != 7]
        found = store.legible(filled)
        assert found.events[7].answer == NotAssessed(Reason.UNREADABLE)
        assert found.of(small_flow()) == found.events


def test_a_second_damaged_file_never_replaces_the_first(folder: Path, filled: str) -> None:
    for _ in range(2):
        overwrite(folder / "sessions.db")
        Store.open(folder).close()
    assert {path.name for path in folder.glob("sessions-damaged-*.db")} == {
        "sessions-damaged-1.db",
        "sessions-damaged-2.db",
    }


def test_a_damaged_file_is_kept_with_a_journal_that_is_still_there(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sessions.db-journal").write_bytes(b"not a journal")
    monkeypatch.setattr(damage, "is_whole", lambda file: False)
    Store.open(folder).close()
    assert (folder / "sessions-damaged-1.db-journal").read_bytes() == b"not a journal"
    assert not (folder / "sessions.db-journal").exists()


def test_where_files_cannot_have_two_names_the_damaged_one_is_moved(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    overwrite(folder / "sessions.db")
    damaged = (folder / "sessions.db").read_bytes()
    Store.open(folder).close()
    assert (folder / "sessions-damaged-1.db").read_bytes() == damaged


@pytest.mark.parametrize("step", ["_kept_aside", "sync"])
def test_a_repair_that_is_broken_off_loses_nothing(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with (folder / "sessions.db").open("r+b") as file:
        file.write(bytes(100))

    def broken_off(path: Path) -> Path:
        raise OSError(28, "full")

    with monkeypatch.context() as during:
        during.setattr(damage, step, broken_off)
        with pytest.raises(StoreError, match="The disk is full"):
            Store.open(folder)
    with closing(Store.open(folder)) as store:
        assert len(texts(store, filled)) == 12


def test_a_damaged_file_is_left_alone_while_another_window_uses_it(
    folder: Path, store: Store, open_store: OpenStore
) -> None:
    overwrite(folder / "sessions.db")
    with pytest.raises(StoreError, match=r"damaged and open in another window\. Close it first"):
        open_store()
    store.close()
    assert open_store().notice


def test_a_file_that_another_window_has_mended_meanwhile_is_not_set_aside(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([False, True])
    monkeypatch.setattr(damage, "is_whole", lambda file: next(found))
    store = Store.open(folder)
    assert store.notice == ""
    assert len(texts(store, filled)) == 12
    store.close()


def test_the_person_is_told_through_the_recording(folder: Path, filled: str) -> None:
    overwrite(folder / "sessions.db")
    recording = begin(Store(folder))
    assert recording.notice == ""
    recording.answer("comment", Text("x"))
    assert recording.saved
    assert "sessions-damaged-1.db" in recording.notice
    assert "No answer in it could be recovered" in recording.notice
    recording.close()


def test_pages_hold_the_rows_that_sqlite_finds(
    many: tuple[bytes, dict[str, list[str]]], tmp_path: Path
) -> None:
    content, _ = many
    (tmp_path / "file.db").write_bytes(content)

    def by_sqlite() -> Iterator[tuple[int, tuple[object, ...]]]:
        with closing(sqlite3.connect(tmp_path / "file.db")) as connection:
            for table in ("session", "event", "flow"):
                for number, *values in connection.execute(f"SELECT rowid, * FROM {table}"):
                    yield number, tuple(values)

    assert set(by_sqlite()) <= set(recovery.rows(content))


def test_damage_in_the_text_of_a_table_is_damage_and_no_fault(folder: Path, filled: str) -> None:
    path = folder / "sessions.db"
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE session", b"CREATE TABLE se\xffsion", 1))
    with closing(Store.open(folder, read_only=True)) as store:
        assert "is damaged, and was left as it is" in store.notice
        assert len(texts(store, filled)) == 12
    with closing(Store.open(folder)) as store:
        assert "It was kept as" in store.notice
        assert len(texts(store, filled)) == 12


def bytes_of_the_schema(content: bytes) -> Iterator[int]:
    """Where the names of columns, tables, indices and triggers stand in a file."""
    for start in re.finditer(rb"CREATE (TABLE|INDEX|TRIGGER|UNIQUE)|ADD COLUMN", content[:PAGE]):
        yield from range(start.end() + 1, start.end() + 12)
    yield from (
        found.start() for found in re.finditer(rb"kept TEXT|words WHERE session|turn INTEGER", content)
    )


def test_damage_that_makes_another_name_of_one_costs_no_answer(
    tmp_path: Path, many: tuple[bytes, dict[str, list[str]]]
) -> None:
    content, answers = many
    for number, place in enumerate(sorted(set(bytes_of_the_schema(content)))):
        changed = bytearray(content)
        changed[place] ^= 1
        assert opened(tmp_path / str(number), bytes(changed)) == answers, content[place - 9 : place + 9]


@pytest.mark.parametrize("name", [b"kept TEXT NOT", b"session (", b"latest_first"])
def test_a_damaged_name_is_told_and_mended_once(folder: Path, filled: str, name: bytes) -> None:
    path = folder / "sessions.db"
    path.write_bytes(path.read_bytes().replace(name, b"j" + name[1:]))
    with closing(Store.open(folder, read_only=True)) as store:
        assert "is damaged, and was left as it is" in store.notice
        assert len(texts(store, filled)) == 12
    with closing(Store.open(folder)) as store:
        assert "It was kept as" in store.notice
        store.append(filled, event(Text("goes on")))
    with closing(Store.open(folder)) as store:
        assert store.notice == ""
        assert len(texts(store, filled)) == 13
        assert not store.check(every_page=True).found


def test_a_lost_end_lets_no_earlier_answer_come_back(
    tmp_path: Path, many: tuple[bytes, dict[str, list[str]]]
) -> None:
    content, answers = many
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole" / "sessions.db").write_bytes(content)
    last = [given_answers[-1].encode() for given_answers in answers.values()]
    for number in range(len(content) // PAGE):
        page = slice(number * PAGE, (number + 1) * PAGE)
        if not any(text in content[page] for text in last):
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "sessions.db").write_bytes(content[: page.start] + bytes(PAGE) + content[page.stop :])
        with closing(Store.open(folder)) as store:
            for session_id, given_answers in answers.items():
                if given_answers[-1].encode() in content[page]:
                    with pytest.raises(Unreadable):
                        store.legible(session_id).of(small_flow())


def test_what_is_lost_is_taken_from_a_copy_that_stands_beside(folder: Path, filled: str) -> None:
    path = folder / "sessions.db"
    whole = path.read_bytes()
    (folder / "sessions-format-3.db").write_bytes(whole)
    path.write_bytes(bytes(100) + whole[100:].replace(b"answer 7 ", b"answer 9 "))
    with closing(Store.open(folder)) as store:
        assert len(texts(store, filled)) == 12
        assert "Recovered from it: 12 answers" in store.notice


def test_a_session_that_was_deleted_does_not_come_back_from_a_copy(folder: Path, filled: str) -> None:
    path = folder / "sessions.db"
    whole = path.read_bytes()
    with closing(Store.open(folder)) as store:
        kept = store.begin(small_flow(), at=AT)
        store.append(kept, event(Text("stays")))
        store.delete(filled)
    (folder / "sessions-damaged-1.db").write_bytes(whole)
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    with closing(Store.open(folder)) as store:
        assert [saved.id for saved in store.sessions()] == [kept]


def test_a_screen_says_it_too_until_the_next_answer(folder: Path, filled: str) -> None:
    overwrite(folder / "sessions.db")
    recording = begin(Store(folder))
    recording.answer("comment", Text("x"))
    assert "sessions-damaged-1.db" in unsaved(Conversation(recording))
    assert unsaved(Conversation(recording), lambda text: len(text) < 60).startswith(
        "The file of saved sessions was damaged. "
    )
    recording.answer("comment", Text("y"))
    assert unsaved(Conversation(recording)) == ""
    recording.close()

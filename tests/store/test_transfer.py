"""A session is the same on another computer, and nothing that was changed on the way is taken for it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview.engine import Event, EventKind
from interview.flow.answers import Chosen, NotAssessed, Reason, Several, Text
from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow
from interview.store import Store, StoreError, UnknownSession
from interview.store.event_log import linked
from interview.store.snapshots import files_hash
from tests.store.small import AT, chained, event, small_flow

FALLS = """\
flow: falls
title: Falls
version: "{version}"
evidence_to: 2026-02
intended_use: An example.
sections: {{therapy: Therapy}}
interview: [comment, fallen]
questions:
  comment: {{ask: "Anything?", label: Comment, type: text}}
  fallen: {{ask: "Has the patient fallen?", label: Falls, type: yes_no}}
recommendations:
  review: {{section: therapy, stance: for, urgency: soon, title: Review, say: Do it, when: fallen is yes}}
"""


def real_flow(folder: Path, version: str = "1") -> Flow:
    folder.mkdir(exist_ok=True)
    (folder / "flow.yaml").write_text(FALLS.format(version=version))
    return load_flow(folder)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Store]:
    """The store of another computer."""
    with closing(Store.open(tmp_path / "there")) as store:
        yield store


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    return real_flow(tmp_path / "falls")


@pytest.fixture
def session_id(store: Store, flow: Flow) -> str:
    session_id = store.begin(flow, at=AT, label="bed 4", follows="earlier")
    for answer in (Chosen("yes"), Several(frozenset("ab"), False), NotAssessed(Reason.PENDING), None):
        store.append(session_id, event(answer, question="food_sticks"))
    store.append(session_id, event(Text("[/] \u202b 日本")))
    store.append(session_id, Event("seen", EventKind.CONFIRMED, "comment", AT))
    return session_id


def test_a_session_is_the_same_after_the_journey(store: Store, there: Store, session_id: str) -> None:
    store.finish(session_id, at=AT)
    data = json.loads(json.dumps(store.export(session_id)))
    assert there.import_(data) == session_id
    assert there.export(session_id) == store.export(session_id)
    assert there.find(session_id) == store.find(session_id)
    assert there.events(session_id) == store.events(session_id)
    kept = store.find(session_id).kept
    assert there.kept_flow(kept) == store.kept_flow(kept) != {}


def test_only_what_is_new_is_added(store: Store, there: Store, session_id: str) -> None:
    earlier = store.export(session_id)
    there.import_(earlier)
    store.append(session_id, event(Text("later")))
    store.finish(session_id, at=AT)
    there.label(session_id, "my own label")
    there.import_(store.export(session_id))
    assert there.events(session_id) == store.events(session_id)
    assert there.find(session_id).finished == AT
    assert there.find(session_id).label == "my own label"
    there.import_(earlier)
    assert there.events(session_id) == store.events(session_id)
    assert there.find(session_id).finished == AT


def test_a_session_that_went_on_in_both_places_is_left_as_it_is(
    store: Store, there: Store, session_id: str
) -> None:
    there.import_(store.export(session_id))
    there.append(session_id, event(Text("there")))
    store.append(session_id, event(Text("here")))
    before = there.events(session_id)
    with pytest.raises(StoreError, match=r"went on differently\. Nothing was changed\. .*delete") as apart:
        there.import_(store.export(session_id))
    assert f"sessions delete {session_id[:8]}'" in str(apart.value)
    assert there.events(session_id) == before


def test_every_flow_of_a_session_goes_along(
    store: Store, there: Store, session_id: str, tmp_path: Path
) -> None:
    second = real_flow(tmp_path / "falls", version="2")
    on = Event("on", EventKind.CARRIED, "", AT, Text(second.content_hash))
    store.append(session_id, on, flow=second)
    there.import_(store.export(session_id))
    assert there.kept_content(second.content_hash) == second.files
    assert there.find(session_id).kept == files_hash(second.files)
    assert there.events(session_id) == store.events(session_id)


def test_a_session_that_is_not_there_cannot_be_exported(store: Store) -> None:
    with pytest.raises(UnknownSession):
        store.export("nobody")


def put(*path: str | int) -> Callable[[dict[str, Any], object], None]:
    def change(data: Any, value: object) -> None:
        for name in path[:-1]:
            data = data[name]
        data[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (put("session", "version"), "2"),
        (put("session", "content_hash"), "other"),
        (put("session", "begun"), "2020-01-01T00:00:00Z"),
        (put("events", 0, "answer"), {"chosen": "no"}),
        (put("events", 0, "at"), "2020-01-01T00:00:00Z"),
        (put("events", 1, "question"), "comment"),
        (put("events", 1, "seq"), 7),
        (put("events", 2, "chain"), "0" * 64),
        (put("events", 0, "id"), "other"),
    ],
)
def test_a_session_that_was_changed_on_the_way_is_refused(
    store: Store, there: Store, session_id: str, change: Callable[..., None], value: object
) -> None:
    data = copy.deepcopy(store.export(session_id))
    change(data, value)
    with pytest.raises(StoreError, match=r"changed or damaged after it was exported\. Nothing was added"):
        there.import_(data)
    assert there.sessions() == ()


@pytest.mark.parametrize(
    "nonsense", [None, [], "x", {}, {"session": {}, "flows": {}, "events": [], "note": None}]
)
def test_what_is_no_session_is_refused(there: Store, nonsense: object) -> None:
    with pytest.raises(StoreError, match="not a session in a form this program knows"):
        there.import_(nonsense)


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (put("more"), 1),
        (put("session", "more"), ""),
        (put("session", "label"), None),
        (put("events", 0), "event"),
        (put("events", 0, "more"), 1),
        (put("events", 0, "seq"), True),
        (put("events", 0, "kind"), 5),
        (put("flows", "unknown"), {}),
    ],
)
def test_a_session_of_another_form_is_refused(
    store: Store, there: Store, session_id: str, change: Callable[..., None], value: object
) -> None:
    data = copy.deepcopy(store.export(session_id))
    change(data, value)
    with pytest.raises(StoreError, match="not a session in a form this program knows"):
        there.import_(data)


@pytest.mark.parametrize("name", ["../out.yaml", "/etc/x", "a/../../x", "C:\\x", "..\\x", "", "a\0b"])
def test_a_flow_with_a_file_that_leads_elsewhere_is_refused(
    store: Store, there: Store, session_id: str, flow: Flow, name: str
) -> None:
    data = copy.deepcopy(store.export(session_id))
    data["flows"][files_hash(flow.files)]["files"][name] = "x"
    with pytest.raises(StoreError, match="name leads elsewhere"):
        there.import_(data)


def test_another_flow_than_the_one_it_was_held_with_is_refused(
    store: Store, there: Store, session_id: str, flow: Flow
) -> None:
    data = copy.deepcopy(store.export(session_id))
    one = data["flows"].pop(files_hash(flow.files))
    one["files"]["flow.yaml"] = one["files"]["flow.yaml"].replace("Anything?", "Something else?")
    for name in (files_hash(flow.files), files_hash(one["files"])):
        with pytest.raises(StoreError, match="not the one it was held with"):
            there.import_({**data, "flows": {name: one}})


@pytest.mark.parametrize("flow_data", [None, {}, {"id": "x", "version": "1", "logic_hash": "", "files": 1}])
def test_a_flow_of_another_form_is_refused(
    store: Store, there: Store, session_id: str, flow: Flow, flow_data: object
) -> None:
    data = {**store.export(session_id), "flows": {files_hash(flow.files): flow_data}}
    with pytest.raises(StoreError, match="not a session in a form"):
        there.import_(data)


def test_a_flow_that_this_program_cannot_read_is_left_out(
    store: Store, there: Store, session_id: str, flow: Flow
) -> None:
    data = copy.deepcopy(store.export(session_id))
    one = data["flows"].pop(files_hash(flow.files))
    one["files"]["flow.yaml"] += "of_a_later_program: 1\n"
    data["flows"][files_hash(one["files"])] = one
    there.import_(data)
    assert there.events(session_id) == store.events(session_id)
    assert there.kept_content(flow.content_hash) == {}


def test_a_session_without_its_flow_can_be_moved(store: Store, there: Store) -> None:
    session_id = store.begin(replace(small_flow(), files={}), at=AT)
    store.append(session_id, event(Text("x")))
    assert store.export(session_id)["flows"] == {}
    there.import_(store.export(session_id))
    assert there.events(session_id) == store.events(session_id)


def test_an_event_of_a_later_kind_is_refused(store: Store, there: Store, session_id: str) -> None:

    data = copy.deepcopy(store.export(session_id))
    last = data["events"][-1]
    row = (last["id"], session_id, last["seq"], AT, "signed", "comment", "null")
    last["kind"], last["chain"] = "signed", linked(data["events"][-2]["chain"], row)
    with pytest.raises(StoreError, match=r"a kind this program does not know \(signed\)"):
        there.import_(data)
    assert there.sessions() == ()


def of_an_older_program(data: dict[str, Any]) -> dict[str, Any]:
    """The same session as the program before wrote it: flows by content hash, and no note."""
    session = {name: text for name, text in data["session"].items() if name not in ("kept", "origin")}
    flows = {
        flow["content_hash"]: {name: part for name, part in flow.items() if name != "content_hash"}
        for flow in data["flows"].values()
    }
    return {"session": session, "flows": flows, "events": data["events"]}


def test_a_session_from_an_older_program_is_taken(
    store: Store, there: Store, session_id: str, tmp_path: Path
) -> None:
    second = real_flow(tmp_path / "falls", version="2")
    on = Event("on", EventKind.CARRIED, "", AT, Text(second.content_hash))
    store.append(session_id, on, flow=second)
    there.import_(of_an_older_program(store.export(session_id)))
    assert there.events(session_id) == store.events(session_id)
    assert there.find(session_id).kept == store.find(session_id).kept == files_hash(second.files)
    assert there.kept_flow(files_hash(second.files)) == second.files
    assert there.export(session_id) == store.export(session_id)


@pytest.mark.parametrize("flow_data", [None, {}, {"files": 1}, {"files": {"flow.yaml": 1}}])
def test_a_flow_of_another_form_from_an_older_program_is_refused(
    store: Store, there: Store, session_id: str, flow: Flow, flow_data: object
) -> None:
    data = {**of_an_older_program(store.export(session_id)), "flows": {flow.content_hash: flow_data}}
    with pytest.raises(StoreError, match="not a session in a form"):
        there.import_(data)


def test_two_flows_that_differ_in_a_sign_off_stay_two(
    store: Store, there: Store, session_id: str, flow: Flow, tmp_path: Path
) -> None:
    text = flow.files["flow.yaml"].replace("sections:", "reviewed: {by: B. Reviewer}\nsections:")
    (tmp_path / "falls" / "flow.yaml").write_text(text)
    signed = load_flow(tmp_path / "falls")
    assert signed.content_hash == flow.content_hash
    other = store.begin(signed, at=AT)
    store.append(other, event(Text("x")))
    for one in (other, session_id):
        there.import_(store.export(one))
    for one, held in ((other, signed), (session_id, flow)):
        assert list(store.export(one)["flows"]) == [files_hash(held.files)]
        assert there.kept_flow(there.find(one).kept) == held.files
    store.delete(other)
    assert store.kept_flow(files_hash(flow.files)) == flow.files


def test_the_note_goes_along_and_goes_with_what_is_new(store: Store, there: Store, session_id: str) -> None:
    store.finish(session_id, at=AT, note="the note of that day")
    there.import_(store.export(session_id))
    assert there.note(session_id) == "the note of that day"
    store.append(session_id, event(Text("later")))
    assert store.note(session_id) == ""
    there.import_(store.export(session_id))
    assert there.note(session_id) == ""


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("note", "text"), "another", "not the one that was kept"),
        (("note", "at"), "2020-01-01T00:00:00Z", "not the one that was kept"),
        (("note", "more"), "", "not a session in a form"),
        (("note", "text"), 1, "not a session in a form"),
        (("note",), "text", "not a session in a form"),
    ],
)
def test_a_note_that_was_changed_on_the_way_is_refused(
    store: Store, there: Store, session_id: str, path: tuple[str, ...], value: object, said: str
) -> None:
    store.finish(session_id, at=AT, note="the note of that day")
    data = copy.deepcopy(store.export(session_id))
    put(*path)(data, value)
    with pytest.raises(StoreError, match=said):
        there.import_(data)
    assert there.sessions() == ()


STRANGE: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no entry": (lambda data: data.update(events=[], note=None), "nothing was answered in it"),
    "an id twice": (
        lambda data: data["events"][1].update(id=data["events"][0]["id"]),
        "entry 2 has the id of entry 1",
    ),
    "a text that nobody can type": (
        lambda data: data["events"][4].update(answer={"text": "x y " * 300_000}),
        r"entry 5 has 1,\d{3},\d{3} characters, and an answer up to 20,000",
    ),
    "a label that nobody can type": (
        lambda data: data["session"].update(label="x" * 1_000_000),
        "its label has 1,000,000 characters",
    ),
    "another flow": (
        lambda data: data["session"].update(flow="ibm-management"),
        "said to be one of 'ibm-management 1', and was held with 'falls 1'",
    ),
    "another version": (
        lambda data: data["session"].update(version="9" * 100),
        "said to be one of 'falls 9{60}…', and was held with 'falls 1'",
    ),
    "a note that nobody writes": (
        lambda data: data.update(note={"at": AT, "text": "x" * 2_000_001, "chain": ""}),
        "has 2,000,001 characters, more than any that is written",
    ),
}


@pytest.mark.parametrize(("change", "why"), STRANGE.values(), ids=STRANGE)
def test_what_no_program_like_this_one_writes_is_refused_before_anything_is_kept(
    store: Store, there: Store, session_id: str, change: Callable[[dict[str, Any]], object], why: str
) -> None:
    data = copy.deepcopy(store.export(session_id))
    change(data)
    with pytest.raises(StoreError, match=rf"{why}.*Nothing was added"):
        there.import_(chained(data))
    assert there.page().found == 0
    assert there.purge("2999-01-01T00:00:00Z", dry_run=True) == ()
    assert not there.check().found
    assert there.import_(store.export(session_id)) == session_id


def test_a_flow_that_is_kept_here_tells_too_which_one_a_session_was_held_with(
    store: Store, there: Store, session_id: str, flow: Flow
) -> None:
    there.begin(flow, at=AT)
    data = {**copy.deepcopy(store.export(session_id)), "flows": {}}
    data["session"]["flow"] = "ibm-management"
    with pytest.raises(StoreError, match=r"said to be one of 'ibm-management 1', .* Nothing was added"):
        there.import_(chained(data))


def test_an_entry_with_the_id_of_one_in_another_session_is_refused_with_words(
    store: Store, there: Store, session_id: str, flow: Flow
) -> None:
    there.import_(store.export(session_id))
    data = copy.deepcopy(store.export(session_id))
    data["session"]["id"] = data["session"]["id"].translate(str.maketrans("0123456789", "1234567890"))
    with pytest.raises(StoreError, match=r"entry of another session here has the id .* Nothing was added"):
        there.import_(chained(data))

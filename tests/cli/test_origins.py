"""Content that came in a file of somebody else never looks like ours: every page says where it came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interview.cli import main
from interview.export.session_file import pack
from interview.flow.answers import Chosen
from interview.flow.loading.finder import open_flow
from interview.flow.loading.loader import load_kept
from interview.library import data_folder, released_flows
from interview.moments import present
from interview.store import Recording, Store
from interview.store.event_log import linked
from interview.store.snapshots import files_hash
from interview.store.transfer import NOTE_IMPORTED
from tests.conversation.small import finish

Capture = pytest.CaptureFixture[str]
AT = "2026-03-01T10:00:00Z"
FORMS = ("note", "markdown", "html", "json", "fhir", "csv")
HEAD = ("id", "flow", "version", "logic_hash", "content_hash", "begun")


def held(flow: str) -> dict[str, Any]:
    """A finished session as another computer exports it."""
    store = Store(data_folder().with_name("theirs"))
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=present)
    recording.answer("fallen", Chosen("yes"))
    finish(recording)
    recording.close()
    data = store.export(recording.id)
    store.close()
    return data


def forged(data: dict[str, Any]) -> dict[str, Any]:
    """The same session with a review that nobody gave, tied together as a forger can."""
    (held,) = data["flows"].values()
    held["files"]["flow.yaml"] += 'reviewed: {by: Prof. A. Forged, date: "2026-02-01"}\n'
    read = load_kept(held["files"])
    data["flows"] = {files_hash(held["files"]): held}
    data["session"] |= {"kept": files_hash(held["files"]), "origin": ""}
    held["content_hash"] = data["session"]["content_hash"] = read.content_hash
    link = linked("", tuple(data["session"][name] for name in HEAD))
    for row in data["events"]:
        body = json.dumps(row["answer"], sort_keys=True, separators=(",", ":"))
        parts = (row[name] for name in ("seq", "at", "kind", "question"))
        link = row["chain"] = linked(link, (row["id"], data["session"]["id"], *parts, body))
    data["note"] = {"at": AT, "text": "Nothing to do."}
    data["note"]["chain"] = linked(link, (data["session"]["id"], AT, "Nothing to do."))
    return data


def imported(data: dict[str, Any], tmp_path: Path, capsys: Capture) -> str:
    file = tmp_path / "session.json"
    file.write_text(pack(data), encoding="utf-8")
    assert main(["sessions", "import", str(file)]) == 0
    capsys.readouterr()
    return str(data["session"]["id"])


@pytest.mark.parametrize("form", FORMS)
def test_a_forged_flow_is_from_an_imported_file_on_every_page(
    form: str, flow: str, tmp_path: Path, capsys: Capture
) -> None:
    name = imported(forged(held(flow)), tmp_path, capsys)
    again = ["--again"] if form == "note" else []
    assert main(["sessions", "show", name, "--format", form, *again]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "an imported file" in page
    assert "reviewed by Prof" not in page
    assert "review by Prof. A. Forged, 2026-02-01 is claimed there" in page


def test_a_forged_note_says_that_this_program_did_not_write_it(
    flow: str, tmp_path: Path, capsys: Capture
) -> None:
    name = imported(forged(held(flow)), tmp_path, capsys)
    assert main(["sessions", "show", name]) == 0
    note = capsys.readouterr().out
    assert note.startswith(f"{NOTE_IMPORTED}\n\nNothing to do.")
    assert main(["sessions", "list"]) == 0
    assert "from an imported file" in capsys.readouterr().out


def test_another_note_under_a_known_flow_is_marked_too(flow: str, tmp_path: Path, capsys: Capture) -> None:
    data = held(flow)
    text, link = "Nothing to do.", data["events"][-1]["chain"]
    data["note"] = {"at": AT, "text": text, "chain": linked(link, (data["session"]["id"], AT, text))}
    name = imported(data, tmp_path, capsys)
    assert main(["sessions", "show", name]) == 0
    assert capsys.readouterr().out.startswith("This note came in an imported file.")


def test_what_is_byte_for_byte_found_here_stays_unmarked(
    flow: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = held(flow)
    monkeypatch.setenv("INTERVIEW_FLOWS", str(Path(flow).parent))
    name = imported(data, tmp_path, capsys)
    assert main(["sessions", "list"]) == 0
    assert "imported" not in capsys.readouterr().out
    with_note = Store(data_folder()).find(name).origin
    assert "INTERVIEW_FLOWS" in with_note


def test_the_package_knows_the_flows_of_earlier_releases() -> None:
    assert "8dec3aa62502a95e2130a3c6797650395461293702b5a48a38bcdfc681b5504c" in released_flows()


def test_a_shipped_flow_is_known_and_its_note_is_ours(tmp_path: Path, capsys: Capture) -> None:
    store = Store(data_folder().with_name("theirs"))
    recording = Recording.begin(store, open_flow("ibm-management", None).logic, clock=present)
    recording.answer("food_sticks", Chosen("yes"))
    finish(recording)
    recording.close()
    name = imported(store.export(recording.id), tmp_path, capsys)
    assert main(["sessions", "show", name]) == 0
    assert "imported" not in capsys.readouterr().out

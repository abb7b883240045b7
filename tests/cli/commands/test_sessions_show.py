"""What a kept session shows stays the same, whatever becomes of its flow, the program and the computer."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interview.cli import main
from interview.conversation.start import follow as begin_after
from interview.conversation.start import go_on as continue_session
from interview.flow.answers import Answer, Chosen, Several, Text
from interview.flow.loading.finder import Opened, load, open_flow
from interview.library import FlowFolder, data_folder
from interview.store import Recording, Store
from interview.store.visits import as_held
from interview.summary.builder import build
from interview.summary.templates.renderer import render_note
from tests.conversation.small import finish

FORMS: tuple[list[str], ...] = ([], ["--again"], ["--full"], ["--format", "markdown"], ["--format", "json"])
NOTE = "THE NOTE OF THAT DAY"
ANSWERS: tuple[tuple[str, Answer], ...] = (
    ("fallen", Chosen("yes")),
    ("limits", Several(frozenset({"knee"}))),
    ("comment", Text("unsteady on stairs")),
)


def long_ago() -> datetime:
    return datetime(2026, 1, 5, 23, 30, tzinfo=UTC)


@pytest.fixture
def kept(flow: str) -> str:
    """The id of a finished session of a flow in the person's own folder."""
    return held(open_flow(flow, None))


def held(opened: Opened) -> str:
    """Keep a finished session of a flow, and return its id."""
    with_store = Store(data_folder())
    recording = Recording.begin(with_store, opened.logic, clock=long_ago, origin=opened.origin)
    for name, answer in ANSWERS:
        recording.answer(name, answer)
    finish(recording)
    recording.close()
    with_store.close()
    return recording.id


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Callable[[str], list[str]]:
    """Everything that `sessions show` prints about a session."""

    def show(session_id: str) -> list[str]:
        printed = []
        for form in FORMS:
            assert main(["sessions", "show", session_id, *form]) == 0
            printed.append(capsys.readouterr().out)
        return printed

    return show


def edit(flow: str, *changes: tuple[str, str]) -> None:
    file = Path(flow, "flow.yaml")
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def sign(flow: str) -> None:
    """Sign the flow off as it is."""
    content_hash = open_flow(flow, None).logic.flow.content_hash
    review = f'reviewed: {{by: B. Reviewer, date: 2026-01-01, content_hash: "{content_hash}"}}\nsections:'
    edit(flow, ("sections:", review))
    assert open_flow(flow, None).logic.flow.content_hash == content_hash


def reworded(flow: str) -> None:
    edit(flow, ("Arrange a review", "Do nothing"), ("limits has any of", "limits lacks any of"))


def reordered(flow: str) -> None:
    """Put the recommendations in another order, which the content hash leaves out."""
    before = open_flow(flow, None).logic.flow.content_hash
    text = Path(flow, "flow.yaml").read_text(encoding="utf-8")
    review = text[text.index("  review:\n") : text.index("  bones:\n")]
    edit(flow, (review, ""), ("sources:\n  smith2020:", f"{review}sources:\n  smith2020:"))
    assert open_flow(flow, None).logic.flow.content_hash == before


def deleted(flow: str) -> None:
    shutil.rmtree(flow)


def held_by_another(flow: str) -> None:
    """Hold the signed flow too, so that two flows of the same content are kept."""
    sign(flow)
    opened = open_flow(flow, None)
    store = Store(data_folder())
    recording = Recording.begin(store, opened.logic, clock=long_ago)
    recording.answer("fallen", Chosen("yes"))
    recording.close()
    store.close()


@pytest.mark.parametrize("happened", [sign, reworded, reordered, deleted, held_by_another])
def test_every_form_stays_the_same_whatever_becomes_of_the_flow(
    happened: Callable[[str], None], kept: str, flow: str, shown: Callable[[str], list[str]]
) -> None:
    before = shown(kept)
    happened(flow)
    assert shown(kept) == before


def test_every_text_names_the_folder_the_flow_was_read_from(
    kept: str, flow: str, shown: Callable[[str], list[str]]
) -> None:
    letters = str.maketrans("", "", "\\ \n")
    assert all(flow in form.translate(letters) for form in shown(kept)[:-1])


def test_every_form_stays_the_same_when_the_flow_that_was_shipped_is_upgraded(
    tmp_path: Path, flow: str, shown: Callable[[str], list[str]]
) -> None:
    shipped = tmp_path / "shipped"
    shutil.copytree(flow, shipped / "flows" / "falls")
    opened = load(FlowFolder("falls", shipped / "flows" / "falls", ""))
    store = Store(data_folder())
    recording = Recording.begin(store, opened.logic, clock=long_ago)
    recording.answer("fallen", Chosen("yes"))
    finish(recording)
    recording.close()
    store.close()
    before = shown(recording.id)
    assert not any("was not shipped" in form for form in before)
    edit(str(shipped / "flows" / "falls"), ('version: "3"', 'version: "4"'), ("Review of falls", "Rest"))
    assert shown(recording.id) == before


def test_every_form_stays_the_same_on_another_day_and_in_another_time_zone(
    kept: str, shown: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(kept)
    assert all("2026-01-05" in form for form in before)
    assert '"at": "2026-01-05T23:30:00Z"' in before[-1]
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert shown(kept) == before
    finally:
        os.environ.pop("TZ", None)
        time.tzset()


def test_every_form_stays_the_same_on_another_computer_that_has_the_flow(
    flow: str,
    tmp_path: Path,
    shown: Callable[[str], list[str]],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTERVIEW_FLOWS", str(Path(flow).parent))
    kept = held(open_flow("falls", None))
    before = shown(kept)
    assert flow in before[0].replace("\n", "")
    assert main(["sessions", "export", kept, "--output", str(tmp_path / "one.json")]) == 0
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "elsewhere"))
    assert main(["sessions", "import", str(tmp_path / "one.json")]) == 0
    capsys.readouterr()
    assert shown(kept) == before


def test_the_note_is_the_text_of_its_day_even_if_the_program_would_write_another(
    kept: str, shown: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(kept)
    monkeypatch.setattr("interview.summary.templates.renderer.lay_out", lambda text, wrap: NOTE)
    after = shown(kept)
    assert after[0] == before[0]
    assert after[1] == f"{NOTE}\n"
    assert after[4] == before[4]


def test_the_note_that_is_kept_is_the_one_that_was_shown(kept: str) -> None:
    store = Store(data_folder())
    saved = store.find(kept)
    summary = build(as_held(store, saved), at=saved.finished, origin=saved.origin)
    assert store.note(kept) == render_note(summary)
    assert saved.origin
    store.close()


def test_a_note_never_stands_beside_answers_it_does_not_know(kept: str, flow: str) -> None:
    store = Store(data_folder())
    opened = open_flow(flow, None)
    recording = continue_session(store, store.find(kept), opened.logic, clock=long_ago)
    recording.answer(Chosen("no"), "fallen")
    assert store.note(kept) == ""
    finish(recording)
    assert "No, or none: Falls" in store.note(kept)
    recording.recording.close()
    store.close()


def test_a_sign_off_between_two_sittings_is_in_the_summary_of_the_second(
    flow: str, shown: Callable[[str], list[str]]
) -> None:
    store = Store(data_folder())
    recording = Recording.begin(store, open_flow(flow, None).logic, clock=long_ago)
    recording.answer("fallen", Chosen("yes"))
    recording.close()
    assert all("not yet reviewed" in form.replace("\n", " ") for form in shown(recording.id))
    sign(flow)
    again = continue_session(store, store.find(recording.id), open_flow(flow, None).logic, clock=long_ago)
    finish(again)
    again.recording.close()
    store.close()
    deleted(flow)
    assert all("reviewed by B. Reviewer" in " ".join(form.split()) for form in shown(recording.id))


def test_a_return_visit_outlives_the_visit_it_follows_and_tells_nothing_of_it(
    kept: str, flow: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(data_folder())
    opened = open_flow(flow, None)
    visit = begin_after(store, store.find(kept), opened.logic, clock=long_ago, origin=opened.origin)
    visit.answer(Chosen("no"), "fallen")
    finish(visit)
    visit.recording.close()
    store.delete(kept)
    store.close()
    for again in ([], ["--again"]):
        assert main(["sessions", "show", visit.recording.id, *again]) == 0
        printed = capsys.readouterr().out
        assert "SINCE LAST TIME" not in printed
        assert "The earlier visit is not kept here" in " ".join(printed.split())


@pytest.mark.parametrize("change", [lambda flow: None, reworded, reordered, deleted])
def test_the_rule_of_a_line_has_the_place_it_had(
    change: Callable[[str], None], kept: str, flow: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(flow)
    assert main(["sessions", "show", kept, "--format", "markdown"]) == 0
    rule = "- Rule: applies if “Falls” is yes or “Limits” has any of (“Knee buckling”) (falls/flow.yaml:19)"
    assert rule in capsys.readouterr().out


def test_a_text_longer_than_any_that_can_be_typed_is_shown_shortened_and_kept_whole(
    flow: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "unsteady on stairs " * 60_000
    with closing(Store(data_folder())) as store:
        recording = Recording.begin(store, open_flow(flow, None).logic, clock=long_ago)
        recording.answer("fallen", Chosen("yes"))
        recording.answer("comment", Text(text))
        recording.finish()
        recording.close()
        assert recording.saved
    for form in FORMS:
        assert main(["sessions", "show", recording.id, *form]) == 0
        printed = capsys.readouterr().out
        if form == ["--format", "json"]:
            assert json.loads(printed)["answers"]["comment"].strip() == text.strip()
        elif form != ["--format", "markdown"]:
            assert "… (20,000 of 1,140,000 characters)" in " ".join(printed.split())
    for name in ("html", "fhir", "fhir-response", "csv"):
        assert main(["sessions", "show", recording.id, "--format", name]) == 0
        capsys.readouterr()
    assert main(["sessions", "list"]) == 0
    assert main(["sessions", "check"]) == 0
    assert main(["sessions", "purge", "--older-than", "1d", "--yes"]) == 0
    assert "Deleted 1 session" in capsys.readouterr().out


def test_a_long_label_and_a_long_version_leave_room_in_a_list(
    flow: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(flow, ('"3"', f'"{"9" * 200}"'))
    session_id = held(open_flow(flow, None))
    assert main(["sessions", "list"]) == 0
    assert f"falls {'9' * 40}…  3 answers" in capsys.readouterr().out
    assert main(["sessions", "label", session_id, "x" * 201, "--yes"]) == 2
    assert "This label has 201 characters; up to 200 are taken." in capsys.readouterr().err

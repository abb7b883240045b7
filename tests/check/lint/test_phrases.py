"""Keys of phrases and sentences of which nothing comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.lint.flows import linted

PHRASES = {
    "fallen": "told: fell, denied: no fall",
    "aid": "answers: {frame: on a frame, other: on no frame}",
    "hazards": "told: '{} at home', denied: no hazard",
    "age": "told: 'aged {}'",
}
ASKED = "    label: Walking aid\n"


def idle(folder: Path, *changes: str, sentences: str = "", **more: str) -> list[str]:
    """What is said of idle keys of the sound flow, with these keys added to phrases."""
    lines = (f"  {name}: {{{said}{more.get(name, '')}}}\n" for name, said in PHRASES.items())
    head = f"{sentences}phrases:\n{''.join(lines)}{more.get('other', '')}questions:\n  fallen:"
    found = linted(folder, "questions:\n  fallen:", head, *changes)
    assert {one.code for one in found} <= {"unused-key"}
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("aid", ", implies: true", "'implies' of 'aid' changes nothing: the question has no ask_when"),
        ("aid", ", denied: no aid", "'denied' of 'aid' changes nothing: no answer to this question says"),
        ("aid", ", told: an aid", "'told' of 'aid' changes nothing: each answer to this question is told"),
        ("age", ", beside: {unsteady: no age}", "'beside' of 'age' changes nothing: no answer"),
        ("fallen", ", all: everything", "'all' of 'fallen' changes nothing: only several choices"),
        ("fallen", ", rest: ''", "'rest' of 'fallen' changes nothing: only several choices"),
        ("hazards", ", after: {fallen: '{}'}", "'after' of 'hazards' changes nothing: several choices are"),
        ("other", "  risk: {told: 'risk {}', implies: true}\n", "'implies' of 'risk' changes nothing: it is"),
        ("other", "  risk: {told: 'risk {}', denied: none}\n", "'denied' of 'risk' changes nothing: it is"),
    ],
)
def test_a_key_of_a_phrase_that_changes_nothing_is_named(
    tmp_path: Path, name: str, more: str, said: str
) -> None:
    assert idle(tmp_path) == []
    (found,) = idle(tmp_path, **{name: more})
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        ("fallen: {rest: nothing else}", "'rest' of 'fallen' changes nothing: only several choices"),
        ("fallen: {closing: true}", "'closing' of 'fallen' changes nothing: only several choices"),
        ("aid: {all: all of them}", "'all' of 'aid' changes nothing: only several choices"),
        ("aid: {denied: no aid}", "'denied' of 'aid' changes nothing: no answer to this question says"),
        ("aid: {answers: {frame: {denied: no frame}}}", "'denied' of 'frame' changes nothing: only several"),
        ("aid: an aid", "'told' of 'aid' changes nothing: each answer to this question is told by itself"),
        ("age: {beside: {unsteady: no age}}", "'beside' of 'age' changes nothing: no answer"),
        ("hazards: {after: {fallen: ''}}", "'after' of 'hazards' changes nothing: several choices are told"),
        ("hazards: {rest: '', closing: true}", "'closing' of 'hazards' changes nothing: nothing is told"),
        (
            "hazards: {rest: no more, answers: {rugs: {denied: no rug}, stairs: {denied: no stairs}}}",
            "'rest' of 'hazards' changes nothing: each answer has a `denied` of its own",
        ),
    ],
)
def test_a_key_of_practice_that_changes_nothing_is_named(tmp_path: Path, spoken: str, said: str) -> None:
    (found,) = idle(tmp_path, sentences=f"spoken:\n  {spoken}\n")
    assert found.startswith(said)


@pytest.mark.parametrize(
    "spoken",
    [
        "hazards: {all: all, rest: '', denied: none}",
        "hazards: {closing: true, answers: {rugs: {denied: no rug}}}",
        "hazards: {rest: '', closing: true, answers: {rugs: {denied: no rug}}}",
        "hazards: {rest: no more, answers: {rugs: {denied: no rug}}}",
        "age: {after: {fallen: ''}}",
        "age: '{} years old'",
        "hazards: '{} in the rooms'",
        "fallen: {denied: stands well, after: {age: ''}}",
    ],
)
def test_a_key_of_practice_that_is_told_is_not_named(tmp_path: Path, spoken: str) -> None:
    assert idle(tmp_path, sentences=f"spoken:\n  {spoken}\n") == []


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("aid: there is an aid", "'told' of 'aid' changes nothing: each answer to this question is a clause"),
        ("aid: {denied: there is no aid}", "'denied' of 'aid' changes nothing: no answer to this question"),
        ("age: {denied: there is no age}", "'denied' of 'age' changes nothing: no answer to this question"),
        ("risk: 'the risk is {}'", "'told' of 'risk' changes nothing: a letter tells it only with a phrase"),
        ("risk: {denied: there is no risk}", "'denied' of 'risk' changes nothing: it is worked out"),
        ("fallen: there was a fall", ""),
        ("fallen: {denied: there was no fall}", ""),
        ("hazards: {told: 'the hazards are {}', denied: there is none, answers: {rugs: loose rugs}}", ""),
        ("aid: {answers: {frame: there is a frame}}", ""),
        ("age: 'the age is {}'", ""),
    ],
)
def test_a_key_of_letters_that_changes_nothing_is_named(tmp_path: Path, letter: str, said: str) -> None:
    found = idle(tmp_path, sentences=f"letters:\n  {letter}\n")
    assert len(found) == bool(said)
    assert all(one.startswith(said) for one in found)


def test_what_is_told_by_its_label_has_no_use_for_the_words_of_a_phrase(tmp_path: Path) -> None:
    head = (
        "phrases:\n  fallen: {told: fell, denied: no fall}\n"
        "letters:\n  hazards: {denied: there is none, answers: {rugs: loose rugs}}\n"
        "spoken:\n  hazards: {rest: no more}\nquestions:\n  fallen:"
    )
    found = linted(tmp_path, "questions:\n  fallen:", head)
    named = [one.message.partition(" changes")[0] for one in found if one.code == "unused-key"]
    assert named == ["'denied' of 'hazards'", "'answers' of 'hazards'", "'rest' of 'hazards'"]


def test_a_key_that_is_told_is_not_named(tmp_path: Path) -> None:
    gated = (ASKED, f"{ASKED}    ask_when: fallen is yes\n")
    assert idle(tmp_path, *gated, aid=", implies: true") == []
    assert (
        idle(tmp_path, aid=", implies: false", hazards=", all: all, rest: '', beside: {unsteady: no}") == []
    )


@pytest.mark.parametrize(
    ("sentences", "more", "changes", "said"),
    [
        ("normal: walks well", {"fallen": "one"}, (), ""),
        ("normal: walks well", {"fallen": "one", "hazards": "one"}, (), ""),
        ("lead: Gait", {"aid": "one"}, (), ""),
        ("normal: walks well", {}, (), "no question that is asked of everybody and has a phrase"),
        ("normal: walks well", {"fallen": "one", "aid": "one"}, (), "the answer to 'aid' always tells"),
        ("normal: walks well", {"fallen": "one", "age": "one"}, (), "the answer to 'age' always tells"),
        (
            "normal: walks well",
            {"hazards": "one"},
            ("    label: Hazards\n", "    label: Hazards\n    ask_when: fallen is yes\n"),
            "no question that is asked of everybody and has a phrase",
        ),
    ],
)
def test_a_sentence_that_never_is_normal_is_named(
    tmp_path: Path, sentences: str, more: dict[str, str], changes: tuple[str, ...], said: str
) -> None:
    told = {name: f", sentence: {sentence}" for name, sentence in more.items()}
    found = idle(tmp_path, *changes, sentences=f"sentences: {{one: {{{sentences}}}}}\n", **told)
    assert len(found) == bool(said)
    assert all(one.startswith(f"'normal' of 'one' changes nothing: {said}") for one in found)

"""A file of answers is read strictly; every mistake is told at once, with its place and the remedy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.cli.answers_file import read_answers
from interview.errors import UsageError
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow


@pytest.fixture
def read(flow: str, tmp_path: Path) -> Callable[[str | bytes], dict[str, Answer]]:
    """Read answers from a file with these contents."""
    loaded: Flow = load_flow(Path(flow))

    def reader(contents: str | bytes) -> dict[str, Answer]:
        file = tmp_path / "answers.yaml"
        file.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return read_answers(loaded, str(file))

    return reader


Read = Callable[[str | bytes], dict[str, Answer]]

ALL = {
    "fallen": Chosen("yes"),
    "limits": Several(frozenset({"knee"}), rest_absent=False),
    "age": Number(62),
    "comment": Text("fell 😀"),
}


@pytest.mark.parametrize(
    "contents",
    [
        'fallen: "yes"\nlimits: {chosen: [knee], rest: not_assessed}\nage: 62\ncomment: fell 😀\n',
        "fallen: yes\nlimits:\n  chosen:\n  - knee\n  rest: not_assessed\nage: '62'\ncomment: fell 😀\n",
        '{"fallen": "yes", "limits": {"chosen": ["knee"], "rest": "not_assessed"},'
        ' "age": 62, "comment": "fell 😀"}',
        '{\n\t"fallen": "yes",\n\t"limits": {\n\t\t"chosen": ["knee"],\n\t\t"rest": "not_assessed"\n\t},\n'
        '\t"age": 62,\n\t"comment": "fell \\ud83d\\ude00"\n}\n',
        b"\xef\xbb\xbffallen: true\r\nlimits: {chosen: [knee], rest: not_assessed}\r\n"
        b'age: 62.0\r\ncomment: "fell \\U0001F600"\r\n',
    ],
    ids=["yaml", "block", "json", "json with tabs and escapes", "from Windows"],
)
def test_yaml_and_json_say_the_same(read: Read, contents: str | bytes) -> None:
    assert read(contents) == ALL


@pytest.mark.parametrize("contents", ["age: 1,200\n", "age: '1,200'\n", '{"age": "45,000"}'])
def test_a_comma_that_could_stand_for_thousands_is_refused_with_its_place(read: Read, contents: str) -> None:
    with pytest.raises(UsageError, match=r"answers\.yaml:1:\d+: .* can mean"):
        read(contents)


@pytest.mark.parametrize("contents", ["", "# nothing\n", "{}", "fallen:\nage: null\n", "---\n"])
def test_what_is_absent_is_left_out(read: Read, contents: str) -> None:
    assert read(contents) == {}


def test_a_reason_for_not_assessed_is_kept(read: Read) -> None:
    given = read("fallen: not_assessed\nage: pending\nlimits: declined\n")
    assert given["fallen"] == NotAssessed()
    assert given["age"] == NotAssessed(Reason.PENDING)
    assert given["limits"] == NotAssessed(Reason.DECLINED)


@pytest.mark.parametrize("said", ["[]", "none", "{chosen: []}", "{chosen: [], rest: absent}"])
def test_none_of_these_is_an_answer(read: Read, said: str) -> None:
    assert read(f"limits: {said}\n") == {"limits": Several()}


@pytest.mark.parametrize("said", ["{}", "{rest: absent}", "{rest: not_assessed}"])
@pytest.mark.parametrize("form", ["limits: %s\n", "age: 62\nlimits: %s\n"])
def test_a_mapping_that_leaves_out_what_is_present_is_not_none_of_these(
    read: Read, form: str, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read(form % said)
    line = form.count("\n")
    assert f"answers.yaml:{line}:9: 'limits' does not say what is present" in str(caught.value)


def test_an_empty_object_of_json_is_not_none_of_these(read: Read) -> None:
    with pytest.raises(UsageError, match=r"answers\.yaml:1:12: 'limits' does not say what is present"):
        read('{"limits": {}}')


def test_every_mistake_is_told_at_once_with_its_place(read: Read) -> None:
    with pytest.raises(UsageError) as caught:
        read("falen: yes\nlimits: [kne, foot, hnd]\nage: 130\nfallen: perhaps\n")
    told = str(caught.value)
    assert told.startswith("5 mistakes in the answers:\n")
    assert "answers.yaml:1:1: 'falen' is not a question of 'falls'; did you mean 'fallen'?" in told
    assert "answers.yaml:2:10: 'kne' is not an answer of 'limits'; did you mean 'knee'?" in told
    assert "answers.yaml:2:21: 'hnd' is not an answer of 'limits'; did you mean 'hand'?" in told
    assert "answers.yaml:3:6: 130 is outside the plausible range; a whole number from 18 to 110" in told
    assert "answers.yaml:4:9: 'perhaps' is not an answer of 'fallen'; one of yes, no is accepted" in told
    assert "    limits: [kne, foot, hnd]\n             ^\n" in told


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ("- fallen\n", "answers.yaml:1:1: answers are written 'question: answer'"),
        ("yes\n", "answers.yaml:1:1: answers are written 'question: answer'"),
        ("fallen: yes\nfallen: no\n", "answers.yaml:2:1: 'fallen' is given twice; first on line 1"),
        ("fallen: &a yes\n", "answers.yaml:1:9: anchors"),
        ("fallen: [yes\n", "is not YAML"),
        ("age: .nan\n", "answers.yaml:1:6: '.nan' is not a number"),
        ("age: sixty\n", "answers.yaml:1:6: 'sixty' is not a number; a whole number from 18 to 110"),
        ("age: [62]\n", "answers.yaml:1:6: "),
        ("limits: knee\n", "answers.yaml:1:9: 'limits' takes several answers"),
        ("limits: {chosen: [knee], rest: maybe}\n", "answers.yaml:1:9: "),
        ("[" * 100_000, "nested deeper than 40"),
        (b"comment: caf\xe9\n", "answers.yaml:1:13: this is not UTF-8 text"),
        ("comment: caf\xe9\n".encode("utf-16"), "answers.yaml:1:1: this is UTF-16 text; save it as UTF-8"),
        ("fallen: yes\n".encode("utf-16-le"), "answers.yaml:1:1: this is UTF-16 text; save it as UTF-8"),
        (b"comment: " + b"a" * 1_000_000, "larger than a megabyte"),
        ('{"comment": "half \\ud83d"}', "answers.yaml:1:"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_cannot_be_meant_is_refused(read: Read, contents: str | bytes, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(contents)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 1_000


def test_standard_input_is_named_as_such(flow: str, typed: Callable[[str], None]) -> None:
    typed("falen: yes\n")
    with pytest.raises(UsageError, match="standard input:1:1: 'falen'"):
        read_answers(load_flow(Path(flow)), "-")


def test_a_closed_standard_input_is_told(flow: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="standard input is closed"):
        read_answers(load_flow(Path(flow)), "-")


def test_a_file_that_cannot_be_read_is_told(flow: str, tmp_path: Path) -> None:
    for missing, told in ((tmp_path / "none.yaml", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(UsageError, match=f"cannot read .*{told}"):
            read_answers(load_flow(Path(flow)), str(missing))


@pytest.mark.parametrize("typed", ["+5", "-0", "-0.0", "+5.50", "007", "5"])
@pytest.mark.parametrize("form", ["comment: {}\n", '{{"comment": {}}}'])
def test_text_that_looks_like_a_number_stays_as_it_was_typed(read: Read, typed: str, form: str) -> None:
    assert read(form.format(typed)) == {"comment": Text(typed)}


@pytest.mark.parametrize("typed", ["1e9999", "1e1000000", "1e999999999", "-1e-999999999", "1" * 400])
@pytest.mark.parametrize("form", ["age: {}\n", '{{"age": {}}}'])
def test_a_number_beyond_all_reading_is_refused_at_once(read: Read, typed: str, form: str) -> None:
    with pytest.raises(UsageError, match="a whole number from 18 to 110"):
        read(form.format(typed))

"""Text from outside is made safe at the door; everything a person can read stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.text import (
    Nearness,
    NotText,
    as_sent,
    clean_text,
    decoded,
    has,
    indefinite,
    meant,
    nearest,
    one_line,
    shell_path,
    shown_path,
    stand_in,
    typed_path,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "pain 7/10 [/] [@click=app.quit] {{ x }} *a* <b>",
            "pain 7/10 [/] [@click=app.quit] {{ x }} *a* <b>",
        ),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]52;c;aGk=\x07after", "after"),
        ("\x1b]0;title\x1b\\after", "after"),
        ("\x9b31mred", "red"),
        ("\x1bPq#0\x1b\\after", "after"),
        ("\x1b]52;never ended, so the words stay", "52;never ended, so the words stay"),
        ("a\x00b\x07c\x7f", "abc"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\there", "tab here"),
        ("שלום 你好 émile 👩\u200d⚕️", "שלום 你好 émile 👩\u200d⚕️"),
        ("e\u0301", "é"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("no" + "".join(chr(0xE0000 + ord(letter)) for letter in "t really"), "no"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4"),
        ("x\u3164\u115f\uffa0\u034f\U0001d173y", "xy"),
        ("heart \u2764\ufe0f, \u845b\U000e0100", "heart \u2764\ufe0f, \u845b\U000e0100"),
        ("a\ufe0f\u200b\ufe01\U000e0123 \ufe02b", "a\ufe0f b"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
    ],
)
def test_what_is_kept(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.text(st.characters(exclude_categories=[]), max_size=80))
def test_nothing_that_steers_a_terminal_gets_through_and_cleaning_twice_changes_nothing(typed: str) -> None:
    cleaned = clean_text(typed)
    assert not any(char != "\n" and (ord(char) < 32 or 127 <= ord(char) < 160) for char in cleaned)
    assert clean_text(cleaned) == cleaned
    cleaned.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Mn"]), min_size=1).map(clean_text))
def test_what_is_hidden_between_letters_is_taken_out(seen: str) -> None:
    hidden = "".join(chr(0xE0000 + byte) for byte in seen.encode())
    assert clean_text(hidden.join(seen)) == seen
    assert clean_text(f"{seen}{hidden}") == seen


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_utf_8_is_read_with_and_without_the_mark_before_it(text: str) -> None:
    assert decoded(text.encode()) == decoded(text.encode("utf-8-sig")) == as_sent(text) == text


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=2))
def test_utf_16_is_told(text: str) -> None:
    for data in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be")):
        with pytest.raises(NotText, match="UTF-16"):
            decoded(data)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"\xff", 1, 1), ("ä\nöä".encode() + b"\xe4", 2, 3), ("\ufeffä".encode() + b"\xc3", 1, 2)],
)
def test_what_is_no_text_is_told_with_its_place(data: bytes, line: int, column: int) -> None:
    with pytest.raises(NotText, match="not UTF-8") as caught:
        decoded(data)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_what_is_called_so_is_meant_before_what_has_the_words_elsewhere() -> None:
    names = [("Falls", "feet"), ("A review of falls", ""), ("Falls and feet", ""), ("Orthoses", "falls feet")]
    told = {typed: meant(typed, names) for typed in ("falls", "review falls", "feet", "falls feet", "hands")}
    assert told == {
        "falls": [0], "review falls": [1], "feet": [2], "falls feet": [2], "hands": []
    }  # fmt: skip
    assert meant("fall", names) == [0, 2, 1]


def test_a_noun_stands_behind_its_article() -> None:
    nouns = ("exam", "answer", "if_open", "unlikely", "usual", "question", "row")
    told = ["an exam", "an answer", "an if_open", "an unlikely", "a usual", "a question", "a row"]
    assert list(map(indefinite, nouns)) == told


def test_one_line_is_one_line() -> None:
    assert one_line("  a\n\n b\x1b[1m\tc ") == "a b c"


@pytest.mark.parametrize("line", [b"\xff\xfe", b"\xfe\xff\n", b"\xff\xfeyes"])
def test_a_line_that_begins_like_a_file_of_utf_16_is_no_text_and_is_not_called_so(line: bytes) -> None:
    with pytest.raises(NotText, match=r"^this is not UTF-8 text$"):
        as_sent(line.decode("utf-8", "surrogateescape"))


def test_a_line_of_a_file_of_utf_16_is_called_so() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        with pytest.raises(NotText, match="UTF-16"):
            as_sent("yes\n".encode(encoding).decode("utf-8", "surrogateescape"))


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=[]), min_size=1))
def test_a_path_is_told_so_that_it_reads_as_this_very_one(name: str) -> None:
    told = shown_path(name)
    assert one_line(told) == told
    assert typed_path(told) == name or told == name
    assert one_line(shell_path(name)) == shell_path(name)


def test_a_usual_path_is_told_as_it_is() -> None:
    assert shown_path("/home/me/My notes/été.txt") == "/home/me/My notes/été.txt"
    assert shell_path("/home/me/My notes/été.txt") == "'/home/me/My notes/été.txt'"
    assert shell_path("/tmp/x.txt") == "/tmp/x.txt"


def test_a_word_is_found_where_it_begins_one() -> None:
    assert stand_in(["ck"], "Highest CK")
    assert not stand_in(["ck"], "Food sticks")
    assert stand_in(["hep", "B"], "Hepatitis B by test or history")
    assert stand_in(["SJOGREN"], "Sjögren disease")
    assert stand_in(["sjögren"], "Sjögren disease")


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("antibody", "antibodies"),
        ("fall", "falls"),
        ("disease", "diseases"),
        ("diagnosis", "diagnoses"),
        ("orthosis", "orthoses"),
        ("reflex", "reflexes"),
        ("virus", "viruses"),
        ("Myopathie", "Myopathies"),
    ],
)
def test_one_finds_many_and_many_find_one(one: str, many: str) -> None:
    assert stand_in([one], f"the {many} of a list")
    assert stand_in([many], f"the {one} of a list")
    assert nearest(one, [(f"{many} by test", "")]) == {0: Nearness.BEGINS}
    assert nearest(many, [(f"{one} by test", "")]) == {0: Nearness.BEGINS}
    assert has(f"the {many}", one)
    assert has(f"the {one}", many)


def test_another_number_is_no_other_word() -> None:
    """What was typed whole finds no longer word that only begins as its singular does."""
    assert not stand_in(["falls"], "a fallacy")
    assert not stand_in(["antibodies"], "an antibodylike protein")
    assert not stand_in(["loss"], "los")
    assert stand_in(["antibo"], "antibodies"), "what is still being typed"
    assert stand_in(["antibodi"], "antibodies")


def test_what_has_no_letter_or_digit_finds_nothing() -> None:
    assert not stand_in(["?"], "What is it?")
    assert stand_in(["anti-cN1A"], "Anti-cN1A antibodies"), "signs in a word are none of its letters"


def test_a_list_is_narrowed_by_letters_or_by_words_without_accents() -> None:
    assert has("Hypothyroid", "thy")
    assert has("Sjögren disease", "sjogren")
    assert has("Muscle biopsy, second", "biopsies")
    assert not has("Muscle biopsy", "nerve")


def test_what_is_called_by_the_typed_words_is_found_first() -> None:
    names = [
        ("Features", "granulomas on muscle biopsy"),
        ("Second muscle biopsy", ""),
        ("Muscle biopsy report", ""),
        ("Muscle  Biopsy", ""),
        ("Biopsy", "of a muscle"),
        ("Cramps", "of a calf"),
    ]
    assert list(nearest("muscle biopsy", names).items()) == [
        (3, Nearness.CALLED),
        (2, Nearness.BEGINS),
        (1, Nearness.NAMED),
        (0, Nearness.ELSEWHERE),
        (4, Nearness.ELSEWHERE),
    ]
    assert list(nearest("", names)) == list(range(len(names)))


def test_signs_between_words_need_not_be_typed() -> None:
    assert nearest("sjogren disease", [("Sjögren disease", "")]) == {0: Nearness.CALLED}
    assert nearest("anti-cn1a", [("Anti-cN1A antibodies", "")]) == {0: Nearness.BEGINS}
    assert nearest("anti cn1a antibodies", [("Anti-cN1A antibodies", "")]) == {0: Nearness.CALLED}


def test_a_number_and_the_parts_of_a_word_stay_together() -> None:
    assert stand_in(["10.6"], "haemoglobin below 10.6")
    assert not stand_in(["10.6"], "6 of 10 points")
    assert stand_in(["T-score"], "the t-score of the hip")
    assert not stand_in(["T-score"], "a score of training")
    assert not stand_in(["als"], "Alcohol, and al")
    assert not has("a list of answers", "-")

"""Two fingerprints: what changes them and what must not."""

from __future__ import annotations

import pytest

from tests.flow.conftest import Loads
from tests.flow.folders import EXAMPLE


def test_hashes_are_sha_256_in_hexadecimal(load: Loads) -> None:
    flow = load(EXAMPLE)
    assert {len(flow.logic_hash), len(flow.content_hash)} == {64}
    assert flow.logic_hash != flow.content_hash
    assert int(flow.logic_hash, 16) != int(flow.content_hash, 16)


SAME = {
    "a comment": (("flow: example", "# a comment\nflow: example  # another"),),
    "keys in another order": (("unit: years\n    range: [1, 110]", "range: [1, 110]\n    unit: years"),),
    "the form of a list": (("evidence: [trial, cohort]", "evidence:\n      - trial\n      - cohort"),),
    "quotes": (("label: Alarm", "label: 'Alarm'"),),
    "folding": (("more: Behind the line.", "more: >-\n      Behind\n      the line."),),
    "the short form of an answer": (("typical: Typical", "typical: {label: Typical}"),),
    "facts in another order": (
        ("  alarm:\n    when: {all: [swallow, any problems]}\n    label: Alarm\n", ""),
        ("facts:\n", "facts:\n  alarm:\n    when: {all: [swallow, any problems]}\n    label: Alarm\n"),
    ),
    "a review": (("sections:", "reviewed: {by: A. Clinician, content_hash: ab12}\nsections:"),),
}  # fmt: skip


@pytest.mark.parametrize("change", SAME)
def test_the_way_of_writing_changes_no_hash(load: Loads, change: str) -> None:
    before, text = load(EXAMPLE), EXAMPLE
    for old, new in SAME[change]:
        assert old in text
        text = text.replace(old, new)
    after = load(text)
    assert (after.logic_hash, after.content_hash) == (before.logic_hash, before.content_hash)


def test_the_split_into_files_changes_no_hash(load: Loads) -> None:
    before = load(EXAMPLE)
    head, rest = EXAMPLE.split("questions:\n")
    questions, others = rest.split("facts:\n")
    after = load(
        {
            "flow.yaml": head + "include: [b.yaml, a.yaml]\nends:" + others.split("ends:")[1],
            "a.yaml": "questions:\n" + questions,
            "b.yaml": "facts:\n" + others.split("ends:")[0],
        }
    )
    assert (after.logic_hash, after.content_hash) == (before.logic_hash, before.content_hash)


WORDING = [
    ("ask: How old?", "ask: How old is she?"),
    ("title: A workshop", "title: The workshop"),
    ("context: true", "context: false"),
    ("urgency: soon", "urgency: routine"),
    ("{falls: Falls, choking: Choking, pain: Pain}", "{pain: Pain, choking: Choking, falls: Falls}"),
    ("outcomes: {high: high, low: low}", "outcomes: {low: low, high: high}"),
    ("sections: {care: Care, more: More care}", "sections: {more: More care, care: Care}"),
    ("title: Swallowing", "title: The throat"),
    ("evidence_to: 2026-02", "evidence_to: 2026-03"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), WORDING)
def test_wording_and_order_change_the_content_hash_only(load: Loads, old: str, new: str) -> None:
    before, after = load(EXAMPLE), load(EXAMPLE.replace(old, new))
    assert after.content_hash != before.content_hash
    assert after.logic_hash == before.logic_hash


LOGIC = [
    ("when: grade is high", "when: grade is low"),
    ("onset_age < 60", "onset_age < 61"),
    ("range: [1, 110]", "range: [1, 111]"),
    ("    whole: true\n", ""),
    ("score_before, score_now], label", "score_now, score_before], label"),
    ("{when: swallow, then: low}", "{when: swallow, then: high}"),
    ("otherwise: low", "otherwise: high"),
    ("policy: first", "policy: unique"),
    ("otherwise: not_assessed", "otherwise: []"),
    ("ask_when: pattern is typical", "ask_when: always"),
    ("applies_when: imaging_done is yes", "applies_when: imaging_done is no"),
    ("keep: [wait]", "keep: [wait, refer]"),
    ("when: pattern is other", "when: pattern is typical"),
    ("must: onset_age <= 110", "must: onset_age < 110"),
    ("food_sticks is no and", "food_sticks is yes and"),
    ("while_open: alarm", "while_open: swallow"),
    ("[pattern, onset_age]", "[onset_age, pattern]"),
    ("pain: Pain", "pains: Pain"),
    ("urgent: alarm", "urgent: swallow"),
    ("then: high\n      - {when: swallow, then: low}", "then: low\n      - {when: swallow, then: high}"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), LOGIC)
def test_whatever_decides_changes_both_hashes(load: Loads, old: str, new: str) -> None:
    assert old in EXAMPLE
    before, after = load(EXAMPLE), load(EXAMPLE.replace(old, new))
    assert after.logic_hash != before.logic_hash
    assert after.content_hash != before.content_hash


def test_two_ways_of_writing_one_condition_are_one_logic(load: Loads) -> None:
    before = load(EXAMPLE)
    after = load(EXAMPLE.replace("when: {all: [swallow, any problems]}", "when: swallow and any problems"))
    assert after.logic_hash == before.logic_hash

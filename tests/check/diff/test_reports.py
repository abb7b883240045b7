"""What a comparison looks like in the terminal, in a pull request and to other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from interview.check.diff.difference import ChangeKind, Comparison, Difference, Rewording, Shift
from interview.check.diff.reports import to_contract, to_markdown, to_text
from interview.flow.conditions.syntax import Any, Has
from interview.flow.model import Urgency
from tests.check.diff.small import STICKS, clinic, differ, with_line, with_question

DOCUMENT = Path(__file__).parents[3] / "docs" / "diff.md"


@pytest.fixture
def found() -> Comparison:
    """A line that more patients get, sooner, and a question in other words."""
    when = Any((Has("signs", "weight"), STICKS))
    new = with_line(clinic(), "dietitian", when=when, urgency=Urgency.SOON)
    new = with_question(new, "sticks", ask="Does *food* stick?")
    old = replace(clinic(), logic_hash="a" * 64, content_hash="c" * 64)
    return differ(old, replace(new, logic_hash="b" * 64, content_hash="d" * 64, version="2"))


def test_text_gives_the_verdict_the_patients_and_the_words(found: Comparison) -> None:
    assert (
        to_text(found)
        == """\
old  example 1  (old)
     logic aaaaaaaaaaaa  content cccccccccccc
new  example 2  (new)
     logic bbbbbbbbbbbb  content dddddddddddd

The advice differs: 1 recommendation.

Recommendations
  dietitian - dietitian
    urgency: routine -> soon
    now also holds when
      - status is ibm and sticks is yes and signs lacks weight

Meaning may have changed: look
  sticks, ask
    - sticks?
    + Does *food* stick?
"""
    )


def test_markdown_for_a_pull_request(found: Comparison) -> None:
    text = to_markdown(found)
    assert text.startswith("**The advice differs: 1 recommendation.**\n\n| | old | new |\n|---|---|---|\n")
    assert "| flow | example 1 | example 2 |" in text
    assert (
        """
### Recommendations

- `dietitian` dietitian
  - urgency: routine → **soon**
  - now also holds when `status is ibm and sticks is yes and signs lacks weight`
"""
        in text
    )
    assert text.endswith("`sticks`, ask\n\n```diff\n- sticks?\n+ Does *food* stick?\n```\n")


def test_text_of_a_flow_formats_nothing_in_markdown() -> None:
    hostile = "a | b <img src=x> [click](http://example.org) `code`\n```\n# heading"
    change = Difference(
        ChangeKind.RECOMMENDATION, "x", hostile, shifts=(Shift("ruled_out", "holds", ("always",)),)
    )
    words = Rewording(ChangeKind.RECOMMENDATION, "x", "say", "", hostile)
    text = to_markdown(replace(differ(clinic(), clinic()), differences=(change,), rewordings=(words,)))
    title = next(line for line in text.splitlines() if line.startswith("- `x`"))
    assert r"a \| b \<img src=x\> \[click\]" in title
    assert "\n````diff\n" in text
    assert text.endswith("\n+ ```\n+ # heading\n````\n")


def test_both_texts_count_what_they_do_not_list() -> None:
    many = tuple(f"a{index} is yes" for index in range(9))
    told = Difference(ChangeKind.FACT, "x", "X", shifts=(Shift("holds", "ruled_out", many),))
    endless = replace(told, shifts=(Shift("holds", "ruled_out", many, more=True),))
    for difference, words in ((told, "and 3 more"), (endless, "and at least 4 more")):
        found = replace(differ(clinic(), clinic()), differences=(difference,))
        for text in (to_text(found), to_markdown(found)):
            assert words in text
            assert "a5 is yes" in text
            assert "a6 is yes" not in text


@pytest.mark.parametrize("form", [to_text, to_markdown])
def test_equivalence_is_called_proved_and_doubt_is_told(form: object) -> None:
    same = differ(clinic(), clinic())
    undecided = replace(
        same, differences=(Difference(ChangeKind.FACT, "x", "X", undecided="not decided: too many"),)
    )
    assert callable(form)
    assert "Proved equivalent" in form(same)
    assert "not decided: too many" in form(undecided)
    assert "Proved equivalent" not in form(undecided)


@pytest.mark.parametrize("form", [to_text, to_markdown])
def test_two_flows_are_not_called_two_versions_of_one(form: Callable[[Comparison], str]) -> None:
    other = differ(clinic(), replace(clinic(), id="another"))
    assert f"Two different flows, '{clinic().id}' and 'another', not two versions" in " ".join(
        form(other).split()
    )
    assert "Two different flows" not in form(differ(clinic(), clinic()))


def test_where_only_questions_differ_the_advice_is_proved_the_same() -> None:
    found = differ(clinic(), with_question(clinic(), "imaged", ask_when=STICKS))
    assert "The advice is proved the same for every patient" in to_text(found)


def test_json_has_the_documented_keys(found: Comparison) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    example = json.loads(document.partition("```json\n")[2].partition("```")[0])
    real = json.loads(json.dumps(to_contract(found)))
    assert example.keys() == real.keys()
    assert example["old"].keys() == real["old"].keys() == real["new"].keys()
    for part in ("differences", "rewordings"):
        assert example[part][0].keys() == real[part][0].keys()
    assert example["differences"][0]["shifts"][0].keys() == real["differences"][0]["shifts"][0].keys()
    assert example["schema"] == real["schema"]


def test_every_kind_is_documented() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert [kind for kind in ChangeKind if f"`{kind}`" not in document] == []


def test_json_tells_what_the_text_tells(found: Comparison) -> None:
    real = to_contract(found)
    assert (real["equivalent"], real["same_advice"]) == (False, False)
    (difference,) = json.loads(json.dumps(real["differences"]))
    assert difference["shifts"] == [
        {
            "before": "ruled_out",
            "after": "holds",
            "when": ["status is ibm and sticks is yes and signs lacks weight"],
            "more": False,
        }
    ]

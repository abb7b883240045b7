"""LHC-Forms works out facts, scores and numbers as the engine does, whatever is still unanswered.

Run by `make clients`, as `lforms` is. A form knows less while an answer is missing: what it says is compared
with what the engine says, and once everything is answered it has to say all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from interview.engine import Session
from interview.export.fhir.enable_when import expression
from interview.export.fhir.items import derived_answers
from interview.export.fhir.questionnaire import questionnaire
from interview.export.fhir.resource import FACTS, Json, fact_link
from interview.export.fhir.response import response
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.conditions.syntax import Is
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import QuestionType
from tests.clients.chromium import Page
from tests.clients.lforms import AT, reply
from tests.engine.examples import answered
from tests.scores.flows import ALL, written

PATIENTS = 25


@pytest.fixture(params=ALL)
def logic(request: pytest.FixtureRequest, tmp_path: Path) -> Logic:
    return compile_flow(load_flow(written(request.param, tmp_path)))


def test_answers_that_are_loaded_are_counted_as_the_engine_counts_them(page: Page, logic: Logic) -> None:
    form, random = questionnaire(logic), Random(7)
    for number in range(PATIENTS):
        missing = () if number % 3 == 0 else random.sample(list(logic.flow.questions), number % 3)
        session = answered(logic.flow, dict(_answers(logic, random, missing)))
        page.call("show", form, _without_what_follows(response(session, at=AT)))
        _agree(page, session, complete=not missing)


def test_after_each_answer_the_client_has_counted_anew(page: Page, logic: Logic) -> None:
    given: dict[str, Answer] = {}
    page.call("show", questionnaire(logic))
    for name, answer in _answers(logic, Random(3), ()):
        given[name] = answer
        reply(page, logic.flow.questions[name], answer)
        complete = len(given) == len(logic.flow.questions)
        _agree(page, answered(logic.flow, given), complete=complete)


def test_the_client_reads_the_points_beside_the_answers(page: Page, tmp_path: Path) -> None:
    """A form of somebody else, which adds up the weights of ours, gets the same sum."""
    logic = compile_flow(load_flow(written("gcs", tmp_path)))
    form, random = questionnaire(logic), Random(5)
    chosen = "%resource.item.where(linkId = 'eyes' or linkId = 'voice').answer.value.weight().sum()"
    added = expression("calculatedExpression", chosen)
    total = {"linkId": "total", "text": "Total", "type": "decimal", "extension": [added]}
    for _ in range(5):
        answers = dict(_answers(logic, random, ["limbs"]))
        page.call("show", {**form, "item": [*form["item"], total]})
        for name, answer in answers.items():
            reply(page, logic.flow.questions[name], answer)
        found = dict(_values(item for item in page.call("read")["item"] if item["linkId"] == "total"))
        assert found == {
            "total": float(sum(_points(logic, name, answer) for name, answer in answers.items()))
        }


def _points(logic: Logic, name: str, answer: Answer) -> Decimal:
    (score,) = logic.flow.scores.values()
    assert isinstance(answer, Chosen)
    wanted = Is(name, frozenset({answer.option}))
    return next(part.give for part in score.points if part.when == wanted)


def _answers(logic: Logic, random: Random, missing: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """Yield an answer to each question: numbers of every band, at its ends, and decimals between them."""
    for name, question in logic.flow.questions.items():
        options = [option.id for option in question.options]
        if name in missing:
            continue
        if question.type is QuestionType.SEVERAL:
            yield name, Several(frozenset(random.sample(options, random.randint(0, len(options)))))
        elif options:
            yield name, Chosen(random.choice(options))
        else:
            assert question.range is not None
            band = random.choice(logic.of[name][0].bands) if name in logic.of else None
            ends = [band.low, band.high] if band else [question.range.low, question.range.high]
            step = Decimal(1) if question.range.whole else Decimal("0.1")
            low, high = (int(Decimal(str(end)) / step) for end in ends)
            yield name, Number(random.choice([low, high, random.randint(low, high)]) * step)


def _without_what_follows(made: Json) -> Json:
    return {**made, "item": [item for item in made.get("item", []) if item["linkId"] != FACTS]}


def _agree(page: Page, session: Session, *, complete: bool) -> None:
    assert session.flow.figures
    ours, theirs = dict(_values(derived_answers(session))), dict(_values(_worked_out(page)))
    assert theirs.keys() == ours.keys() if complete else theirs.keys() <= ours.keys(), session.answers
    for link, value in theirs.items():
        assert value == pytest.approx(ours[link], abs=_rounded_by(session, link)), (link, session.answers)


def _worked_out(page: Page) -> Iterator[Json]:
    for item in page.call("read").get("item", []):
        if item["linkId"] == FACTS:
            yield from item["item"]


def _values(items: Iterator[Json]) -> Iterator[tuple[str, float]]:
    for item in items:
        for answer in item.get("answer", ()):
            (value,) = answer.values()
            yield item["linkId"], float(value)


def _rounded_by(session: Session, link: str) -> float:
    """Return by how much a number that a response shows can differ from what it is."""
    named = next((one for one in session.flow.numbers.values() if fact_link(one.id) == link), None)
    return 10.0 ** -(named.decimals or 0) / 2 + 1e-9 if named else 1e-9

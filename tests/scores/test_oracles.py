"""Each score against a count of our own, over all inputs at and beside every threshold, unknowns included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest

from interview.engine.completions import complete, possible_sums
from interview.engine.conclusions import status
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from tests.effort import tries
from tests.scores.flows import written

Patient = Mapping[str, object]
Rules = Mapping[str, Callable[[Fraction], bool]]


@pytest.fixture
def logic(request: pytest.FixtureRequest, tmp_path: Path) -> Logic:
    return compile_flow(load_flow(written(request.param, tmp_path)))


def curb65(p: Patient) -> int:
    pressure = p["systolic"] < 90 or p["diastolic"] <= 60  # type: ignore[operator]
    return (
        (p["confusion"] == "yes")
        + (p["urea"] > 7)  # type: ignore[operator]
        + (p["respiratory_rate"] >= 30)  # type: ignore[operator]
        + pressure
        + (p["age"] >= 65)  # type: ignore[operator]
    )


def gcs(p: Patient) -> int:
    eyes = ["never", "when_pressed", "when_spoken_to", "by_themselves"].index(str(p["eyes"])) + 1
    voice = ["silent", "sounds", "words", "muddled", "clear"].index(str(p["voice"])) + 1
    return eyes + voice + p["limbs"]  # type: ignore[operator]


def chadsvasc(p: Patient) -> int:
    history: frozenset[str] = p["history"]  # type: ignore[assignment]
    age: int = p["age"]  # type: ignore[assignment]
    years = 2 if age >= 75 else 1 if age >= 65 else 0
    return len(history) + ("stroke" in history) + years + (p["sex"] == "female")


def hasbled(p: Patient) -> int:
    ticks = sum(p[name] == "yes" for name in ("kidney", "liver", "stroke", "bled", "labile", "drugs"))
    return ticks + (p["systolic"] > 160) + (p["age"] > 65) + (p["drinks"] >= 8)  # type: ignore[operator]


YES_NO = ["yes", "no"]
HISTORY = ["heart_failure", "hypertension", "diabetes", "stroke", "vessels"]
ALL_HISTORIES = [frozenset(some) for size in range(6) for some in combinations(HISTORY, size)]
CASES: Mapping[str, tuple[Callable[[Patient], int], Mapping[str, Sequence[object]], Rules]] = {
    "curb65": (
        curb65,
        {
            "confusion": YES_NO,
            "urea": [7, 7.1],
            "respiratory_rate": [29, 30],
            "systolic": [89, 90],
            "diastolic": [60, 61],
            "age": [64, 65],
        },
        {"ward": lambda n: n >= 2, "home": lambda n: n < 2, "intensive": lambda n: n >= 4},
    ),
    "gcs": (
        gcs,
        {
            "eyes": ["never", "when_pressed", "when_spoken_to", "by_themselves"],
            "voice": ["silent", "sounds", "words", "muddled", "clear"],
            "limbs": [1, 2, 3, 4, 5, 6],
        },
        {"airway": lambda n: n <= 8, "watch": lambda n: 9 <= n <= 12, "light": lambda n: n >= 13},
    ),
    "chadsvasc": (
        chadsvasc,
        {"age": [64, 65, 74, 75], "sex": ["female", "male"], "history": ALL_HISTORIES},
        {"offer": lambda n: n >= 2, "weigh": lambda n: n == 1, "leave": lambda n: n < 1},
    ),
    "hasbled": (
        hasbled,
        {
            "systolic": [160, 161],
            **dict.fromkeys(("kidney", "liver", "stroke", "bled", "labile", "drugs"), YES_NO),
            "age": [65, 66],
            "drinks": [7, 8],
        },
        {"watch": lambda n: n >= 3, "usual": lambda n: n < 3},
    ),
}


def answer(value: object) -> Answer:
    if isinstance(value, frozenset):
        return Several(value)
    return Chosen(value) if isinstance(value, str) else Number(value)  # type: ignore[arg-type]


def said(values: Mapping[str, Sequence[object]]) -> Iterator[dict[str, object]]:
    """Yield every patient as far as is known: a value or None for each question."""
    for known in product(*([None, *each] for each in values.values())):
        yield dict(zip(values, known, strict=True))


@pytest.mark.parametrize(("logic", "name"), [(name, name) for name in CASES], indirect=["logic"])
def test_a_score_is_that_of_every_completion(logic: Logic, name: str) -> None:
    count, values, rules = CASES[name]

    @cache
    def sums(*known: object) -> frozenset[int]:
        """Return what the score can still come to."""
        for index, (value, each) in enumerate(zip(known, values.values(), strict=True)):
            if value is None:
                rest = (sums(*known[:index], one, *known[index + 1 :]) for one in each)
                return frozenset[int]().union(*rest)
        return frozenset({count(dict(zip(values, known, strict=True)))})

    everyone = list(said(values))
    for patient in Random(name).sample(everyone, min(len(everyone), tries(3_000))):
        answers = {question: answer(value) for question, value in patient.items() if value is not None}
        left = complete(logic, answers)
        possible = sums(*patient.values())
        assert set(possible_sums(left, name)) == possible
        for line, rule in rules.items():
            holds = {rule(Fraction(total)) for total in possible}
            wanted = "open" if len(holds) > 1 else "holds" if holds == {True} else "ruled_out"
            assert status(left, line) == wanted, (patient, line)


@pytest.mark.parametrize("logic", ["chadsvasc"], indirect=True)
def test_what_was_ticked_counts_although_the_rest_was_not_looked_at(logic: Logic) -> None:
    for ticked in ALL_HISTORIES:
        left = complete(logic, {"history": Several(ticked, rest_absent=False), "sex": Chosen("male")})
        least = chadsvasc({"history": ticked, "age": 18, "sex": "male"})
        assert possible_sums(left, "chadsvasc")[0] == least
        assert possible_sums(left, "chadsvasc")[-1] == 8
        assert (status(left, "offer") == "holds") is (least >= 2)


WEIGHTS = [20, 73.9, 74, 99.9, 100, 100.1, 300]
HEIGHTS = [100, 199, 200, 201, 230]
FALLS = [(80, 60), (80, 60.1), (80, 59.9), (100, 75), (60, 45.01), (5, 0), (150, 150)]


@pytest.mark.parametrize("logic", ["bmi"], indirect=True)
def test_a_body_mass_index_is_that_of_every_completion(logic: Logic) -> None:
    for weight, height in product([None, *WEIGHTS], [None, *HEIGHTS]):
        answers = {
            name: answer(value)
            for name, value in (("weight", weight), ("height", height))
            if value is not None
        }
        left = complete(logic, answers)
        heights = range(100, 231) if height is None else [height]
        ends = [20, 300] if weight is None else [weight]
        spans = [[Fraction(str(end)) / (Fraction(one) / 100) ** 2 for end in ends] for one in heights]
        for line, end, below in (("thin", Fraction(37, 2), True), ("heavy", Fraction(25), False)):
            under = any(min(span) < end for span in spans)
            over = any(max(span) >= end for span in spans)
            wanted = "open" if under and over else "holds" if under is below else "ruled_out"
            assert status(left, line) == wanted, (weight, height, line)


@pytest.mark.parametrize("logic", ["bmi"], indirect=True)
def test_a_relative_fall_is_exact_at_its_threshold(logic: Logic) -> None:
    for sitting, supine in FALLS:
        fall = (Fraction(str(sitting)) - Fraction(str(supine))) / Fraction(str(sitting)) * 100
        both = complete(logic, {"sitting": answer(sitting), "supine": answer(supine)})
        assert (status(both, "diaphragm") == "holds") is (fall >= 25)
        one = complete(logic, {"sitting": answer(sitting)})
        assert status(one, "diaphragm") == "open"
    assert status(complete(logic, {"supine": answer(150)}), "diaphragm") == "ruled_out"

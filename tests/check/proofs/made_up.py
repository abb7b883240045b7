"""Small flows made up at random, quickly, with every feature that decides something."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from interview.errors import Place
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.conditions.syntax import (
    All,
    Always,
    Any,
    AtLeast,
    Compare,
    Condition,
    Has,
    Holds,
    Is,
    Never,
    Not,
)
from interview.flow.model import (
    Conflict,
    Constraint,
    DerivedNumber,
    Ends,
    Flow,
    IfOpen,
    NumberRange,
    Operation,
    Option,
    Points,
    Policy,
    Question,
    QuestionType,
    Recommendation,
    Row,
    Score,
    Stance,
    Table,
)
from tests.engine.examples import difference, line
from tests.engine.examples import flow as build

OPTIONS = {
    QuestionType.YES_NO: ("yes", "no"),
    QuestionType.ONE: ("a", "b", "c"),
    QuestionType.SEVERAL: ("p", "q"),
    QuestionType.NUMBER: (),
}


def made_up(seed: int, most: int = 4, counts: bool = False) -> Flow:
    """A flow of two to `most` questions, the same for the same seed; with `counts` also scores and sums."""
    return _Making(Random(seed), most, counts).flow()


class _Making:
    def __init__(self, random: Random, most: int, counts: bool) -> None:
        self.random, self.counts = random, counts
        self.leaves: list[Condition] = []
        self.questions: list[Question] = []
        for index in range(random.randint(2, most)):
            question = self._question(f"q{index}")
            self.questions.append(question)
            self.leaves += _leaves(question)

    def flow(self) -> Flow:
        random, asked = self.random, list(self.leaves)
        end = random.choice([None, *_leaves(self.questions[0])])
        differences = self._differences()
        scores = self._scores()
        facts = {"f0": self._condition()}
        self.leaves.append(Holds("f0"))
        facts["f1"] = self._condition()
        self.leaves.append(Holds("f1"))
        table = self._table()
        self.leaves += [Is("t", frozenset({outcome})) for outcome in table.outcomes]
        lines = [self._line(f"r{index}") for index in range(3)]
        must = self._condition() if random.random() < 0.4 else None
        made = build(
            self.questions,
            lines,
            facts=facts,
            tables=[table],
            differences=differences,
            scores=scores,
            conflicts=[Conflict("odd", random.choice(asked), "odd", Place("odd"))],
            constraints=[Constraint("c", must, "c", Place("c"))] if must else [],
            ends=Ends(end, frozenset({"r0"}), "over", Place("end")) if end else None,
        )

        placed = {name: replace(fact, place=Place(name)) for name, fact in made.facts.items()}
        return replace(made, facts=placed)

    def _question(self, name: str) -> Question:
        kind = self.random.choice(list(OPTIONS))
        options = tuple(Option(option, option) for option in OPTIONS[kind])
        limits = NumberRange(0, 2, whole=True) if kind is QuestionType.NUMBER else None
        question = Question(name, name, kind, name, options, range=limits, place=Place(name))
        gate = self.random.choice(["", "", "ask", "never", "apply", "count"]) if self.questions else ""
        if gate == "ask":
            return replace(question, ask_when=self._condition())
        if gate == "never":
            return replace(question, ask_when=Never())
        if gate:
            otherwise = self._answer(question) if gate == "count" else None
            return replace(question, applies_when=self._condition(), otherwise=otherwise)
        return question

    def _answer(self, question: Question) -> Answer:
        options = [option.id for option in question.options]
        if question.type is QuestionType.NUMBER:
            return Number(float(self.random.randint(0, 2)))
        if question.type is QuestionType.SEVERAL:
            return Several(frozenset(option for option in options if self.random.random() < 0.5))
        return Chosen(self.random.choice(options))

    def _differences(self) -> list[DerivedNumber]:
        numbers = [q.id for q in self.questions if q.type is QuestionType.NUMBER and q.otherwise is None]
        pairs = [(a, b) for a in numbers for b in numbers if a < b]
        found = [difference(f"d{index}", *pair) for index, pair in enumerate(pairs)]
        for one in found:
            signs = self.random.sample(["<", "<=", ">", ">=", "="], 2)
            self.leaves += [Compare(one.id, sign, self.random.randint(-1, 1)) for sign in signs]
        return [*found, *self._sums(numbers)]

    def _sums(self, numbers: list[str]) -> list[DerivedNumber]:
        if not self.counts or not numbers:
            return []
        above = DerivedNumber("above", Operation.SUM, (self.random.choice(numbers), Decimal(1)))
        made = self.random.choice(
            [
                DerivedNumber("made", Operation.SUM, (*numbers, Decimal(1))),
                DerivedNumber("made", Operation.GREATEST, (*numbers, Decimal(1))),
                DerivedNumber("made", Operation.RATIO, (numbers[0], "above")),
                DerivedNumber("made", Operation.PERCENT_FALL, ("above", numbers[-1])),
            ]
        )
        self.leaves += [Compare("made", self.random.choice(["<=", ">"]), self.random.choice([0, 1, 2]))]
        return [above, made]

    def _scores(self) -> list[Score]:
        if not self.counts:
            return []
        gives = [Decimal(1), Decimal(2), Decimal(-1)]
        points = [Points(self._condition(), self.random.choice(gives)) for _ in range(3)]
        self.leaves += [Compare("score", sign, self.random.randint(0, 3)) for sign in (">=", "=")]
        return [Score("score", "score", tuple(points))]

    def _condition(self) -> Condition:
        parts = [self._part() for _ in range(self.random.randint(1, 3))]
        if len(parts) == 1:
            return parts[0]
        whole = self.random.choice(["all", "any", "two"])
        if whole == "two":
            return AtLeast(2, tuple(parts))
        return All(tuple(parts)) if whole == "all" else Any(tuple(parts))

    def _part(self) -> Condition:
        leaf = self.random.choice(self.leaves)
        return Not(leaf) if self.random.random() < 0.3 else leaf

    def _table(self) -> Table:
        policy = self.random.choice(list(Policy))
        rows = tuple(Row(self._condition(), then, Place("t", row)) for row, then in enumerate("xy", 1))
        open_ended = policy is Policy.UNIQUE and self.random.random() < 0.7
        outcomes = {"x": "x", "y": "y", "z": "z"}
        return Table("t", "t", policy, rows, None if open_ended else "z", outcomes, place=Place("t", 0))

    def _line(self, name: str) -> Recommendation:
        stance = self.random.choice(list(Stance))
        waiting = "f0" if self.random.random() < 0.2 else None
        said = IfOpen("ask", self._condition()) if self.random.random() < 0.4 else None
        made = line(
            name,
            Always() if waiting else self._condition(),
            while_open=waiting,
            if_open=said,
            place=Place(name),
        )
        return replace(made, stance=stance, topic="topic" if self.random.random() < 0.8 else "")


def _leaves(question: Question) -> list[Condition]:
    if question.type is QuestionType.NUMBER:
        return [Compare(question.id, sign, value) for sign in ("<", ">=", "=") for value in (0, 1, 2)]
    options = [option.id for option in question.options]
    if question.type is QuestionType.SEVERAL:
        return [Has(question.id, option) for option in options]
    return [Is(question.id, frozenset({option})) for option in options]

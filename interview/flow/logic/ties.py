"""What ties a derived number that has a variable of its own to the questions and scores it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from math import prod

from interview.flow.answers import Answer
from interview.flow.logic.bands import Band, exactly
from interview.flow.logic.days import days_left, is_date, said
from interview.flow.logic.derived import MOST_BOXES, leaves, leaves_no_gap, limits, reach, singled
from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams
from interview.flow.logic.number_diagrams import NumberDiagrams
from interview.flow.logic.variables import Variable
from interview.flow.model import TODAY, Flow

Case = tuple[int, Band]
"""The diagram of where a number lies in a band, and the band."""


class Ties:
    """The ties of a flow's derived numbers, kept by the answers that are known; safe to share."""

    def __init__(
        self,
        flow: Flow,
        variables: Mapping[str, tuple[Variable, ...]],
        diagrams: Diagrams,
        number_diagrams: NumberDiagrams,
        score: Callable[[str], int],
    ) -> None:
        """Take a flow with its variables and diagrams; `score` gives the diagram of what one comes to."""
        self._flow, self._variables = flow, variables
        self._diagrams, self._number_diagrams, self._score = diagrams, number_diagrams, score
        self._leaves = {name: leaves(flow, name) for name in flow.numbers}
        self._found: dict[tuple[str | Answer | None, ...], tuple[int, int]] = {}

    def of(self, name: str, answers: Mapping[str, Answer]) -> tuple[int, int]:
        """Return what ties a number to its leaves where some are known, and a mask of the bands left."""
        key = (name, answers.get(TODAY), *(answers.get(leaf) for leaf in self._leaves[name]))
        if key not in self._found:
            self._found[key] = self._tie(name, answers)
        return self._found[key]

    def _tie(self, name: str, answers: Mapping[str, Answer]) -> tuple[int, int]:
        diagrams, variable = self._diagrams, self._variables[name][0]
        among = leaves(self._flow, name)
        relation, reachable = NEVER, 0
        singly = not leaves_no_gap(self._flow, name)
        for case in product(*self.cases(name, answers, singly=singly)):
            span = reach(self._flow, name, {leaf: band for leaf, (_, band) in zip(among, case, strict=True)})
            mask = sum(1 << index for index, band in enumerate(variable.bands) if span.meets(band))
            parts = [*(node for node, _ in case), diagrams.literal(variable.level, mask)]
            relation = diagrams.disjoin(relation, diagrams.all_of(parts))
            reachable |= mask
        return relation, reachable

    def cases(self, name: str, answers: Mapping[str, Answer], *, singly: bool) -> list[list[Case]]:
        """Return the cases of each leaf of a number: value by value if that is asked for and there is room,
        then by bands, else all as one."""
        among = leaves(self._flow, name)
        forms = [self._cases_of(leaf, answers, singly) for leaf in among]
        chosen = [found[0] for found in forms]
        while prod(map(len, chosen)) > MOST_BOXES:
            most = max(range(len(chosen)), key=lambda index: len(chosen[index]))
            forms[most] = forms[most][1:]
            chosen[most] = forms[most][0]
        return chosen

    def _cases_of(self, leaf: str, answers: Mapping[str, Answer], singly: bool) -> list[list[Case]]:
        """Return ways to take apart what a leaf can be, the finest first; the last leaves it whole."""
        everything = [(ALWAYS, limits(self._flow, leaf))]
        if leaf in self._flow.scores:
            node = self._score(leaf)
            values = sorted(self._number_diagrams.numbers(node))
            by_value = [(self._number_diagrams.where(node, value.__eq__), exactly(value)) for value in values]
            return [by_value, everything]
        if is_date(self._flow, leaf):
            return [[(ALWAYS, days_left(self._flow, leaf, answers))]]
        if known := said(answers.get(leaf)):
            return [[(ALWAYS, known)]]
        variable = self._variables[leaf][0]
        nodes = [self._diagrams.literal(variable.level, 1 << index) for index in range(variable.size)]
        by_band = list(zip(nodes, variable.bands, strict=True))
        singles = [
            (node, exactly(value))
            for node, band in by_band
            for value in (singled(self._flow, leaf) if singly else ())
            if value in band
        ]
        return [found for found in (singles, by_band, everything) if found]

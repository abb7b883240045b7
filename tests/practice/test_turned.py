"""How a line would stand is told of every line that turns, also where it is not asked as the patient is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.practice.case import open_case
from interview.practice.case_code import new_code
from interview.practice.key import neutral_name
from interview.practice.patients import Patients
from interview.practice.turned import WOULD_BE, differs_told
from interview.practice.twins import Twins
from interview.summary.phrases import start

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"


def test_every_line_that_differs_for_a_twin_is_told() -> None:
    logic = compile_flow(load_flow(IBM))
    twins, asked = Twins(Patients(logic)), set[bool]()
    for seed in range(8):
        case = open_case(twins, new_code(logic.flow, Random(seed)), date(2026, 12, 1))
        for contrast in filter(None, map(case.contrast, case.lines)):
            for line, then in contrast.lines.items():
                told, name = differs_told(case, contrast, line), start(neutral_name(logic.flow, line))
                asked.add(line in case.key.right)
                assert told.startswith(f"{name}: would ")
                assert line in case.key.right or WOULD_BE[then] in told
    assert asked == {True, False}

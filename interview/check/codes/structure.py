"""Codes of how the parts of a flow fit together: ids, order, tables and numbers."""

from __future__ import annotations

from interview.check.codes.example import MARK, edit
from interview.check.diagnostics.code import error

_SCORES = (
    "  - age\n",
    "  - age\n  - before\n  - now\n",
    "facts:\n",
    "  before: {ask: Score before?, label: Score before, type: number, unit: points}\n"
    "  now: {ask: Score now?, label: Score now, type: number, unit: points}\n"
    "numbers:\n  change: {difference: [before, now]}\nfacts:\n",
)

CODES = (
    error(
        "duplicate-id",
        "An id is declared twice",
        "Questions, facts, tables and numbers share one set of ids, and every id stands once in all files.",
        "Rename one of the two.",
        edit("  unsteady:\n", f"  {MARK}age: {{when: fallen is yes, label: Age}}\n  unsteady:\n"),
    ),
    error(
        "asked-twice",
        "A question is asked twice",
        "The question stands twice under `interview`.",
        "Delete one of them.",
        edit("  - age\n", f"  - age\n  - {MARK}fallen\n"),
    ),
    error(
        "never-asked",
        "A question is left out of the interview",
        "Every question stands under `interview`, also one that is only offered (`ask_when: never`).",
        "Add it where it is to be asked.",
        edit("  - hazards\n", "", "  hazards:\n", f"  {MARK}hazards:\n"),
    ),
    error(
        "forward-reference",
        "Asking depends on a later answer",
        "`ask_when` can use only what has been asked before, also by way of facts, tables and numbers.",
        "Move the question down under `interview`, or change the condition.",
        edit("    label: Falls\n", f"    label: Falls\n    ask_when: {MARK}age > 64\n"),
    ),
    error(
        "circle",
        "Things follow from each other in a circle",
        "A fact, a table or an `applies_when` follows from something that follows from it. The message "
        "names the members of the circle and nothing else.",
        "Take one step out of the circle.",
        edit("  unsteady:\n", f"  {MARK}unsteady:\n", "is yes or aid is frame\n", "is yes or risk is high\n"),
    ),
    error(
        "unused-outcome",
        "An outcome that no row gives",
        "The table declares an outcome, and no row and no `otherwise` leads to it.",
        "Add a row, or remove the outcome.",
        edit("      low: low\n", f"      low: low\n      {MARK}none: none\n"),
    ),
    error(
        "different-units",
        "Numbers in different units are subtracted",
        "The difference of years and points means nothing.",
        "Ask both in the same unit.",
        edit(
            *_SCORES[:2],
            _SCORES[2],
            _SCORES[3].replace("points", "score", 1).replace("difference:", f"{MARK}difference:"),
        ),
    ),
    error(
        "otherwise-in-difference",
        "A number in a difference has a stand-in",
        "A number that is subtracted must be open while its question does not apply; a stand-in would make "
        "a difference out of nothing.",
        "Write `otherwise: not_assessed`.",
        edit(
            *_SCORES[:2],
            _SCORES[2],
            _SCORES[3].replace(
                "points}\nnum", f"points, applies_when: fallen is yes, otherwise: {MARK}0}}\nnum"
            ),
        ),
    ),
)

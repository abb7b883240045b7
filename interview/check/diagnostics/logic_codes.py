"""Codes of conditions and of how the parts of a flow fit together: ids, order, tables, numbers."""

from __future__ import annotations

from interview.check.diagnostics.code import MARK, edit, error

_WHEN = "when: fallen is yes or aid is frame\n"
_COMMENT = "  comment: {ask: Anything else?, label: Comment, type: text}\nfacts:\n"
_SEEN = "  seen: {ask: When was the last visit?, label: Last visit, type: month}\nfacts:\n"
_FELL = "  fell: {ask: When was the fall?, label: Day of the fall, type: date}\nfacts:\n"
_NAMES = " or ".join(["fallen is yes"] * 100)

CONDITIONS = (
    error(
        "condition-syntax",
        "A condition that cannot be read",
        "The text does not follow the grammar of conditions. The caret stands where reading stopped.",
        "Compare it with the table of conditions in the language reference.",
        edit(_WHEN, f"when: fallen {MARK}= yes\n"),
    ),
    error(
        "mixed-and-or",
        "`and` and `or` are mixed",
        "People read `a and b or c` in two ways, so the language wants brackets.",
        "Add brackets: `a and (b or c)`, or nest with `all:` and `any:`.",
        edit(_WHEN, f"when: fallen is yes or aid is frame {MARK}and age > 80\n"),
    ),
    error(
        "at-least-count",
        "`at least` with a number that does not fit",
        "The number is below one, or above the number of conditions it counts.",
        "Correct the number, or add conditions.",
        edit(_WHEN, f"when: {MARK}at least 3 of (fallen is yes, aid is frame)\n"),
    ),
    error(
        "condition-too-long",
        "A condition is too long",
        "A condition has at most 2,000 characters. A longer one cannot be checked by reading it.",
        "Give parts of it a name as facts.",
        edit(_WHEN, f"when: {MARK}{' or '.join(['fallen is yes'] * 130)}\n"),
    ),
    error(
        "condition-too-deep",
        "Brackets stand in brackets too deeply",
        "A condition has at most 40 brackets or `not` inside each other.",
        "Give parts of it a name as facts.",
        edit(_WHEN, f"when: {'not ' * 40}{MARK}fallen is yes\n"),
    ),
    error(
        "too-many-conditions",
        "Conditions mention too many names",
        "All conditions of a flow together mention at most 20,000 names.",
        "Give repeated parts a name as facts, or split the flow.",
        edit(
            _WHEN,
            f"when:\n      any:\n{f'        - {_NAMES}{chr(10)}' * 199}        - {_NAMES}\n",
            "unsteady and age",
            f"{MARK}unsteady and age",
        ),
    ),
    error(
        "tests-unknown",
        "A condition tests for an unknown answer",
        "`not_assessed`, `unknown` and their kin cannot be tested: a conclusion must never change merely "
        "because something unknown was filled in.",
        "Word what is to be done while the answer is missing with `if_open`, or with `while_open`.",
        edit(_WHEN, f"when: fallen is {MARK}not_assessed\n"),
    ),
    error(
        "unknown-name",
        "A name that nothing declares",
        "No question, fact, table, number, recommendation, source, section or controversy has this id.",
        "Correct the spelling, or declare it.",
        edit(_WHEN, f"when: {MARK}falen is yes or aid is frame\n"),
    ),
    error(
        "unknown-answer",
        "An answer or outcome that does not exist",
        "The question has no such answer, or the table no such outcome; the message lists them.",
        "Correct the spelling, or add the answer to the question.",
        edit(_WHEN, f"when: fallen is {MARK}yess or aid is frame\n"),
    ),
    error(
        "not-a-fact",
        "Something that is no fact stands alone",
        "Only a fact can stand alone in a condition; of a question one must say which answer is meant.",
        "Add `is ...`, a comparison or `has any of (...)`; the message shows the form.",
        edit(_WHEN, f"when: {MARK}fallen or aid is frame\n"),
    ),
    error(
        "not-one-choice",
        "`is` where it does not fit",
        "`is` goes with yes/no questions, one choice, numbers and tables.",
        "Write `has any of (...)` for several choices, and the name alone for a fact.",
        edit(_WHEN, f"when: {MARK}hazards is rugs or aid is frame\n"),
    ),
    error(
        "not-several",
        "`has`, `lacks` or `any` where they do not fit",
        "These go with questions that take several choices.",
        "Write `is ...` or a comparison instead.",
        edit(_WHEN, f"when: {MARK}aid has any of (frame) or fallen is yes\n"),
    ),
    error(
        "not-a-number",
        "Something that is no number is compared",
        "`<`, `<=`, `>` and `>=` compare number questions, scores and derived numbers with a number, and "
        "derived numbers are worked out from nothing else.",
        "Compare a number, or write `is ...`.",
        edit(_WHEN, f"when: fallen is yes or {MARK}aid > 1\n"),
    ),
    error(
        "text-in-logic",
        "Free text decides something",
        "What somebody types freely can be worded in countless ways, so conditions cannot use it.",
        "Ask a question with answers to choose from.",
        edit(
            "facts:\n",
            _COMMENT,
            "  - age\n",
            "  - age\n  - comment\n",
            _WHEN,
            f"when: {MARK}comment is yes\n",
        ),
    ),
    error(
        "month-in-logic",
        "A month decides something",
        "A month is no number, so there is nothing to compare it with. What decides is how long ago it was.",
        "Count the time as a derived number, such as `months_between: [seen, today]`, and compare that.",
        edit("facts:\n", _SEEN, "  - age\n", "  - age\n  - seen\n", _WHEN, f"when: {MARK}seen > 3\n"),
    ),
    error(
        "date-in-logic",
        "A date decides something",
        "A date is no number, so there is nothing to compare it with. What decides is how long ago it was.",
        "Count the time as a derived number, such as `days_between: [fell, today]`, and compare that.",
        edit("facts:\n", _FELL, "  - age\n", "  - age\n  - fell\n", _WHEN, f"when: {MARK}fell > 3\n"),
    ),
)

_SCORES = (
    "  - age\n",
    "  - age\n  - before\n  - now\n",
    "facts:\n",
    "  before: {ask: Score before?, label: Score before, type: number, unit: points}\n"
    "  now: {ask: Score now?, label: Score now, type: number, unit: points}\n"
    "numbers:\n  change: {difference: [before, now]}\nfacts:\n",
)

_COUNT = "scores:\n  frailty:\n    label: Frailty\n    points:\n      - {when: fallen is yes, give: 1}\n"
"""A score, to be put before the facts."""


def _counts(item: str) -> str:
    """Return a score with one more item."""
    return f"{_COUNT}      - {item}\nfacts:\n"


_FRAIL = ("when: unsteady and age >= 65\n", "when: unsteady and age >= 65 and frailty >= 1\n")
"""The edit by which a table uses the score."""

_SINCE = ("when: unsteady and age >= 65\n", "when: unsteady and age >= 65 and since >= 1\n")
"""The edit by which a table uses the time since something."""

STRUCTURE = (
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
        "Numbers in different units are put together",
        "The difference of years and points means nothing, and neither does their sum.",
        "Ask both in the same unit.",
        edit(
            *_SCORES[:2],
            _SCORES[2],
            _SCORES[3].replace("points", "score", 1).replace("difference:", f"{MARK}difference:"),
        ),
    ),
    error(
        "number-in-phrase",
        "A phrase without a place for its number",
        "`{}` says where a number, or the outcome of a table, stands in its phrase. It belongs there exactly "
        "once, and in no phrase of another answer.",
        "Write `{}` where the number belongs, or take it out.",
        edit("questions:\n  fallen:", f"phrases:\n  age: {{told: {MARK}at that age}}\nquestions:\n  fallen:"),
    ),
    error(
        "not-a-weight",
        "A weight that is none",
        "`usual` says how common an answer is among the patients of practice: of one choice with a weight of "
        "0 or more, of several choices with a chance from 0 to 1. Of one choice some answer has more than 0.",
        "Write a number that fits.",
        edit(
            "questions:\n  fallen:",
            f"usual:\n  fallen: {{answers: {{{MARK}yes: -1, no: 2}}}}\nquestions:\n  fallen:",
        ),
    ),
    error(
        "otherwise-in-difference",
        "A number that others are worked out from has a stand-in",
        "Such a number must be open while its question does not apply; a stand-in would make a difference, a "
        "sum or a ratio out of nothing.",
        "Write `otherwise: not_assessed`.",
        edit(
            *_SCORES[:2],
            _SCORES[2],
            _SCORES[3].replace(
                "points}\nnum", f"points, applies_when: fallen is yes, otherwise: {MARK}0}}\nnum"
            ),
        ),
    ),
    error(
        "wrong-operands",
        "A derived number of constants, or a product of two numbers",
        "A derived number says something about a patient, so one of its operands is a number of theirs. A "
        "product is that of a number and a constant.",
        "Name a number question, a score or another derived number, and write the other factor as a number.",
        edit(
            *_SCORES[:2],
            _SCORES[2],
            _SCORES[3].replace("{difference: [before, now]}", f"{{{MARK}product: [before, now]}}"),
        ),
    ),
    error(
        "not-a-date",
        "Time is counted from something that is no date",
        "Days, months and years are counted between two dates: questions of type `date` or `month`, "
        "`today` (the day of the visit) and `last_visit` (that of the visit before it).",
        "Name a date, or use `difference` for numbers.",
        edit("facts:\n", f"numbers:\n  since: {{years_between: [{MARK}age, today]}}\nfacts:\n", *_SINCE),
    ),
    error(
        "dates-reversed",
        "Time is counted backwards",
        "From the day of the visit back to a date that lies behind it, the time is never above nought.",
        "Put the earlier date first. A date that may lie ahead of the visit has `future: true`.",
        edit(
            "facts:\n",
            _FELL.replace("facts:", f"numbers:\n  since: {{days_between: [{MARK}today, fell]}}\nfacts:"),
            "  - age\n",
            "  - age\n  - fell\n",
            *_SINCE,
        ),
    ),
    error(
        "divides-by-zero",
        "A number is divided by what can be nought",
        "For a patient with that answer there would be no such number.",
        "Give the question a `range` that leaves 0 out, or take the greatest of it and a small constant.",
        edit(
            *_SCORES[:2],
            _SCORES[2],
            _SCORES[3].replace("{difference: [before, now]}", f"{{{MARK}ratio: [before, now]}}"),
        ),
    ),
    error(
        "points-missing",
        "An answer of a question that a score counts has no points",
        "A score that counts a question `of` its answers needs the points of each, nought included.",
        "Write `points` beside the label of the answer.",
        edit(
            "facts:\n",
            _counts("{of: aid}"),
            *_FRAIL,
            "      frame: Frame\n      other: Another aid, or none\n",
            f"      frame: {{label: Frame, points: 1}}\n      {MARK}other: Another aid, or none\n",
        ),
    ),
    error(
        "not-points",
        "A question whose answers are no points",
        "A score counts, `of` a question, the points beside its answers, or a whole number from a short "
        "range. Yes and no, wide ranges and free text are not points.",
        "Say when points are given: `{when: fallen is yes, give: 1}`.",
        edit("facts:\n", _counts(f"{{of: {MARK}age}}"), *_FRAIL),
    ),
    error(
        "bands-overlap",
        "Two bands of a score share a sum",
        "A sum has one name: with two, it could not be told which one is meant.",
        "Correct the ends of one band.",
        edit(
            "facts:\n",
            f"{_COUNT}    bands: {{low: 0, {MARK}some: 0-1}}\nfacts:\n",
            *_FRAIL,
        ),
    ),
    error(
        "unknown-value",
        "A text names a value that there is not",
        "What stands in braces in the texts of a line, in `say` of warnings and of the end is a value: the "
        "answer to a question, a derived number or a score. Free text is never repeated.",
        "Correct the id, or take the braces away.",
        edit("say: Consider a review of falls.\n", f'say: {MARK}"Consider a review of falls at {{agee}}."\n'),
    ),
    error(
        "value-without-answers",
        "A question or a label names a value",
        "Questions, and the labels of facts and tables, are read before there are answers, or as names. Only "
        "what a line, a warning or the end says to one patient is told with values.",
        "Put the value into the `title` or `say` of a line.",
        edit("label: Unsteady on the feet\n", f'label: {MARK}"Unsteady at {{age}}"\n'),
    ),
)

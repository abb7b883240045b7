"""Codes of what is proved over every patient there can be."""

from __future__ import annotations

from interview.check.diagnostics.code import MARK, edit, error, note, warning

LINE = "    evidence: [guideline]\n    sources: [smith2020]\n"
"""What every recommendation of the examples rests on."""
_LAST = "sources:\n  smith2020:\n"
_PETS = "  pets:\n    ask: Are there pets at home?\n    label: Pets\n    type: yes_no\n"


def line(
    name: str, when: str, title: str, say: str, stance: str = "inform", more: str = ""
) -> tuple[str, str]:
    """Return the edit that adds a recommendation to the sound flow."""
    added = (
        f"  {name}:\n    section: advice\n    stance: {stance}\n    urgency: routine\n    title: {title}\n"
        f"    say: {say}\n    when: {when}\n{more}{LINE}"
    )
    return _LAST, added + _LAST


_USED = ("when: risk is high\n", "when: risk is high or band is older\n")
"""The edit by which a recommendation uses the table that `_bands` adds."""


def _bands(table: str, second_row: str) -> str:
    """Return the start of the tables with one more: its key, and the condition of its second row."""
    return (
        f"tables:\n  {table}:\n    label: Age band\n    policy: unique\n"
        "    outcomes: {younger: younger, older: older}\n"
        "    rows:\n      - when: age <= 65\n        then: younger\n"
        f"      - {second_row}\n        then: older\n"
    )


CODES = (
    error(
        "unreachable-question",
        "A question that is never asked",
        "No answers to the earlier questions lead to it: its `ask_when` cannot hold while the question "
        "applies. A question that is offered on purpose says `ask_when: never`.",
        "Correct `ask_when` or `applies_when`, or remove the question.",
        edit(
            "  hazards:\n",
            f"  {MARK}hazards:\n",
            "    none: No hazard\n",
            "    none: No hazard\n    ask_when: aid is frame and aid is other\n",
        ),
    ),
    error(
        "never-holds",
        "A condition that can never hold",
        "No patient there can be meets it, so what hangs on it is never concluded.",
        "Look for an answer that excludes another, or a threshold outside the plausible range. If nobody "
        "is meant, write `never`.",
        edit(
            "facts:\n",
            f"facts:\n  {MARK}very_old:\n    when: age > 110\n    label: Very old\n",
            "aid is frame\n",
            "aid is frame or very_old\n",
        ),
    ),
    error(
        "always-holds",
        "A condition that holds for everyone",
        "Every patient there can be meets it, so it decides nothing, though it looks as if it did.",
        "Write `always` where everyone is meant; else correct the condition.",
        edit(
            "facts:\n",
            f"facts:\n  {MARK}adult:\n    when: age >= 18\n    label: Adult\n",
            "fallen is yes or aid is frame\n",
            "(fallen is yes or aid is frame) and adult\n",
        ),
    ),
    error(
        "unreachable-row",
        "A row of a table that never decides",
        "No patient gets as far as this row: those who meet it meet an earlier row too, or nobody meets it.",
        "Move the row up, or remove it.",
        edit(
            "    otherwise: low\n",
            f"      - {MARK}when: unsteady and age >= 80\n        then: high\n    otherwise: low\n",
        ),
    ),
    error(
        "table-gap",
        "A patient for whom a table has no row",
        "The table has no `otherwise`, and the patient shown meets none of its rows.",
        "Add the row that is missing, or an `otherwise`.",
        edit("tables:\n", _bands(f"{MARK}band", "when: age > 66"), *_USED),
    ),
    error(
        "table-overlap",
        "Two rows of a `unique` table match one patient",
        "Under `policy: unique` no two rows may match the same patient; these two do.",
        "Narrow one of the rows, or write `policy: first` if their order is meant to decide.",
        edit("tables:\n", _bands("band", f"{MARK}when: age >= 65"), *_USED),
    ),
    error(
        "score-gap",
        "A sum that no band of its score names",
        "The score has named bands, and the patient shown comes to a sum outside of all of them. Sums that "
        "nobody can come to need no band.",
        "Widen a band, or add one.",
        edit(
            "facts:\n",
            f"scores:\n  {MARK}frailty:\n    label: Frailty\n"
            "    points: [{when: fallen is yes}, {when: aid is frame}]\n"
            "    bands: {low: 0, some: 1}\nfacts:\n",
            "when: unsteady and age >= 65\n",
            "when: unsteady and age >= 65 and frailty >= 1\n",
        ),
    ),
    error(
        "contradiction",
        "Two recommendations contradict each other",
        "Both hold for the patient shown, though one opposes the other, or they point opposite ways on one "
        "`topic`.",
        "Narrow one of the conditions, so that it says when the other does not hold.",
        edit(
            *line(
                f"{MARK}no_review",
                "age < 80",
                "Review of falls now",
                "Wait with the review.",
                "against",
                "    opposes: [review]\n",
            )
        ),
    ),
    warning(
        "unused-answer",
        "An answer that changes nothing",
        "Whatever is answered, no conclusion, no other question and no warning changes.",
        "Use it in a condition, remove it, or mark it `context: true` if it only informs the reader.",
        edit(
            "  - age\n",
            "  - age\n  - pets\n",
            "facts:\n",
            _PETS.replace("  pets", f"  {MARK}pets") + "facts:\n",
        ),
    ),
    warning(
        "nothing-recommended",
        "A patient for whom nothing is recommended",
        "All questions are answered, and no recommendation holds. The reader cannot tell whether nothing is "
        "to be done or something was forgotten.",
        "Add a line that says so.",
        edit(
            "  review:\n",
            f"  {MARK}review:\n",
            "    when: risk is low\n",
            "    when: risk is low and fallen is no\n",
        ),
    ),
    error(
        "cannot-be-run",
        "The flow is too entangled to be run",
        "An interview compiles every condition to a decision diagram, and this one takes more work than it "
        "may. Work is counted in steps, so the result is the same on every computer. The proofs have other "
        "ways, so nothing else need be wrong.",
        "Ask questions that decide together one after the other, or say less in one condition.",
        None,
    ),
    note(
        "stays-open",
        "A line that may stay open too long",
        "Several derived numbers are made of the same answers, so that together they say more than each "
        "alone: differences with very many thresholds, or ratios, means and sums of numbers that are not "
        "whole. The interview looks at each alone until some of the answers are known. A line that follows "
        "from them may be called open when the answers settle it. It is never called settled wrongly.",
        "Use fewer thresholds for these numbers, or fewer of them that are made of the same answers; `whole: "
        "true` and a short range make a question exact.",
        None,
    ),
    warning(
        "not-proved",
        "Something could not be proved",
        "The conditions involved are so entangled that the proof was given up. It may be right or wrong.",
        "Install the solver that the finding names, which is another way of proving; or give parts of the "
        "conditions a name as facts and let them use fewer questions at once.",
        None,
    ),
)

"""Codes of single keys and values: what may stand where."""

from __future__ import annotations

from interview.check.codes.example import MARK, edit
from interview.check.diagnostics.code import error

_MANY = "".join(f"      h{number}: Hazard {number}\n" for number in range(99))

CODES = (
    error(
        "unknown-key",
        "A key that does not exist here",
        "The language has no such key in this place. A misspelt key would otherwise be ignored in silence.",
        "Correct the spelling; the message names the nearest key, or all that fit.",
        edit("    urgency: soon\n", f"    {MARK}urgent: soon\n    urgency: soon\n"),
    ),
    error(
        "misplaced-key",
        "A key that does not belong here",
        "The key exists, but not in this place: it belongs to questions of another type, to `flow.yaml`, or "
        "beside it stands one that excludes it.",
        "Move or remove it, or change the type of the question.",
        edit("    label: Falls\n", f"    label: Falls\n    {MARK}unit: falls\n"),
    ),
    error(
        "missing-key",
        "A key is missing",
        "Something that must be said is not there. The message tells what the key means.",
        "Add the key.",
        edit("  fallen:\n", f"  {MARK}fallen:\n", "    label: Falls\n", ""),
    ),
    error(
        "wrong-type",
        "A value of the wrong kind",
        "Text, a number, a word or a list was expected here, and something else stands there.",
        "Write what the message asks for; put text that looks like a number in quotes.",
        edit("    label: Falls\n", f"    label: {MARK}1\n"),
    ),
    error(
        "wrong-length",
        "A list is too short or too long",
        "The list needs another number of items; the message says how many.",
        "Add or remove items.",
        edit("facts:\n", f"numbers:\n  change: {{difference: {MARK}[age]}}\nfacts:\n"),
    ),
    error(
        "repeated",
        "Something stands twice in a list",
        "The same word is given twice. That changes nothing, so most likely another one was meant.",
        "Delete one, or write the one that was meant.",
        edit("hazards has all of (rugs, stairs)", f"hazards has all of (rugs, stairs, {MARK}rugs)"),
    ),
    error(
        "empty-list",
        "Nothing is declared here",
        "At least one entry must stand here.",
        "Add an entry, or remove the key.",
        edit("facts:\n", f"numbers: {MARK}{{}}\nfacts:\n"),
    ),
    error(
        "empty-text",
        "Some text is missing",
        "The key is there, and what it should say is empty.",
        "Write the text.",
        edit("label: Falls\n", f'label: {MARK}""\n'),
    ),
    error(
        "too-long",
        "A text is too long for its line",
        "Titles of recommendations stand on one line of a note and have at most 72 characters.",
        "Shorten it; details go to `say` and `more`.",
        edit(
            "title: Review of falls\n", f"title: {MARK}Review of falls, {'of falls before, ' * 4}and more\n"
        ),
    ),
    error(
        "too-many",
        "Too many of a kind",
        "A question has at most 100 answers, a table 100 outcomes, a flow 100 files. Longer lists cannot be "
        "read by a person.",
        "Group them, or split the question.",
        edit("      rugs: Loose rugs\n", f"      {MARK}rugs: Loose rugs\n{_MANY}"),
    ),
    error(
        "unknown-word",
        "A word that does not fit here",
        "One of a few words must stand here; the message lists them.",
        "Choose one of them.",
        edit("    urgency: soon\n", f"    urgency: {MARK}sooner\n"),
    ),
    error(
        "not-an-id",
        "An id that is not written as one",
        "Ids are lower-case words, with digits where wanted, joined by `_`. They stand in conditions, saved "
        "sessions and exports.",
        "Rename it; the wording for people goes to `label` or `title`.",
        edit("facts:\n", f"facts:\n  {MARK}Frail-Person: {{when: age >= 80, label: Frail}}\n"),
    ),
    error(
        "reserved-word",
        "An id that is a word of the language",
        "Words of the condition language, such as `and` or `any`, cannot be ids; nor can `not_assessed` and "
        "its kin be answers, because they can always be said.",
        "Choose another id.",
        edit(
            "      other: Another aid, or none\n",
            f"      other: Another aid, or none\n      {MARK}unknown: Not known\n",
        ),
    ),
    error(
        "range-reversed",
        "A range from high to low",
        "The lowest plausible number is above the highest.",
        "Write the lowest number first.",
        edit("range: [18, 110]", f"range: {MARK}[110, 18]"),
    ),
    error(
        "split-at-comma",
        "A comma cuts text in two",
        "Inside `[ ]` and `{ }` YAML splits at every comma, also within brackets of a condition and within "
        "running text.",
        "Put the text in quotes, or each item on its own line after `- `.",
        edit(
            "    when: fallen is yes or aid is frame\n",
            f"    when: {{any: [fallen is yes, {MARK}hazards has any of (rugs, stairs)]}}\n",
        ),
    ),
)

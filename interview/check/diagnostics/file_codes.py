"""Codes of files, keys and single values: what makes one impossible to read, and what may stand where."""

from __future__ import annotations

from interview.check.diagnostics.code import MARK, changed, edit, error, files

_EXTRA = "facts:\n  frail:\n    when: age >= 80\n    label: Frail\n"
_INCLUDING = changed("sections: {", "include: [extra.yaml]\nsections: {")

READING = (
    error(
        "flow-missing",
        "There is no flow here",
        "A flow is a folder that holds a file `flow.yaml`; this folder has none, or does not exist.",
        "Give the folder that holds `flow.yaml`, or write one.",
        files({"notes.txt": "No flow.\n"}),
    ),
    error(
        "unreadable-file",
        "A file cannot be read",
        "The system refused to hand over the file; the message says why. It may belong to somebody else, or "
        "lie on a drive that is gone.",
        "Make the file readable for yourself.",
        None,
    ),
    error(
        "too-large",
        "A file is too large",
        "A file of a flow has at most 1,000,000 bytes. Larger ones are refused before they are read.",
        "Split the file by topic and name the parts under `include`.",
        files({"flow.yaml": f"{MARK}# {'-' * 1_000_000}\n"}),
    ),
    error(
        "not-utf-8",
        "A file is not UTF-8 text",
        "The file holds bytes that are no text in UTF-8, the encoding that all files of a flow use. Letters "
        "such as ä would be read wrongly.",
        "Save the file as UTF-8; most editors offer this when saving.",
        files({"flow.yaml": changed("title: Falls", f"title: St{MARK}ürze")}, encoding="latin-1"),
    ),
    error(
        "control-character",
        "A control character stands in a file",
        "Text must not hold characters that steer a terminal instead of being shown.",
        "Delete the character at the place shown; it may be invisible.",
        edit("label: Falls\n", f"label: Fa{MARK}\x07lls\n"),
    ),
    error(
        "empty-file",
        "A file is empty",
        "A file that is part of the flow holds nothing, or comments only.",
        "Write what belongs there, or take the file out of `include`.",
        files({"flow.yaml": _INCLUDING, "extra.yaml": f"{MARK}# Nothing yet.\n"}),
    ),
    error(
        "yaml-syntax",
        "This is not YAML",
        "The file cannot be read as YAML. The commonest reasons: text with `: ` or `#` in it that is not in "
        "quotes, lines that are not indented alike, a quote or bracket that is not closed.",
        "Look at the place shown and the line above it; put text in quotes when in doubt.",
        edit("title: Falls\n", f"title: Falls{MARK}: an example\n"),
    ),
    error(
        "several-documents",
        "A file holds several documents",
        "A line `---` starts another YAML document, and a file of a flow holds one.",
        "Remove the line, or move what follows to a file of its own.",
        edit("questions:\n", f"{MARK}---\nquestions:\n"),
    ),
    error(
        "yaml-alias",
        "An alias is used",
        "`*name` repeats what `&name` marks. Aliases can make a small file grow without bounds and hide what "
        "a reader should see, so they are not allowed.",
        "Write the text out; text that begins with `*` must stand in quotes.",
        edit("label: Falls\n", f"label: {MARK}*falls\n"),
    ),
    error(
        "yaml-anchor",
        "An anchor is used",
        "`&name` marks something for repeating. Neither anchors nor aliases are allowed.",
        "Write the text out; text that begins with `&` must stand in quotes.",
        edit("label: Falls\n", f"label: {MARK}&falls Falls\n"),
    ),
    error(
        "yaml-merge",
        "A merge key is used",
        "`<<` copies keys from elsewhere, so a reader would not see what stands in force. It is not allowed.",
        "Write the keys out.",
        edit("label: Falls\n", f"label: Falls\n    {MARK}<<: {{}}\n"),
    ),
    error(
        "yaml-tag",
        "A tag is used",
        "`!name` tells a YAML reader to build something special. Tags are not allowed.",
        "Remove the tag; text that begins with `!` must stand in quotes.",
        edit("label: Falls\n", f"label: {MARK}!short Falls\n"),
    ),
    error(
        "key-not-text",
        "A key is not a word",
        "What stands before the colon is a number, `true`, `false`, `null` or a list.",
        "Put it in quotes, or choose a word.",
        edit("title: Falls\n", f"title: Falls\n{MARK}1: one\n"),
    ),
    error(
        "duplicate-key",
        "A key is given twice",
        "The same key stands twice in one place. YAML would silently keep the last one.",
        "Decide which is right and delete the other.",
        edit("label: Falls\n", f"label: Falls\n    {MARK}label: Fallen\n"),
    ),
    error(
        "too-deep",
        "Lists stand in lists too deeply",
        "Nothing in a flow needs more than 40 levels of lists and mappings inside each other.",
        "Check the brackets; most likely one is repeated by accident.",
        edit("title: Falls\n", f"title: {'[' * 39}{MARK}[{']' * 40}\n"),
    ),
    error(
        "too-many-values",
        "A flow holds too many values",
        "All files of a flow together have at most 200,000 values.",
        "Split the flow in two.",
        files({"flow.yaml": f"title: [{'0,' * 199_997}{MARK}0, 0]\n"}),
    ),
    error(
        "include-missing",
        "An included file is missing",
        "A name under `include` is not the name of a file in the flow's folder.",
        "Correct the name, or add the file.",
        edit("sections: {", f"include: [{MARK}extra.yaml]\nsections: {{"),
    ),
    error(
        "include-outside",
        "An included file lies outside the folder",
        "A flow is made of the files in its folder and nothing else, so that what was reviewed is what runs.",
        "Move the file into the flow's folder.",
        edit("sections: {", f"include: [{MARK}../extra.yaml]\nsections: {{"),
    ),
    error(
        "included-twice",
        "A file is included twice",
        "The file is already part of the flow.",
        "Delete the second mention; `flow.yaml` itself is never named.",
        edit("sections: {", f"include: [{MARK}flow.yaml]\nsections: {{"),
    ),
    error(
        "nested-include",
        "An included file includes another",
        "Only `flow.yaml` says which files belong to the flow.",
        "Name the file in `flow.yaml` instead.",
        files({"flow.yaml": _INCLUDING, "extra.yaml": f"{MARK}include: [more.yaml]\n{_EXTRA}"}),
    ),
    error(
        "internal-fault",
        "The program could not cope",
        "Something in the files led to a fault of the program itself. Nothing was changed.",
        "Please report it, with the flow if you may share it.",
        None,
    ),
)

_MANY = "".join(f"      h{number}: Hazard {number}\n" for number in range(99))

KEYS = (
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
        "decimal-comma",
        "A number with a comma",
        "A comma separates: what stands on its two sides are two things.",
        "Write a point, and thousands without a sign between them; put text that has a comma in quotes.",
        edit("      - when: unsteady and age >= 65\n", f"      - when: unsteady and age >= 64{MARK},5\n"),
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

"""Codes of reading files: what makes one impossible or dangerous to read."""

from __future__ import annotations

from interview.check.codes.example import MARK, changed, edit, files
from interview.check.diagnostics.code import error

_EXTRA = "facts:\n  frail:\n    when: age >= 80\n    label: Frail\n"
_INCLUDING = changed("sections: {", "include: [extra.yaml]\nsections: {")

CODES = (
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

"""The summary as a PDF, set by Typst from a template that takes everything as data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from interview.errors import UsageError
from interview.export.documents.content import as_data, footer, heading
from interview.installation import to_install
from interview.library import templates_folder
from interview.line_breaks import unparted
from interview.summary.model import Summary
from interview.summary.templates.context import Plain
from interview.text import one_line

HINT = f"--format pdf needs typst; install it with: {to_install('pdf')}"
TEMPLATE = "summary.typ"
_OTHER_SCRIPTS = re.compile("[\u0530-\u1dff\u2c00-\ufaff\ufb07-\U0010ffff]")
"""Letters that Typst's own fonts may lack; only then are those of the machine looked at."""
_LAST_LATIN = "\u024f"
"""Letters up to here are in Typst's own fonts."""
_LOOKS = 60
"""How often at most is looked for the letters without a font; a look takes some hundredths of a second."""
_PROBE = b'#set document(title: "x")\n#set text(lang: "en", font: "Libertinus Serif")\n#sys.inputs.letters'


def render_pdf(summary: Summary, *, full: bool = False) -> bytes:
    """Return the summary as a PDF, the same bytes for the same summary; `full` adds all that is behind it.

    A letter that no font here has is printed as its number, such as `[U+6F22]`. `UsageError` when Typst is
    not installed.
    """
    return set_by_typst(TEMPLATE, _data(summary, full=full))


def set_by_typst(template: str, data: Mapping[str, Plain]) -> bytes:
    """Return a shipped template of Typst with this data as a PDF; `lacking` is added to it.

    That is an example of a letter that no font here has, as it is printed then; empty for none. `UsageError`
    when Typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise UsageError(HINT) from None
    data = {**{name: _unparted(value) for name, value in data.items()}, "lacking": ""}
    try:
        return _compiled(template, data, standard="ua-1")
    except typst.TypstError:  # the standard asks for a font with every letter
        data = _numbered(data)
    try:
        return _compiled(template, data, standard="ua-1", look_everywhere=True)
    except typst.TypstError:
        return _compiled(template, data, look_everywhere=True)


def _unparted(value: Plain) -> Plain:
    """Return data in whose texts no number is parted from its unit."""
    match value:
        case str():
            return unparted(value)
        case list():
            return [_unparted(one) for one in value]
        case dict():
            return {name: _unparted(one) for name, one in value.items()}
        case _:
            return value


def _compiled(
    template: str,
    data: Mapping[str, Plain],
    standard: Literal["ua-1"] | None = None,
    *,
    look_everywhere: bool = False,
) -> bytes:
    import typst

    written = json.dumps(data, ensure_ascii=False)
    return typst.compile(
        str(templates_folder() / template),
        sys_inputs={"data": written},
        ignore_system_fonts=not (look_everywhere or _OTHER_SCRIPTS.search(written)),
        pdf_standards=[standard] if standard else [],
    )


def _numbered(data: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the data with a number for each letter that no font here has, and an example of one."""
    written = json.dumps(data, ensure_ascii=False)
    doubtful = sorted(letter for letter in set(written) if letter > _LAST_LATIN)
    numbers = {ord(letter): f"[U+{ord(letter):04X}]" for letter in _without_font(doubtful)}
    example = next(iter(numbers.values()), "")
    numbered: dict[str, Plain] = json.loads(written.translate(numbers))
    return {**numbered, "lacking": example}


def _without_font(letters: list[str]) -> Iterator[str]:
    """Yield the letters that no font here has, and those in doubt when there are too many to look at."""
    groups = [letters] if letters else []
    for _ in range(_LOOKS):
        if not groups:
            return
        group = groups.pop()
        if _has_fonts(group):
            continue
        if len(group) == 1:
            yield group[0]
        else:
            groups += [group[: len(group) // 2], group[len(group) // 2 :]]
    for group in groups:
        yield from group


def _has_fonts(letters: list[str]) -> bool:
    import typst

    try:
        typst.compile(_PROBE, sys_inputs={"letters": " ".join(letters)}, pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


def _data(summary: Summary, *, full: bool) -> dict[str, Plain]:
    title = one_line(summary.flow.title)
    return as_data(summary, full=full) | {
        "heading": heading(summary),
        "flow-title": title[:1].upper() + title[1:],
        "day": summary.at[:10],
        "footer": footer(summary),
    }

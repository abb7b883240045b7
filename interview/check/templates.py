"""A folder of templates, checked with the parts it has for templates of other folders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from interview.check.checker import Report, as_diagnostic
from interview.errors import FlowError, Place, Problem, did_you_mean
from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow, FoundBy
from interview.library import TemplateFile, list_templates, real_path
from interview.summary.templates.renderer import KINDS, no_kind
from interview.summary.templates.sandbox import BadTemplate, is_html
from interview.summary.templates.template import ASKS, OMITS, TELLS, TemplateText, about, gather, named_by
from interview.summary.templates.validation import check_template
from interview.text import one_line

TEMPLATES = "*.j2"

_CLOSED = re.compile(r"\{%-?\s*end(?:if|for)\s*%}$")
_KEEPS = (
    "it ends in a block tag, so the next line is joined to it; '+%}' in place of its '%}' keeps them apart"
)


def check_templates(folder: Path, flows: Sequence[Path] = ()) -> Report:
    """Return every mistake in the templates of a folder, and in others through the parts it has for them.

    A template that says which sections it is for is held against the flows: one of them must have these.
    """
    loaded = [flow for path in flows if (flow := _loaded(path))]
    found = [
        as_diagnostic(problem)
        for template in list_templates(folder)
        for problem in _in(folder, template, loaded)
    ]
    return Report(folder, tuple(sorted(set(found))))


def _loaded(path: Path) -> Flow | None:
    try:
        return load_flow(path)
    except FlowError:
        return None


def _in(folder: Path, template: TemplateFile, flows: Sequence[Flow]) -> Iterator[Problem]:
    """Yield the mistakes in one template, as far as this folder has to do with it."""
    name = _name(folder, template.path)
    try:
        written = gather(template)
    except (OSError, BadTemplate):
        if _inside(folder, template.path):
            yield Problem(Place(name), "the file cannot be read as UTF-8 text", "template")
        return
    if _inside(folder, template.path):
        yield from _own(written, name, flows)
    else:
        yield from _through_parts(folder, written, template.name)


def _own(written: TemplateText, name: str, flows: Sequence[Flow]) -> Iterator[Problem]:
    if not name.endswith(tuple(kind.ending for kind in KINDS)):
        yield no_kind(name)
    yield from check_template(written.text, name, written.parts)
    yield from lost_newlines(written.text, name)
    wanted = about(written.text).sections
    meant = [flow for flow in flows if set(wanted) <= set(flow.sections)]
    if flows and not meant:
        said = f"no flow has the sections this template is for: {', '.join(wanted)}"
        yield Problem(Place(name), said, "template")
    if meant:
        yield from _unknown_names(written.text, name, meant)


def _unknown_names(text: str, name: str, flows: Sequence[Flow]) -> Iterator[Problem]:
    """Yield every name in the first comment that has no effect, as none of these flows has it."""
    questions = {question.id: question for flow in flows for question in flow.questions.values()}
    judgements = [one.id for one in questions.values() if one.found_by == FoundBy.JUDGEMENT]
    for words, kind, known in (
        (ASKS, "section this template is for", about(text).sections),
        (TELLS, "judgement among the questions", judgements),
        (OMITS, "question", questions),
    ):
        for named, at in named_by(words, text):
            if named not in known:
                said = f"'{named}' after '{words}:' is no {kind}{did_you_mean(named, known)}"
                line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
                yield Problem(Place(name, line, column), said, "template-name", text.split("\n")[line - 1])


def _through_parts(folder: Path, written: TemplateText, name: str) -> Iterator[Problem]:
    """Yield what is wrong in a template of another folder because of a part in this one."""
    for path in written.paths:
        if _inside(folder, path):
            for problem in check_template(written.text, name, written.parts):
                said = f"in {problem.place.file}, line {problem.place.line}: {problem.message}"
                yield Problem(Place(_name(folder, path)), said, "template")


def _inside(folder: Path, path: Path) -> bool:
    return real_path(path.parent) == real_path(folder)


def _name(folder: Path, path: Path) -> str:
    return one_line(f"{real_path(folder).name}/{path.name}")


def lost_newlines(text: str, name: str) -> Iterator[Problem]:
    """Yield every line that begins as text and loses its end to a tag, unless the next one asks for that.

    HTML is left out, where a line's end is only a space.
    """
    if is_html(name):
        return
    for number, (line, following) in enumerate(pairwise([*text.splitlines(), ""]), start=1):
        tag = _CLOSED.search(line)
        if tag and not line.lstrip().startswith(("{%", "{#")) and not _joins(following):
            yield Problem(Place(name, number, tag.start() + 1), _KEEPS, "template-newline", line)


def _joins(line: str) -> bool:
    return line.lstrip().startswith(("{%-", "{{-"))

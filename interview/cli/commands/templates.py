"""`interview templates`: what texts can be made with `--template`, and where each comes from."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from interview.cli.terminal import say
from interview.flow.loading.finder import folder_option
from interview.library import TemplateFile, list_templates
from interview.summary.templates.sandbox import BadTemplate
from interview.summary.templates.template import about, read_template


def command(arguments: Namespace) -> int:
    """Print every template with its title and place, and what it is used instead of."""
    for template in list_templates(folder_option(arguments.templates)):
        say("\n".join(_lines(template)))
    return 0


def _lines(template: TemplateFile) -> Iterator[str]:
    yield f"{template.name}  {_title(template)}"
    yield f"    from {template.origin or f'{template.path} (shipped)'}"
    for hidden in template.hides:
        yield f"    used instead of {hidden}"


def _title(template: TemplateFile) -> str:
    try:
        told = about(read_template(template.path))
    except BadTemplate:
        return "cannot be read"
    needs = f" (for flows with the sections {', '.join(told.sections)})" if told.sections else ""
    patients = " (for flows with words for patients)" if told.patients else ""
    return f"{told.title}{needs}{patients}"

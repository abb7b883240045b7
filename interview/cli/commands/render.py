"""`interview render`: a file of answers in, a summary out."""

from __future__ import annotations

from argparse import Namespace

from interview.cli.answers_file import read_given, session_of
from interview.cli.delivery import deliver
from interview.cli.parser import ORDERS
from interview.cli.terminal import complain
from interview.engine import Session
from interview.engine.given_answers import Visits
from interview.errors import UsageError
from interview.export.formats import formats_with
from interview.export.makers import WRAP, Material, Options, format_named, make, template_of
from interview.flow.loading.finder import folder_option, open_flow
from interview.text import one_line, shown_path
from interview.worklist.soundness import errors_to_run_with

NARROWEST = 20
WILDCARDS = {"epic": "***"}
"""What record systems jump to for something to be filled in."""
_OTHERWISE = {"full": "; {} has one length", "free_text": "; {} always has it"}
"""What is said of an option that is given with a format which does not understand it."""


def command(arguments: Namespace) -> int:
    """Print the summary of these answers, or write it to a new file."""
    wanted = format_named(arguments.format)
    if arguments.answers is None and not wanted.of_flow:
        raise UsageError(f"--format {wanted.name} needs --answers FILE, the answers to make it from")
    refuse_for_format(arguments)
    opened = open_flow(arguments.flow, arguments.flows)
    errors = errors_to_run_with(opened, anyway=arguments.anyway)
    given = read_given(opened.logic.flow, arguments.answers)
    if given.told:
        complain(f"interview: {given.told}.")
    session = session_of(opened.logic, given.answers, at=given.at, errors=errors)
    text = rendered_session(session, arguments, at=given.at, origin=opened.origin)
    deliver(text, arguments, opened.logic.flow.id)
    return 0


def refuse_for_format(arguments: Namespace) -> None:
    """Refuse options that this format does not understand, before anything is read."""
    wanted = format_named(arguments.format)
    for option in _chosen(arguments):
        if option not in wanted.options:
            belongs = f"--{option.replace('_', '-')} belongs to --format {formats_with(option)}"
            raise UsageError(belongs + _OTHERWISE.get(option, ", not to {}").format(wanted.name))
    if arguments.template and (arguments.order or arguments.full or arguments.placeholders):
        raise UsageError(
            "--order, --full and --placeholders are of the notes; leave them out with --template"
        )
    if arguments.template and wanted.name != "note":
        raise UsageError("--template says the form by its ending; leave --format out")
    if arguments.wrap is not None and arguments.wrap != 0 and arguments.wrap < NARROWEST:
        raise UsageError(f"--wrap takes a number of columns, {NARROWEST} at least, or 0 to leave lines whole")
    if arguments.templates or (arguments.template and arguments.wrap is not None):
        _refuse_for_template(arguments)


def _refuse_for_template(arguments: Namespace) -> None:
    """Refuse a width for a text whose lines are not wrapped, and a folder without a template that is used."""
    from interview.library import template_file
    from interview.summary.templates.renderer import kind_of
    from interview.summary.templates.template import gather

    folder = folder_option(arguments.templates)
    template = template_file(template_of(arguments.format, options_of(arguments)), folder)
    if arguments.wrap is not None and not kind_of(template.name).wraps:
        raise UsageError(
            f"--wrap is for texts, and {one_line(template.name)} wraps no lines; leave --wrap out"
        )
    used = {path.parent for path in (template.path, *gather(template).paths)}
    if folder is not None and not arguments.template and folder not in used:
        raise UsageError(
            f"{shown_path(folder)} has no {template.name}, so that --templates changes nothing; "
            "--template NAME says which of its templates is meant"
        )


def _chosen(arguments: Namespace) -> list[str]:
    """Return the options that were given and that only some formats understand."""
    given = {
        "full": arguments.full,
        "wrap": arguments.wrap is not None,
        "order": arguments.order,
        "placeholders": arguments.placeholders,
        "free_text": arguments.free_text,
        "codes": arguments.codes != "none",
        "again": "again" in arguments and arguments.again,
        "templates": arguments.templates,
    }
    return [option for option, chosen in given.items() if chosen]


def rendered_session(
    session: Session,
    arguments: Namespace,
    *,
    at: str,
    origin: str = "",
    visits: Visits = (),
    kept_as: str = "",
) -> bytes:
    """Return the summary in the form that was asked for.

    `visits` are those before, the oldest first; `kept_as` is the id of a kept session.
    """
    material = Material(session, at, origin, visits, kept_as)
    return make(arguments.format, material, options_of(arguments))


def options_of(arguments: Namespace) -> Options:
    """Return how the summary should be made."""
    return Options(
        full=arguments.full,
        wrap=WRAP if arguments.wrap is None else arguments.wrap,
        order=arguments.order or ORDERS[0],
        wildcard=WILDCARDS.get(arguments.placeholders, ""),
        template=arguments.template or "",
        templates=folder_option(arguments.templates),
        free_text=arguments.free_text,
        codes=arguments.codes,
    )

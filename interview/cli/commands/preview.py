"""`interview preview`: the interview for an author, read again whenever a file of the flow is saved."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from interview.cli.answers_file import STANDARD_INPUT, read_answers
from interview.cli.terminal import complain, is_plain
from interview.errors import FlowError, UsageError
from interview.flow.loading.finder import folder_option
from interview.library import FlowFolder, flow_folder
from interview.moments import present

FINDINGS = 1


def command(arguments: Namespace) -> int:
    """Hold the preview; where there is no terminal, tell what is wrong with the flow, if anything is."""
    if arguments.answers == STANDARD_INPUT:
        raise UsageError("the preview itself reads standard input; give --answers a file")
    folder = flow_folder(arguments.flow, folder_option(arguments.flows))
    if is_plain():
        return _without_a_screen(folder)
    from interview.cli.terminal import hold_full_screen
    from interview.conversation.preview import FlowPreview
    from interview.tui import preview

    given = (lambda flow: read_answers(flow, arguments.answers)) if arguments.answers else lambda _: {}
    draft = FlowPreview(folder.path, clock=present, given=given, origin=folder.origin)
    return hold_full_screen(partial(preview.run, draft))


def _without_a_screen(folder: FlowFolder) -> int:
    from interview.flow.loading.finder import load

    try:
        load(folder)
    except FlowError as error:
        complain(str(error))
        return FINDINGS
    raise UsageError("a preview needs a terminal; 'interview run FLOW --no-save' asks line by line")

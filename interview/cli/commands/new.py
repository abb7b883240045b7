"""`interview new`: a folder with a small flow to change into one's own."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from interview.check.scaffold.new_flow import check_name, start_flow
from interview.cli.terminal import say
from interview.errors import UsageError
from interview.flow.loading.finder import folder_option
from interview.library import list_flows
from interview.text import shell_path


def command(arguments: Namespace) -> int:
    """Write the flow and tell what can be done with it next."""
    check_name(arguments.name)
    if arguments.name in {folder.id for folder in list_flows(folder_option(arguments.flows))}:
        raise UsageError(f"there is a flow '{arguments.name}' already; choose another name")
    title = arguments.name.replace("-", " ").replace("_", " ").capitalize()
    title = title if arguments.title is None else arguments.title
    folder = start_flow(arguments.name, title, Path(arguments.dir), today=date.today())
    shown = shell_path(folder if folder.is_absolute() else f"./{folder}")
    say(f"{shown} is written. It works as it is:")
    say(f"  interview check {shown}     lists what is wrong with it")
    say(f"  interview test {shown}      runs the patients in its folder paths/")
    say(f"  interview run {shown}       interviews")
    return 0

"""`interview diff`: which patients two versions of a flow advise differently."""

from __future__ import annotations

from argparse import Namespace

from interview.check.diff.compare import compare
from interview.check.diff.difference import Comparison
from interview.check.diff.reports import to_contract, to_markdown, to_text
from interview.check.diff.versions import read_version
from interview.cli.terminal import say
from interview.flow.decimals import json_text
from interview.flow.loading.finder import folder_option

DIFFERENT = 1


def command(arguments: Namespace) -> int:
    """Print what differs; return 1 when behaviour does, 0 when at most wording does."""
    flows = folder_option(arguments.flows)
    found = compare(read_version("OLD", arguments.old, flows), read_version("NEW", arguments.new, flows))
    say(_FORMS[arguments.format](found).rstrip("\n"))
    return 0 if found.equivalent else DIFFERENT


def _to_json(found: Comparison) -> str:
    return json_text(to_contract(found), indent=2)


_FORMS = {"text": to_text, "markdown": to_markdown, "json": _to_json}

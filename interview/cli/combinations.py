"""Which options of a command mean something together; any other two are refused, and none is passed over.

What only some forms of a summary understand is said beside them, in `export.formats`.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from itertools import combinations

from interview.errors import UsageError

_TOGETHER: Mapping[str, Mapping[str, str]] = {
    "practice": {
        "--case CODE": "--test N, --print WHAT",
        "--rule": "",
        "--rule LINE": "--print WHAT",
        "--new-from ANSWERS": "",
        "--test N": "--case CODE",
        "--progress FORM": "--exam FILE",
        "--exam FILE": "--progress FORM, --print WHAT, --cohort DIR",
        "--print WHAT": "--case CODE, --rule LINE, --exam FILE",
        "--cohort DIR": "--exam FILE",
    },
    "check": {
        "--flows DIR": "FLOW, --templates DIR, --format FORM, --strict",
        "FLOW": "--flows DIR, --format FORM, --strict",
        "--templates DIR": "--flows DIR, --format FORM, --strict",
        "--format FORM": "--flows DIR, FLOW, --templates DIR, --strict",
        "--strict": "--flows DIR, FLOW, --templates DIR, --format FORM",
        "--explain CODE": "",
    },
    "graph": {"--of RECOMMENDATION": "", "--all": ""},
    "sessions list": {"--page N": "", "--all": ""},
    "sessions purge": {"--dry-run": "", "--yes": ""},
}
"""For each option of a command those it goes with; one that is not named here goes with all."""
_NEEDED: Mapping[str, Mapping[str, str]] = {
    "practice": {"--output FILE": "--progress FORM, --print WHAT, --cohort DIR, --new-from ANSWERS"},
    "test": {"--yes": "--update"},
}
"""Options that mean nothing by themselves, with those of which each needs one."""
_KEPT_AS = {"FLOW": "targets"}
"""What is kept under another name than its own."""


def refuse_misplaced(arguments: Namespace) -> None:
    """Refuse two options that mean nothing together, and one that means nothing by itself or to this command:
    `UsageError`."""
    command = " ".join(filter(None, (arguments.command, getattr(arguments, "action", None))))
    if command == "preview" and arguments.plain:  # before other commands, as in an alias, it does no harm
        raise UsageError("'interview preview' has nothing but its screen; leave --plain out")
    rules = _TOGETHER.get(command, {})
    given = [option for option in rules if _is_given(arguments, option)]
    for one, other in combinations(given, 2):
        if other not in rules[one].split(", "):
            goes = (f"{name} goes with {_listed(rules[name])}" for name in (one, other) if rules[name])
            raise UsageError("; ".join((f"{one} and {other} do not go together", *goes)))
    for option, needed in _NEEDED.get(command, {}).items():
        if _is_given(arguments, option) and not any(_is_given(arguments, one) for one in needed.split(", ")):
            raise UsageError(f"{option} belongs to {_listed(needed)}")


def _is_given(arguments: Namespace, option: str) -> bool:
    """Return whether an option was given. One that may stand alone is another then than with its value."""
    name, _, value = option.partition(" ")
    found = getattr(arguments, _KEPT_AS.get(name, name.lstrip("-").replace("-", "_")), None)
    alone = name.startswith("-") and not value
    return found is True if alone else not isinstance(found, bool) and found is not None and found != []


def _listed(options: str) -> str:
    return " or ".join(options.rsplit(", ", 1))

"""The last resort: whatever goes wrong becomes one plain message and an exit code, never a traceback.

A traceback can hold what a patient said, so an unforeseen fault is told by its kind and place alone.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path

from interview.cli.combinations import refuse_misplaced
from interview.cli.terminal import complain, end_asking, say, tolerate_any_text
from interview.errors import FAULT, FlowError, InterviewError, places
from interview.text import shown_path

MISUSE = 2
INTERRUPTED = 130
CLOSED_PIPE = 141

_FAULT = "a fault in the program, {kind} at {place}; saved answers are safe. Please report it."


def guarded(arguments: Namespace) -> int:
    """Run the command that was asked for and return its exit code, whatever happens in it."""
    return _ended(partial(_run, arguments))


def printed(text: str) -> int:
    """Print a text and return the exit code, whatever becomes of it."""
    return _ended(partial(_print, text))


def _ended(run: Callable[[], int]) -> int:
    tolerate_any_text()
    try:
        code = run()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except FlowError as error:
        return _refuse(f"the flow has mistakes:\n{error}")
    except InterviewError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _leave_output_alone()
        return CLOSED_PIPE
    except OSError as error:
        _leave_output_alone()
        about = (_named(error.filename), error.strerror or "failed")
        return _refuse(": ".join(part for part in about if part))
    except Exception as error:
        return _confess(error)
    finally:
        end_asking()


def _run(arguments: Namespace) -> int:
    """Import only the command that was asked for, and run it; what has no meaning together is refused."""
    refuse_misplaced(arguments)
    command = import_module(f"interview.cli.commands.{arguments.command}").command
    code: int = command(arguments)
    return code


def _print(text: str) -> int:
    say(text.rstrip("\n"))
    return 0


def _named(file: object) -> str:
    return shown_path(file) if isinstance(file, (str, Path)) and str(file) else str(file or "")


def _refuse(message: str) -> int:
    complain(f"interview: {message}")
    return MISUSE


def _confess(error: Exception) -> int:
    """Report a fault by kind and place; INTERVIEW_DEBUG adds the way there, still without any value."""
    steps = places(error)
    complain(f"interview: {_FAULT.format(kind=type(error).__name__, place=steps[-1] if steps else 'start')}")
    if os.environ.get("INTERVIEW_DEBUG"):
        complain("\n".join(f"    {step}" for step in steps))
    return FAULT


def _leave_output_alone() -> None:
    """Point standard output nowhere, so that the interpreter's last flush does not fail once more."""
    with suppress(OSError):  # it may be no real file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

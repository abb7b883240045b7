"""What can be typed after `interview`: no guessing, no control characters, options anywhere.

What a command does is `cli.commands`, in the module of its name; `make pages` writes its line into the help.

Imports almost nothing, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys

from interview import __version__
from interview.cli.help import tell
from interview.export.formats import FORMATS, formats_with

TYPE_CHECKING = False  # typing itself would cost a third of the time that --help may take

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import Any, NoReturn


DEFAULT_FLOW = "ibm-management"
ORDERS = ("apso", "soap", "problem")
PLACEHOLDERS = ("epic",)
DIFF_FORMATS = ("text", "markdown", "json")
GRAPH_FORMATS = ("mermaid", "dot", "svg")
CASES_OF_A_TEST, MOST_CASES = 5, 100
REPORT_FORMATS = ("text", "json", "sarif", "github")

_LONGEST_WORD = 100
_DESCRIPTION = "A guided bedside interview that ends in a sourced management summary."
_EPILOG = (
    "Without a command the home screen opens. 'interview COMMAND --help' tells more about a command. "
    "Exit codes: 0 done, 1 findings, 2 misuse or bad input."
)
_FLOW = "a flow's id, or a folder with a flow.yaml"
_ANSWERS = "a YAML or JSON file with 'question: answer'; - reads standard input"


class Parser(argparse.ArgumentParser):
    """A parser that does not guess, neither at shortened options nor at what an empty text may name.

    It repeats no control characters.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False, formatter_class=_formatter)
        self.register("type", None, _named)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on standard error and exit with 2; of what was typed no word is repeated whole
        that nobody reads to its end."""
        from interview.text import one_line, shortened

        super().error(" ".join(shortened(word, _LONGEST_WORD) for word in one_line(message).split()))

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print; help or a version that does not arrive ends as any command does that cannot be printed."""
        if file is sys.stderr or (file is None and sys.stdout is not None):
            super()._print_message(message, sys.stderr)
            return
        tell(message, file)


class CommandParser(Parser):
    """A command's parser: what has no name may stand before, between and after the options."""

    _within = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse as usual, in the way that argparse calls intermixed, which itself comes back here."""
        if self._within or self._subparsers:
            return super().parse_known_args(args, namespace)
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False


def _cases(text: str) -> int:
    """Return how many cases a test has."""
    if not text.isdecimal() or not 1 <= int(text[:4]) <= MOST_CASES or len(text) > 4:
        raise argparse.ArgumentTypeError(f"a test has from 1 to {MOST_CASES} cases")
    return int(text)


def _named(text: str) -> str:
    """Return what names a file, a flow or a session; an empty text is a variable never set, mostly."""
    if not text:
        raise argparse.ArgumentTypeError("an empty text names nothing")
    return text


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Return argparse's formatter, told the width of the terminal: it would import much to find out."""
    try:
        columns = os.get_terminal_size().columns
    except OSError:
        columns = 0
    return argparse.HelpFormatter(prog, width=(columns or 80) - 2)


def parse(arguments: Sequence[str]) -> Namespace:
    """Return the arguments; `command` is the command's name, `home` when none was given."""
    return build_parser().parse_args(arguments)


def build_parser() -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(prog="interview", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--version", action="version", version=f"interview {__version__}")
    _take_flows(parser, default=None)
    _take_plain(parser, default=False)
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", parser_class=CommandParser
    )
    commands.type = str  # what follows a command is judged by that command
    parser.set_defaults(command="home")
    for describe in (
        _run,
        _practice,
        _render,
        _explain,
        _flows,
        _templates,
        _schema,
        _check,
        _test,
        _graph,
        _new,
        _preview,
        _diff,
        _sessions,
    ):
        describe(commands)
    return parser


def _add(commands: Any, name: str, text: str) -> Parser:
    """Add a command that also takes the options every command has."""
    parser: Parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    _take_flows(parser, default=argparse.SUPPRESS)
    return parser


def _take_flows(parser: Parser, default: str | None) -> None:
    text = "look for flows in this folder first"
    parser.add_argument("--flows", metavar="DIR", default=default, help=text)


def _take_plain(parser: Parser, default: bool | str) -> None:
    text = "line by line, for screen readers and pipes"
    parser.add_argument("--plain", action="store_true", default=default, help=text)


def _run(commands: Any) -> None:
    parser = _add(commands, "run", "interview about one patient")
    parser.add_argument(
        "flow", nargs="?", default=DEFAULT_FLOW, metavar="FLOW", help=f"{_FLOW} ({DEFAULT_FLOW})"
    )
    _take_plain(parser, default=argparse.SUPPRESS)
    parser.add_argument("--answers", metavar="FILE", help=f"start from these answers: {_ANSWERS}")
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--follow", metavar="ID", help="return visit: confirm what this session says")
    kept.add_argument(
        "--continue", dest="go_on", metavar="ID", help="go on with this session, or correct a finished one"
    )
    parser.add_argument("--no-save", action="store_true", help="keep nothing on disk; nothing can be resumed")
    _take_anyway(parser)


def _practice(commands: Any) -> None:
    parser = _add(commands, "practice", "practise on made-up patients: commit to a plan, then see why")
    parser.add_argument(
        "flow", nargs="?", default=DEFAULT_FLOW, metavar="FLOW", help=f"{_FLOW} ({DEFAULT_FLOW})"
    )
    _take_plain(parser, default=argparse.SUPPRESS)
    parser.add_argument(
        "--case",
        metavar="CODE",
        help="this case, such as one that a colleague had; a written one by its name",
    )
    parser.add_argument(
        "--rule",
        nargs="?",
        const=True,
        metavar="LINE",
        help="another case about this line, by its id or its words; alone it lists every line",
    )
    parser.add_argument(
        "--new-from", metavar="ANSWERS", help="begin a written case from a file of answers, for authors"
    )
    parser.add_argument(
        "--test",
        nargs="?",
        const=CASES_OF_A_TEST,
        type=_cases,
        metavar="N",
        help=f"a test of so many cases ({CASES_OF_A_TEST}); the answers come after the last",
    )
    parser.add_argument(
        "--progress",
        nargs="?",
        const="markdown",
        choices=("markdown", "csv"),
        help="tell how practice went so far, rule by rule, for yourself or a supervisor (markdown)",
    )
    parser.add_argument("--exam", metavar="FILE", help="an exam: the same cases for all, marked at the end")
    parser.add_argument(
        "--print",
        nargs="?",
        const="handout",
        choices=("handout", "findings", "key", "both"),
        help="cases on paper: to decide on (handout), what to tell when it is asked for (findings), their "
        "key, or one after another (both); of --exam, of --case, or, a handout or both, another one, about a "
        "--rule or any",
    )
    parser.add_argument(
        "--cohort",
        metavar="DIR",
        help="put the tables of trainees in a folder into one, with --exam of that exam alone; with "
        "--output FILE.md, what went wrong by line and by trainee",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="with --progress, --print, --cohort or --new-from: write a new file; --print makes a PDF of "
        "a name that ends in .pdf",
    )


def _render(commands: Any) -> None:
    parser = _add(commands, "render", "make the summary from a file of answers")
    _take_flow_and_answers(parser, required=False)
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format", choices=tuple(FORMATS), default="note", help="the form of the summary (note)"
    )
    text = "the flow's questions as a text to fill in; the same as --format smartphrase"
    form.add_argument("--smartphrase", dest="format", action="store_const", const="smartphrase", help=text)
    parser.add_argument(
        "--full", action="store_true", help=f"{formats_with('full')}: add all that is behind each line"
    )
    _take_template(parser)
    parser.add_argument("--wrap", type=int, metavar="N", help="note: columns to wrap at (76); 0: not at all")
    _take_export(parser)
    _take_delivery(parser)
    _take_anyway(parser)


def _explain(commands: Any) -> None:
    parser = _add(commands, "explain", "tell why a recommendation stands and what would change it")
    _take_flow_and_answers(parser)
    parser.add_argument(
        "recommendation", nargs="?", metavar="RECOMMENDATION", help="one id; all when left out"
    )
    _take_anyway(parser)


def _flows(commands: Any) -> None:
    parser = _add(commands, "flows", "list the flows and where they come from, or what one of them asks")
    text = f"{_FLOW}: list its questions by id, as a file of answers to fill in"
    parser.add_argument("flow", nargs="?", metavar="FLOW", help=text)


def _schema(commands: Any) -> None:
    parser = _add(commands, "schema", "print the JSON Schema of flow files, for editors")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--paths", action="store_true", help="the schema of paths instead")
    instead.add_argument("--cases", action="store_true", help="the schema of written cases instead")


def _check(commands: Any) -> None:
    parser = _add(commands, "check", "find mistakes in flows: of the language, of logic, of wording")
    text = f"{_FLOW}, or a folder with flows or templates below it; everything when left out"
    parser.add_argument("targets", nargs="*", metavar="FLOW", help=text)
    _take_templates(parser)
    parser.add_argument("--format", choices=REPORT_FORMATS, help="how findings are written (text)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 on a warning too")
    parser.add_argument(
        "--explain",
        nargs="?",
        const="",
        metavar="CODE",
        type=str,
        help="tell all about this kind of finding, or list them",
    )


def _test(commands: Any) -> None:
    parser = _add(commands, "test", "run the paths beside a flow: patients, and what is expected of them")
    parser.add_argument("flow", nargs="?", metavar="FLOW", help=f"{_FLOW}; every flow when left out")
    parser.add_argument("--coverage", action="store_true", help="list everything that no path reaches")
    parser.add_argument(
        "--mutate", action="store_true", help="put faults into the logic; list those unnoticed"
    )
    parser.add_argument("--update", action="store_true", help="rewrite expectations that are not met")
    parser.add_argument("--yes", action="store_true", help="with --update: do not ask before writing")


def _graph(commands: Any) -> None:
    parser = _add(
        commands, "graph", "draw a flow: what is asked in which order, or what feeds a recommendation"
    )
    parser.add_argument("flow", metavar="FLOW", help=_FLOW)
    parser.add_argument(
        "--format", choices=GRAPH_FORMATS, default="mermaid", help="the form of the picture (mermaid)"
    )
    parser.add_argument("--of", metavar="RECOMMENDATION", help="draw everything that feeds this one")
    parser.add_argument("--all", action="store_true", help="draw everything that feeds any recommendation")
    parser.add_argument("--output", metavar="FILE", help="write a new file, readable only by you")


def _new(commands: Any) -> None:
    parser = _add(commands, "new", "start a flow of your own from a small example")
    parser.add_argument("name", metavar="NAME", help="the flow's id, such as falls-clinic")
    parser.add_argument("--title", metavar="TEXT", type=str, help="its title (made from the name)")
    parser.add_argument(
        "--dir", metavar="DIR", default=".", help="make its folder in this one (where you are)"
    )


def _preview(commands: Any) -> None:
    parser = _add(commands, "preview", "try a flow while you write it: every saved edit is taken up at once")
    parser.add_argument("flow", metavar="FLOW", help=_FLOW)
    parser.add_argument("--answers", metavar="FILE", help=f"start from these answers: {_ANSWERS}")


def _diff(commands: Any) -> None:
    parser = _add(commands, "diff", "tell which patients two versions of a flow advise differently")
    text = f"{_FLOW}; or REV:FOLDER, or REV alone, for a git revision"
    parser.add_argument("old", metavar="OLD", help=text)
    parser.add_argument("new", metavar="NEW", help="the same, for the version to compare with")
    parser.add_argument("--format", choices=DIFF_FORMATS, default="text", help="the form of the report")


def _take_anyway(parser: Parser) -> None:
    text = "run a flow in which 'interview check' finds errors; every screen and page says so"
    parser.add_argument("--anyway", action="store_true", help=text)


def _take_export(parser: Parser) -> None:
    text = "fhir: codes of other code systems: none, open (those beside the flow), or a file"
    parser.add_argument("--codes", metavar="WHICH", default="none", help=text)
    _take_free_text(parser)


def _take_delivery(parser: Parser) -> None:
    parser.add_argument("--output", metavar="FILE", help="write a new file, readable only by you")
    parser.add_argument("--copy", action="store_true", help="put the text into the clipboard as well")


def _take_free_text(parser: Parser) -> None:
    text = "csv: with free text, which may say who the patient is"
    parser.add_argument("--free-text", action="store_true", help=text)


def _take_flow_and_answers(parser: Parser, required: bool = True) -> None:
    parser.add_argument("flow", metavar="FLOW", help=_FLOW)
    parser.add_argument("--answers", required=required, metavar="FILE", help=_ANSWERS)


def _take_template(parser: Parser) -> None:
    text = "note: assessment and plan first (apso), the usual order (soap), or by problem"
    parser.add_argument("--order", choices=ORDERS, help=text)
    text = "note: list what is still to be found out, with the record system's wildcard to jump to"
    parser.add_argument("--placeholders", choices=PLACEHOLDERS, help=text)
    text = "make the text with this template; 'interview templates' lists them"
    parser.add_argument("--template", metavar="NAME", help=text)
    _take_templates(parser)


def _take_templates(parser: Parser) -> None:
    parser.add_argument("--templates", metavar="DIR", help="look for templates in this folder first")


def _templates(commands: Any) -> None:
    parser = _add(commands, "templates", "list the templates of texts and where they come from")
    _take_templates(parser)


def _sessions(commands: Any) -> None:
    parser = _add(commands, "sessions", "list, show, move, encrypt and delete what is kept here")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action")
    actions.type = str
    parser.set_defaults(usage=parser.format_help)
    listing = actions.add_parser("list", help="list the kept sessions, the latest first")
    listing.add_argument(
        "--search",
        metavar="TEXT",
        type=str,
        help="only those of which the screen says this: a label, an answer, a day",
    )
    listing.add_argument("--page", type=int, metavar="N", help="which hundred of them (1: the latest)")
    listing.add_argument("--all", action="store_true", help="every one, however many")
    actions.add_parser("check", help="look through every entry for damage, and mend what can be mended")
    _show(actions)
    export = _take_id(actions.add_parser("export", help="write one session as a file with a checksum"))
    export.add_argument("--output", metavar="FILE", help="write a new file, readable only by you")
    importing = actions.add_parser("import", help="add a session from such a file, or from a FHIR response")
    importing.add_argument(
        "file", metavar="FILE", help="made by export, or a QuestionnaireResponse; - reads standard input"
    )
    label = _take_id(actions.add_parser("label", help="name a session, so that it is found again"))
    label.add_argument(
        "text",
        metavar="TEXT",
        type=str,
        help="a few words that do not tell who the patient is; '' takes them away",
    )
    delete = _take_id(actions.add_parser("delete", help="delete a session for good"))
    purge = actions.add_parser("purge", help="delete the sessions with no answer for a long time")
    purge.add_argument("--older-than", metavar="TIME", required=True, help="such as 90d, 12w, 6m or 2y")
    purge.add_argument("--dry-run", action="store_true", help="only list them")
    actions.add_parser("encrypt", help="ask for a passphrase, and protect every kept session with it")
    actions.add_parser("decrypt", help="take the passphrase away again")
    _cohort(actions)
    for asking in (label, delete, purge):
        asking.add_argument("--yes", action="store_true", help="do not ask")


def _show(actions: Any) -> None:
    parser = _take_id(
        actions.add_parser("show", help="print the summary, with the flow kept with the session")
    )
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="note", help="the form of the summary (note)"
    )
    parser.add_argument(
        "--full", action="store_true", help=f"{formats_with('full')}: add all that is behind each line"
    )
    _take_template(parser)
    parser.add_argument("--again", action="store_true", help="note: made again now, not as it was on its day")
    _take_export(parser)
    _take_delivery(parser)
    parser.set_defaults(wrap=None)


def _cohort(actions: Any) -> None:
    parser = actions.add_parser("cohort", help="write every session of a flow as a table, with a codebook")
    parser.add_argument("flow", nargs="?", default=DEFAULT_FLOW, metavar="FLOW", help="a flow's id")
    parser.add_argument("--output", metavar="FILE", required=True, help="a new file, such as cohort.csv")
    _take_free_text(parser)


def _take_id(parser: Parser) -> Parser:
    parser.add_argument("id", metavar="ID", help="a session's id, or how it begins")
    return parser

"""Templates that strangers may have written, run so that all they can do is word and lay out a summary.

Two fences. The syntax tree of a template is checked against a list of what is allowed (`validation`):
no calls, arithmetic, item access, assignment, import or macro. Then Jinja's immutable sandbox runs it over
plain data with no globals, few filters and a cap on what it may write. The parts it includes are put in their
places before, so that nothing is loaded while it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, Undefined, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from rich.cells import cell_len

from interview.errors import InterviewError, Place, Problem
from interview.summary.answer_phrases import as_read
from interview.summary.phrases import start
from interview.summary.templates.context import Plain
from interview.text import LONGEST_OUTPUT

MOST_WORK = 20_000_000
"""Characters that filters go through, an item of a list or a look-up counting for several; about a second."""
_ITEM = 20
HTML = ".html.j2"
Parts = tuple[tuple[str, str], ...]
"""The texts of the parts that a template includes, by name."""
LOOP_PARTS = ("index", "first", "last", "length")


class BadTemplate(InterviewError):
    """A template that cannot be used, with every mistake found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def fill(source: str, name: str, data: Mapping[str, Plain], included: Parts = ()) -> str:
    """Fill a checked template with plain data. `BadTemplate` when it fails or writes too much.

    In a template whose name ends in `.html.j2` every text of the data is escaped for HTML.
    """
    pieces, size = [], 0
    try:
        template = compiled(source, is_html(name), included)
        if isinstance(template.environment, _Sandbox):
            template.environment.work = 0
        for piece in template.generate(data):
            size += len(piece)
            if size > LONGEST_OUTPUT:
                raise _too_long()
            pieces.append(piece)
    except (TemplateError, TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
        raise BadTemplate([_problem(name, str(error))]) from None
    return "".join(pieces)


def is_html(name: str) -> bool:
    """Return whether a template of this name writes HTML."""
    return name.lower().endswith(HTML)


def environment(*, escape: bool = False) -> ImmutableSandboxedEnvironment:
    """Return the sandbox, which is also what templates are parsed with; `escape` makes data inert in HTML."""
    sandbox = _Sandbox(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=escape,
    )
    sandbox.globals.clear()
    sandbox.filters = {name: sandbox.counted(made) for name, made in FILTERS.items()}
    sandbox.tests = {}
    return sandbox


@lru_cache(maxsize=8)
def compiled(source: str, escape: bool, included: Parts) -> Template:
    """Return a template made to run, its parts in their places; raises what Jinja and Python raise."""
    sandbox = environment(escape=escape)
    return sandbox.from_string(_whole(source, sandbox, included))


@lru_cache(maxsize=8)
def names_in(source: str, included: Parts, *, escape: bool) -> frozenset[str]:
    """Return what a template and its parts name of the data; raises what Jinja raises."""
    return frozenset(find_undeclared_variables(_whole(source, environment(escape=escape), included)))


def _whole(source: str, sandbox: Environment, included: Parts) -> nodes.Template:
    """Return the syntax tree of a template with its parts in their places."""
    tree = sandbox.parse(source)
    _put_in_place(tree, sandbox, dict(included))
    return tree


def _put_in_place(node: nodes.Node, sandbox: Environment, included: Mapping[str, str]) -> None:
    """Replace every include below a node by the part that it names."""
    lists = [children for _name, children in node.iter_fields() if isinstance(children, list)]
    for children in lists:
        for place, child in reversed([*enumerate(children)]):
            if isinstance(child, nodes.Include) and isinstance(child.template, nodes.Const):
                part = sandbox.parse(included[child.template.value])
                _put_in_place(part, sandbox, included)
                children[place : place + 1] = part.body
            elif isinstance(child, nodes.Node):
                _put_in_place(child, sandbox, included)


class _Sandbox(ImmutableSandboxedEnvironment):
    """A dot looks up a key of plain data, or one of the few parts of `loop`; nothing else has parts.

    What is looked up and what filters go through is counted: a template that takes too much is stopped.
    """

    work = 0

    def spend(self, amount: int) -> None:
        """Count some work; `ValueError` when a template takes more than it may."""
        self.work += amount
        if self.work > MOST_WORK:
            raise ValueError("it takes too long; it goes through the same lists and texts too often")

    def counted(self, made: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter whose work is counted by the characters or items before it."""

        def filtered(value: Any, *given: Any, **named: Any) -> Any:
            self.spend(len(value) * _ITEM if isinstance(value, list) else len(value) + _ITEM)
            return made(value, *given, **named)

        return filtered

    def getattr(self, obj: Any, attribute: str) -> Any:
        self.spend(_ITEM)
        if isinstance(obj, LoopContext) and attribute in LOOP_PARTS:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict) and argument in obj:
            return obj[argument]
        undefined: Undefined = self.undefined(obj=obj, name=argument)
        return undefined


def _join(items: list[Any], separator: str = ", ", attribute: str = "") -> str:
    """Return list items, or the named part of each, in one line."""
    if not isinstance(items, list) or len(items) * len(separator) > LONGEST_OUTPUT:
        raise ValueError("only a list can be joined, and by a short separator")
    return separator.join(str(item[attribute] if attribute else item) for item in items)


def _lines(text: str) -> list[str]:
    """Return the lines of a text, without the blank ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _rows(text: str) -> list[str]:
    """Return the lines of a text as they are, blank ones and indents included."""
    return text.split("\n")


def _sentence(text: str) -> str:
    """Return the first sentence of a text."""
    return text.split(". ")[0].rstrip(".") + "." if text else ""


def _length(items: list[Any] | str) -> int:
    """Return how many items or characters there are."""
    return len(items)


def _cut(text: Any, length: int) -> Any:
    """Return the first characters of a text, or the first items of a list."""
    return text[:length]


def _after(items: list[Any], length: int) -> list[Any]:
    """Return the items that `cut` leaves out."""
    return items[length:]


def _numbers(citations: list[Any]) -> str:
    """Return the numbers of citations, runs drawn together: `1, 3-5`."""
    numbers = sorted(citation["number"] for citation in citations)
    runs = [[first, first] for first in numbers if first - 1 not in numbers]
    for run in runs:
        while run[1] + 1 in numbers:
            run[1] += 1
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _in_order(citations: list[Any]) -> list[Any]:
    """Return citations by their numbers."""
    return sorted(citations, key=lambda citation: citation["number"])


def _upper(text: str) -> str:
    """Return a text in upper case."""
    return text.upper()


def _words(text: str) -> str:
    """Return a contract word as it is read: `same day` for `same_day`, `applies` for `holds`."""
    return as_read(text)


def _pad(text: str, columns: int) -> str:
    """Return a text with as many blanks after it as fill so many columns."""
    return text + " " * max(2, columns - cell_len(text))


FILTERS: dict[str, Callable[..., Any]] = {
    "after": _after,
    "cut": _cut,
    "in_order": _in_order,
    "join": _join,
    "length": _length,
    "lines": _lines,
    "numbers": _numbers,
    "pad": _pad,
    "rows": _rows,
    "sentence": _sentence,
    "start": start,
    "upper": _upper,
    "words": _words,
}


def _too_long() -> ValueError:
    return ValueError(f"it writes more than {LONGEST_OUTPUT:,} characters")


def _problem(name: str, message: str) -> Problem:
    return Problem(Place(name), f"the template failed: {message}", "template")

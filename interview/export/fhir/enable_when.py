"""When an item is shown, as FHIR writes it: as `enableWhen` where that can say it, else as FHIRPath.

What several conditions have in common is said once, as a variable of the form that they refer to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from interview.export.fhir.form_conditions import (
    ALWAYS,
    NEVER,
    Amount,
    Both,
    ByChoice,
    Either,
    In,
    Opposite,
    Said,
    Summed,
    Ticked,
    Unticked,
    Visit,
    When,
    Within,
    Worked,
    below,
    numbers_in,
)
from interview.export.fhir.resource import (
    ALSO,
    EXTENSION,
    NONE,
    REASONS,
    REST,
    SDC,
    Json,
    coding,
    option_code,
    panel_link,
    question_code,
)
from interview.flow.dates import YEAR
from interview.flow.decimals import numeral, plain
from interview.flow.logic.bands import Band, full
from interview.flow.logic.derived import limits
from interview.flow.model import BETWEEN_DATES, TODAY, Flow, Operation, Question, QuestionType

_EVERYTHING = full(None)


SHORT = 100
"""Characters of FHIRPath that are rather repeated than made a variable."""


class Writer:
    """Writes down what is said about the answers on the form of one flow.

    Of the conditions in `said`, the parts that occur in several of them become `variables` of the form, each
    after those it refers to.
    """

    def __init__(self, flow: Flow, said: Iterable[When] = ()) -> None:
        self._flow = flow
        self._links = dict(_paths(flow))
        self._named: dict[When, str] = {}
        self.variables: list[Json] = []
        for when in _repeated(said):
            text = self.path(when)
            if len(text) > SHORT:
                name = f"c{len(self._named) + 1}"
                self.variables.append(_variable(name, text))
                self._named[when] = f"%{name}"

    def condition(self, when: When) -> Json:
        """Return the keys that make an item appear exactly then; none for an item that is always there."""
        if when == ALWAYS:
            return {}
        simple = self._simple(when) if when != NEVER else None
        if simple is None:
            return {"extension": [expression("enableWhenExpression", self.path(when))]}
        behaviour, conditions = simple
        more = {"enableBehavior": behaviour} if len(conditions) > 1 else {}
        return {"enableWhen": conditions, **more}

    def path(self, when: When) -> str:
        """Return FHIRPath that is true exactly then and otherwise false, never empty."""
        if when in self._named:
            return self._named[when]
        match when:
            case Both(parts=parts) if parts:
                return " and ".join(self._grouped(one) for one in self._together(parts, Unticked))
            case Either(parts=parts) if parts:
                return " or ".join(self._grouped(one) for one in self._together(parts, Ticked))
            case Both() | Either():
                return "true" if when == ALWAYS else "false"
            case Opposite(part=part):
                return (
                    f"({self.path(part)}).not()"
                    if isinstance(part, Both | Either) and part not in self._named
                    else f"{self.path(part)}.not()"
                )
            case _:
                return self._leaf(when)

    def answer(self, question: str) -> str:
        """Return the FHIRPath of a question's answers."""
        return f"%resource.{self._links[question]}.answer"

    def unanswered(self, question: str, when: When) -> Json:
        """Return the keys that make an item appear as long as a question is there and has no answer."""
        if when == ALWAYS:
            return {"enableWhen": [_unanswered(question)]}
        test = f"({self.path(when)}) and {self.answer(question)}.exists().not()"
        return {"extension": [expression("enableWhenExpression", test)]}

    def _grouped(self, part: When | str) -> str:
        if isinstance(part, str):
            return part
        text = self.path(part)
        return f"({text})" if isinstance(part, Both | Either) and part not in self._named else text

    def _together(self, parts: tuple[When, ...], kind: type[Ticked | Unticked]) -> Iterator[When | str]:
        """Yield the parts, with all that is said about the options of one question in one piece of text."""
        ticks: dict[str, list[str]] = {}
        for part in parts:
            if isinstance(part, kind):
                ticks.setdefault(part.name, []).append(part.option)
        for part in parts:
            if not isinstance(part, kind):
                yield part
            elif options := ticks.pop(part.name, None):
                yield (
                    self._ticked(part.name, options) if kind is Ticked else self._unticked(part.name, options)
                )

    def _leaf(self, leaf: When) -> str:
        match leaf:
            case In(name=name, options=options):
                return self._has(name, self._codes(name, options))
            case Ticked(name=name, option=option):
                return self._ticked(name, [option])
            case Unticked(name=name, option=option):
                return f"({self._unticked(name, [option])})"
            case ByChoice(question=question):
                return self._has(ALSO, [question_code(question)])
            case Said(question=question):
                return self._said(self._flow.questions[question])
            case Within(of=of, band=band):
                return self._within(of, band)
            case _:
                raise TypeError(f"not a part of a form: {leaf!r}")

    def _ticked(self, name: str, options: list[str]) -> str:
        return self._has(name, self._codes(name, options))

    def _unticked(self, name: str, options: list[str]) -> str:
        said = [*self._codes(name, options), REST, *REASONS]
        return f"{self.answer(name)}.exists() and {self._has(name, said)}.not()"

    def _has(self, name: str, codes: list[str]) -> str:
        listed = " | ".join(f"'{code}'" for code in codes)
        test = f"value.code = {listed}" if len(codes) == 1 else f"value.code in ({listed})"
        return f"{self.answer(name)}.exists({test})"

    def _said(self, question: Question) -> str:
        codes = [option_code(question, option.id) for option in question.options]
        codes += [NONE] if question.type is QuestionType.SEVERAL else []
        return self._has(question.id, codes) if codes else f"{self.answer(question.id)}.exists()"

    def amount(self, of: Amount) -> str:
        """Return FHIRPath of a number, empty while it is not known."""
        missing = sorted(numbers_in(of), key=list(self._flow.questions).index)
        guarded = isinstance(of, Worked) and _compares(of)
        tests = " and ".join(f"{self.answer(name)}.exists()" for name in missing)
        return f"iif({tests}, {self._amount(of)}, {{}})" if guarded and tests else self._amount(of)

    def _amount(self, of: Amount) -> str:
        match of:
            case str():
                return f"{self.answer(of)}.value"
            case Decimal():
                return numeral(of)
            case Summed(points=points):
                gives = (
                    f"iif({self.path(given)}, {numeral(give)}, iif({self.path(denied)}, 0, {{}}))"
                    for given, denied, give in points
                )
                return f"({' + '.join(gives)})"
            case Visit(name=name):
                return _TODAY if name == TODAY else "{}"
            case Worked(operation=operation, operands=operands):
                return _written(operation, [self._amount(operand) for operand in operands])

    def _within(self, of: Amount, band: Band) -> str:
        if isinstance(of, Worked) and _counts_time(of):
            tests = [f"$this {symbol} {numeral(value)}" for symbol, value in _ends(band, _EVERYTHING)]
            return f"{self._amount(of)}.exists({' and '.join(tests)})"
        if not isinstance(of, str):
            number, known = self._amount(of), sorted(numbers_in(of), key=list(self._flow.questions).index)
            tests = [f"{number} {symbol} {numeral(value)}" for symbol, value in _ends(band, _EVERYTHING)]
            exist = [f"{self.answer(name)}.exists()" for name in known]
            return " and ".join([*exist, *tests]).join("()")
        tests = [f"value {symbol} {numeral(end)}" for symbol, end in _ends(band, limits(self._flow, of))]
        return f"{self.answer(of)}.exists({' and '.join(tests)})"

    def _codes(self, name: str, options: frozenset[str] | list[str]) -> list[str]:
        question = self._flow.questions[name]
        return [option_code(question, option.id) for option in question.options if option.id in options]

    def _simple(self, when: When) -> tuple[str, list[Json]] | None:
        """Return `any` or `all`, and conditions; None when they cannot say it."""
        parts = when.parts if isinstance(when, Both | Either) else (when,)
        behaviour = "all" if isinstance(when, Both) else "any"
        conditions: list[Json] = []
        for part in parts:
            found = self._listed(part)
            if found is None or (len(found[1]) > 1 and found[0] != behaviour and len(parts) > 1):
                return None
            behaviour = found[0] if len(parts) == 1 and len(found[1]) > 1 else behaviour
            conditions += found[1]
        return behaviour, conditions

    def _listed(self, leaf: When) -> tuple[str, list[Json]] | None:
        match leaf:
            case ByChoice(question=question):
                return "any", [_equals(ALSO, question_code(question))]
            case In(name=name, options=options):
                return "any", [_equals(name, code) for code in self._codes(name, options)]
            case Ticked(name=name, option=option):
                return "any", [_equals(name, code) for code in self._codes(name, [option])]
            case Opposite(part=In(name=name, options=options)) if len(options) == 1:
                (code,) = self._codes(name, options)
                return "any", [_unanswered(name), {**_equals(name, code), "operator": "!="}]
            case Within(of=str(number), band=band):
                ends = _ends(band, limits(self._flow, number))
                return "all", list(_compared(self._flow.questions[number], ends))
            case _:
                return None


def _repeated(said: Iterable[When]) -> Iterator[When]:
    """Yield the conditions put together from others that occur more than once, the inner ones first."""
    seen = Counter[When]()
    order: list[When] = []

    def count(when: When) -> None:
        seen[when] += 1
        if seen[when] == 1:
            for part in below(when):
                count(part)
            order.append(when)

    for when in said:
        count(when)
    return (when for when in order if isinstance(when, Both | Either) and when.parts and seen[when] > 1)


def _variable(name: str, text: str) -> Json:
    """Return an extension that names what FHIRPath finds, for the expressions after it."""
    return {
        "url": f"{EXTENSION}/variable",
        "valueExpression": {"name": name, "language": "text/fhirpath", "expression": text},
    }


def _compares(of: Worked) -> bool:
    """Return whether a number would be taken from fewer operands than it has, were one missing."""
    inner = any(_compares(operand) for operand in of.operands if isinstance(operand, Worked))
    return inner or of.operation in (Operation.LEAST, Operation.GREATEST)


def _written(operation: Operation, operands: list[str]) -> str:
    first, last = operands[0], operands[-1]
    match operation:
        case Operation.SUM:
            return f"({' + '.join(operands)})"
        case Operation.MEAN:
            return f"(({' + '.join(operands)}) / {len(operands)})"
        case Operation.DIFFERENCE:
            return f"({first} - {last})"
        case Operation.PRODUCT:
            return f"({first} * {last})"
        case Operation.RATIO:
            return f"({first} / {last})"
        case Operation.PERCENT_FALL:
            return f"(({first} - {last}) * 100 / {first})"
        case Operation.DAYS_BETWEEN:
            return f"({_day(last)}.select({_ORDINAL}) - {_day(first)}.select({_ORDINAL}))"
        case Operation.MONTHS_BETWEEN | Operation.YEARS_BETWEEN:
            steps = _MONTH * (YEAR if operation is Operation.YEARS_BETWEEN else 1)
            return f"(({_day(last)} - {_day(first)}) / {steps}).floor()"
        case Operation.LEAST | Operation.GREATEST:
            sign = "<" if operation is Operation.LEAST else ">"
            chosen = f"iif($total.empty() or $this {sign} $total, $this, $total)"
            return f"({' | '.join(operands)}).aggregate({chosen})"


_TODAY = "iif(%resource.authored.exists(), %resource.authored, today())"
"""The day a form is filled in; that of a response that is done."""
_MONTH = 32
"""Steps of a month where days are counted from the first of March in the year 0: more than it has days."""
_ORDINAL = (
    "($this mod 32) + (153 * (($this div 32) mod 12) + 2) div 5 + 365 * ($this div 384)"
    " + $this div 1536 - $this div 38400 + $this div 153600"
)
"""The number of such a day in the calendar."""


def _day(path: str) -> str:
    """Return FHIRPath of a date as a number in the order of days; empty unless it is known to the day."""
    text = f"{path}.toString().substring(0, 10).where(length() = 10)"
    parts = "(($this div 10000) * 12 + ($this div 100) mod 100 - 3) * 32 + $this mod 100"
    return f"{text}.replace('-', '').toInteger().select({parts})"


def _counts_time(of: Worked) -> bool:
    """Return whether dates are among what a number is worked out from."""
    inner = any(_counts_time(operand) for operand in of.operands if isinstance(operand, Worked))
    return inner or of.operation in BETWEEN_DATES


def expression(name: str, text: str) -> Json:
    """Return an extension of Structured Data Capture that holds FHIRPath."""
    return {
        "url": f"{SDC}/sdc-questionnaire-{name}",
        "valueExpression": {"language": "text/fhirpath", "expression": text},
    }


def _paths(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield where each question stands in a response."""
    for screen in flow.screens:
        for name in screen.questions:
            item = f"item.where(linkId = '{name}')"
            yield (
                name,
                f"item.where(linkId = '{panel_link(screen.id)}').{item}"
                if len(screen.questions) > 1
                else item,
            )
    yield ALSO, f"item.where(linkId = '{ALSO}')"


def _ends(band: Band, everything: Band) -> list[tuple[str, Decimal]]:
    """Return the comparisons that keep a number in a band, where its range does not do so already."""
    ends: list[tuple[str, Decimal]] = []
    low, high = band.low, band.high
    if isinstance(low, Decimal) and (low > everything.low or (band.low_open and not everything.low_open)):
        ends.append((">" if band.low_open else ">=", low))
    if isinstance(high, Decimal) and (
        high < everything.high or (band.high_open and not everything.high_open)
    ):
        ends.append(("<" if band.high_open else "<=", high))
    return ends


def _compared(question: Question, ends: list[tuple[str, Decimal]]) -> Iterator[Json]:
    for symbol, value in ends:
        yield {"question": question.id, "operator": symbol, **number_value("answer", question, value)}
    if not ends:
        yield {"question": question.id, "operator": "exists", "answerBoolean": True}


def number_value(prefix: str, question: Question, value: Decimal) -> Json:
    """Return a number under the key that fits its question, such as `valueInteger`."""
    if question.range and question.range.whole:
        return {f"{prefix}Integer": int(value)}
    return {f"{prefix}Decimal": plain(value)}


def _unanswered(link: str) -> Json:
    return {"question": link, "operator": "exists", "answerBoolean": False}


def _equals(link: str, code: str) -> Json:
    return {"question": link, "operator": "=", "answerCoding": coding(code)}

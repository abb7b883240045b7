"""What the answers on a form say, put together with and, or, not: when an item shows, when a fact is known.

Everything here is two-valued: each part tells what is *known*, so that "not yes" is not "no". It is worked
out here for responses, and written down as FHIRPath or `enableWhen` for forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from interview.flow.answers import Answer, Chosen, Several, says_something
from interview.flow.logic.arithmetic import worked_out
from interview.flow.logic.bands import Band
from interview.flow.logic.days import said
from interview.flow.model import Operation


@dataclass(frozen=True, slots=True)
class In:
    """The answer of a choice is one of these."""

    name: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ticked:
    """This option of several choices is present."""

    name: str
    option: str


@dataclass(frozen=True, slots=True)
class Unticked:
    """This option of several choices was checked and is absent."""

    name: str
    option: str


@dataclass(frozen=True, slots=True)
class Within:
    """A number, or one worked out from others, lies between two ends."""

    of: Amount
    band: Band


@dataclass(frozen=True, slots=True)
class Worked:
    """A number worked out from others."""

    operation: Operation
    operands: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Summed:
    """A sum of points: when each is known to be given, when it is known not to be, and how many."""

    points: tuple[tuple[When, When, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """The day of the visit, or of the last one (`flow.model.DAYS`)."""

    name: str


Amount = str | Decimal | Worked | Summed | Visit
"""The number or day that answers a question, by its id; a constant; or one that follows from others."""


@dataclass(frozen=True, slots=True)
class Said:
    """The question has an answer that says something, and so applies."""

    question: str


@dataclass(frozen=True, slots=True)
class ByChoice:
    """The question was picked to be answered all the same."""

    question: str


@dataclass(frozen=True, slots=True)
class Opposite:
    """The part below is not known to be so."""

    part: When


@dataclass(frozen=True, slots=True)
class Both:
    """Every part is so; with no part, always."""

    parts: tuple[When, ...]
    _hash: int = field(init=False, repr=False, compare=False)
    """Kept, as these are deep and looked up often."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(("Both", self.parts)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Either:
    """Some part is so; with no part, never."""

    parts: tuple[When, ...]
    _hash: int = field(init=False, repr=False, compare=False)
    """Kept, as these are deep and looked up often."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(("Either", self.parts)))

    def __hash__(self) -> int:
        return self._hash


When = In | Ticked | Unticked | Within | Said | ByChoice | Opposite | Both | Either
ALWAYS, NEVER = Both(()), Either(())


def both(*parts: When) -> When:
    """Return that every part is so, without what adds nothing."""
    flat = _narrowed_down(_flat(parts, Both))
    return NEVER if NEVER in flat else _simplest(flat, Both, Either)


def either(*parts: When) -> When:
    """Return that some part is so, without what adds nothing."""
    flat = _joined(_flat(parts, Either))
    return ALWAYS if ALWAYS in flat else _factored(_simplest(flat, Either, Both))


def opposite(part: When) -> When:
    """Return that a part is not known to be so."""
    if part in (ALWAYS, NEVER):
        return NEVER if part == ALWAYS else ALWAYS
    return part.part if isinstance(part, Opposite) else Opposite(part)


def below(when: When) -> tuple[When, ...]:
    """Return what a condition is put together from, the points of a score that it compares too."""
    match when:
        case Both(parts=parts) | Either(parts=parts):
            return parts
        case Opposite(part=part):
            return (part,)
        case Within(of=of):
            return behind(of)
        case _:
            return ()


def behind(of: Amount) -> tuple[When, ...]:
    """Return the conditions that an amount is worked out from: those of a score's points."""
    match of:
        case Summed(points=points):
            return tuple(when for given, denied, _ in points for when in (given, denied))
        case Worked(operands=operands):
            return tuple(when for operand in operands for when in behind(operand))
        case _:
            return ()


def unless_about(when: When, names: Set[str]) -> When:
    """Return when it is so while these questions have no answer."""
    match when:
        case Both(parts=parts):
            return both(*(unless_about(part, names) for part in parts))
        case Either(parts=parts):
            return either(*(unless_about(part, names) for part in parts))
        case Opposite(part=part):
            return opposite(unless_about(part, names))
        case In(name=name) | Ticked(name=name) | Unticked(name=name) | Said(question=name):
            return NEVER if name in names else when
        case Within(of=of):
            return NEVER if numbers_in(of) & names else when
        case _:
            return when


def holds(when: When, answers: Mapping[str, Answer], also: Set[str] = frozenset()) -> bool:
    """Return whether it is so under these answers, of which `also` were given by choice."""
    match when:
        case Both(parts=parts):
            return all(holds(part, answers, also) for part in parts)
        case Either(parts=parts):
            return any(holds(part, answers, also) for part in parts)
        case Opposite(part=part):
            return not holds(part, answers, also)
        case ByChoice(question=question):
            return question in also
        case _:
            return _known(when, answers.get)


def _known(leaf: When, answer: Callable[[str], Answer | None]) -> bool:
    match leaf:
        case Said(question=question):
            given = answer(question)
            return given is not None and says_something(given)
        case In(name=name, options=options):
            given = answer(name)
            return isinstance(given, Chosen) and given.option in options
        case Ticked(name=name, option=option):
            given = answer(name)
            return isinstance(given, Several) and option in given.chosen
        case Unticked(name=name, option=option):
            given = answer(name)
            return isinstance(given, Several) and given.rest_absent and option not in given.chosen
        case Within(of=of, band=band):
            number = _amount(of, answer)
            return number is not None and number in band
        case _:
            raise TypeError(f"not a part of a form: {leaf!r}")


def numbers_in(of: Amount) -> frozenset[str]:
    """Return the number questions that an amount is worked out from."""
    if isinstance(of, str):
        return frozenset({of})
    operands = of.operands if isinstance(of, Worked) else ()
    return frozenset().union(*map(numbers_in, operands))


def _amount(of: Amount, answer: Callable[[str], Answer | None]) -> Fraction | None:
    """Return what an amount is under the answers; None while it is not known."""
    match of:
        case str():
            return _one(said(answer(of)))
        case Visit(name=name):
            return _one(said(answer(name)))
        case Decimal():
            return Fraction(of)
        case Worked(operation=operation, operands=operands):
            found = [_amount(operand, answer) for operand in operands]
            known = [value for value in found if value is not None]
            return worked_out(operation, known) if len(known) == len(found) else None
        case Summed(points=points):
            total = Fraction(0)
            for given_when, denied_when, give in points:
                so = _so(given_when, answer)
                if not so and not _so(denied_when, answer):
                    return None
                total += Fraction(give) if so else 0
            return total


def _one(band: Band | None) -> Fraction | None:
    """Return the number that a band holds; None for a month, as a form takes no date that is not a day."""
    return Fraction(band.low) if band and band.low == band.high else None


def _so(when: When, answer: Callable[[str], Answer | None]) -> bool:
    match when:
        case Both(parts=parts):
            return all(_so(part, answer) for part in parts)
        case Either(parts=parts):
            return any(_so(part, answer) for part in parts)
        case Opposite(part=part):
            return not _so(part, answer)
        case ByChoice():
            return False
        case _:
            return _known(when, answer)


def _factored(when: When) -> When:
    """Say once what several alternatives have in common: `(a and b) or (a and c)` is `a and (b or c)`."""
    cases = [part for part in when.parts if isinstance(part, Both)] if isinstance(when, Either) else []
    common = set[When]().union(*(case.parts for case in cases[:1])).intersection(*(c.parts for c in cases))
    if not isinstance(when, Either) or len(cases) < 2 or not common:
        return when
    rests = (both(*(part for part in case.parts if part not in common)) for case in cases)
    shared = (part for part in cases[0].parts if part in common)
    return either(*(part for part in when.parts if part not in cases), both(*shared, either(*rests)))


def _flat(parts: Iterable[When], kind: type[Both | Either]) -> list[When]:
    return [one for part in parts for one in (part.parts if isinstance(part, kind) else (part,))]


def _simplest(parts: list[When], kind: type[Both | Either], other: type[Both | Either]) -> When:
    """Put parts together; what one of them says anyway is left out of the others."""
    said = set(parts)
    kept = dict.fromkeys(_rest(part, said, kind, other) for part in parts)
    kept.pop(kind(()), None)
    return next(iter(kept)) if len(kept) == 1 else kind(tuple(kept))


def _rest(part: When, said: set[When], kind: type[Both | Either], other: type[Both | Either]) -> When:
    """Return a part without what those beside it say: `a or (b and (a or c))` is `a or (b and c)`."""
    if not isinstance(part, other):
        return part
    if not said.isdisjoint(part.parts):
        return kind(())
    inner = [_narrowed(one, said, kind, other) for one in part.parts]
    if all(new is old for new, old in zip(inner, part.parts, strict=True)):
        return part  # put together before; doing it again at every level would double the work of each
    return kind(()) if kind(()) in inner else _simplest(_flat(inner, other), other, kind)


def _narrowed(part: When, said: set[When], kind: type[Both | Either], other: type[Both | Either]) -> When:
    if not isinstance(part, kind):
        return part
    if any(opposite(one) in said for one in part.parts):
        return other(())
    left = [one for one in part.parts if one not in said]
    return part if len(left) == len(part.parts) else _simplest(left, kind, other)


def _joined(parts: list[When]) -> list[When]:
    """Return the parts with all that is said about one choice in one of them."""
    joined: dict[object, When] = {}
    for part in parts:
        if isinstance(part, In):
            before = joined.get(part.name)
            part = In(part.name, part.options | before.options) if isinstance(before, In) else part
            joined[part.name] = part
        else:
            joined[part] = part
    return list(joined.values())


def _narrowed_down(parts: list[When]) -> list[When]:
    """Return the parts with all that is said about one choice in one of them, if an answer is said at all."""
    chosen: dict[str, frozenset[str]] = {}
    for part in parts:
        if isinstance(part, In):
            chosen[part.name] = part.options & chosen.get(part.name, part.options)
    for part in parts:
        if isinstance(part, Opposite) and isinstance(part.part, In) and part.part.name in chosen:
            chosen[part.part.name] -= part.part.options
    return list(dict.fromkeys(_narrowest(part, chosen) for part in parts))


def _narrowest(part: When, chosen: Mapping[str, frozenset[str]]) -> When:
    about = part.part if isinstance(part, Opposite) else part
    if not isinstance(about, In) or about.name not in chosen:
        return part
    left = chosen[about.name]
    return In(about.name, left) if left else NEVER

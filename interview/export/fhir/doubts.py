"""What puts a part of a resource in doubt: parts that may change what it says, or that are not known here."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from interview.errors import did_you_mean
from interview.export.fhir.items import unit_extension
from interview.export.fhir.resource import EXTENSION, Json
from interview.text import one_line

_MODIFIERS = ("modifierExtension", "implicitRules")
"""Parts by which FHIR lets a resource say that it means something else, even the contrary."""
_ABSENT = f"{EXTENSION}/data-absent-reason"
_UNIT = str(unit_extension("")["url"])
_ABOUT_WORDS = ("_text", "_display")
"""Parts beside a value that only say how words are shown."""
_WRITING = ("POST", "PUT")
"""What a Bundle may ask to be done with a resource in it that stands."""


def not_understood(part: object, place: str = "") -> Iterator[str]:
    """Yield a mistake for whatever changes what a part means in a way that nobody here knows."""
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from not_understood(one, f"{place}[{number}]")
    elif isinstance(part, dict):
        for key in filter(part.get, _MODIFIERS):
            yield f"{quoted(f'{place}.{key}'.lstrip('.'))} may change what is said, and is not understood"
        for key in part.keys() - {"resource", *_MODIFIERS}:
            yield from not_understood(part[key], f"{place}.{key}".lstrip("."))


def doubts(part: Json, keys: Collection[str], where: str, unit: str = "") -> Iterator[str]:
    """Yield a mistake for each part that a kind of resource does not have, and for each that says of a value
    that it is missing, wrong or in another unit than the question's."""
    for key in part:
        if key.lstrip("_") not in keys:
            yield f"{where} has the unknown part {quoted(key)}{did_you_mean(key, keys)}"
        elif key.startswith("_") and key not in _ABOUT_WORDS:
            yield f"{where} has {quoted(key)}, which may put a value in doubt, and is not understood"
    yield from _in_extensions(part.get("extension"), where, unit)


def not_written(bundle: Json) -> Iterator[str]:
    """Yield a mistake for each resource of a Bundle that is not there to stand, such as one to be deleted."""
    entries = bundle.get("entry")
    for entry in entries if isinstance(entries, list) else []:
        request = entry.get("request") if isinstance(entry, dict) else None
        method = request.get("method") if isinstance(request, dict) else request
        if request is not None and method not in _WRITING:
            taken = " and ".join(_WRITING)
            yield f"this Bundle asks for {quoted(method)} of a resource; only {taken} are read"


def quoted(text: object) -> str:
    """Return text of a resource as it is quoted in a message."""
    return f"'{one_line(str(text))[:80]}'"


def folded(words: object) -> str:
    """Return words without what makes no difference between them: capitals and white space."""
    return one_line(str(words or "")).casefold()


def _in_extensions(extensions: object, where: str, unit: str) -> Iterator[str]:
    for one in extensions if isinstance(extensions, list) else []:
        url = one.get("url") if isinstance(one, dict) else None
        if url == _ABSENT:
            yield f"{where} says by 'data-absent-reason' that a value is missing or wrong"
        elif url == _UNIT and not _is_unit(one.get("valueCoding"), unit):
            asked = f"the question asks for {quoted(unit)}" if unit else "the question has none"
            yield f"{where} has a unit of its own; {asked}, and nothing is converted"


def _is_unit(said: object, unit: str) -> bool:
    """Return whether a coding names a unit, by its code, its words or both."""
    own = unit_extension(unit)["valueCoding"] if unit else {}
    named = {key: said[key] for key in ("code", "display") if said.get(key)} if isinstance(said, dict) else {}
    return bool(named) and all(folded(one) == folded(own.get(key)) for key, one in named.items())

"""Bibliographic records as a reader knows them: author and year, and the whole reference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from interview.flow.model import Evidence, Source
from interview.summary.model import Citation, Piece

_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"https://[A-Za-z0-9][\w.-]*(?::\d+)?(?:[/?#][\w./~%?#=&:;,+@()!*'-]*)?", re.ASCII)
_PATH = "/:;()._-"
_AUTHORS_SHOWN = 3
_TITLE_WORDS_SHOWN = 5
_LITTLE_WORDS = ("a", "and", "as", "by", "for", "in", "of", "on", "the", "to", "with")


def evidence_in_words(kind: Evidence) -> str:
    """Return a kind of evidence as a reader knows it, such as `case series`."""
    return kind.value.replace("_", " ")


def number(sources: Iterable[Source]) -> dict[str, Citation]:
    """Number sources from 1 in the order given, each once; the result maps source id to citation."""
    numbered: dict[str, Citation] = {}
    for source in sources:
        if source.id not in numbered:
            numbered[source.id] = _citation(source, len(numbered) + 1)
    return numbered


def short(source: Source) -> str:
    """Return author and year, such as `Rose 2013`; the title's first words where no author is known."""
    names = _names(source.record)
    return " ".join(
        part for part in (names[0] if names else _short_title(source), _year(source.record)) if part
    )


def full(source: Source) -> str:
    """Return the whole reference as one text."""
    return " ".join(piece.text for piece in pieces(source))


def pieces(source: Source) -> tuple[Piece, ...]:
    """Return the whole reference in parts: DOI, PMID and address where known, and what of it was read."""
    record = source.record
    before = (Piece(part) for part in (_authors(record), _title(record), _published(record)))
    parts = (*before, *_identifiers(record), Piece(_text(record, "note")))
    return tuple(Piece(_sentence(part.text), part.address) for part in parts if part.text)


def _citation(source: Source, position: int) -> Citation:
    kind = evidence_in_words(source.kind)
    return Citation(source.id, position, short(source), pieces(source), kind)


def _authors(record: Mapping[str, object]) -> str:
    people = [" ".join(part for part in _name(person) if part) for person in _people(record)]
    shown = people if len(people) <= _AUTHORS_SHOWN else [*people[:_AUTHORS_SHOWN], "et al"]
    return ", ".join(shown)


def _published(record: Mapping[str, object]) -> str:
    """Return journal, year, volume and pages in the usual order: `Brain 2016;139:1348`."""
    where = _text(record, "container-title") or _text(record, "publisher")
    issue = f"({_text(record, 'issue')})" if _text(record, "issue") else ""
    volume = _text(record, "volume") + issue
    page = f":{_text(record, 'page')}" if _text(record, "page") else ""
    numbers = f";{volume}{page}" if volume else page
    return " ".join(part for part in (where, _year(record)) if part) + numbers


def _identifiers(record: Mapping[str, object]) -> Iterator[Piece]:
    doi, pmid, url = (_text(record, name) for name in ("DOI", "PMID", "URL"))
    if doi:
        yield Piece(f"doi:{doi}", f"https://doi.org/{quote(doi, safe=_PATH)}")
    if pmid:
        yield Piece(f"PMID {pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid, safe='')}/")
    if url:
        yield Piece(url, url if _ADDRESS.fullmatch(url) else "")


def _sentence(part: str) -> str:
    """End a part with a full stop, unless it is an address or identifier that the stop would spoil."""
    spoiled = part.startswith(("doi:", "http://", "https://"))
    return part if spoiled or part.endswith((".", "?", "!")) else f"{part}."


def _people(record: Mapping[str, object]) -> list[Mapping[str, object]]:
    people = record.get("author") or record.get("editor") or []
    return (
        [person for person in people if isinstance(person, Mapping)]
        if isinstance(people, list | tuple)
        else []
    )


def _name(person: Mapping[str, object]) -> tuple[str, str]:
    """Return family and given name; a body such as a society has one name only."""
    return _text(person, "literal") or _text(person, "family"), _text(person, "given")


def _names(record: Mapping[str, object]) -> list[str]:
    return [name for name, _given in map(_name, _people(record)) if name]


def _title(record: Mapping[str, object]) -> str:
    """Return the title; one in square brackets describes a work whose exact title is not known."""
    title = _text(record, "title")
    return f"{title[1:-1]} (title paraphrased)" if title.startswith("[") and title.endswith("]") else title


def _short_title(source: Source) -> str:
    """Return the beginning of a title, not cut behind a word that only leads to the next one."""
    words = _text(source.record, "title").strip("[]").split()
    if not words:
        return source.id
    shown = words[:_TITLE_WORDS_SHOWN]
    while len(shown) < len(words) and shown[-1].lower() in _LITTLE_WORDS:
        shown.pop()
    return f'"{" ".join(shown).rstrip(",:;")}{"" if len(shown) == len(words) else "..."}"'


def _year(record: Mapping[str, object]) -> str:
    """Return the year of publication, in whichever of CSL's forms the date is given."""
    found = _YEAR.search(str(record.get("issued", "")))
    return found.group() if found else ""


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    return "" if value is None else " ".join(str(value).split())

"""The keys of a source: a bibliographic record with the field names of the Citation Style Language (CSL)."""

from __future__ import annotations

from interview.flow.language.value_types import Key, Many, Plain, Shape, Text, Word
from interview.flow.words import Evidence

EVIDENCE = Word(tuple(Evidence))
"""The kinds of evidence, for sources and recommendations alike."""
_LINE = Text()

_TYPES = (
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "book",
    "chapter",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "interview",
    "legislation",
    "manuscript",
    "pamphlet",
    "paper-conference",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "speech",
    "standard",
    "thesis",
    "webpage",
)
_NAME = Shape(
    "name",
    (
        Key("family", _LINE, "Family name."),
        Key("given", _LINE, "Given names or initials."),
        Key("literal", _LINE, "A name that is not taken apart, such as a society."),
        Key("suffix", _LINE, "Such as Jr."),
        Key("non-dropping-particle", _LINE, "Such as van."),
    ),
)
_PLAIN_FIELDS = {
    "container-title": "The journal or book it appeared in.",
    "collection-title": "The series.",
    "publisher": "Who published it.",
    "publisher-place": "Where.",
    "issued": "The year, or YYYY-MM, or YYYY-MM-DD.",
    "accessed": "The day it was read, for web pages.",
    "volume": "The volume.",
    "issue": "The issue.",
    "page": "The pages.",
    "number": "The number of a report or standard.",
    "edition": "The edition.",
    "version": "The version.",
    "genre": "Such as `consensus statement`.",
    "language": "The language code, such as en.",
    "DOI": "The digital object identifier, without the address.",
    "PMID": "The PubMed number; put it in quotes.",
    "PMCID": "The PubMed Central number.",
    "ISBN": "The book number.",
    "ISSN": "The journal number.",
    "URL": "The address.",
    "note": "What of it was read, and how far it reaches.",
}
SOURCE = Shape(
    "source",
    (
        Key("kind", EVIDENCE, "The kind of evidence.", required=True),
        Key("type", Word(_TYPES), "The CSL type, such as article-journal.", required=True),
        Key("author", Many(_NAME), "The authors, in order."),
        Key("editor", Many(_NAME), "The editors, in order."),
        Key("title", _LINE, "The title.", required=True),
        *(Key(name, Plain(), meaning) for name, meaning in _PLAIN_FIELDS.items()),
    ),
)

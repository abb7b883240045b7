"""References read as references, from whatever part of a record is known."""

import pytest

from interview.flow.model import Evidence, Source
from interview.summary.citations import evidence_in_words, full, number, pieces, short

ROSE = Source(
    "rose2013",
    Evidence.GUIDELINE,
    {
        "type": "article-journal",
        "author": [{"family": "Rose", "given": "MR"}, {"family": "Enmc"}],
        "title": "188th ENMC workshop",
        "container-title": "Neuromuscular Disorders",
        "issued": 2013,
        "volume": 23,
        "issue": "12",
        "page": "1044-1055",
        "DOI": "10.1016/j.nmd.2013.08.007",
        "PMID": "24268584",
        "URL": "https://example.org/rose",
        "note": "Tables read.",
    },
)


def _source(**record: object) -> Source:
    return Source("some_id", Evidence.CASE_SERIES, record)


def test_a_full_record_gives_the_whole_reference_and_what_was_read() -> None:
    assert full(ROSE) == (
        "Rose MR, Enmc. 188th ENMC workshop. Neuromuscular Disorders 2013;23(12):1044-1055. "
        "doi:10.1016/j.nmd.2013.08.007 PMID 24268584. https://example.org/rose Tables read."
    )


def test_short_is_author_and_year() -> None:
    assert short(ROSE) == "Rose 2013"


def test_a_body_is_cited_by_its_name() -> None:
    assert short(_source(author=[{"literal": "Dutch Society"}], issued="2024-05")) == "Dutch Society 2024"


def test_without_an_author_the_title_stands_in() -> None:
    assert short(_source(title="[A cohort]", issued={"date-parts": [[2020, 1]]})) == '"A cohort" 2020'
    assert short(_source()) == "some_id"
    long = "[A cohort of people and their daily lives, seen twice]"
    assert short(_source(title=long)) == '"A cohort of people..."'


def test_a_title_that_is_not_the_exact_one_says_so() -> None:
    assert full(_source(title="[A cohort]", issued=2020)) == "A cohort (title paraphrased). 2020."


def test_many_authors_are_cut_and_a_question_keeps_its_mark() -> None:
    people = [{"family": name} for name in "ABCDE"]
    assert full(_source(author=people, title="Why?")) == "A, B, C, et al. Why?"


def test_numbers_follow_first_use_and_each_source_has_one() -> None:
    numbered = number([_source(), ROSE, _source()])
    assert [(name, citation.number) for name, citation in numbered.items()] == [
        ("some_id", 1),
        ("rose2013", 2),
    ]


def test_kinds_of_evidence_are_words() -> None:
    assert evidence_in_words(Evidence.CASE_SERIES) == "case series"
    assert number([ROSE])["rose2013"].kind == "guideline"


def test_what_identifies_a_source_is_a_link_by_https() -> None:
    assert [(piece.text, piece.address) for piece in pieces(ROSE) if piece.address] == [
        ("doi:10.1016/j.nmd.2013.08.007", "https://doi.org/10.1016/j.nmd.2013.08.007"),
        ("PMID 24268584.", "https://pubmed.ncbi.nlm.nih.gov/24268584/"),
        ("https://example.org/rose", "https://example.org/rose"),
    ]
    assert " ".join(piece.text for piece in pieces(ROSE)) == full(ROSE)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://example.org",
        'https://example.org/"onclick=',
        "https://a b",
        "https:///x",
    ],
)
def test_any_other_address_is_text_only(address: str) -> None:
    (piece,) = pieces(_source(URL=address))
    assert piece.text.startswith(address)
    assert piece.address == ""


def test_an_identifier_cannot_leave_its_place_in_an_address() -> None:
    found = pieces(_source(DOI='10.1000/x" onclick=?#y', PMID="1/../../x"))
    assert [piece.address for piece in found] == [
        "https://doi.org/10.1000/x%22%20onclick%3D%3F%23y",
        "https://pubmed.ncbi.nlm.nih.gov/1%2F..%2F..%2Fx/",
    ]

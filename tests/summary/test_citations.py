"""References read as references, from whatever part of a record is known."""

from interview.flow.model import Source
from interview.flow.words import Evidence
from interview.summary.citations import evidence_in_words, full, number, short

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

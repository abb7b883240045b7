"""The pages in docs/checks are what the codes say, all of them and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.check.diagnostics import CODES
from interview.check.pages import INDEX, main, pages

DOCS = Path(__file__).parents[2] / "docs" / "checks"


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return pages()


def test_the_pages_are_up_to_date(written: dict[str, str]) -> None:
    there = {page.name: page.read_text(encoding="utf-8") for page in DOCS.iterdir()}
    assert there == written, "run `make pages`"


def test_every_code_has_a_page_that_the_index_leads_to(written: dict[str, str]) -> None:
    for code in CODES.values():
        assert f"[{code.id}]({code.id}.md)" in written[INDEX]
        assert f"**{code.severity}**" in written[f"{code.id}.md"]
        assert "## How to mend it" in written[f"{code.id}.md"]


def test_pages_with_an_example_show_what_the_command_prints(written: dict[str, str]) -> None:
    for code in CODES.values():
        if code.example:
            assert f": {code.severity}[{code.id}]: " in written[f"{code.id}.md"]


def test_no_page_tells_where_it_was_written(written: dict[str, str]) -> None:
    assert [name for name, text in written.items() if "/tmp" in text] == []


def test_writing_removes_pages_of_codes_that_are_no_more(tmp_path: Path) -> None:
    (tmp_path / "old-code.md").write_text("gone")
    main(tmp_path)
    assert {page.name for page in tmp_path.iterdir()} == {INDEX, *(f"{name}.md" for name in CODES)}

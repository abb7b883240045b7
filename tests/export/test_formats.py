"""Every format can be made, picked, asked for and read about."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.cli.parser import build_parser
from interview.errors import UsageError
from interview.export.formats import FORMATS, formats_with
from interview.export.makers import _MAKERS, NOTE, format_named
from interview.export.variants import variants
from interview.library import templates_folder
from tests.summary.patients import logic

DOCS = Path(__file__).parents[2] / "docs"


def test_every_format_has_a_template_or_a_maker() -> None:
    assert tuple(_MAKERS) == tuple(
        name for name, one in FORMATS.items() if not (one.template or name == NOTE)
    )
    for one in FORMATS.values():
        assert not one.template or (templates_folder() / one.template).is_file()


def test_no_format_is_offered_twice() -> None:
    offered = variants(logic().flow)
    templates = {one.template for one in FORMATS.values()} - {""}
    assert len({variant.name for variant in offered}) == len({variant.title for variant in offered})
    assert not [variant for variant in offered if variant.options.template in templates]


@pytest.mark.parametrize("command", [["render", "FLOW"], ["sessions", "show", "ID"]], ids=["render", "show"])
def test_the_command_line_takes_every_format_and_no_other(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    parser = build_parser()
    for name in FORMATS:
        assert parser.parse_args([*command, "--format", name]).format == name
    with pytest.raises(SystemExit):
        parser.parse_args([*command, "--format", "rtf"])
    assert "invalid choice: 'rtf'" in capsys.readouterr().err


def test_the_screen_offers_every_format_of_a_patient() -> None:
    offered = {variant.format.name for variant in variants(logic().flow)}
    assert offered == {one.name for one in FORMATS.values() if not one.of_flow}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_described(name: str) -> None:
    assert f"`{name}`" in (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert f"`{name}`" in (DOCS / "exports.md").read_text(encoding="utf-8")


def test_an_unknown_format_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=f"there is no format 'rtf'; there is {', '.join(FORMATS)}$"):
        format_named("rtf")


def test_a_file_is_taken_for_the_first_format_with_its_ending() -> None:
    assert [name for name, one in FORMATS.items() if not one.told_by_ending] == [
        "fhir",
        "fhir-questionnaire",
        "fhir-response",
        "smartphrase",
    ]


def test_formats_are_named_by_what_they_understand() -> None:
    assert formats_with("full") == "note, pdf and docx"
    assert formats_with("order") == "note"

"""Templates as they are asked for: by name, from four places, and never silently somebody else's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview.cli import main
from interview.cli.parser import ORDERS
from interview.export.formats import FORMATS
from interview.summary.templates.context import Order
from interview.summary.templates.renderer import shipped_template
from interview.summary.templates.template import gather
from tests.cli.conftest import write_flow

Capture = pytest.CaptureFixture[str]
SHORT = "{# What to do. #}\n{% for line in plan %}\n- {{ line.title }}\n{% endfor %}\n"


@pytest.fixture
def answers(tmp_path: Path) -> str:
    file = tmp_path / "patient.yaml"
    file.write_text("fallen: yes\nage: 60\n", encoding="utf-8")
    return str(file)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of templates where the user's data is kept."""
    monkeypatch.setenv("INTERVIEW_DATA", str(tmp_path / "data"))
    folder = tmp_path / "data" / "templates"
    folder.mkdir(parents=True)
    return folder


def put(folder: Path, text: str = SHORT, name: str = "short.txt.j2") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rendered(flow: str, answers: str, capsys: Capture, *options: str) -> str:
    assert main(["render", flow, "--answers", answers, *options]) == 0
    return capsys.readouterr().out


def test_a_template_of_ones_own_is_used_and_named(
    flow: str, answers: str, own: Path, capsys: Capture
) -> None:
    path = put(own)
    out = rendered(flow, answers, capsys, "--template", "short", "--wrap", "0")
    assert out == (
        "- Review of falls\n\n"
        f"Made with a template that was not shipped with the program: {path} (your own templates).\n"
    )


def test_a_template_with_the_name_of_a_shipped_one_takes_its_place_and_says_so(
    flow: str, answers: str, own: Path, capsys: Capture
) -> None:
    shipped = rendered(flow, answers, capsys)
    assert "Made with a template" not in shipped
    path = put(own, name="note.txt.j2")
    assert f"shipped with the program: {path} (your own templates)." in rendered(
        flow, answers, capsys, "--wrap", "0"
    )
    main(["templates"])
    out = capsys.readouterr().out
    assert f"note.txt.j2  What to do\n    from {path} (your own templates)\n    used instead of " in out


def test_the_order_of_places_is_option_variable_own_shipped(
    flow: str, answers: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    put(own, "own")
    put(tmp_path / "named", "named")
    put(tmp_path / "option", "option")
    ask = ("--template", "short")
    assert rendered(flow, answers, capsys, *ask).startswith("own\n")
    monkeypatch.setenv("INTERVIEW_TEMPLATES", str(tmp_path / "named"))
    assert rendered(flow, answers, capsys, *ask).startswith("named\n")
    option = (*ask, "--templates", str(tmp_path / "option"))
    assert rendered(flow, answers, capsys, *option).startswith("option\n")
    assert rendered(flow, answers, capsys, "--template", f"{own}/short.txt.j2").startswith("own\n")


def test_the_list_has_title_place_and_what_a_template_is_for(own: Path, capsys: Capture) -> None:
    put(own, "{# A letter. Sections: swallowing, breathing. #}", "letter.txt.j2")
    put(own, "x", "_part.txt.j2")
    (own / "broken.txt.j2").write_bytes(b"\xff")
    assert main(["templates"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^note\.txt\.j2  The note to paste.*\n    from .*note\.txt\.j2 \(shipped\)$", out, re.M)
    assert "letter.txt.j2  A letter (for flows with the sections swallowing, breathing)\n" in out
    assert "broken.txt.j2  cannot be read\n" in out
    assert "_part" not in out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--template", "notte"], "there is no template 'notte'; did you mean 'note'?"),
        (["--template", "two"], "'two' may be two.md.j2 or two.txt.j2; give more of it"),
        (["--template", "letter"], "letter.txt.j2 is for flows with the section skin; this one has therapy"),
        (["--template", "bad"], "bad.txt.j2:2:4: there is no 'patient'"),
        (["--templates", "/no/such/folder"], "--templates: there is no folder /no/such/folder"),
        (["--template", "two.md", "--format", "json"], "--template says the form by its ending"),
        (["--template", "two.md", "--order", "soap"], "leave them out with --template"),
        (["--format", "json", "--order", "soap"], "--order belongs to --format note, not to json"),
        (
            ["--format", "html", "--placeholders", "epic"],
            "--placeholders belongs to --format note, not to html",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    flow: str, answers: str, own: Path, capsys: Capture, options: list[str], message: str
) -> None:
    put(own, "{# Letter. Sections: skin. #}", "letter.txt.j2")
    put(own, "\n{{ patient }}", "bad.txt.j2")
    put(own, "x", "two.md.j2")
    put(own, "x", "two.txt.j2")
    assert main(["render", flow, "--answers", answers, *options]) == 2
    assert message in capsys.readouterr().err


def test_the_templates_of_every_place_are_checked(own: Path, tmp_path: Path, capsys: Capture) -> None:
    put(own, "{{ patient }}", "bad.txt.j2")
    put(tmp_path / "more", "{# X. Sections: nowhere. #}", "odd.txt.j2")
    put(tmp_path / "more", "x", "what.j2")
    put(tmp_path / "more", "{{ line.titel }}", "_note-row.txt.j2")
    assert main(["check", "--templates", str(tmp_path / "more")]) == 1
    out = capsys.readouterr().out
    for message in (
        "bad.txt.j2:1:4: error[template]: there is no 'patient'",
        "odd.txt.j2:1:1: error[template]: no flow has the sections this template is for: nowhere",
        "what.j2:1:1: error[template]: the file's name must end in one of",
        "_note-row.txt.j2:1:1: error[template]: in note.txt.j2, line ",
    ):
        assert message in out
    assert "\ntemplates: nothing found\n" in out


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_can_be_asked_for_short_and_full(
    flow: str, answers: str, capsys: Capture, order: str
) -> None:
    assert tuple(Order) == ORDERS
    for full in ([], ["--full"]):
        out = rendered(flow, answers, capsys, "--order", order, *full)
        assert out.count("SOON: Review of falls") == 1


def test_wildcards_are_written_where_they_are_asked_for(flow: str, answers: str, capsys: Capture) -> None:
    out = rendered(flow, answers, capsys, "--placeholders", "epic")
    assert "***" not in rendered(flow, answers, capsys)
    assert out.count("***") == out.count(": ***\n")


def test_the_questions_of_a_flow_can_be_had_as_a_text_to_fill_in(flow: str, capsys: Capture) -> None:
    assert main(["render", flow, "--smartphrase", "--wrap", "0"]) == 0
    out = capsys.readouterr().out
    assert "smartphrase" in FORMATS
    assert out.startswith("Falls: questions\n")
    for row in (
        "- Falls: *** [yes; no]",
        "- Limits: *** [any of: Knee buckling; Foot drop; Hand difficulty; or: none of these]",
        "- Age: *** [18 to 110 years]",
        "- Comment: ***",
    ):
        assert f"\n{row}\n" in out
    assert "not yet reviewed" in out
    assert not re.search(r"[@{}]", out)


def test_a_hostile_flow_puts_no_token_of_its_own_into_that_text(tmp_path: Path, capsys: Capture) -> None:
    flow = write_flow(
        tmp_path / "falls",
        "flow: falls\ntitle: '*** @NAME@'\nversion: '1'\nevidence_to: 2026-02\nintended_use: An example.\n"
        "sections: {therapy: Therapy}\ninterview: [fallen]\n"
        "questions: {fallen: {ask: Fallen?, label: '{X:1} .hpi', type: yes_no}}\n"
        "recommendations:\n  review: {section: therapy, stance: for, urgency: soon, title: Review, "
        "say: Review., when: fallen is yes}\n",
    )
    assert main(["render", str(flow), "--smartphrase"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("* * * (at)NAME(at): questions\n")
    assert "\n- (X:1) . hpi: *** [yes; no]\n" in out


def test_what_changes_nothing_about_a_text_is_refused(
    flow: str, answers: str, own: Path, tmp_path: Path, capsys: Capture
) -> None:
    put(own, "<body></body>", "page.html.j2")
    other = tmp_path / "other"
    put(other, "Dear colleague", "letter.txt.j2")
    ask = ["render", flow, "--answers", answers]
    for options, said in (
        (["--template", "page", "--wrap", "50"], "page.html.j2 wraps no lines; leave --wrap out"),
        (["--templates", str(other)], "has no note.txt.j2, so that --templates changes nothing"),
        (["--templates", str(other), "--format", "html"], "has no summary.html.j2"),
    ):
        assert main([*ask, *options]) == 2
        assert said in capsys.readouterr().err
    rendered(flow, answers, capsys, "--templates", str(other), "--template", "letter", "--wrap", "50")
    put(other, "Ours", "note.txt.j2")
    assert rendered(flow, answers, capsys, "--templates", str(other)).startswith("Ours\n")


def test_a_folder_with_nothing_but_a_part_of_the_note_is_used(
    flow: str, answers: str, tmp_path: Path, capsys: Capture
) -> None:
    part = gather(shipped_template("note.txt.j2")).paths[0].name
    put(tmp_path / "parts", "Ours", part)
    options = ("--templates", str(tmp_path / "parts"), "--wrap", "0")
    assert f"{tmp_path / 'parts' / part}" in rendered(flow, answers, capsys, *options)

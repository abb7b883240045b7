"""Each command: its product on standard output, what is wrong on standard error, and a code for both."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.cli import main
from tests.cli.conftest import FLOW, write_flow

Capture = pytest.CaptureFixture[str]
Typed = Callable[[str], None]


def test_render_prints_a_note_to_paste(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("fallen: yes\n")
    assert main(["render", flow, "--answers", "-"]) == 0
    out, err = capsys.readouterr()
    assert "Review of falls" in out
    assert flow in out.replace("\n", "")
    assert err == ""


@pytest.mark.parametrize("columns", [40, 76])
def test_the_note_keeps_to_the_columns_it_is_given(
    flow: str, typed: Typed, capsys: Capture, columns: int
) -> None:
    typed("comment: " + "word " * 60)
    assert main(["render", flow, "--answers", "-", "--full", "--wrap", str(columns)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines if flow not in line) <= columns


def test_lines_are_left_whole_on_request(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("comment: " + "word " * 60)
    assert main(["render", flow, "--answers", "-", "--full", "--wrap", "0"]) == 0
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) > 200


def test_the_full_note_says_more(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("fallen: yes\n")
    main(["render", flow, "--answers", "-"])
    short = capsys.readouterr().out
    typed("fallen: yes\n")
    main(["render", flow, "--answers", "-", "--full"])
    full = capsys.readouterr().out
    assert "Falls in a made-up cohort" in full
    assert "Falls in a made-up cohort" not in short


def test_render_for_other_programs_is_json(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("fallen: yes\n")
    assert main(["render", flow, "--answers", "-", "--format", "json"]) == 0
    contract = json.loads(capsys.readouterr().out)
    assert contract["answers"] == {"fallen": "yes"}
    assert {line["id"]: line["status"] for line in contract["recommendations"]} == {
        "review": "holds",
        "bones": "open",
    }


def test_answers_of_the_json_form_can_be_given_again(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("fallen: not_known\nlimits: {chosen: [knee], rest: not_assessed}\nage: 62\ncomment: '*'\n")
    main(["render", flow, "--answers", "-", "--format", "json"])
    first = json.loads(capsys.readouterr().out)
    typed(json.dumps(first["answers"]))
    main(["render", flow, "--answers", "-", "--format", "json"])
    again = json.loads(capsys.readouterr().out)
    assert again["answers"] == first["answers"]
    assert again["recommendations"] == first["recommendations"]


def test_render_markdown(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("fallen: yes\n")
    assert main(["render", flow, "--answers", "-", "--format", "markdown"]) == 0
    assert "# " in capsys.readouterr().out


def test_output_is_a_new_private_file(flow: str, typed: Typed, tmp_path: Path, capsys: Capture) -> None:
    typed("fallen: yes\n")
    note = tmp_path / "note.txt"
    assert main(["render", flow, "--answers", "-", "--output", str(note)]) == 0
    assert "Review of falls" in note.read_text(encoding="utf-8")
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert capsys.readouterr() == ("", "")
    typed("fallen: no\n")
    assert main(["render", flow, "--answers", "-", "--output", str(note)]) == 2
    assert "note.txt exists already and is left as it is" in capsys.readouterr().err
    assert "Review of falls" in note.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--format", "json", "--full"],
            "--full belongs to --format note, pdf and docx; json has one length",
        ),
        (["--format", "markdown", "--wrap", "60"], "--wrap belongs to --format note"),
        (["--wrap", "5"], "--wrap takes a number of columns, 20 at least, or 0"),
        (["--template", "handover", "--placeholders", "epic"], "leave them out with --template"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    flow: str, options: list[str], told: str, capsys: Capture
) -> None:
    assert main(["render", flow, "--answers", "missing.yaml", *options]) == 2
    assert told in capsys.readouterr().err


def test_wrong_answers_end_with_2_and_print_no_summary(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("falen: yes\nage: sixty\n")
    assert main(["render", flow, "--answers", "-"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("interview: 2 mistakes in the answers:\nstandard input:1:1: ")


def test_a_flow_with_mistakes_is_not_used(tmp_path: Path, typed: Typed, capsys: Capture) -> None:
    broken = write_flow(tmp_path / "falls", FLOW.replace("fallen is yes", "fallen is yess"))
    typed("")
    assert main(["render", str(broken), "--answers", "-"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"\n{broken}/flow.yaml:" in err
    assert "did you mean 'yes'" in err


def test_explain_tells_what_is_behind_a_line(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("fallen: yes\nlimits: [foot]\n")
    assert main(["explain", flow, "--answers", "-", "review"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("review: holds\n  Review of falls\n  Arrange a review of falls.\n")
    assert "  because       Falls: yes\n" in out
    assert "  rule          holds if “Falls” is yes or “Limits” has any of (“Knee\n" in out
    assert "  stands in     falls/flow.yaml:19\n" in out
    assert "  would change  ruled out with Falls: no" in out
    assert "cohort" in out
    assert "Falls in a made-up cohort" in out.replace("\n" + " " * 16, " ")
    assert "bones" not in out


def test_explain_tells_what_an_open_line_waits_for(flow: str, typed: Typed, capsys: Capture) -> None:
    typed("age: pending\n")
    assert main(["explain", flow, "bones", "--answers", "-"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("bones: open\n")
    assert "  depends on    Age (result pending)\n" in out
    assert "holds with Age " in out


def test_explain_without_a_name_explains_all_in_the_order_of_the_flow(
    flow: str, typed: Typed, capsys: Capture
) -> None:
    typed("")
    assert main(["explain", flow, "--answers", "-"]) == 0
    starts = [line for line in capsys.readouterr().out.splitlines() if line and line[0] != " "]
    assert starts == ["review: open", "bones: open"]


def test_an_unknown_recommendation_is_answered_with_the_nearest(flow: str, capsys: Capture) -> None:
    assert main(["explain", flow, "reviw", "--answers", "missing.yaml"]) == 2
    assert "there is no recommendation 'reviw'; did you mean 'review'?" in capsys.readouterr().err


def test_flows_says_which_one_won(tmp_path: Path, capsys: Capture) -> None:
    mine = write_flow(tmp_path / "mine" / "falls")
    own = write_flow(tmp_path / "data" / "flows" / "falls")
    assert main(["flows", "--flows", str(mine.parent)]) == 0
    out = capsys.readouterr().out
    assert f"falls  3  Falls\n    from {mine} (--flows)\n    used instead of {own}\n" in out
    assert "(shipped)" in out


def test_flows_lists_one_with_mistakes_too(tmp_path: Path, capsys: Capture) -> None:
    write_flow(tmp_path / "falls", "flow: falls\n")
    assert main(["flows", "--flows", str(tmp_path)]) == 0
    assert f"see 'interview check --flows {tmp_path} falls'" in capsys.readouterr().out


def test_schema_is_json_schema(capsys: Capture) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].partition("://")[2].startswith("json-schema.org/")


def test_home_without_a_terminal_says_what_there_is_and_how(
    flow: str, tmp_path: Path, typed: Typed, capsys: Capture
) -> None:
    typed("")
    assert main(["--flows", str(Path(flow).parent)]) == 0
    unwrapped = "".join(capsys.readouterr().out.split())
    assert f"Falls(falls)from{flow}(--flows)" in unwrapped
    assert "n,orEntertoleave" in unwrapped

"""A number stands in one line with what it counts, wherever a text is wrapped."""

from interview.line_breaks import unparted, wrapped


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    assert unparted("a fall of 7 % since 24 > 19") == "a fall of 7\u00a0% since 24\u00a0>\u00a019"
    assert wrapped("a fall of 7 %", 11) == ["a fall of", "7 %"]


def test_a_reference_stays_beside_what_it_is_for() -> None:
    assert wrapped("a fall review [12]", 15) == ["a fall", "review [12]"]


def test_lines_begin_as_asked_and_a_path_stays_whole() -> None:
    assert wrapped("one /a/long-path two", 8, "- ", "  ") == ["- one", "  /a/long-path", "  two"]

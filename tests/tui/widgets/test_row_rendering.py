"""A row is wrapped as Textual would wrap it, whatever stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from interview.tui.widgets.row_rendering import lines_of

_TEXT = st.text(st.sampled_from("ab é漢\n\t\u200d👩-"), max_size=30)


@given(_TEXT, st.integers(1, 40), st.data())
def test_a_line_that_fits_is_left_as_wrapping_would_leave_it(
    text: str, width: int, data: st.DataObject
) -> None:
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    content = Content(text).stylize("muted", begin, end)
    expected = content.wrap(width)
    found = lines_of(content, width)
    assert [(one.plain, one.cell_length) for one in found] == [
        (one.plain, one.cell_length) for one in expected
    ]
    assert [_toned(one) for one in found] == [_toned(one) for one in expected]


def _toned(content: Content) -> list[bool]:
    """Tell of each character whether it is muted."""
    return [any(span.start <= at < span.end for span in content.spans) for at in range(len(content.plain))]

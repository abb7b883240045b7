"""A picture drawn as SVG: light, readable without colour, and told to screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from interview.check.graph.graph import Arrow, Box, Kind, Picture, Tone
from interview.check.graph.layout import Course, Layout, Point, Size, laid_out
from interview.check.graph.look import INK, LINE, LOOKS, PAPER, QUIET, Look
from interview.check.graph.text import lines_of, width, words_of

_SIZE, _WORDS_SIZE, _TITLE_SIZE = 12.0, 11.0, 18.0
_LEADING = 1.35
_PADDING = 10
_MARGIN = 24
_DOT = 10.0
_FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_TIP = (
    '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
    f'orient="auto"><path d="M0,1 L10,5 L0,9 z" fill="{LINE}"/></marker></defs>'
)

_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: 'font-weight="bold"',
    Tone.QUIET: f'fill="{QUIET}" font-style="italic"',
}


def svg(picture: Picture) -> str:
    """Return a picture as SVG; `UsageError` when what lays it out is not installed."""
    words = {arrow: _room_for_words(arrow) for arrow in picture.arrows if arrow.words}
    boxes = {box.id: _room_for(box) for box in picture.boxes}
    return "\n".join(_drawn(picture, laid_out(picture, boxes, words), boxes)) + "\n"


def _drawn(picture: Picture, layout: Layout, sizes: dict[str, Size]) -> Iterator[str]:
    head = _TITLE_SIZE * 2
    wide = max(layout.size[0], width(picture.title, _TITLE_SIZE)) + 2 * _MARGIN
    tall = layout.size[1] + 2 * _MARGIN + head
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{tall:.0f}" '
        f'viewBox="0 0 {wide:.0f} {tall:.0f}" role="img" aria-labelledby="title description" '
        f'font-family="{_FONT}" font-size="{_SIZE:.0f}" fill="{INK}">'
    )
    yield f'<title id="title">{escape(picture.title)}</title>'
    yield f'<desc id="description">{escape(picture.description)}</desc>'
    yield _TIP
    yield f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    yield _text(
        _MARGIN,
        _MARGIN + _TITLE_SIZE * 0.8,
        picture.title,
        f'font-size="{_TITLE_SIZE:.0f}" font-weight="bold"',
    )
    yield f'<g transform="translate({_MARGIN},{_MARGIN + head:.0f})">'
    yield from (_line(course, arrow) for course, arrow in zip(layout.courses, picture.arrows, strict=True))
    for box in picture.boxes:
        yield from _box(box, layout.boxes[box.id], sizes[box.id])
    for course, arrow in zip(layout.courses, picture.arrows, strict=True):
        yield from _words(course, arrow)
    yield "</g>"
    yield "</svg>"


def _room_for(box: Box) -> Size:
    if box.kind is Kind.JUNCTION:
        return _DOT, _DOT
    lines = lines_of(box)
    wide = max(
        width(" " * 2 * line.depth + line.text, _SIZE) * (1.1 if line.tone is Tone.STRONG else 1)
        for line in lines
    )
    return round(wide + 2 * _PADDING, 1), round(len(lines) * _SIZE * _LEADING + 2 * _PADDING, 1)


def _room_for_words(arrow: Arrow) -> Size:
    lines = words_of(arrow.words)
    return max(width(line, _WORDS_SIZE) for line in lines) + 12, len(lines) * _WORDS_SIZE * _LEADING + 6


def _line(course: Course, arrow: Arrow) -> str:
    first, *rest = (f"{x:g},{y:g}" for x, y in course.points)
    tip = rest.pop()
    dashes = ' stroke-dasharray="6 4"' if arrow.side else ""
    way = f"M{first} C{' '.join(rest)} L{tip}"
    return f'<path d="{way}" fill="none" stroke="{LINE}" stroke-width="1.4"{dashes} marker-end="url(#tip)"/>'


def _words(course: Course, arrow: Arrow) -> Iterator[str]:
    """Yield the words beside an arrow on a ground of their own, so that no line runs through them."""
    if not arrow.words or course.words is None:
        return
    wide, tall = _room_for_words(arrow)
    left, top = course.words[0] - wide / 2, course.words[1] - tall / 2
    place = f'x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
    yield f'<rect {place} rx="3" fill="{PAPER}" fill-opacity="0.9"/>'
    style = f'font-size="{_WORDS_SIZE:.0f}" fill="{QUIET}" font-style="italic"'
    for index, line in enumerate(words_of(arrow.words)):
        yield _text(left + 6, top + 3 + (index + 0.8) * _WORDS_SIZE * _LEADING, line, style)


def _box(box: Box, middle: Point, size: Size) -> Iterator[str]:
    look = LOOKS[box.kind]
    left, top = middle[0] - size[0] / 2, middle[1] - size[1] / 2
    yield "<g>"
    if box.names:
        yield f"<title>{escape(', '.join(box.names))}</title>"
    yield _frame(look, left, top, size)
    for index, line in enumerate(lines_of(box)):
        baseline = top + _PADDING + (index + 0.8) * _SIZE * _LEADING
        yield _text(
            left + _PADDING + width(" " * 2 * line.depth, _SIZE), baseline, line.text, _STYLES[line.tone]
        )
    yield "</g>"


def _frame(look: Look, left: float, top: float, size: Size) -> str:
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}" rx="{look.round}" '
        f'fill="{look.fill}" stroke="{look.stroke}" stroke-width="{look.thick}"/>'
    )


def _text(x: float, y: float, text: str, style: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{style and " " + style}>{escape(text)}</text>'

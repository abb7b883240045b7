"""What stands between the bar and the question: the steps or what is urgent, and the last answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len

from interview.conversation import prompts
from interview.conversation.conversation import Conversation
from interview.conversation.grid import grid
from interview.conversation.live_conclusions import LiveConclusions
from interview.conversation.steps import Step, left_open, step_at
from interview.flow.answer_text import in_words
from interview.flow.review import review_state
from interview.tui.frame import SMALL_WIDTH
from interview.tui.rows import banners
from interview.tui.rows.row import BLANK, Part, Row, clipped, row

LINES = 4
"""Lines between the bar and the question, where there is room for all of them."""
CRUMBS = 2
"""Answers that are shown before a question."""
OPENING = 3
"""Lines for what is said before the first question."""
MOST, MOST_SMALL = 2, 3
"""Lines that a banner may take; on a small screen the same words take more."""
QUESTION = 11
"""Lines that stay for the rest of a small screen before what is urgent may take more."""
Height = Callable[[Sequence[Row]], int]
"""How many lines rows take."""


def above_rows(
    conversation: Conversation, found: LiveConclusions, every: tuple[Step, ...], columns: int, height: Height
) -> list[Row]:
    """Return what fills these lines: the most pressing first, and the last answers where there is room."""
    rows = urgent_rows(found, height) or [_steps(conversation, every, columns)]
    kept = [part for part in (unsaved_row(conversation, height), whose_row(conversation)) if part is not None]
    used = height([*rows, *kept])
    crumbs = _crumbs(conversation, columns)
    if kept:
        return [
            *rows,
            *([BLANK] if used + 2 <= LINES else []),
            *kept,
            *([crumbs] if used + 2 < LINES else []),
        ]
    return [*rows, *([BLANK] if used == 1 else []), crumbs]


def opening_rows(conversation: Conversation, columns: int, height: Height) -> list[Row]:
    """Return what to know before the first question, as many sentences as there is room for."""
    use, state = prompts.opening(conversation.session.flow)
    last = row((state, "muted"), lead="  ")
    sentences = use.split(". ")
    for count in range(len(sentences), 0, -1):
        said = ". ".join(sentences[:count])
        more = "" if count == len(sentences) else ".  ? more"
        first = row((f"{said}{more}", "muted"), lead="  ")
        if height([first, last]) <= OPENING or count == 1:
            return [first, last]
    return [last]


def reviewed_row(conversation: Conversation, columns: int) -> Row:
    """Return how far to trust a flow, where there is room for no more than that."""
    flow = conversation.session.flow
    state = review_state(flow.review, flow.content_hash)
    said = f"{state[:1].upper()}{state[1:]}"
    more = "  ? more" if cell_len(said) + 10 <= columns else ""
    return row((f"{said}{more}", "muted"), lead="  ")


def most_urgent(width: int, height: int) -> int:
    """Return how many lines what is urgent may take on a screen of this size."""
    return max(MOST, min(MOST_SMALL + 1, height - QUESTION)) if width < SMALL_WIDTH else MOST


def urgent_rows(found: LiveConclusions, height: Height, most: int = MOST) -> list[Row]:
    """Return the banner for what is urgent; none when nothing is.

    Where it would be cut, its lines begin at the edge: what to do comes last, and must not be what is cut.
    """
    rows: list[Row] = []
    for indented in (True, False):

        def fits(text: str, indented: bool = indented) -> bool:
            return height([_banner(text, indented)]) <= most

        said = banners.urgent(found.urgent, fits)
        rows = [_banner(said, indented)] if said else []
        if not said.endswith(banners.MORE):
            return rows
    return rows


def unsaved_row(conversation: Conversation, height: Height, most: int = MOST) -> Row | None:
    """Return the banner over what is not saved or only looked at; mostly none."""
    said = banners.unsaved(conversation, lambda text: height([row(text, lead="  ")]) <= most)
    return row((said, "warning"), lead=(("  ", "warning"),)) if said else None


def whose_row(conversation: Conversation) -> Row | None:
    """Return whose interview it is until something is said; none from then on."""
    said = prompts.whose(conversation)
    return row((said, "key"), lead="  ") if said else None


def _banner(words: str, indented: bool) -> Row:
    chip = f"{banners.SAME_DAY}  " if words and indented else ""
    return row(
        (words.removeprefix(chip), "alarm"), lead=((f"  {chip}", "alarm"),), ground="alarm", name="urgent"
    )


def _steps(conversation: Conversation, every: tuple[Step, ...], columns: int) -> Row:
    now = step_at(every, conversation.active)
    open_ = left_open(every, conversation.session)
    for gap in ("   ", "  "):
        parts: list[Part] = []
        for step in every:
            parts.append((step.title, "key" if step.title == now else "muted"))
            parts.append((f" ?{gap}" if step.title in open_ else gap, "warning"))
        if sum(cell_len(text) for text, _ in parts) - len(gap) <= columns - 4:
            return row(*parts, lead="  ")
    return row((now, "key"), lead="  ")


def _crumbs(conversation: Conversation, columns: int) -> Row:
    """Return the last answers before the question, the latest at the right."""
    room, shown = columns - 6, list(_last(conversation))
    while len(shown) > 1 and sum(_width(one) for one in shown) + 5 * (len(shown) - 1) > room:
        del shown[0]
    parts: list[Part] = []
    for label, said in shown:
        left = max(8, room - cell_len(label) - 1)
        parts += [("  ·  ", "faint")] if parts else []
        parts += [(f"{label} ", "muted"), (clipped(said, left), "text")]
    return row(*parts, lead=(("  ↑ ", "muted"),), name="answers") if parts else BLANK


def _last(conversation: Conversation) -> Iterator[tuple[str, str]]:
    session = conversation.session
    here = frozenset(grid(conversation)) | {conversation.active}
    names = [name for name in session.answers if name not in here][-CRUMBS:]
    for name in names:
        question = session.flow.questions[name]
        yield question.label, in_words(question, session.answers[name])


def _width(crumb: tuple[str, str]) -> int:
    return cell_len(crumb[0]) + 1 + cell_len(crumb[1])

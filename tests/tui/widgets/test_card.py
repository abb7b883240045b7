"""A card draws its own edge; there is nothing of Textual's around it that would be left out."""

from __future__ import annotations

import pytest
from textual.geometry import Spacing

from interview.tui.widgets.card import Card
from tests.tui.driver import driven


@pytest.mark.parametrize("keys", ["", "02", "02100"], ids=["first", "table", "field"])
@pytest.mark.parametrize("size", [(40, 15), (120, 40)], ids=["40x15", "120x40"])
async def test_a_card_has_no_edge_padding_or_veil_of_textuals(keys: str, size: tuple[int, int]) -> None:
    async with driven(size=size) as driver:
        await driver.press(*keys)
        cards = list(driver.app.screen.query(Card))
        assert cards
        for card in cards:
            styles = card.styles
            assert (styles.gutter, styles.outline.spacing) == (Spacing(), Spacing())
            assert (card.opacity, styles.text_opacity, styles.tint.a) == (1, 1, 0)


async def test_every_line_of_a_card_is_as_wide_as_the_card() -> None:
    async with driven(size=(120, 40)) as driver:
        for card in driver.app.screen.query(Card):
            lines = card.render_lines(card.size.region)
            assert [line.cell_length for line in lines] == [card.size.width] * card.size.height

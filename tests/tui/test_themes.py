"""Our colours can be told apart and read."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from interview.tui.themes import CONTRAST, THEMES
from tests.tui.driving import driven

ON_GROUND = ("text", "bright", "muted", "accent", "ok", "warn")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(colour).normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(theme: Theme, front: str, back: str) -> float:
    dark, light = sorted(luminance(theme.variables[name]) for name in (front, back))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme: Theme) -> None:
    least = 7.0 if theme is CONTRAST else 4.5
    pairs = [(front, back) for front in ON_GROUND for back in ("ground", "bar")]
    for front, back in [*pairs, ("cursor-text", "cursor"), ("alarm-text", "alarm")]:
        assert contrast(theme, front, back) >= least, (front, back)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
async def test_every_theme_draws_every_screen(theme: Theme) -> None:
    async with driven() as driver:
        driver.app.theme = theme.name
        await driver.press("1", "⏎", "s", "escape")
        assert "URGENT" in driver.screen


async def test_without_colour_the_cursor_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven() as driver:
        await driver.press("0", "down")
        styles = {
            segment.style
            for strip in driver.app.screen._compositor.render_strips()
            for segment in strip.apply_filter(driver.app.get_line_filters()[0], Color(0, 0, 0))
            if segment.style is not None
        }
        assert driver.app.native_ansi_color
        assert any(style.reverse for style in styles)
        assert all(style.color is None or style.color.is_default for style in styles)

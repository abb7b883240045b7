"""Whether another program shows the full screen, such as textual-serve in a browser; without Textual."""

from __future__ import annotations

from collections.abc import Mapping

WEB_DRIVER = "textual.drivers.web_driver:WebDriver"


def is_served(environment: Mapping[str, str], *, at_terminal: bool) -> bool:
    """Return whether it does: it says so in a variable, and talks to this program through pipes."""
    return environment.get("TEXTUAL_DRIVER") == WEB_DRIVER and not at_terminal

"""The smallest Textual app that says something: the peer for cold start, memory and quitting."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Hello, world READY")


if __name__ == "__main__":
    Hello().run()

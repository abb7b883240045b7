"""A Textual app with nothing but a list of options: the peer for a key's cost."""

from textual.app import App, ComposeResult
from textual.widgets import OptionList


class Options(App[None]):
    def compose(self) -> ComposeResult:
        yield OptionList(*[f"Option {n} READY" for n in range(1, 9)])


if __name__ == "__main__":
    Options().run()

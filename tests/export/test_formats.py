"""Every form that the command line offers can be made, and is the same each time."""

from __future__ import annotations

import pytest

from interview.cli.parser import FORMATS
from interview.errors import UsageError
from interview.export.formats import FORMS, form


def test_the_command_line_offers_every_form() -> None:
    assert tuple(FORMS) == FORMATS


def test_an_unknown_form_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=f"there is no format 'rtf'; there is {', '.join(FORMS)}$"):
        form("rtf")

"""The digest that everything kept is known by is SHA-256, whichever module of Python works it out."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from interview.digest import sha256


@given(st.binary())
def test_it_is_what_the_standard_library_says(data: bytes) -> None:
    assert sha256(data).hexdigest() == hashlib.sha256(data).hexdigest()

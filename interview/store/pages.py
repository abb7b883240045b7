"""Rows read straight from the pages of a damaged SQLite file.

SQLite finds a row through the pages above it and gives up where one of those is damaged. Here every page
that holds rows is read by itself, so that whatever is whole is found. The form of a page is that of
https://sqlite.org/fileformat2.html and has not changed since 2004. What is found may be garbage: the reader
of the rows must prove them.
"""

from __future__ import annotations

from collections.abc import Iterator

Value = str | int | bytes | None
_LEAF = 0x0D
"""The first byte of a page with rows of a table."""
_PAGE_SIZES = tuple(2**power for power in range(9, 17))
_USUAL = 4096
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its type."""


def rows(data: bytes) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Give the number and the values of every row that can be read, in the order of the pages."""
    file = _File(data)
    for number in range(1, len(data) // file.size + 2):
        yield from file.rows(number)


class _File:
    def __init__(self, data: bytes) -> None:
        said = int.from_bytes(data[16:18], "big")
        self._data = data
        self.size = next((size for size in _PAGE_SIZES if size in (said, said << 16)), _USUAL)
        self._usable = self.size - (data[20] if len(data) > 20 and data[20] < 32 else 0)

    def rows(self, number: int) -> Iterator[tuple[int, tuple[Value, ...]]]:
        page = self._page(number)
        start = 100 if number == 1 else 0
        if page[start : start + 1] != bytes([_LEAF]):
            return
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        for cell in range(min(cells, self.size // 4)):
            place = start + 8 + 2 * cell
            try:
                yield self._row(page, int.from_bytes(page[place : place + 2], "big"))
            except (IndexError, ValueError):  # cut off or overwritten; the next one may be whole
                continue

    def _page(self, number: int) -> bytes:
        return self._data[(number - 1) * self.size : number * self.size] if number > 0 else b""

    def _row(self, page: bytes, place: int) -> tuple[int, tuple[Value, ...]]:
        length, place = _number(page, place)
        row, place = _number(page, place)
        if length > len(self._data):
            raise ValueError(length)
        here = self._local(length)
        record = page[place : place + here]
        if here < length:
            record += self._further(page[place + here : place + here + 4], length - here)
        return row, tuple(_values(record))

    def _local(self, length: int) -> int:
        """Return how much of a record stands on its own page."""
        if length <= self._usable - 35:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        wanted = least + (length - least) % (self._usable - 4)
        return wanted if wanted <= self._usable - 35 else least

    def _further(self, link: bytes, length: int) -> bytes:
        """Return the rest of a record from the pages it goes on to."""
        found = b""
        while len(found) < length:
            page = self._page(int.from_bytes(link, "big"))
            if len(page) < self._usable:
                raise ValueError(link)
            link, found = page[:4], found + page[4 : self._usable]
        return found[:length]


def _values(record: bytes) -> Iterator[Value]:
    end, place = _number(record, 0)
    types = []
    while place < end:
        kind, place = _number(record, place)
        types.append(kind)
    for kind in types:
        length = _INTEGERS.get(kind, (kind - 12) // 2 if kind >= 12 else 0)
        part = record[place : place + length]
        if len(part) < length:
            raise ValueError(kind)
        yield _value(kind, part)
        place += length


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in _INTEGERS:
        return int.from_bytes(part, "big", signed=True)
    if kind in (8, 9):
        return kind - 8
    if kind >= 12:
        return part.decode() if kind % 2 else part
    raise ValueError(kind)  # a fraction, which no table here has


def _number(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and the place after it."""
    value = 0
    for count in range(8):
        byte = data[place + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    return value << 8 | data[place + 8], place + 9

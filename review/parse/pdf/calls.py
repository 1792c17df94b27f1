"""pdfium's C functions by plain address. The generated bindings convert every pointer; words and paths are many."""

from __future__ import annotations

import ctypes
from typing import Any

Address = ctypes.c_void_p
FLOAT = ctypes.sizeof(ctypes.c_float)


class Room:
    """Room for C to write floats into, again and again, with pointers to its shelves made once."""

    def __init__(self) -> None:
        self._floats = (ctypes.c_float * 0)()
        self._pointers: dict[tuple[int, int], list[ctypes.c_void_p]] = {}

    def shelves(self, count: int, width: int, start: int = 0) -> list[ctypes.c_void_p]:
        """Pointers to so many shelves, so many floats wide, `start` floats into each."""
        if count * width > len(self._floats):
            self._floats = (ctypes.c_float * (2 * count * width))()
            self._pointers.clear()
        made = self._pointers.setdefault((width, start), [])
        base, step = ctypes.addressof(self._floats) + start * FLOAT, width * FLOAT
        made += map(ctypes.c_void_p, range(base + len(made) * step, base + count * step, step))
        return made

    def taken(self, count: int, width: int) -> bytes:
        """What stands on the shelves."""
        return bytes(memoryview(self._floats).cast("B")[: count * width * FLOAT])


def address_of(pointer: Any) -> int:  # noqa: ANN401 - ctypes pointers have no common type
    """Where a pointer points; 0 for nowhere."""
    return ctypes.cast(pointer, Address).value or 0


def quick(function: object, result: type | None = None) -> Any:  # noqa: ANN401 - nor have C functions
    """The same function for short calls by the thousand: nothing is checked, nobody else runs meanwhile.

    Addresses must come as `ctypes.c_void_p` or `ctypes.byref`, numbers as ints that fit a C int.
    """
    return ctypes.PYFUNCTYPE(result)(address_of(function))


def plain(function: object, result: type, *arguments: type) -> Any:  # noqa: ANN401 - the same
    """The same function, taking and giving addresses: about half the price of a call."""
    return ctypes.CFUNCTYPE(result, *arguments)(address_of(function))

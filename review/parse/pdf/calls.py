"""pdfium's C functions by plain address. The generated bindings convert every pointer; words and paths are many."""

from __future__ import annotations

import ctypes
from typing import Any

Address = ctypes.c_void_p
FLOAT = ctypes.sizeof(ctypes.c_float)


def floats(count: int) -> tuple[memoryview[float], int]:
    """Room for so many C floats, and where it is. `tolist()` reads them all at once; the view keeps the room alive."""
    room = (ctypes.c_float * count)()
    return memoryview(room).cast("B").cast("f"), ctypes.addressof(room)


def address_of(pointer: Any) -> int:  # noqa: ANN401 - ctypes pointers have no common type
    """Where a pointer points; 0 for nowhere."""
    return ctypes.cast(pointer, Address).value or 0


def plain(function: object, result: type, *arguments: type) -> Any:  # noqa: ANN401 - nor have C functions
    """The same function, taking and giving addresses: about half the price of a call."""
    return ctypes.CFUNCTYPE(result, *arguments)(address_of(function))

"""pdfium's C functions by plain address. The generated bindings convert every pointer; words and paths are many."""

from __future__ import annotations

import ctypes
from typing import Any

Address = ctypes.c_void_p
FLOAT = ctypes.sizeof(ctypes.c_float)


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

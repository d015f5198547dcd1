"""pdfium's functions for what is asked of each character and path: called as plain C, in a third of the time.

pypdfium2's own bindings make a Python object of each pointer and let other threads run at each call; here a pointer
is its address, 0 or None where there is none.
"""

from __future__ import annotations

import ctypes
from functools import cache
from types import SimpleNamespace
from typing import Any

NAMES = (
    "FPDFText_CountChars",
    "FPDFText_GetTextObject",
    "FPDFText_GetUnicode",
    "FPDFText_HasUnicodeMapError",
    "FPDFText_IsGenerated",
    "FPDFText_GetMatrix",
    "FPDFText_GetFontSize",
    "FPDFText_GetLooseCharBox",
    "FPDFText_GetCharBox",
    "FPDFText_GetCharOrigin",
    "FPDFTextObj_GetFontSize",
    "FPDFTextObj_GetTextRenderMode",
    "FPDFTextObj_SetTextRenderMode",
    "FPDFPage_CountObjects",
    "FPDFPage_GetObject",
    "FPDFFormObj_CountObjects",
    "FPDFFormObj_GetObject",
    "FPDFPageObj_GetType",
    "FPDFPageObj_GetBounds",
    "FPDFPageObj_GetMatrix",
    "FPDFPageObj_GetClipPath",
    "FPDFPath_GetDrawMode",
    "FPDFPath_CountSegments",
    "FPDFPath_GetPathSegment",
    "FPDFPathSegment_GetPoint",
    "FPDFPathSegment_GetType",
    "FPDFPathSegment_GetClose",
    "FPDFClipPath_CountPaths",
    "FPDFClipPath_CountPathSegments",
    "FPDFClipPath_GetPathSegment",
)


@cache
def native() -> Any:
    """The functions by their names. They take addresses, ctypes' pointers and what byref gives."""
    import pypdfium2.raw as pdfium

    return SimpleNamespace(**{name: _plain(getattr(pdfium, name)) for name in NAMES})


def _plain(function: Any) -> Any:
    types = [_address_for_pointer(t) for t in (function.restype, *function.argtypes)]
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(*types)(address)


def _address_for_pointer(kind: Any) -> Any:
    return ctypes.c_void_p if hasattr(kind, "contents") else kind

"""The paths that a pdfium page draws, as straight segments, through all of its form XObjects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from shenbao_extract.document import Box
from shenbao_extract.pdf.drawn import rect_sides
from shenbao_extract.pdf.shown import IDENTITY, Matrix, Shown, apply, times

DEPTH = 8  # forms within forms
OFF = 0.05  # points: how far a rectangle's corner may stand off its side's line

Point = tuple[float, float]


@dataclass(slots=True)
class Walked:
    """What was met: segments on the page as shown, text objects with the matrix of their form, and pictures.

    A picture is its box and the number of text objects drawn before it.
    """

    segments: list[Box] = field(default_factory=list)
    pictures: list[tuple[Box, int]] = field(default_factory=list)
    texts: dict[int, tuple[Any, Matrix]] = field(default_factory=dict)
    """By the address of the object, which pdfium's characters name too."""


def walk(page: Any, view: Shown) -> Walked:
    """All drawn objects of a pdfium page."""
    import pypdfium2.raw as pdfium

    walked = Walked()
    _walk(page.raw, IDENTITY, 0, view, walked, pdfium)
    return walked


def kinds(page: Any, depth: int) -> Iterator[int]:
    """The kinds (FPDF_PAGEOBJ_...) of what a pdfium page draws, through forms within forms to a depth."""
    import pypdfium2.raw as pdfium

    return _kinds(page.raw, 0, depth, pdfium)


def _kinds(parent: Any, level: int, depth: int, pdfium: Any) -> Iterator[int]:
    for item in _items(parent, level, pdfium):
        kind = pdfium.FPDFPageObj_GetType(item)
        yield kind
        if kind == pdfium.FPDF_PAGEOBJ_FORM and level < depth:
            yield from _kinds(item, level + 1, depth, pdfium)


def _items(parent: Any, level: int, pdfium: Any) -> Iterator[Any]:
    """What a page (level 0) or a form within it draws."""
    count = pdfium.FPDFFormObj_CountObjects if level else pdfium.FPDFPage_CountObjects
    get = pdfium.FPDFFormObj_GetObject if level else pdfium.FPDFPage_GetObject
    return (get(parent, i) for i in range(count(parent)))


def _walk(parent: Any, matrix: Matrix, level: int, view: Shown, walked: Walked, pdfium: Any) -> None:
    for item in _items(parent, level, pdfium):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(item, matrix, view, walked, pdfium)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            walked.pictures.append((bounds(item, matrix, view), len(walked.texts)))
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            walked.texts[ctypes.addressof(item.contents)] = (item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and level < DEPTH:
            _walk(item, times(matrix_of(item), matrix), level + 1, view, walked, pdfium)


def bounds(item: Any, matrix: Matrix, view: Shown) -> Box:
    """The box of a pdfium object's ink on the page as shown; without extent where it has none."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(v) for v in (left, bottom, right, top)))
    return view.box(*apply(matrix, left.value, bottom.value), *apply(matrix, right.value, top.value))


def matrix_of(item: Any) -> Matrix:
    """A pdfium object's own matrix."""
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return IDENTITY
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _path(item: Any, matrix: Matrix, view: Shown, walked: Walked, pdfium: Any) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    whole = times(matrix_of(item), matrix)
    for points in _subpaths(item, pdfium):
        shown = [view.point(*apply(whole, x, y)) for x, y in points]
        rectangle = _rectangle(shown)
        if rectangle is not None:
            walked.segments += rect_sides(rectangle, bool(stroke.value))
            continue
        for (x0, y0), (x1, y1) in pairwise(shown):
            walked.segments.append(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _subpaths(item: Any, pdfium: Any) -> list[list[Point]]:
    """The corners of each part of a path; a closed part ends where it began."""
    parts: list[list[Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return parts


def _rectangle(points: list[Point]) -> Box | None:
    """The box that a closed path of four upright sides draws; None for any other path."""
    corners = [p for i, p in enumerate(points) if not i or p != points[i - 1]]
    if len(corners) != 5 or corners[0] != corners[-1]:
        return None
    for (x0, y0), (x1, y1) in pairwise(corners):
        if abs(x0 - x1) > OFF and abs(y0 - y1) > OFF:
            return None
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))

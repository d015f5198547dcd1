"""The paths that a pdfium page draws, as straight segments, through all of its form XObjects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from shenbao_extract.document import Box
from shenbao_extract.pdf.drawn import rect_sides
from shenbao_extract.pdf.native import native
from shenbao_extract.pdf.outlines import OFF, Point, around, is_print
from shenbao_extract.pdf.shown import IDENTITY, Matrix, Shown, apply, times

TEXT, PATH, PICTURE, FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_...
CURVE, MOVE = 1, 2  # FPDF_SEGMENT_...
DEPTH = 8  # forms within forms


@dataclass(slots=True)
class Walked:
    """What was met: segments on the page as shown, the matrix of each text object's form, and pictures.

    A picture is its box and the number of text objects drawn before it; `outlines` are the boxes of filled shapes
    that may be characters.
    """

    segments: list[Box] = field(default_factory=list)
    outlines: list[Box] = field(default_factory=list)
    pictures: list[tuple[Box, int]] = field(default_factory=list)
    texts: dict[int, Matrix] = field(default_factory=dict)
    """By the address of the object, which pdfium's characters name too."""


def walk(page: Any, view: Shown) -> Walked:
    """All drawn objects of a pdfium page."""
    walked = Walked()
    _walk(page.raw, IDENTITY, 0, view, walked)
    return walked


def kinds(parent: Any, depth: int, level: int = 0) -> Iterator[int]:
    """The kinds (FPDF_PAGEOBJ_...) of what a pdfium page (its `raw`) draws, through forms within forms to a depth."""
    kind_of = native().FPDFPageObj_GetType
    for item in _items(parent, level):
        kind = kind_of(item)
        yield kind
        if kind == FORM and level < depth:
            yield from kinds(item, depth, level + 1)


def _items(parent: Any, level: int) -> Iterator[int]:
    """What a page (level 0) or a form within it draws."""
    pdfium = native()
    count = pdfium.FPDFFormObj_CountObjects if level else pdfium.FPDFPage_CountObjects
    get = pdfium.FPDFFormObj_GetObject if level else pdfium.FPDFPage_GetObject
    return (get(parent, i) for i in range(count(parent)))


def _walk(parent: Any, matrix: Matrix, level: int, view: Shown, walked: Walked) -> None:
    kind_of = native().FPDFPageObj_GetType
    for item in _items(parent, level):
        kind = kind_of(item)
        if kind == PATH:
            _path(item, matrix, view, walked)
        elif kind == PICTURE:
            walked.pictures.append((bounds(item, matrix, view), len(walked.texts)))
        elif kind == TEXT:
            walked.texts[item] = matrix
        elif kind == FORM and level < DEPTH:
            _walk(item, times(matrix_of(item), matrix), level + 1, view, walked)


def bounds(item: int, matrix: Matrix, view: Shown) -> Box:
    """The box of a pdfium object's ink on the page as shown; without extent where it has none."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    native().FPDFPageObj_GetBounds(item, *(ctypes.byref(v) for v in (left, bottom, right, top)))
    return view.box(*apply(matrix, left.value, bottom.value), *apply(matrix, right.value, top.value))


def matrix_of(item: int) -> Matrix:
    """A pdfium object's own matrix."""
    m = (ctypes.c_float * 6)()
    if not native().FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return IDENTITY
    a, b, c, d, e, f = m
    return (a, b, c, d, e, f)


def _path(item: int, matrix: Matrix, view: Shown, walked: Walked) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    native().FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    whole = times(matrix_of(item), matrix)
    parts, curved = _subpaths(item)
    drawn = [[view.point(*apply(whole, x, y)) for x, y in points] for points in parts]
    if is_print(drawn, curved):
        if fill.value:
            walked.outlines.append(around([point for points in drawn for point in points]))
        return
    for shown in drawn:
        rectangle = _rectangle(shown)
        if rectangle is not None:
            walked.segments += rect_sides(rectangle, bool(stroke.value))
            continue
        for (x0, y0), (x1, y1) in pairwise(shown):
            walked.segments.append(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _subpaths(item: int) -> tuple[list[list[Point]], bool]:
    """The corners of each part of a path, and whether any of it is curved; a closed part ends where it began."""
    pdfium = native()
    get, point = pdfium.FPDFPath_GetPathSegment, pdfium.FPDFPathSegment_GetPoint
    kind_of, closes = pdfium.FPDFPathSegment_GetType, pdfium.FPDFPathSegment_GetClose
    parts: list[list[Point]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    for i in range(pdfium.FPDFPath_CountSegments(item)):
        segment = get(item, i)
        point(segment, at_x, at_y)
        kind = kind_of(segment)
        curved = curved or kind == CURVE
        if kind == MOVE or not parts:
            parts.append([])
        parts[-1].append((x.value, y.value))
        if closes(segment):
            parts[-1].append(parts[-1][0])
    return parts, curved


def _rectangle(points: list[Point]) -> Box | None:
    """The box that a closed path of four upright sides draws; None for any other path."""
    corners = [p for i, p in enumerate(points) if not i or p != points[i - 1]]
    if len(corners) != 5 or corners[0] != corners[-1]:
        return None
    for (x0, y0), (x1, y1) in pairwise(corners):
        if abs(x0 - x1) > OFF and abs(y0 - y1) > OFF:
            return None
    return around(corners)

"""Ruling lines: straight segments that separate cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

SNAP = 2.5  # points: two rulings nearer than this are one (double borders, rounding of producers)
ALIGNED = 0.8  # points: segments nearer than this lie on one line
BRIDGE = 9.0  # points: a gap on one line shorter than a row is high is a flaw of the print, no opening
BESIDE = 0.9  # share of a frame's height that a ruling beside it must run along to belong to it
TOUCH = 3.0  # points: how far a ruling may end from the one it meets


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight segment: at `at` (y of a horizontal, x of a vertical one), from `start` to `end`; points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The rulings of one table: those that touch each other, horizontal and vertical."""

    horizontal: tuple[Ruling, ...]
    vertical: tuple[Ruling, ...]


def cluster(values: Iterable[float], tolerance: float = SNAP) -> list[float]:
    """Sorted means of the groups of values whose neighbours are nearer than `tolerance`."""
    out: list[float] = []
    group: list[float] = []
    for v in sorted(values):
        if group and v - group[-1] > tolerance:
            out.append(sum(group) / len(group))
            group = []
        group.append(v)
    if group:
        out.append(sum(group) / len(group))
    return out


def merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings on one line whose ends meet or nearly do, as one (producers draw them cell by cell)."""
    lines: list[list[Ruling]] = []
    for r in sorted(rulings, key=lambda r: (r.at, r.start, r.end)):
        if lines and r.at - lines[-1][-1].at <= ALIGNED:
            lines[-1].append(r)
        else:
            lines.append([r])
    out: list[Ruling] = []
    for line in lines:
        at = sum(r.at for r in line) / len(line)
        start, end = None, 0.0
        for r in sorted(line, key=lambda r: r.start):
            if start is not None and r.start - end <= BRIDGE:
                end = max(end, r.end)
                continue
            if start is not None:
                out.append(Ruling(at, start, end))
            start, end = r.start, r.end
        if start is not None:
            out.append(Ruling(at, start, end))
    return out


def frames(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[Frame]:
    """Rulings grouped into tables: two belong together when they touch. Groups that enclose nothing are left out."""
    horizontal, vertical = merged(horizontal), merged(vertical)
    parent = list(range(len(horizontal) + len(vertical)))
    find = finder(parent)
    for j, v in enumerate(vertical):
        for i, h in enumerate(horizontal):
            if h.start - TOUCH <= v.at <= h.end + TOUCH and v.start - TOUCH <= h.at <= v.end + TOUCH:
                parent[find(len(horizontal) + j)] = find(i)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, h in enumerate(horizontal):
        groups.setdefault(find(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical):
        groups.setdefault(find(len(horizontal) + j), ([], []))[1].append(v)
    whole = [(hs, vs) for hs, vs in groups.values() if hs and vs and len(hs) + len(vs) >= 3]
    for hs, vs in groups.values():
        if not hs or not vs:
            _into_its_frame(hs, vs, whole)
    found = [Frame(tuple(hs), tuple(vs)) for hs, vs in whole]
    return sorted(found, key=lambda f: (min(h.at for h in f.horizontal), min(v.at for v in f.vertical)))


def _into_its_frame(hs: list[Ruling], vs: list[Ruling], whole: list[tuple[list[Ruling], list[Ruling]]]) -> None:
    """Rulings that touch no other belong to the frame they lie in, or stand beside over its height.

    They divide merged cells that a page cuts; at the table's left such a cell may be cut at both ends, and no
    horizontal ruling reaches it.
    """
    for frame_hs, frame_vs in whole:
        left, right = min(h.start for h in frame_hs), max(h.end for h in frame_hs)
        top, bottom = min(v.start for v in frame_vs), max(v.end for v in frame_vs)
        frame_hs += [h for h in hs if left <= (h.start + h.end) / 2 <= right and top <= h.at <= bottom]
        for v in vs:
            within = left <= v.at <= right and top <= (v.start + v.end) / 2 <= bottom
            if within or min(v.end, bottom) - max(v.start, top) >= BESIDE * (bottom - top):
                frame_vs.append(v)


def finder(parent: list[int]) -> Callable[[int], int]:
    """The root of a member in a forest of sets (`parent[i]` is the member above i)."""

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    return find

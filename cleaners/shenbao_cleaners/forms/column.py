"""A headed block and its columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A headed column: its role (None where the heading is not known), its span, and the heading's text."""

    role: str | None
    left: int
    right: int
    heading: str


@dataclass(frozen=True)
class Block:
    """A headed block: heading rows `top` to `first`, content rows `first` to `bottom` (excluded), its columns."""

    kind: str  # tree | tasks | list
    top: int
    first: int
    bottom: int
    columns: tuple[Column, ...]
    place: str | None = None  # the town whose value column is read, where each town has one

    def column(self, *roles: str) -> Column | None:
        """The first column that plays one of the roles, in the roles' order."""
        return next((c for role in roles for c in self.columns if c.role == role), None)

    def all(self, role: str) -> list[Column]:
        """All columns that play a role, from left to right."""
        return [c for c in self.columns if c.role == role]

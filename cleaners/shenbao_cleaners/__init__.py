"""Cells to declarations: knows the forms and their damage; opens no file."""

from shenbao_cleaners.declaration import Result
from shenbao_cleaners.pipeline import read_declarations

__all__ = ["Result", "read_declarations"]

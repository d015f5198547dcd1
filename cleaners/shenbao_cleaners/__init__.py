"""Cells to declarations: knows the forms and their damage; opens no file."""

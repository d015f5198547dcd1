"""Comparing the declarations of a dataset: towns, types of department or years side by side."""

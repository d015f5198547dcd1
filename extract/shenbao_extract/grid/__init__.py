"""Pure functions from rulings and characters to cells, shared by every reader that has geometry."""

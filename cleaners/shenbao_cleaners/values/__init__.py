"""What stands in a cell, understood: text, labels, amounts and target values. Pure functions of a string."""

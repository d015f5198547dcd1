"""What stands in a cell, understood: text, labels, amounts of money and target values. Each a pure function of a string."""

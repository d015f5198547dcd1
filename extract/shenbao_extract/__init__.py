"""Paper to cells: knows files, geometry and pixels; knows no form."""

"""Repairs: one defect a file, each a pure function from a sheet to the repaired sheet and the record of what it did.

`SHEET_REPAIRS` is the order in which they are applied.
"""

from shenbao_cleaners.repairs.blank_label_boxes import blank_label_boxes
from shenbao_cleaners.repairs.leaked_markup import leaked_markup
from shenbao_cleaners.repairs.lost_ordinals import lost_ordinals
from shenbao_cleaners.repairs.merged_labels import merged_labels
from shenbao_cleaners.repairs.misread_figures import misread_figures
from shenbao_cleaners.repairs.misread_labels import misread_labels
from shenbao_cleaners.repairs.misread_marks import misread_marks
from shenbao_cleaners.repairs.page_cut_labels import page_cut_labels
from shenbao_cleaners.repairs.page_cut_rows import page_cut_rows
from shenbao_cleaners.repairs.page_footers import page_footers
from shenbao_cleaners.repairs.repeated_headers import repeated_headers
from shenbao_cleaners.repairs.reprinted_cells import reprinted_cells
from shenbao_cleaners.repairs.shifted_rows import shifted_rows

SHEET_REPAIRS = (
    page_footers,
    misread_figures,
    lost_ordinals,
    misread_labels,
    misread_marks,
    leaked_markup,
    repeated_headers,
    page_cut_rows,
    reprinted_cells,
    shifted_rows,
    merged_labels,
    page_cut_labels,
    blank_label_boxes,
)

__all__ = ["SHEET_REPAIRS"]

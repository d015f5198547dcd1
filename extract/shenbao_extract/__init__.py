"""Paper to cells: knows files, geometry and pixels; knows no form."""

from shenbao_extract.cells_file import dump_document
from shenbao_extract.document import Document
from shenbao_extract.errors import ExtractError
from shenbao_extract.reading import read_bytes, read_document

__all__ = ["Document", "ExtractError", "dump_document", "read_bytes", "read_document"]

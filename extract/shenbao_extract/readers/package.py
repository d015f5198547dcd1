"""The zip package of an Office file, opened with care: no bombs, no document types, no entities, no network."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from lxml import etree

from shenbao_extract.errors import DamagedOfficeError, TooLargeError, UnsafeXmlError

MAX_UNPACKED = 200 * 2**20  # bytes of all parts together
MAX_RATIO = 200  # unpacked to packed, for parts over RATIO_FROM
RATIO_FROM = 2**20
MAX_TREE = 48 * 2**20  # bytes of a part that is held as a tree
MAX_PARTS = 20_000

_DOCTYPE = re.compile(b"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_SAFE_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"gb2312", b"gbk", b"gb18030"}
_UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError)


def local_name(name: str) -> str:
    """A tag or attribute name without its namespace or prefix."""
    return name.rpartition("}")[2].rpartition(":")[2]


class Package:
    """The parts of an Office file. Raises TooLargeError, DamagedOfficeError and UnsafeXmlError."""

    def __init__(self, data: bytes, file: str) -> None:
        """`file` is the file's name, for messages. What the parts unpack to is checked before any is unpacked."""
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise DamagedOfficeError(file) from error
        parts = self._zip.infolist()
        if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED:
            raise TooLargeError(file, f"> {MAX_UNPACKED // 2**20} MB")
        for part in parts:
            if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
                raise TooLargeError(file, part.filename[:100])
        self.names = frozenset(p.filename for p in parts)

    def read(self, name: str, limit: int = MAX_TREE) -> bytes:
        """The bytes of a part; empty where there is none."""
        if name not in self.names:
            return b""
        try:
            if self._zip.getinfo(name).file_size > limit:
                raise TooLargeError(self.file, name[:100])
            return self._zip.read(name)
        except _UNREADABLE as error:
            raise DamagedOfficeError(self.file, name[:100]) from error

    def tree(self, name: str) -> etree._Element | None:
        """The root of an XML part; None where there is none. Document types are refused unread."""
        data = self.read(name)
        if not data:
            return None
        self._refuse_document_type(data, name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise DamagedOfficeError(self.file, name[:100]) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnsafeXmlError(self.file, name[:100])
        return root

    def stream(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        """Run through an XML part without holding it: calls for starts and ends of elements (local names) and text."""
        data = self.read(name, MAX_UNPACKED)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(local_name(tag), attributes)
        parser.EndElementHandler = lambda tag: end(local_name(tag))
        parser.CharacterDataHandler = text

        def refuse(*_: object) -> None:
            raise UnsafeXmlError(self.file, name[:100])

        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise DamagedOfficeError(self.file, name[:100]) from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the package: id -> (kind of relation, part's name)."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", base + ".rels"))
        out: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            out[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], full)
        return out

    def _refuse_document_type(self, data: bytes, name: str) -> None:
        head = _ENCODING.match(data[:200])
        odd = head is not None and head.group(1).lower() not in _SAFE_ENCODINGS
        plain = data.replace(b"\0", b"") if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
        if odd or _DOCTYPE.search(plain):
            raise UnsafeXmlError(self.file, name[:100])

"""Legacy Office and WPS files (xls, doc, et, wps): converted by LibreOffice, where it is installed, and then read.

LibreOffice runs in a folder and with a profile of its own, both removed afterwards: without macros, without updating
links, without a network proxy to reach anything by, and not longer than a time-out. Places are those of the converted
file. The problem `converted_by_libreoffice` says that it happened.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from shenbao_extract.document import Page, Problem
from shenbao_extract.errors import (
    EncryptedOfficeError,
    LibreOfficeFailedError,
    LibreOfficeMissingError,
    UnsupportedFormatError,
)

TIMEOUT = 120.0  # seconds; a first start of LibreOffice alone takes some five
MAX_CONVERTED = 200 * 2**20
PROGRAMS = ("soffice", "libreoffice")

# The streams of a compound file tell what wrote it; their names stand in it as UTF-16.
_STREAMS = (("EncryptedPackage", "encrypted"), ("Workbook", "xls"), ("Book", "xls"), ("WordDocument", "doc"))
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Calc/Content/Update", "Link", "1"),  # never
    ("Writer/Content/Update", "Link", "0"),  # never
)
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_SETTING.format(*setting) for setting in _SETTINGS)
    + "</oor:items>"
)


def read_legacy(data: bytes, file: str) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The pages of a legacy Office file, and what was noticed. Raises an ExtractError."""
    kind = legacy_kind(data)
    if kind == "encrypted":
        raise EncryptedOfficeError(file)
    if kind is None:
        raise UnsupportedFormatError(file)
    program = find_program()
    if program is None:
        raise LibreOfficeMissingError(file)
    converted = convert(data, kind, file, program)
    if kind == "xls":
        from shenbao_extract.readers.xlsx import read_xlsx

        pages, problems = read_xlsx(converted, file)
    else:
        from shenbao_extract.readers.docx import read_docx

        pages, problems = read_docx(converted, file)
    return pages, (Problem("converted_by_libreoffice"), *problems)


def legacy_kind(data: bytes) -> str | None:
    """xls, doc or encrypted, by the streams of a compound file; None for anything else in such a file."""
    for name, kind in _STREAMS:
        if name.encode("utf-16-le") + b"\0\0" in data:
            return kind
    return None


def find_program() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def convert(data: bytes, kind: str, file: str, program: str, timeout: float = TIMEOUT) -> bytes:
    """The file as xlsx or docx. Raises LibreOfficeFailedError."""
    target = "xlsx" if kind == "xls" else "docx"
    with tempfile.TemporaryDirectory(prefix="shenbao-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        Path(folder, f"input.{kind}").write_bytes(data)
        command = [
            program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--nologo", "--convert-to", target, "--outdir", folder, f"input.{kind}",
        ]  # fmt: skip
        if not _run(command, folder, timeout):
            raise LibreOfficeFailedError(file, f"> {timeout:g} s")
        result = Path(folder, f"input.{target}")
        if not result.is_file() or not 0 < result.stat().st_size <= MAX_CONVERTED:
            raise LibreOfficeFailedError(file)
        return result.read_bytes()


def _run(command: list[str], folder: str, timeout: float) -> bool:
    """Run a command with all that it starts; whether it ended in time."""
    nowhere = "http://127.0.0.1:9"
    own = {"HOME": folder, "TMPDIR": folder, "http_proxy": nowhere, "https_proxy": nowhere, "SAL_USE_VCLPLUGIN": "svp"}
    environment = {**os.environ, **own}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        with contextlib.suppress(OSError):  # soffice starts a second process: end the group, also when interrupted
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

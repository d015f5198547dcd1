"""LibreOffice as a printer: many sources in one call."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import tempfile

BATCH = 40


class ProducerMissing(RuntimeError):
    """A program that prints is not installed."""


def find_program(*names: str, package: str) -> str:
    """The first of the names on the path."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise ProducerMissing(
        f"{names[0]} was not found; install the package {package} or leave this producer out with --producers"
    )


def to_pdf(sources: list[pathlib.Path], out: pathlib.Path) -> None:
    """Print the sources into `out`, in batches, with a profile of its own."""
    soffice = find_program("soffice", "libreoffice", package="libreoffice")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="corpus-office-") as profile:
        for k in range(0, len(sources), BATCH):
            batch = [str(s) for s in sources[k : k + BATCH]]
            run = subprocess.run(
                [
                    soffice,
                    f"-env:UserInstallation={pathlib.Path(profile).as_uri()}",
                    "--headless",
                    "--norestore",
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    str(out),
                    *batch,
                ],
                capture_output=True,
                text=True,
                timeout=900,
                check=False,
            )
            if run.returncode:
                raise RuntimeError(f"soffice ended with code {run.returncode}: {run.stderr.strip()[-400:]}")

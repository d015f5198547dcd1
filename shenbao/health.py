"""Is everything there that shenbao needs? The Python twin of `shenbao doctor`."""

from __future__ import annotations

import platform
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path

_PACKAGES = (
    *("click", "lxml", "msgspec", "numpy", "pandas", "pdfplumber", "pikepdf", "pillow", "pydantic", "pypdfium2"),
    *("regex", "rich", "simplejson", "xlsxwriter"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is well, what was found, and what to do where it is not."""

    what: str
    good: bool
    found: str
    advice: str = ""


def doctor() -> list[Finding]:
    """Look at Python, the packages, the page renderer, the engines for pictures, the fonts and the encoding."""
    return [
        _python(),
        *(_package(name) for name in _PACKAGES),
        _own(),
        _renderer(),
        *_engines(),
        _font(),
        _writing(),
        _encoding(),
    ]


def _python() -> Finding:
    found = f"{platform.python_version()} {platform.system()} {platform.machine()}"
    return Finding("Python", sys.version_info >= (3, 11), found, "需要 Python 3.11 以上（3.11 or newer is needed）")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, "未安装 not installed", f"pip install {name}")


def _own() -> Finding:
    """The three packages can be imported together."""
    try:
        for name in ("shenbao_extract", "shenbao_cleaners"):
            import_module(name)
    except ImportError as error:
        return Finding("shenbao", False, str(error), "请重新安装 shenbao（install shenbao again）")
    return Finding("shenbao", True, import_module("shenbao").__version__)


def _renderer() -> Finding:
    """pdfium renders an empty page."""
    what = "pdfium"
    try:
        import pypdfium2

        document = pypdfium2.PdfDocument.new()
        document.new_page(72, 72).render(scale=1).close()
        document.close()
    except Exception as error:
        return Finding(what, False, f"{type(error).__name__}: {error}", "pip install --force-reinstall pypdfium2")
    return Finding(what, True, "可用 works")


def _engines() -> list[Finding]:
    """The engines that read pictures. Only the default one is asked for; another that is missing is no fault."""
    from shenbao_extract.ocr.engine import ENGINES, EngineMissing, version
    from shenbao_extract.ocr.options import DEFAULT

    out = []
    for name in ENGINES:
        what = f"文字识别 OCR {name}"
        try:
            out.append(Finding(what, True, version(name)))
        except EngineMissing as error:
            out.append(Finding(what, name != DEFAULT, "未安装 not installed", str(error)))
    return out


def _font() -> Finding:
    """A Chinese font for the legend of `show --image`; without one the legend is English."""
    from shenbao.report.picture import chinese_font

    font = chinese_font()
    return Finding("中文字体 font", True, font.name if font else "无，图例用英文 none: the legend is English")


def _writing() -> Finding:
    try:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "试").write_text("试", "utf-8")
    except OSError as error:
        return Finding("临时文件夹 temp", False, str(error), "请检查磁盘空间和权限（check disk space and permissions）")
    return Finding("临时文件夹 temp", True, "可写 writable")


def _encoding() -> Finding:
    encoding = sys.stdout.encoding or "?"
    good = encoding.lower().replace("-", "") in ("utf8", "gb18030", "gbk", "cp936")
    return Finding("终端编码 encoding", good, encoding, "请设置 PYTHONUTF8=1（set PYTHONUTF8=1）")

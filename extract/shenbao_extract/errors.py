"""Why a file could not be read: each error names the file, the reason and the remedy, in Chinese and English."""

from __future__ import annotations


class ExtractError(Exception):
    """A file that cannot be read. `code` stands in the output's issues and is explained in docs/issues.md."""

    code = "unreadable_file"
    reason_zh = "文件无法读取"
    reason_en = "the file cannot be read"
    advice_zh = "请重新下载或另存后再试"
    advice_en = "download it again, or save it anew, and try once more"

    def __init__(self, file: str, detail: str = "") -> None:
        """`file` is the file's name; `detail` what the reader said."""
        super().__init__(f"{file}: {self.reason_en}{f' ({detail})' if detail else ''}; {self.advice_en}")
        self.file = file
        self.detail = detail

    @property
    def message_zh(self) -> str:
        """The sentence for a Chinese reader, file name and remedy included."""
        return f"{self.file}：{self.reason_zh}{f'（{self.detail}）' if self.detail else ''}。{self.advice_zh}。"

    @property
    def message_en(self) -> str:
        """The same sentence in English."""
        return str(self) + "."


class MissingFileError(ExtractError):
    """No such file, or no permission to read it."""

    code = "missing_file"
    reason_zh = "找不到文件或没有读取权限"
    reason_en = "no such file, or no permission to read it"
    advice_zh = "请检查路径和权限"
    advice_en = "check the path and its permissions"


class EmptyFileError(ExtractError):
    """A file of no bytes, or of white space alone."""

    code = "empty_file"
    reason_zh = "文件是空的"
    reason_en = "the file is empty"


class UnknownFormatError(ExtractError):
    """Content that no reader knows."""

    code = "unknown_format"
    reason_zh = "无法识别的文件格式"
    reason_en = "the file's format is not known"
    advice_zh = "支持 PDF、Excel、Word、网页和制表符分隔的文本；请另存为 PDF 后再试"
    advice_en = "PDF, Excel, Word, web pages and tab-separated text are read: save it as PDF and try again"


class UnsupportedFormatError(ExtractError):
    """A known format that is not read (yet): archives, OFD, legacy Office."""

    code = "unsupported_format"
    reason_zh = "暂不支持这种文件格式"
    reason_en = "this format is not supported"
    advice_zh = "请解压或另存为 PDF 后再试"
    advice_en = "unpack it or save it as PDF, and try again"


class EncryptedFileError(ExtractError):
    """A PDF that needs a password, or got a wrong one."""

    code = "encrypted_file"
    reason_zh = "PDF 已加密，需要密码"
    reason_en = "the PDF is encrypted and needs a password"
    advice_zh = "请用 --password 给出密码"
    advice_en = "give its password with --password"


class DamagedFileError(ExtractError):
    """A PDF too damaged to open, also after repair."""

    code = "damaged_file"
    reason_zh = "PDF 已损坏或不完整"
    reason_en = "the PDF is damaged or incomplete"


class DamagedOfficeError(DamagedFileError):
    """An Office file whose package or parts cannot be read."""

    reason_zh = "Office 文件已损坏或不完整"
    reason_en = "the Office file is damaged or incomplete"


class DamagedWebPageError(DamagedFileError):
    """An HTML page in which no element can be read."""

    reason_zh = "网页已损坏或不完整"
    reason_en = "the web page is damaged or incomplete"


class DamagedCellsError(DamagedFileError):
    """A *.cells.json that does not hold a whole document."""

    reason_zh = "cells.json 文件已损坏或不完整"
    reason_en = "the cells.json file is damaged or incomplete"
    advice_zh = "请用 --cells 从原文件重新生成"
    advice_en = "write it anew from the document, with --cells"


class OtherCellsError(UnsupportedFormatError):
    """A *.cells.json of another version."""

    reason_zh = "这个 cells.json 由其他版本写成"
    reason_en = "this cells.json was written by another version"
    advice_zh = "请用 --cells 从原文件重新生成"
    advice_en = "write it anew from the document, with --cells"


class EncryptedOfficeError(EncryptedFileError):
    """An Office file that needs a password."""

    reason_zh = "Office 文件已加密，需要密码"
    reason_en = "the Office file is encrypted and needs a password"
    advice_zh = "请在 Excel、Word 或 WPS 中打开，取消密码后另存再试"
    advice_en = "open it in Excel, Word or WPS, save it without a password and try again"


class TooLargeError(ExtractError):
    """A file that unpacks to more than can be read safely: a decompression bomb, or close to one."""

    code = "too_large"
    reason_zh = "文件解压后过大，未读取"
    reason_en = "the file unpacks to more than can be read safely"
    advice_zh = "若来源可信，请删去无关内容（图片、空白行列）另存后再试"
    advice_en = "if its source can be trusted, remove pictures and blank rows, save it anew and try again"


class TooManyPagesError(ExtractError):
    """A document that says it has more pages than any declaration's, or a page tree that repeats itself."""

    code = "too_many_pages"
    reason_zh = "页数过多，未读取"
    reason_en = "it has too many pages and was not read"
    advice_zh = "若来源可信，请拆成较小的文件后再试"
    advice_en = "if its source can be trusted, split it into smaller files and try again"


class UnsafeXmlError(ExtractError):
    """An Office file whose XML declares a document type or entities, which no Office program writes."""

    code = "unsafe_xml"
    reason_zh = "文件内含实体声明（可能是恶意文件），未读取"
    reason_en = "its XML declares entities, as no Office program does (it may be hostile), and was not read"
    advice_zh = "若来源可信，请用 Office 或 WPS 打开后另存再试"
    advice_en = "if its source can be trusted, open it in an Office program, save it anew and try again"


class ArchiveError(UnsupportedFormatError):
    """A zip, rar or 7z archive."""

    reason_zh = "这是压缩包，不直接读取"
    reason_en = "this is an archive, which is not read as it is"
    advice_zh = "请解压后，对其中的文件再试"
    advice_en = "unpack it and try the files inside"


class OfdFileError(UnsupportedFormatError):
    """An OFD file (GB/T 33190)."""

    reason_zh = "暂不支持 OFD 版式文件"
    reason_en = "OFD files are not supported"
    advice_zh = "请用 OFD 阅读器打开，另存为 PDF 后再试"
    advice_en = "open it in an OFD reader, save it as PDF and try again"


class LibreOfficeMissingError(UnsupportedFormatError):
    """A legacy Office file (xls, doc, wps, et) where LibreOffice is not installed."""

    reason_zh = "旧版 Office/WPS 文件需要 LibreOffice 转换，未找到 soffice"
    reason_en = "a legacy Office file needs LibreOffice to be converted, and no soffice was found"
    advice_zh = "请安装 LibreOffice，或另存为 xlsx、docx 后再试"
    advice_en = "install LibreOffice, or save the file as xlsx or docx, and try again"


class LibreOfficeFailedError(ExtractError):
    """LibreOffice could not convert a legacy Office file, or took too long."""

    code = "conversion_failed"
    reason_zh = "LibreOffice 无法转换这个文件"
    reason_en = "LibreOffice could not convert the file"
    advice_zh = "请在 Excel、Word 或 WPS 中打开，另存为 xlsx 或 docx 后再试"
    advice_en = "open it in Excel, Word or WPS, save it as xlsx or docx and try again"


class OcrOffError(UnsupportedFormatError):
    """A picture where reading pictures is switched off."""

    reason_zh = "这是图片，而文字识别已关闭"
    reason_en = "this is a picture, and text recognition is switched off"
    advice_zh = "去掉 --ocr never 再试"
    advice_en = "leave out --ocr never and try again"


class OcrMissingError(UnsupportedFormatError):
    """A picture where no engine is installed to read it."""

    reason_zh = "这是图片，需要文字识别引擎"
    reason_en = "this is a picture, and no engine to read it is installed"
    advice_zh = "请安装 shenbao[ocr]（pip install 'shenbao[ocr]'）后再试"
    advice_en = "install shenbao[ocr] (pip install 'shenbao[ocr]') and try again"


class DamagedPictureError(DamagedFileError):
    """A picture that cannot be decoded, or not to its end."""

    reason_zh = "图片已损坏或不完整"
    reason_en = "the picture is damaged or incomplete"

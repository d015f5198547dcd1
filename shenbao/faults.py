"""What may befall a document that is no fault of its reader's: its codes (docs/issues.md) and the words for them."""

from __future__ import annotations

from pathlib import Path

TIMED_OUT = "timed_out"
OUT_OF_MEMORY = "out_of_memory"
CRASHED = "crashed"
STORAGE_FAILED = "storage_failed"
INTERNAL = "internal_error"

_WORDS = {
    TIMED_OUT: (
        "用时超过上限，已停止读取。请单独转换这个文件，或用 --timeout 放宽上限；仍不行，请另存为 PDF 后再试。",
        "it took longer than its limit and was stopped. Convert it alone, or allow more with --timeout; if that does "
        "not help, save it anew as PDF and try again.",
    ),
    OUT_OF_MEMORY: (
        "需要的内存超过上限，已停止读取（可能是恶意文件）。来源可信时，用 --memory 放宽上限，或拆成较小的文件。",
        "it needed more memory than its limit and was stopped (it may be hostile). If its source can be trusted, allow "
        "more with --memory, or split it into smaller files.",
    ),
    CRASHED: (
        "读取时程序崩溃，只影响这一个文件。请另存为 PDF 后再试，并把这个文件报告给我们。",
        "the program crashed while reading it, which cost this file alone. Save it anew as PDF and try again, and "
        "please report the file.",
    ),
    STORAGE_FAILED: (
        "存储读写失败，多次重试无效。请检查网络和存储，再运行同一命令，只补做未完成的文件。",
        "the storage could not be reached, also after several tries. Check the network and the storage and run the "
        "same command again: only what is not done will be done.",
    ),
}
FAULTS = frozenset({*_WORDS, INTERNAL})


def fault_words(code: str, name: str) -> tuple[str, str]:
    """The sentence in Chinese and English, with the document's name and the remedy."""
    zh, en = _WORDS[code]
    return f"{name}：{zh}", f"{name}: {en}"


def unexpected(name: str, error: BaseException) -> tuple[str, str]:
    """The sentence for an error nobody foresaw: what and where in the program; no folder of the machine is told."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else "?"
    what = f"{type(error).__name__}, {where}"
    return (
        f"{name}：程序内部出错（{what}）。其他文件不受影响；请把这个文件和这条信息报告给我们。",
        f"{name}: an error inside the program ({what}). Other files are not affected; please report the file with "
        "this message.",
    )

"""What all verbs share: messages to stderr, progress, and errors turned into exit codes."""

from __future__ import annotations

import functools
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from shenbao.faults import unexpected
from shenbao.files import BusyError, OutputError, ShenbaoError, UsageError
from shenbao.output import clean

FAILED = 1
WRONG_USAGE = 2
CANNOT_WRITE = 3
BUSY = 4
INTERRUPTED = 130

P = ParamSpec("P")
R = TypeVar("R")

PASSWORD = click.option("--password", help="加密 PDF 的密码。Password of an encrypted PDF.")
OCR = click.option(
    "--ocr",
    type=click.Choice(["never", "auto", "always"]),
    default="auto",
    show_default=True,
    help="是否识别图片页。Whether pages that are pictures are read; always: every page by its picture.",
)
OCR_ENGINE = click.option(
    "--ocr-engine",
    type=click.Choice(["rapid", "tesseract"]),
    default="rapid",
    show_default=True,
    help="文字识别引擎。What reads pictures.",
)


def prepare_streams() -> None:
    """A character that the terminal's encoding lacks is shown as an escape, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """One message on stderr."""
    click.echo(clean(text), err=True)


def fail(code: int, zh: str, en: str) -> NoReturn:
    """Say what is wrong in both languages and end with an exit code."""
    say(f"错误：{zh}\nerror: {en}")
    raise click.exceptions.Exit(code)


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """A verb whose foreseen errors become messages and exit codes instead of tracebacks.

    With SHENBAO_DEBUG set in the environment an unforeseen error shows its traceback.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from shenbao_extract.errors import ExtractError

        try:
            _refuse_empty(kwargs.values())
            return function(*args, **kwargs)
        except BusyError as error:
            fail(BUSY, error.zh, error.en)
        except UsageError as error:
            fail(WRONG_USAGE, error.zh, error.en)
        except OutputError as error:
            fail(CANNOT_WRITE, error.zh, error.en)
        except ShenbaoError as error:
            fail(FAILED, error.zh, error.en)
        except ExtractError as error:
            fail(FAILED, error.message_zh, error.message_en)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("SHENBAO_DEBUG"):
                raise
            fail(FAILED, *unexpected("shenbao", error))

    return run


def _refuse_empty(values: Iterable[object]) -> None:
    """Raises UsageError for an empty argument: a shell variable that is not set, which as a path means this folder."""
    if any(value == "" or (isinstance(value, tuple) and "" in value) for value in values):
        raise UsageError(
            "有一个参数是空的（变量没有值？）；当前文件夹写作“.”。",
            'an argument is empty (a variable without a value?); write "." for the current folder.',
        )


class Progress:
    """Progress on stderr: a bar on a terminal, one plain line a document otherwise."""

    def __init__(self) -> None:
        """Nothing is shown before start()."""
        self._bar: Any = None
        self._task: Any = None
        self._total = 0
        self._done = 0

    def start(self, total: int) -> None:
        """The number of documents is known."""
        self._total = total
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(*self.columns(), console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("转换 converting", total=total, rate="")
            self._bar.start()

    def columns(self) -> tuple[Any, ...]:
        """What the bar shows."""
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

        return (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())

    def update(self, description: str, **fields: str) -> None:
        """Other words on the bar."""
        if self._bar is not None:
            self._bar.update(self._task, description=clean(description), **fields)

    def step(self, line: str, important: bool = False) -> None:
        """One document is done; on a terminal only what is important leaves a line."""
        self._done += 1
        if self._bar is None:
            say(f"[{self._done}/{self._total}] {line}" if self._total else line)
            return
        self._bar.advance(self._task)
        if important:
            from rich.text import Text

            self._bar.console.print(Text(clean(line)))

    def page(self, file: str, number: int, total: int) -> None:
        """A page of a document is about to be read from its picture."""
        line = f"{file}：识别第 {number}/{total} 页 reading page {number} of {total}"
        if self._bar is None:
            say(line)
        self.update(line)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def progress() -> Iterator[Progress]:
    """A Progress that is taken away at the end, whatever happens."""
    shown = Progress()
    try:
        yield shown
    finally:
        shown.stop()

"""Progress on stderr: a bar with counts on a terminal, one plain line a document otherwise; and a log for programs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from shenbao.batch.tally import Tally
from shenbao.batch.work import Done
from shenbao.cli.common import Progress
from shenbao.files import cannot_write
from shenbao.output import clean

_SHORT = {
    "converted": "转换 converted",
    "unchanged": "未变 unchanged",
    "copied": "相同 copied",
    "failed": "失败 failed",
}


class BatchProgress(Progress):
    """What is seen of a batch while it runs: counts by what became of the documents, rate and remaining time."""

    def __init__(self, tally: Tally) -> None:
        """Shown from now on, until stop()."""
        super().__init__()
        self._tally = tally
        self.start(tally.total)

    def columns(self) -> tuple[Any, ...]:
        """See Progress.columns()."""
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        return (
            *(TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn()),
            *(TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TextColumn("剩 left"), TimeRemainingColumn()),
        )

    def document(self, done: Done) -> None:
        """One document is done; on a terminal only a failure leaves a line."""
        tally = self._tally
        counts = [f"{_SHORT[how]} {n}" for how, n in tally.documents.items() if n and how in _SHORT]
        rate = f"{tally.done / max(tally.seconds, 0.001):.1f}/s"
        self.update(" · ".join(counts), rate=rate)
        self.step(line(done), done.summary.error is not None)


def line(done: Done) -> str:
    """What became of a document, in a line (two for a failure)."""
    summary, name = done.summary, done.job.name
    if summary.error:
        zh, en = summary.error
        return f"失败 {zh}\n      failed: {en}"
    review = summary.statuses.get("needs_review", 0)
    counts = f"{summary.declarations} 份申报表 declarations，{summary.indicators} 项指标 indicators"
    how = "" if done.how == "converted" else f"，{_SHORT[done.how]}"
    return f"{name}：{counts}{f'，{review} 份需要核对 to review' if review else ''}{how}"


class Log:
    """One JSON object a line, for programs: `begin`, `document` for each, `end`."""

    def __init__(self, file: IO[str]) -> None:
        """`file` is written to at once, line by line."""
        self._file = file

    def write(self, event: str, **facts: object) -> None:
        """One line."""
        told = {"time": round(time.time(), 3), "event": event, **facts}
        self._file.write(json.dumps(told, ensure_ascii=False) + "\n")
        self._file.flush()

    def document(self, done: Done) -> None:
        """The line of one document."""
        summary = done.summary
        self.write(
            "document", file=clean(done.job.relative), how=done.how, code=summary.code, pages=summary.pages,
            declarations=summary.declarations, indicators=summary.indicators, statuses=summary.statuses,
            seconds=round(done.seconds, 4),
        )  # fmt: skip


@contextmanager
def shown(tally: Tally, json_log: str | None) -> Iterator[tuple[BatchProgress, Log | None]]:
    """Progress, and the log where one is asked for. Raises OutputError."""
    with ExitStack() as stack:
        log = None
        if json_log:
            try:
                file = stack.enter_context(Path(json_log).open("a", encoding="utf-8", errors="backslashreplace"))
            except OSError as error:
                raise cannot_write(Path(json_log), error) from error
            log = Log(file)
        progress = BatchProgress(tally)
        stack.callback(progress.stop)
        yield progress, log

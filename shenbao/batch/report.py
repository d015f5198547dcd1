"""The report at the end of a batch, as text, JSON and a page that opens from disk: Chinese first, English beside it."""

from __future__ import annotations

import html
import json
import time
from collections import Counter
from collections.abc import Iterator

from shenbao.batch.jobs import Setup
from shenbao.batch.tally import Tally
from shenbao.output import clean
from shenbao.storage import write

NAMES = ("report.txt", "report.json", "report.html")
LISTED = 2_000
"""So many failures the page lists; the JSON has all."""

WORDS = {
    "converted": "已转换 converted", "unchanged": "未变，未重做 unchanged", "copied": "与另一文件相同 same as another",
    "failed": "读不了 could not be read", "not_stored": "未能存储 could not be stored",
    "ok": "无异常 ok", "repaired": "有修复 repaired", "needs_review": "需要核对 needs review", "blank": "空白表 blank",
    "department": "部门整体 department", "project": "项目 project", "transfer": "转移支付 transfer",
    "-": "未读 not read",
}  # fmt: skip


def write_report(tally: Tally, setup: Setup) -> str:
    """Write the three files into OUT/.shenbao; the place of the page. Raises OutputError."""
    for name, text in zip(NAMES, (as_text(tally), as_json(tally), as_page(tally)), strict=True):
        write(setup.inside(name), text.encode("utf-8"), setup.temporary)
    return setup.inside(NAMES[2])


def as_json(tally: Tally) -> str:
    """Everything, for programs."""
    both = ("zh", "en")
    told = {
        "begun": _clock(tally.begun),
        "seconds": round(tally.seconds, 3),
        "interrupted": tally.interrupted,
        "documents": {"total": tally.total, "done": tally.done, "passed_over": tally.passed_over, **tally.documents},
        "media_types": dict(tally.media),
        "pages": tally.pages,
        "declarations": {"total": tally.declarations, "by_status": dict(tally.statuses), "by_kind": dict(tally.kinds)},
        "indicators": tally.indicators,
        "issues": [{"severity": k.split()[0], "code": k.split()[1], "count": n} for k, n in _sorted(tally.issues)],
        "conversion_seconds": round(tally.conversion_seconds, 3),
        "worker_seconds": round(tally.worker_seconds, 3),
        "slowest": [{"file": clean(file), "seconds": took, "pages": pages} for took, file, pages in tally.slowest],
        "failures": [
            {"file": clean(failure.file), "code": failure.code, "message": dict(zip(both, failure.error, strict=True))}
            for failure in tally.failures
        ],
    }  # fmt: skip
    return clean(json.dumps(told, ensure_ascii=False, indent=1)) + "\n"


def as_text(tally: Tally) -> str:
    """The same for a terminal."""
    lines = [headline(tally)]
    for title, rows in _sections(tally):
        if rows:
            lines += ["", title, *(f"  {'  '.join(row)}" for row in rows)]
    return clean("\n".join(lines)) + "\n"


def headline(tally: Tally) -> str:
    """The first thing to know, in both languages."""
    count = tally.documents
    rest = tally.total - tally.done
    zh = (
        f"{'中断' if tally.interrupted else '完成'}：{tally.total} 个文件，转换 {count['converted']}，"
        f"未变 {count['unchanged']}，相同 {count['copied']}，失败 {tally.failed}，未做 {rest}；"
        f"{tally.declarations} 份申报表，其中 {tally.statuses['needs_review']} 份需要核对；"
        f"用时 {_span(tally.seconds)}。"
    )
    en = (
        f"{'interrupted' if tally.interrupted else 'done'}: {tally.total} files, {count['converted']} converted, "
        f"{count['unchanged']} unchanged, {count['copied']} same as another, {tally.failed} failed, {rest} not done; "
        f"{tally.declarations} declarations, {tally.statuses['needs_review']} to review; {_span(tally.seconds)}."
    )
    return f"{zh}\n{en}"


def _sections(tally: Tally) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """(title, rows) of each part."""
    yield "文件 documents", [(f"{n:,}", WORDS.get(key, key)) for key, n in _sorted(tally.documents)]
    yield "文件类型 kinds of files", [(f"{n:,}", WORDS.get(key, key)) for key, n in _sorted(tally.media)]
    yield "申报表状态 status of declarations", [(f"{n:,}", WORDS.get(key, key)) for key, n in _sorted(tally.statuses)]
    yield "申报表种类 kinds of declarations", [(f"{n:,}", WORDS.get(key, key)) for key, n in _sorted(tally.kinds)]
    yield "问题 issues", [(f"{n:,}", *key.split(" ")) for key, n in _sorted(tally.issues)]
    yield (
        "最慢的文件 slowest documents",
        [(f"{seconds:.1f} s", file, f"{pages} 页 pages") for seconds, file, pages in tally.slowest if seconds],
    )
    yield "失败 failures", [(f.code, *f.error) for f in tally.failures[:LISTED]]
    if len(tally.failures) > LISTED:
        yield "其余见 report.json · the rest: report.json", [(f"{len(tally.failures) - LISTED:,}",)]


_STYLE = """
body{font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td{border-top:1px solid #ddd;padding:.3rem .6rem;vertical-align:top;overflow-wrap:anywhere}
td:first-child{white-space:nowrap;font-variant-numeric:tabular-nums}p{white-space:pre-line}
@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}td{border-color:#444}}
"""


def as_page(tally: Tally) -> str:
    """A self-contained HTML page; all that comes from documents is escaped, and nothing in it can run or load."""
    body = []
    for title, rows in _sections(tally):
        if rows:
            cells = ("".join(f"<td>{html.escape(clean(cell))}</td>" for cell in row) for row in rows)
            body.append(
                f"<h2>{html.escape(title)}</h2>\n<table>\n{''.join(f'<tr>{c}</tr>' + chr(10) for c in cells)}</table>"
            )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>转换报告 Conversion report</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>转换报告 Conversion report</h1>\n<p>{html.escape(clean(headline(tally)))}</p>\n"
        f"<p>{_clock(tally.begun)}</p>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


def _sorted(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(((key, n) for key, n in counts.items() if n), key=lambda item: (-item[1], item[0]))


def _clock(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))


def _span(seconds: float) -> str:
    hours, rest = divmod(round(seconds), 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"

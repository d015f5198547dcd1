"""Measure `shenbao dataset` on invented declarations: seconds and memory by their number.

    python scripts/measure_dataset.py FOLDER [--declarations 25000,50000,100000,200000]

For each number FOLDER gets the JSON (20 declarations a document, 9 indicators, 3 money lines, 1 goal each, with their
places, as the published lists have on average), then in processes of their own: the dataset anew, again with one
document changed, again with nothing changed, and the difference between the first two. Seconds are those of the
processor, which other work on the machine does not lengthen. FOLDER/measured is emptied as it goes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

_EACH = 20
_CITIES = ("东莞市", "烟台市", "西安市", "泉州市", "北京市", "广州市", "长沙市", "嘉兴市")
_UNITS = ("财政局", "水务局", "司法局", "统计局", "教育局", "民政局", "审计局", "卫生健康局", "住房和城乡建设局")
_NAMES = (
    *(
        "设备购置数量",
        "培训人次",
        "验收合格率",
        "资金支付及时率",
        "完成时间",
        "项目成本控制",
        "服务覆盖率",
        "群众满意度",
    ),
    "业务保障能力提升",
)
_RUN = """
import json, resource
import shenbao
{call}
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([round(used.ru_utime + used.ru_stime, 1), used.ru_maxrss // 1024]))
"""


def place(page: int, x: int, y: int, text: str) -> list[dict[str, Any]]:
    """One place of evidence."""
    box = [x + 0.12, y + 0.25, x + 90.5, y + 18.75]
    return [{"page": page, "box": box, "text": text, "reader": "pdf", "confidence": None}]


def declaration(number: int, unit: str) -> dict[str, Any]:
    """One invented project."""
    page = number % _EACH // 2 + 1
    evidence: dict[str, Any] = {"/form/project": place(page, 20, 30, f"项目{number}")}
    indicators = []
    for n, name in enumerate(_NAMES):
        share = 60 + (number * 7 + n) % 40
        raw = f"≥{share}%" if n % 3 else f"≥{number % 900 + n}项"
        target = {"raw": raw, "comparator": ">=", "low": share if n % 3 else number % 900 + n, "high": None}
        target |= {"unit": "%" if n % 3 else "项", "from": None, "to": None, "kind": "percent" if n % 3 else "quantity"}
        level2 = "质量指标" if n % 3 else "数量指标"
        printed = {"level1": "产出指标", "level2": level2, "name": name, "sign": None, "value": raw, "unit": None}
        row = {"level1": "产出指标", "level2": level2, "name": f"{name}{number % 500}", "period_value": None}
        row |= dict.fromkeys(("weight", "direction", "activity", "scoring", "note", "place"))
        indicators.append(row | {"annual_value": target, "printed": printed})
        for field, x in (("level1", 20), ("level2", 120), ("name", 220), ("annual_value", 320)):
            evidence[f"/indicators/{n}/{field}"] = place(page, x, 60 + 20 * n, raw)
    budget = []
    for n, label in enumerate(("项目总额", "财政资金", "其他资金")):
        value = [f"{number}.{n}5", number, 0][n]
        amount = {"raw": str(value), "value": float(value), "unit": "万元", "yuan": int(float(value) * 10_000)}
        budget.append({"section": None, "label": label, "column": label, "horizon": None, "amount": amount})
        evidence[f"/budget/{n}/amount"] = place(page, 20 + 100 * n, 40, str(value))
    text = f"保障第{number}个项目按期完成，提高服务水平，资金使用规范，群众满意。" * 3
    evidence["/goals/0/text"] = place(page, 400, 60, text)
    form = {"kind": "project", "title": "项目支出绩效目标表", "year": 2026, "unit": unit, "project": f"项目{number}"}
    form |= {"project_code": f"11000026T{number:08}", "supervisor": None, "place": dict.fromkeys(("province", "city"))}
    issue = {"code": "no_quality_indicator", "severity": "info", "path": "/indicators"}
    return {
        "table": 0,
        "pages": [page],
        "form": form,
        "basics": {},
        "budget": budget,
        "tasks": [],
        "extra": [],
        "goals": [{"number": None, "horizon": "annual", "text": text}],
        "indicators": indicators,
        "repairs": [],
        "issues": [issue | {"message": {"zh": "没有质量指标", "en": "no quality indicator"}}] * (number % 3),
        "evidence": evidence,
        "status": "ok",
    }


def document(number: int, changed: bool = False) -> str:
    """The JSON of one invented document."""
    city, unit = _CITIES[number % len(_CITIES)], _UNITS[number % len(_UNITS)]
    first = number * _EACH
    declarations = [declaration(first + n + changed, city + unit) for n in range(_EACH)]
    source = {"file": f"{number}.pdf", "sha256": f"{number:064x}"[::-1], "media_type": "application/pdf"}
    table = {"pages": [1], "title": None, "family": "P3", "totals": [], "declarations": list(range(_EACH))}
    content = {
        "schema_version": "1",
        "source": source | {"bytes": 200_000, "url": None},
        "pages": [{"number": n + 1, "kind": "text", "reader": "pdf", "rotation": 0} for n in range(_EACH // 2)],
        "tables": [table],
        "declarations": declarations,
        "issues": [],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def run(call: str) -> list[float]:
    """[seconds, MiB] of a call in a process of its own."""
    done = subprocess.run([sys.executable, "-c", _RUN.format(call=call)], capture_output=True, text=True, check=True)
    found: list[float] = json.loads(done.stdout)
    return found


def measure(folder: Path, count: int) -> None:
    """One line of the table."""
    out, old, new = folder / "out", folder / "old", folder / "new"
    for number in range(count // _EACH):
        path = out / _CITIES[number % len(_CITIES)] / f"{number}.pdf.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(number), encoding="utf-8")
    size = sum(path.stat().st_size for path in out.rglob("*.json"))
    anew = run(f"shenbao.dataset({str(out)!r}, {str(old)!r})")
    shutil.copytree(old, new)
    same = run(f"shenbao.dataset({str(out)!r}, {str(new)!r})")
    (out / _CITIES[1] / "1.pdf.json").write_text(document(1, True), encoding="utf-8")
    one = run(f"shenbao.dataset({str(out)!r}, {str(new)!r})")
    diff = run(f"shenbao.dataset_diff({str(old)!r}, {str(new)!r})")
    files = sum(path.stat().st_size for path in old.rglob("*") if path.is_file())
    cells = (
        count,
        round(size / 2**20),
        *anew,
        round(1000 * anew[0] / count, 2),
        *one,
        same[0],
        *diff,
        round(files / 2**20),
    )
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)
    shutil.rmtree(folder)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--declarations", default="25000,50000,100000,200000")
    arguments = parser.parse_args()
    heads = ("declarations", "JSON MiB", "anew s", "MiB", "ms each", "one changed s", "MiB", "nothing changed s")
    print("| " + " | ".join((*heads, "diff s", "MiB", "dataset MiB")) + " |")
    print("|" + "---|" * (len(heads) + 3))
    for count in arguments.declarations.split(","):
        measure(arguments.folder / "measured", int(count))


if __name__ == "__main__":
    main()

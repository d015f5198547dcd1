"""Real documents as one dataset: rows as in the JSON, keys resolve, all forms agree, places known."""

from __future__ import annotations

import importlib.util
import unicodedata
from pathlib import Path

import duckdb
import pytest

import shenbao

pytestmark = pytest.mark.measuring
ROOT = Path(__file__).parents[2]
PARTS = (
    "烟台市统计局",
    "烟台市信访局",
    "西安市审计局",
    "知识产权|技术保障中心",
    "北京市信访办公室2026年度部门预算报表",
    "17.xlsx",
    "40.xlsx",
)
"""Seven of the 48 with forms, of six families; scripts/check_dataset.py checks all of them (docs/dataset.md)."""


def chosen(data: Path) -> list[Path]:
    files = [path for path in sorted((data / "real").rglob("*")) if path.is_file()]
    names = {path: unicodedata.normalize("NFC", path.name) for path in files}
    return [path for path in files if any(word in names[path] for part in PARTS for word in part.split("|"))]


def test_real_documents_make_one_clean_dataset(data: Path, tmp_path: Path) -> None:
    shenbao.convert(chosen(data), tmp_path / "out", ocr="never")
    built = shenbao.dataset(tmp_path / "out", tmp_path / "set")
    spec = importlib.util.spec_from_file_location("check_dataset", ROOT / "scripts" / "check_dataset.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    counts, faults = script.check(tmp_path / "out", tmp_path / "set")
    assert faults == []
    assert counts["declarations"] > 20
    assert counts["indicators"] > 100
    assert built.too_long == 0
    with duckdb.connect(str(tmp_path / "set" / "dataset.duckdb"), read_only=True) as db:
        query = "SELECT DISTINCT city FROM declarations WHERE year IS NOT NULL AND unit_name IS NOT NULL ORDER BY 1"
        cities = [city for (city,) in db.execute(query).fetchall()]
        lacking = db.execute("SELECT count(*) FROM declarations WHERE place_code IS NULL").fetchall()
    assert cities == sorted(["北京市", "武汉市", "泉州市", "湛江市", "烟台市", "西安市"])
    assert lacking == [(0,)]

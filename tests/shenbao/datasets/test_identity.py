"""Year, unit and place of a declaration, and where each was taken from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shenbao.datasets.identity import Identity, identify, unit_of
from shenbao.datasets.manifest import Entry, read_manifest
from shenbao.files import UsageError

Change = Callable[..., dict[str, object]]
NOTHING = {"year": None, "unit": None, "supervisor": None, "title": None}


def one(file: str, contract: dict[str, object], entry: Entry | None = None) -> Identity:
    return identify(file, contract, entry or Entry())[1][0]


def test_what_the_form_prints_comes_first(change: Change) -> None:
    who = one("2025年烟台市财政局.pdf", change(unit="东莞市东坑镇财政所"))
    assert (who.year, who.year_from) == (2026, "form")
    assert (who.unit, who.unit_from) == ("东莞市东坑镇财政所", "form")
    assert (who.place.name, who.place.code) == ("广东省东莞市东坑镇", "441900")
    assert (who.place_from, who.place_evidence) == ("unit", "东莞市东坑镇")


def test_a_town_in_the_unit_takes_its_city_from_the_folder(change: Change) -> None:
    who = one("广东/东莞/a.pdf", change(unit="云上镇财政所"))
    assert (who.place.name, who.place_from) == ("广东省东莞市云上镇", "unit")


def test_the_title_may_name_the_town_of_the_units_city(change: Change) -> None:
    who = one("a.pdf", change(unit="东莞市公共服务中心", title="东坑镇部门整体预算绩效目标申报表"))
    assert who.place.name == "广东省东莞市东坑镇"


def test_a_list_takes_unit_year_and_place_from_its_documents_department_form(change: Change) -> None:
    contract = change(unit="北京市水务局", year=2026)
    project = change(**NOTHING, kind="project")["declarations"][0]  # type: ignore[index]
    contract["declarations"].append(project)  # type: ignore[attr-defined]
    who = identify("水务.pdf", contract, Entry())[1][1]
    assert (who.year, who.year_from, who.unit, who.unit_from) == (2026, "document", "北京市水务局", "document")
    assert (who.place.code, who.place_from) == ("110000", "document")


def test_the_files_name_and_its_folder_are_the_last_to_be_asked(change: Change) -> None:
    who = one("data/江门/退役军人事务局_2026年部门预算.pdf", change(**NOTHING))
    assert (who.year, who.year_from) == (2026, "file")
    assert (who.unit, who.unit_from) == ("退役军人事务局", "file")
    assert (who.place.name, who.place_from, who.place_evidence) == ("广东省江门市", "folder", "江门")


def test_an_unclear_place_stays_null(change: Change) -> None:
    assert one("a.pdf", change(**NOTHING | {"unit": "鼓楼区教育局"})).place.name is None
    assert one("福州/a.pdf", change(**NOTHING | {"unit": "鼓楼区教育局"})).place.name == "福建省福州市鼓楼区"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("2026年烟台市司法局部门预算.pdf", "烟台市司法局"),
        ("政府办公厅_附件2：北京市信访办公室2026年度部门预算报表.pdf", "北京市信访办公室"),
        ("2026年度泉州市公安局（本级）单位预算.pdf", "泉州市公安局（本级）"),
        ("a.pdf", None),
        ("绩效目标表.xlsx", None),
    ],
)
def test_units_in_names_of_files(name: str, unit: str | None) -> None:
    assert unit_of(name) == unit


def manifest(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "清单.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_manifest_overrides_everything(tmp_path: Path, change: Change, encoding: str) -> None:
    text = "文件,地区,单位,年度,网址\n甲/a.pdf,东莞市东坑镇,财政所,2024,https://example.org/a\n"
    entry = read_manifest(manifest(tmp_path, text, encoding)).entry("data/甲/a.pdf", None)
    who = one("北京/a.pdf", change(), entry)
    assert (who.year, who.year_from, who.unit, who.unit_from) == (2024, "manifest", "财政所", "manifest")
    assert (who.place.name, who.place_from) == ("广东省东莞市东坑镇", "manifest")
    assert entry.url == "https://example.org/a"


def test_a_manifest_knows_documents_by_digest_and_places_by_code(tmp_path: Path) -> None:
    found = read_manifest(manifest(tmp_path, f"sha256\tplace_code\ttown\n{'A' * 64}\t441900\t东坑镇\n"))
    place = found.entry("x.pdf", "a" * 64).place
    assert place is not None
    assert place.name == "广东省东莞市东坑镇"
    assert found.entry("x.pdf", None) == Entry()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("地区\n北京\n", "sha256"),
        ("file,place\na.pdf,火星市\n", "火星市"),
        ("file,place\na.pdf,鼓楼区\n", "第 2 行"),
        ("file,year\na.pdf,二〇二六\n", "二〇二六"),
    ],
)
def test_a_manifest_that_cannot_be_used_says_why(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_manifest(manifest(tmp_path, text))


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.csv"):
        read_manifest(tmp_path / "none.csv")

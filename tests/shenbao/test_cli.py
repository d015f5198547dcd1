"""The command line: exit codes, what lands where, and words instead of tracebacks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from PIL import Image

import shenbao
from shenbao.cli import main
from shenbao.files import find_inputs, output_path

ROOT = Path(__file__).parents[2]
PDF = ROOT / "corpus" / "d1-calc-yunxi.pdf"


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def record(path: Path) -> dict[str, object]:
    """A JSON record, which must fit the schema."""
    content: dict[str, object] = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator(shenbao.json_schema()).validate(content)
    return content


def test_convert_with_tables(seed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("convert", seed, "-o", out, "--xlsx", out / "all.xlsx", "--csv", out / "csv")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "39 项指标" in result.stderr
    assert record(out / f"{seed.name}.json")["schema_version"] == "1"
    assert (out / "all.xlsx").is_file()
    assert sorted(p.name for p in (out / "csv").iterdir()) == sorted(
        f"{name}.csv" for name in ("申报表", "指标", "任务", "资金", "目标", "问题", "修复")
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"hello", "unknown_format"),
        (b"Rar!\x1a\x07\x01\x00" + b"x" * 40, "unsupported_format"),
        (b"%PDF-1.4\nxx", "damaged_file"),
    ],
)
def test_bad_documents_get_a_record_and_spoil_no_other(seed: Path, tmp_path: Path, content: bytes, code: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "坏.pdf").write_bytes(content)
    (folder / "好.txt").write_bytes(seed.read_bytes())
    result = run("convert", folder, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "坏.pdf" in result.stderr
    bad = record(tmp_path / "out" / "坏.pdf.json")
    assert bad["declarations"] == []
    assert bad["issues"][0]["code"] == code  # type: ignore[index]
    assert bad["issues"][0]["severity"] == "error"  # type: ignore[index]
    assert str(tmp_path) not in json.dumps(bad)
    assert len(record(tmp_path / "out" / "好.txt.json")["declarations"]) == 1  # type: ignore[arg-type]


def test_an_error_nobody_foresaw_is_told_and_recorded(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("boom")

    monkeypatch.setattr("shenbao_extract.reading.read_bytes", broken)
    result = run("convert", seed, "-o", tmp_path)
    assert result.exit_code == 1
    assert "KeyError" in result.stderr
    assert record(tmp_path / f"{seed.name}.json")["issues"][0]["code"] == "internal_error"  # type: ignore[index]


def test_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    result = run("convert", tmp_path / "没有.pdf", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "没有.pdf" in result.stderr
    assert not (tmp_path / "out").exists()
    assert run("convert", tmp_path / "*.pdf", "-o", tmp_path / "out").exit_code == 2
    assert run("convert").exit_code == 2


def test_out_that_cannot_be_written(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("convert", seed, "-o", tmp_path / "file" / "out")
    assert result.exit_code == 3
    assert str(tmp_path / "file") in result.stderr.replace("\n", "")
    assert "请" in result.stderr


def test_workbook_that_cannot_be_written(seed: Path, tmp_path: Path) -> None:
    result = run("convert", seed, "-o", tmp_path, "--xlsx", tmp_path)
    assert result.exit_code == 3
    assert (tmp_path / f"{seed.name}.json").is_file()


def test_no_temporary_file_stays(seed: Path, tmp_path: Path) -> None:
    run("convert", seed, "-o", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [f"{seed.name}.json"]


def test_relative_paths(tmp_path: Path) -> None:
    for name in ("a/x.pdf", "a/b/x.pdf", "c/x.pdf", "a/notes.odt", "a/.hidden/x.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    def relative(*paths: str) -> list[str]:
        return [r.as_posix() for _, r in find_inputs([tmp_path / p for p in paths]).files]

    assert relative("a") == ["b/x.pdf", "x.pdf"]
    assert relative("a", "c") == ["a/b/x.pdf", "a/x.pdf", "c/x.pdf"]
    assert relative("a/x.pdf") == ["x.pdf"]
    assert relative("a/x.pdf", "a/../a/x.pdf") == ["x.pdf"]
    assert relative("a/**/*.pdf") == ["b/x.pdf", "x.pdf"]
    assert relative("a/notes.odt") == ["notes.odt"]
    assert find_inputs([tmp_path / "a"]).passed_over == 1


def test_names_too_long_are_cut_and_stay_apart(tmp_path: Path) -> None:
    names = [Path("字" * 82 + end + ".pdf") for end in "甲乙"]
    paths = [output_path(tmp_path, name) for name in names]
    assert paths[0] != paths[1]
    for path in paths:
        path.write_text("x")
        assert path.name.endswith(".pdf.json")


def test_show(seed: Path, tmp_path: Path) -> None:
    result = run("show", seed)
    assert result.exit_code == 0
    assert "慰问金发放对象人数" in result.stdout
    assert "2,311.01" in result.stdout
    assert run("show", tmp_path / "none.pdf").exit_code == 1
    assert run("show", seed, "--page", "1").exit_code == 2
    assert run("show", seed, "--page", "1", "--image", tmp_path / "x.png").exit_code == 2


def test_picture(tmp_path: Path) -> None:
    image = tmp_path / "page.png"
    assert run("show", PDF, "--page", "1", "--image", image).exit_code == 0
    with Image.open(image) as picture:
        colours = {colour for _, colour in picture.getcolors(1 << 24) or ()}
        assert picture.width > 800
        assert len(colours) > 50
    assert run("show", PDF, "--page", "99", "--image", image).exit_code == 2
    assert run("show", PDF, "--page", "1", "--image", image / "x.png").exit_code == 3


def test_schema_and_doctor() -> None:
    result = run("schema")
    assert json.loads(result.stdout) == shenbao.json_schema()
    assert run("doctor").exit_code == 0


def test_golden_and_evaluate_without_truth(tmp_path: Path) -> None:
    for verb in (("golden", "check"), ("golden", "bless"), ("evaluate",)):
        assert run(*verb, tmp_path).exit_code == 2
        assert run(*verb, tmp_path / "none").exit_code == 2


def test_evaluate_prints_a_table_or_json() -> None:
    table = run("evaluate", ROOT / "golden", "--documents", ROOT / "corpus", "--producer", "calc")
    assert "indicators" in table.stdout
    result = run("evaluate", ROOT / "golden", "--documents", ROOT / "corpus", "--producer", "calc", "--json")
    assert json.loads(result.stdout)["columns"]["indicators"]["total"] > 0


def test_every_verb_is_documented() -> None:
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for verb in main.commands:
        assert f"shenbao {verb}" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "", "-o", "out"),
        ("convert", PDF, "", "-o", "out"),
        ("convert", PDF, "-o", ""),
        ("convert", PDF, "-o", "out", "--xlsx", ""),
        ("show", ""),
        ("evaluate", ""),
        ("dataset", "out", "-o", ""),
        ("golden", "check", ""),
    ],
)
def test_an_empty_path_is_refused_and_does_not_mean_the_current_folder(
    arguments: tuple[str | Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / PDF.name).write_bytes(PDF.read_bytes())
    result = run(*arguments)
    assert result.exit_code == 2
    assert "空的" in result.output
    assert [p.name for p in tmp_path.iterdir()] == [PDF.name]


def test_an_empty_path_is_refused_by_the_library_too(tmp_path: Path) -> None:
    with pytest.raises(shenbao.UsageError):
        shenbao.convert("", tmp_path)


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "shenbao", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == run("--version").stdout

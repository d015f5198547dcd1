"""The documentation keeps up with the program: every code, verb, option and family is in it; links lead somewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from shenbao.cli import main
from shenbao.faults import FAULTS
from shenbao_cleaners.issues import CATALOGUE
from shenbao_extract.errors import ExtractError

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "corpus" / "README.md"])
SEVERITIES = {"错误 error": "error", "警告 warning": "warning", "提示 info": "info"}


def headings() -> dict[str, str | None]:
    """Each code that docs/issues.md explains, with the severity told beside it."""
    found = re.findall(r"^### `(\w+)`(?: · (.+))?$", (DOCS / "issues.md").read_text("utf-8"), re.M)
    assert len(found) == len({code for code, _ in found}), "a code is explained twice"
    return {code: SEVERITIES[told] if told else None for code, told in found}


def errors(kind: type[ExtractError] = ExtractError) -> set[str]:
    return {kind.code}.union(*(errors(sub) for sub in kind.__subclasses__()))


def test_every_issue_code_is_explained_and_no_other() -> None:
    assert set(headings()) == set(CATALOGUE) | errors() | FAULTS


def test_the_severities_told_are_those_given() -> None:
    explained = headings()
    assert {code: explained[code] for code in CATALOGUE} == {code: given[0] for code, given in CATALOGUE.items()}


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) | errors() | FAULTS))
def test_an_explanation_is_in_both_languages_and_says_what_to_do(code: str) -> None:
    text = (DOCS / "issues.md").read_text("utf-8").split(f"### `{code}`", 1)[1].split("\n#", 1)[0]
    assert text.count("→") == 2
    assert re.search(r"[\u4e00-\u9fff]{4}", text)
    assert re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", text)


def verbs(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        return [found for sub, c in command.commands.items() for found in verbs(c, f"{name} {sub}")]
    return [(name, command)]


@pytest.mark.parametrize(("name", "command"), verbs(main, "shenbao"))
def test_every_verb_and_option_is_documented(name: str, command: click.Command) -> None:
    text = (DOCS / "cli.md").read_text("utf-8")
    section = re.search(rf"^## {name}\b.*?(?=^## |\Z)", text, re.M | re.S)
    assert section, f"docs/cli.md has no section '## {name}'"
    for option in (p for p in command.params if isinstance(p, click.Option) and not p.hidden):
        assert any(o in section[0] for o in option.opts if o != "--help"), f"{name}: {option.opts} is not documented"


def test_every_family_is_listed() -> None:
    text = (DOCS / "families.md").read_text("utf-8")
    for file in (ROOT / "cleaners" / "shenbao_cleaners" / "forms" / "families").glob("*.toml"):
        name = tomllib.loads(file.read_text("utf-8"))["name"]
        assert f"| {name} " in text, f"docs/families.md has no row for family {name} ({file.name})"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name if isinstance(p, Path) else "")
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}, which does not exist"

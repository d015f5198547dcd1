"""What is light and lies in a seal: the seal's own strokes, or a thin sign that stands alone under it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shenbao_extract.ocr.engine import Recognised
from shenbao_extract.scan.lines import Cut
from shenbao_extract.scan.reading import Piece
from shenbao_extract.scan.second_look import Patch, _better, without_remains

BOX = (0, 0, 100, 40)


def piece(text: str, sure: float, again: str | None = None, remains: bool = True) -> Piece:
    def told(t: str) -> Recognised:
        return Recognised(t, (sure,) * len(t), (0.5,) * len(t))

    cut = Cut((10, 10, 30, 30), (5, 5, 35, 35), remains=remains)
    return Piece(cut, told(text), told(text if again is None else again))


def seen(patch: Patch) -> list[str]:
    return [p.first.text for line in patch.lines for p in line]


@pytest.mark.parametrize("sign", ["≤", "%"])
def test_a_thin_sign_under_a_seal_stays(sign: str) -> None:
    patch = without_remains(Patch(BOX, ((piece(sign, 0.99),),)))
    assert seen(patch) == [sign]
    assert not patch.lines[0][0].cut.cut_off


@pytest.mark.parametrize(("text", "again", "sure"), [("1", "1", 0.99), ("≤", "<", 0.99), ("≥", "≥", 0.7)])
def test_what_may_be_a_figure_and_stands_alone_is_doubted(text: str, again: str, sure: float) -> None:
    patch = without_remains(Patch(BOX, ((piece(text, sure, again),),)))
    assert seen(patch) == [text]
    assert patch.lines[0][0].cut.cut_off


def test_a_thin_sign_that_reads_so_twice_counts_by_the_surer_reading() -> None:
    cut = Cut((10, 10, 30, 20), (5, 5, 35, 25), remains=True)
    patch = without_remains(Patch(BOX, ((Piece(cut, Recognised("=", (0.45,)), Recognised("=", (0.7,))),),)))
    assert seen(patch) == ["="]
    assert patch.lines[0][0].cut.cut_off


def test_beside_print_it_is_told_as_dropped() -> None:
    patch = without_remains(Patch(BOX, ((piece("1", 0.9), piece("产出指标", 0.99, remains=False)),)))
    assert seen(patch) == ["产出指标"]
    assert patch.dropped == ("1",)


def test_words_that_a_seal_made_light_stay() -> None:
    assert seen(without_remains(Patch(BOX, ((piece("指标4：影视", 0.95),),)))) == ["指标4：影视"]


def test_strokes_of_a_seal_are_no_text() -> None:
    patch = without_remains(Patch(BOX, ((piece("专", 0.45, "专"),),)))
    assert (seen(patch), patch.dropped) == ([], ())


def test_a_page_without_a_seal_is_left_alone() -> None:
    patch = Patch(BOX, ((piece("≤", 0.4, remains=False),),))
    assert without_remains(patch) is patch


@pytest.mark.parametrize(("old", "new", "told"), [("<1%0", "<1%", ("<1%0",)), ("达95%", "共95%", ())])
def test_a_better_reading_that_loses_a_figure_leaves_the_old_one_as_a_doubt(
    old: str, new: str, told: tuple[str, ...]
) -> None:
    patch = Patch(BOX, ((piece(old, 0.8, remains=False),),))
    better = _better(patch, [piece(new, 0.99, remains=False)], [BOX])
    assert seen(better) == [new]
    assert better.dropped == told


@pytest.mark.parametrize(
    ("text", "sure", "kept"), [("财政部", 0.85, True), ("专用", 0.85, False), ("财政部", 0.6, False)]
)
def test_words_that_run_into_the_edge_of_their_cell_are_print(text: str, sure: float, kept: bool) -> None:
    edge = Cut((10, 1, 30, 30), (5, 0, 35, 35))
    patch = Patch(BOX, ((replace(piece(text, sure), cut=edge),),))
    assert seen(_better(patch, [], [BOX])) == ([text] if kept else [])


def test_a_letter_that_detection_does_not_see_is_a_stroke_of_a_seal() -> None:
    patch = Patch(BOX, ((piece("A", 0.8, remains=False),),))
    assert seen(_better(patch, [], [BOX])) == []
    assert seen(_better(Patch(BOX, ((piece("项", 0.8, remains=False),),)), [], [BOX])) == ["项"]


def test_a_sign_read_beside_a_number_is_not_looked_at_again() -> None:
    assert Patch(BOX, ((piece("≥", 0.7, remains=False),),)).poor() == []
    assert Patch(BOX, ((piece("W", 0.7, remains=False),),)).poor() != []

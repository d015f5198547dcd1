from paper import ABOVE, WHOLE, codes, labelled, one, page, tree, whole


def test_two_identical_rows_are_both_real() -> None:
    row = "产出指标 | 数量指标 | 灌渠长度 | ≥30公里 | ≥30公里"
    d = one(page(tree(row), above=ABOVE), page(row))
    assert [x[2] for x in labelled(d)] == ["灌渠长度", "灌渠长度"]
    assert "duplicate_indicator" in codes(d)


def test_two_figures_in_one_cell_are_not_joined_to_a_wrong_one() -> None:
    d = one(whole(WHOLE.replace("| 157.54 ", "| 37.04⏎120.50 ")))
    line = next(x for x in d.budget if x.label == "财政拨款")
    assert line.amount.value is None
    assert "amount_format" in codes(d)

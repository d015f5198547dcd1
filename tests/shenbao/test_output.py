"""The JSON contract: exact numbers, closed shapes, the same bytes for the same document."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import shenbao
from shenbao.output import dumps, failed_contract, loads, plain
from shenbao.reading import Reading


def validate(text: str) -> None:
    jsonschema.Draft202012Validator(shenbao.json_schema()).validate(json.loads(text))


def test_contract_fits_the_schema(reading: Reading) -> None:
    validate(reading.to_json())


def test_seed_fits_the_schema(seed: Path) -> None:
    validate(shenbao.read(seed).to_json())


def test_failed_record_fits_the_schema() -> None:
    record = failed_contract("没有.pdf", None, None, "missing_file", "找不到", "missing")
    validate(dumps(record))
    assert record["declarations"] == []


def test_schema_is_valid_closed_and_described() -> None:
    schema = shenbao.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, shape in [*schema["$defs"].items(), ("Output", schema)]:
        assert shape["additionalProperties"] is False, name
        for key, value in shape["properties"].items():
            assert value.get("description") or "$ref" in value or name in ("Place", "Evidence"), f"{name}.{key}"


def test_a_key_too_many_is_refused(reading: Reading) -> None:
    contract = json.loads(reading.to_json())
    contract["declarations"][0]["form"]["mood"] = "good"
    with pytest.raises(jsonschema.ValidationError):
        validate(json.dumps(contract))


def test_amounts_are_written_as_printed(reading: Reading) -> None:
    text = reading.to_json()
    budget = loads(text)["declarations"][0]["budget"]
    assert '"value": 37.04,' in text
    assert '"value": 0.00,' in text
    assert str(budget[1]["amount"]["value"]) == "0.00"
    assert budget[2]["amount"] == {"raw": "", "value": None, "unit": "万元", "yuan": None}


def test_keys_stand_in_the_order_of_the_contract(reading: Reading) -> None:
    contract = reading.contract()
    assert list(contract) == ["schema_version", "source", "pages", "tables", "declarations", "issues"]
    assert list(contract["declarations"][0]["indicators"][0])[-1] == "printed"
    assert list(contract["declarations"][0]["budget"][0]) == ["section", "label", "column", "horizon", "amount"]
    target = contract["declarations"][0]["indicators"][0]["annual_value"]
    assert list(target) == ["raw", "comparator", "low", "high", "unit", "from", "to", "kind"]


def test_places_are_flat_and_rounded(reading: Reading) -> None:
    evidence = reading.contract()["declarations"][0]["evidence"]
    assert evidence["/indicators/1/annual_value"] == [
        {"page": 2, "box": [10.12, 60.0, 200.0, 79.0], "text": "≥59%", "reader": "pdf", "confidence": 0.9877}
    ]
    assert evidence["/indicators/0/name"][0]["line"] == [4, 2]
    assert evidence["/budget/0/amount"][0]["cell"] == "B2"


def test_same_bytes_twice_and_no_escapes(seed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "deep" / seed.name
    copy.parent.mkdir()
    copy.write_bytes(seed.read_bytes())
    text = shenbao.read(seed).to_json()
    assert text == shenbao.read(copy).to_json()
    assert text.endswith("}\n")
    assert "\\u" not in text
    assert str(tmp_path) not in text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_every_decimal_comes_back_exactly(value: Decimal) -> None:
    assert str(Decimal(loads(dumps({"v": plain(value)}))["v"])) == str(value)


def test_large_round_numbers_have_no_exponent() -> None:
    assert dumps(plain(Decimal("1E+9"))) == "1000000000\n"


def test_what_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        plain(Decimal("NaN"))


def test_lone_surrogates_can_be_written() -> None:
    assert dumps(plain("坏\ud800字")).encode("utf-8").decode("utf-8") == '"坏\ufffd字"\n'

"""Published codes, right and wrong, and the company names of a public register."""

from __future__ import annotations

import json

import polars as pl
import pytest

from rongqu.kernel.uscc import InvalidUscc, parse_uscc
from tests.shared_data import shared_data


def test_the_published_codes_are_told_apart() -> None:
    vectors = json.loads((shared_data("vectors") / "uscc.json").read_text())
    for code in vectors["valid"]:
        assert parse_uscc(code) == code
    for wrong in vectors["invalid"]:
        with pytest.raises(InvalidUscc):
            parse_uscc(wrong["code"])


def test_of_a_public_register_only_the_codes_known_to_be_wrong_are_refused() -> None:
    register = pl.read_parquet(shared_data("names") / "cn_company_codes.parquet")
    refused = 0
    for code in register["uscc"].unique():
        try:
            parse_uscc(code)
        except InvalidUscc:
            refused += 1
    assert refused == 179

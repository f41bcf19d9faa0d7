from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongqu.modules.evidence.canonical import NotCanonical, canonical_json

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("bits", "written"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
    ],
)
def test_numbers_are_written_as_the_rfc_lists_them(bits: str, written: str) -> None:
    [number] = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical_json(number) == written


def test_members_are_sorted_by_utf_16_code_units() -> None:
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "ö": 7}
    order = ["\r", "1", "\x80", "ö", "€", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical_json(value))) == order


def test_strings_escape_only_what_they_must() -> None:
    assert canonical_json('€$\x0f\nA\'B"\\\\"/\u2028') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u2028"'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "\ud800", {1, 2}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


@settings(max_examples=50)
@given(JSON)
def test_the_canonical_form_says_the_same_and_is_stable(value: Any) -> None:
    """Numbers of JSON are doubles, so they are read back as such."""
    written = canonical_json(value)
    read = json.loads(written, parse_int=float)
    assert read == value
    assert canonical_json(read) == written

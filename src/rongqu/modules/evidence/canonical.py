"""Canonical JSON (RFC 8785): one value, one sequence of bytes, in whatever language."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any, cast

LARGEST_EXACT = 2**53 - 1
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotCanonical(ValueError):
    """The value has no canonical form, such as a number that a double cannot hold."""


def canonical_json(value: Any) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dict):
        return _members(cast(dict[str, Any], value))
    if isinstance(value, list | tuple):
        return f"[{','.join(map(canonical_json, cast(Sequence[Any], value)))}]"
    return _scalar(value)


def _members(value: dict[str, Any]) -> str:
    """Sorted by UTF-16 code units (3.2.3): the order of code points where all names are ASCII."""
    by = None if all(map(str.isascii, value)) else _utf16
    names = sorted(value, key=by)
    return f"{{{','.join([f'{_string(name)}:{canonical_json(value[name])}' for name in names])}}}"


def _scalar(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return _whole(value)
        case float():
            return _double(value)
        case _:
            raise NotCanonical(f"{type(value).__name__} is not JSON")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be", "surrogatepass")


def _string(text: str) -> str:
    if not text.isascii() and _SURROGATE.search(text):
        raise NotCanonical("half of a surrogate pair is no character")
    return encode_basestring(text)


def _whole(number: int) -> str:
    if abs(number) > LARGEST_EXACT:
        raise NotCanonical("a whole number beyond 2**53 - 1 is written as a string")
    return str(number)


def _double(number: float) -> str:
    """As ECMAScript writes it (7.1.12.1): shortest digits, exponent outside of 1e-7 to 1e21."""
    if not math.isfinite(number):
        raise NotCanonical("NaN and infinity are not JSON")
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return sign + _place(digits.rstrip("0"), point)


def _place(digits: str, point: int) -> str:
    """`digits` with the decimal point after the first `point` of them."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = digits if count == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{mantissa}e{point - 1:+d}"
